"""COL015: an article titled like its section, or several titled alike without a period."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, SectionKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE

_BY_NATURE = pattern(r"年报|年度报告|指南|目录|制度|简介|概况|职能|职责|领导|机构|联系方式|章程|清单|须知")
_PERIOD = pattern(
    r"\d{2,4}\s*年|\d{1,2}\s*月|\d{1,2}\s*日|季度|第[\d一二三四五六七八九十百]+[期批次号]|半年|[一二三四五六七八九十〇]{2,4}年|[（(][\d一二三四五六七八九十]+[)）]|\d{6,8}"
)


@site_rule(
    "COL015",
    "标题等于栏目名",
    Severity.MINOR,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def title_is_section(site: Site, *, alike: int = 3) -> Iterator[Flaw]:
    """信息标题应当概括内容，不得只写栏目名称。

    怎么算：内容页的标题就是所在栏目的名称的，不合格。
    转人工核对：同一栏目3条以上正文不同的信息标题完全相同，而标题中没有年月、期次的，每个标题提示一条。
    不算：年报、指南、目录、制度、机构职能、领导信息等本来就与栏目同名的；静态栏目。
    改法：写全时间和内容，如“2023年某某补贴发放公示”。
    不管什么：标题和正文都相同的看 COL009。
    """
    static = {canonical(s.url) for s in site.portal.sections if s.url and _is_static(s.kind)}
    static |= {
        canonical(v.section.url) for v in site.sections if v.section.url and _is_static(v.section.kind)
    }
    same: dict[tuple[str, str], dict[str, Page]] = defaultdict(dict)
    for page in site.pages:
        if page.kind is not PageKind.ARTICLE or not page.readable or not page.section or not page.title:
            continue
        title = squeeze(page.title)
        if _BY_NATURE.search(title) or (page.section_url and canonical(page.section_url) in static):
            continue
        if title == squeeze(page.section.split("/")[-1]):
            yield _named_alike(page, title)
        elif not _PERIOD.search(title) and page.text_digest:
            same[page.section_url or page.section, title][page.text_digest] = page
    for (_, title), pages in same.items():
        if len(pages) >= alike:
            yield _repeated(title, sorted(pages.values(), key=lambda page: page.url))


def _is_static(kind: SectionKind) -> bool:
    return kind.is_static and kind is not SectionKind.PARENT


def _named_alike(page: Page, title: str) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL,
        message=f"标题“{title}”就是栏目名称，看不出内容",
        quote=title,
        expected="概括内容、写明时间的标题",
        page=page,
    )


def _repeated(title: str, pages: list[Page]) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"同一栏目有{len(pages)}条不同信息都叫“{title}”，没有写明时间或者期次，请核对",
        subject=title,
        quote="；".join(page.url for page in pages[:5]),
        expected="标题写明时间或者期次",
        amount=len(pages),
        page=pages[-1],
        url=pages[-1].section_url,
    )
