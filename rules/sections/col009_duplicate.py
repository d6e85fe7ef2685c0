"""COL009: the same item twice in one section."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE
from ..moved import left

_CORRECTION = pattern("更正|更新|修订|修正|补充|重新发布|勘误|变更")


@site_rule(
    "COL009",
    "重复发布",
    Severity.MINOR,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def duplicate(site: Site, *, shortest_text: int = 20) -> Iterator[Flaw]:
    """同一单位同一栏目内，同一条信息建议只发布一次。

    怎么算：标题和正文（去空白）都完全相同、地址不同的两条及以上算一组，一组报一次。
    转人工核对：带有附件或图片、地址又不相同的，内容可能在附件、图片里，是两期而不是重复。
    不算：标题注明更正、修订、补充等重新发布的；同一条信息（文档号相同）挂在多个栏目的；原地址已经打不开、跳转到别处，或者读全的列表里已经没有的（信息搬了家）；正文少于20字的。
    改法：保留最早的一条，撤下其余；原地址已被引用的做跳转。
    不管什么：正文为空看 COL011。
    """
    groups: dict[tuple[str, ...], dict[str, Page]] = defaultdict(dict)
    for page in site.pages:
        if not page.section_url or not page.title or canonical(page.url) in left(site):
            continue
        if page.text_length >= shortest_text and page.readable:
            key = (page.unit or "", page.section_url, squeeze(page.title), page.text_digest)
            groups[key].setdefault(_item(page), page)
    for (_unit, section_url, title, digest), items in groups.items():
        if len(items) > 1 and not _CORRECTION.search(title):
            yield _flaw(section_url, f"{title}/{digest[:12]}", sorted(items.values(), key=_age))


def _item(page: Page) -> str:
    """The document's own id (last level of its address): one item may hang in several sections."""
    return canonical(page.url).split("?")[0].rsplit("/", 1)[-1] or canonical(page.url)


def _age(page: Page) -> tuple[str, str]:
    return (page.shown_on.isoformat() if page.shown_on else "", page.url)


def _carried(page: Page) -> frozenset[str]:
    """Files and images that may hold what the text only leads to: two issues of one table differ in nothing else."""
    return frozenset(canonical(url) for url in (*(file.url for file in page.attachments), *page.media))


def _flaw(section_url: str, subject: str, pages: list[Page]) -> Flaw:
    same = len({_carried(page) for page in pages}) == 1
    return Flaw(
        verdict=Verdict.FAIL if same else Verdict.REVIEW,
        message=f"《{pages[0].title}》在同一栏目重复发布{len(pages)}条，标题和正文完全相同"
        + ("" if same else "，附件或图片的地址不同，请核对内容是否相同"),
        subject=subject,
        quote="；".join(page.url for page in pages[:5]),
        expected="只保留一条",
        amount=len(pages),
        url=section_url,
        page=pages[-1],
    )
