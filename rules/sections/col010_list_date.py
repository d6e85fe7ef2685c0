"""COL010: the list shows another date than the article."""

from collections.abc import Iterator, Mapping

from auditor.models import Entry, Flaw, Page, PageKind, SectionView, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule

from ..basis import SITE_GUIDELINE

_DATES = ("published_on", "issued_on", "dated_on", "formed_on", "indexed_on")


@site_rule(
    "COL010",
    "列表与详情日期不符",
    Severity.MINOR,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def list_date(site: Site, *, template_percent: int = 30, template_items: int = 3) -> Iterator[Flaw]:
    """列表显示的日期应当与内容页的发布日期一致。

    怎么算：同一栏目的列表日期与内容页“发布日期”不同，也不是内容页上其他日期的，每条信息报一条。
    转人工核对：内容页的发布日期不在信息表里、是从页面文字中读到的。
    不算：一个栏目有3条以上、三成以上都不同的，是列表显示更新时间或者其他日期的模板；在别的栏目列表中共享的；列表或者内容页没有日期的。
    改法：更正后台的发布时间，重新生成列表。
    不管什么：网页标签PubDate不同看 FLD015，发布日期早于成文看 FLD007。
    """
    pages = {canonical(p.url): p for p in site.pages if p.kind is PageKind.ARTICLE and p.readable}
    for view in site.sections:
        pairs = list(_pairs(view, pages))
        differing = [(entry, page) for entry, page in pairs if not _agrees(entry, page)]
        is_template = len(differing) >= template_items and 100 * len(differing) >= template_percent * len(
            pairs
        )
        if not is_template:
            yield from (_flaw(entry, page) for entry, page in differing)


def _pairs(view: SectionView, pages: Mapping[str, Page]) -> Iterator[tuple[Entry, Page]]:
    """Dated rows with their pages, of the section that is the page's own."""
    home = canonical(view.section.url) if view.section.url else ""
    for entry in view.entries:
        page = pages.get(canonical(entry.url))
        if page is None or not page.section_url or canonical(page.section_url) != home:
            continue
        if entry.published_on and page.date("published_on"):
            yield entry, page


def _agrees(entry: Entry, page: Page) -> bool:
    return entry.published_on in {page.date(field) for field in _DATES}


def _flaw(entry: Entry, page: Page) -> Flaw:
    unsure = page.labels.get("published_on", "").startswith("页面")
    return Flaw(
        verdict=Verdict.REVIEW if unsure else Verdict.FAIL,
        message=f"《{page.title or page.url}》列表显示{entry.published_on}，内容页发布日期是{page.date('published_on')}"
        + ("，请核对" if unsure else ""),
        subject="列表日期",
        quote=f"列表：{entry.published_on}；内容页：{page.date('published_on')}",
        expected="两处一致",
        page=page,
    )
