"""COL009: the same item twice in one section."""

import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule

from ..basis import SITE_GUIDELINE
from ..moves import left_addresses, listed_addresses

_CORRECTION = re.compile("更正|更新|修订|修正|补充|重新发布|勘误|变更")


@site_rule("COL009", "重复发布", Severity.MINOR, basis=(SITE_GUIDELINE,), verdicts=(Verdict.FAIL,), version=2)
def duplicate(site: Site, *, shortest_text: int = 20) -> Iterator[Flaw]:
    """同一单位同一栏目内，同一条信息建议只发布一次。

    怎么算：标题和正文（去空白）都完全相同、地址不同的两条及以上算一组，一组报一次。
    不算：标题注明更正、修订、补充等重新发布的；同一条信息（文档号相同）挂在多个栏目的；正文少于20字的；换了地址、原地址已经不存在、跳转或者不在栏目列表中的。
    改法：保留最早的一条，撤下其余；原地址已被引用的做跳转。
    不管什么：正文为空看 COL011。
    """
    groups: dict[tuple[str, ...], dict[str, Page]] = defaultdict(dict)
    for page in site.pages:
        if page.section_url and page.title and page.text_length >= shortest_text and page.readable:
            key = (page.unit or "", page.section_url, squeeze(page.title), page.text_digest)
            groups[key].setdefault(_item(page), page)
    left, listed = site.once(left_addresses), site.once(listed_addresses)
    for (_unit, section_url, title, digest), found in groups.items():
        items = _standing(found, left, listed.get(section_url, frozenset())) if len(found) > 1 else found
        if len(items) > 1 and not _CORRECTION.search(title):
            yield _flaw(section_url, f"{title}/{digest[:12]}", sorted(items.values(), key=_age))


def _standing(items: dict[str, Page], left: frozenset[str], listed: frozenset[str]) -> dict[str, Page]:
    """The items that are still there: not left, and on the list where it names any of them."""
    kept = {item: page for item, page in items.items() if canonical(page.url) not in left}
    on_list = {item: page for item, page in kept.items() if canonical(page.url) in listed}
    return on_list or kept


def _item(page: Page) -> str:
    """The document's own id (last level of its address): one item may hang in several sections."""
    return canonical(page.url).split("?")[0].rsplit("/", 1)[-1] or canonical(page.url)


def _age(page: Page) -> tuple[str, str]:
    return (page.shown_on.isoformat() if page.shown_on else "", page.url)


def _flaw(section_url: str, subject: str, pages: list[Page]) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL,
        message=f"《{pages[0].title}》在同一栏目重复发布{len(pages)}条，标题和正文完全相同",
        subject=subject,
        quote="；".join(page.url for page in pages[:5]),
        expected="只保留一条",
        amount=len(pages),
        url=section_url,
        page=pages[-1],
    )
