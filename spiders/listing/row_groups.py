"""Which elements of an unknown list page are its rows: the largest group of siblings that hold one item each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from auditor.models.address import canonical, is_file
from spiders.html.markup import Markup, host
from spiders.html.metas import metas_of
from spiders.html.visible import hidden, words
from spiders.listing.line_rows import part_lines, part_terms
from spiders.listing.more_links import more_beside
from spiders.listing.row_dates import dates, has_date, is_date, shows_month_day
from spiders.listing.rows import item_of, names_row

ARTICLE = re.compile(
    r"/t?\d{8}_\d+\.|/art/\d{4}/|/art_\w+\.|/content_\w+\.|/post_\d+\.|/doc_[0-9a-f]{24}\.|/\d{5,}\.s?html?$"
    r"|/20\d{2}[-/]?\d{2}(?:[-/]?\d{2})?/\w+\.|[?&](?:article_?id|info_?id|news_?id|doc_?id|id)=\w+$",
    re.IGNORECASE,
)
_ROW_TAGS = ("li", "tr", "dl", "dd", "div", "p", "ul", "article", "a", "td")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")
_PERIOD = re.compile(
    r"^\W*(?:20\d\d\s*年?度?|\d{1,2}\s*月份?|第?[一二三四1-4]季度|[上下]半年|[-/.年月\s])+\W*$"
)
_LONGEST_HEADING = 14  # characters
_SHORT_NAME = 6  # characters of 解读, 附件, 详细 beside a row's title
_MOST_BESIDE = 40  # characters of a paragraph that is a row, beside its title
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:nav(?!_?(?:list|con|li))\w*|menu\w*|crumb\w*|breadcrumb\w*|bread|position|location|weizhi|dqwz|foot\w*|header\w*"
    r"|pager?|pages|pagination|paging|fenye|page_?box|yqlj|friend\w*|links?|search\w*|tabs?|lanmu|tree)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:aside|side(?:bar)?|hot\w*|rank\w*|recommend\w*|relat\w*|tuijian|remen|xgxx|history)(?:$|[-_\s\d])",
    re.IGNORECASE,
)


def rows_of(page: Markup, is_article: Callable[[str], bool]) -> list[Any]:
    """The rows of the page's main list; none where no group is surely one."""
    part_lines(page)
    part_terms(page)
    groups: dict[tuple[Any, str, str], list[Any]] = {}
    for row in page.root.iter(*_ROW_TAGS):
        if _holds_item(row, page, is_article):
            groups.setdefault(_place(row), []).append(row)
    ranked = sorted(groups.values(), key=_rank, reverse=True)
    best = _shown_alike(
        _shown_first([group for group in ranked if _is_list(group) and _is_ours(group, page)])
    )
    if not best:
        return []
    best = _own_block(best, page)
    return [*_row_before(best, page, is_article), *_with_sisters(best, ranked, page)]


def _shown_first(lists: list[list[Any]]) -> list[Any]:
    """The largest list; of two built alike the one that is shown, not that behind a tab."""
    if not lists or not hidden(lists[0][0].getparent()):
        return lists[0] if lists else []
    built = (lists[0][0].tag, lists[0][0].get("class"))
    alike = (one for one in lists if (one[0].tag, one[0].get("class")) == built)
    return next((one for one in alike if not hidden(one[0].getparent())), lists[0])


def _shown_alike(group: list[Any]) -> list[Any]:
    """The rows whose lists are shown, or hidden, as that of the first is: what a tab hides is another section's."""
    lists = {row.getparent() for row in group}
    if len(lists) < 2:
        return group
    hides = {one: hidden(one) for one in lists}
    return [row for row in group if hides[row.getparent()] is hides[group[0].getparent()]]


def _own_block(group: list[Any], page: Markup) -> list[Any]:
    """The rows under the heading that bears the section's name, where others stand under headings of their own."""
    heads = {row.getparent(): _heading_of(row.getparent()) for row in group}
    names = _names(page)
    if len(heads) < 2 or not all(heads.values()):
        return group
    own = [row for row in group if heads[row.getparent()] in names]
    return own or group


def _is_ours(group: list[Any], page: Markup) -> bool:
    """Whether rows may be the section's own: not those under the heading of another one, with 更多 that leads there."""
    names, here = _names(page), canonical(page.url).partition("?")[0].rpartition("/")[0]
    for link in more_beside(page, group):
        named = any(link.heading in name or name in link.heading for name in names)
        other = 1 < len(link.heading) <= _LONGEST_HEADING and names and not named
        if other and host(link.url) == host(page.url) and not canonical(link.url).startswith(here):
            return False
    return True


def _names(page: Markup) -> set[str]:
    """What the page calls its section."""
    titles = (words(element) for element in page.root.iter("title"))
    return {metas_of(page.root).get("ColumnName") or "", *titles} - {""}


def _heading_of(block: Any) -> str:
    """The words of the heading right over a block; "" where there is none or it only names a time."""
    before = block.getprevious()
    text = words(before) if before is not None and before.tag in _HEADINGS else ""
    return "" if _PERIOD.search(text) else text


def _row_before(group: list[Any], page: Markup, is_article: Callable[[str], bool]) -> list[Any]:
    """The first row where it stands out in a block of its own over the list."""
    block = group[0].getparent()
    before = block.getprevious() if block is not None and block.tag in ("ul", "ol", "table", "dl") else None
    if before is None or before.tag not in ("div", "p", "dl") or in_aside(before) or in_furniture(before):
        return []
    found = item_of(before, page) if _holds_item(before, page, is_article) else None
    return [before] if found and has_date(before) and is_article(found[1]) else []


def _with_sisters(best: list[Any], groups: Iterable[list[Any]], page: Markup) -> list[Any]:
    """The rows with those of the blocks beside theirs that are built alike: a list broken into blocks of five.

    Blocks under headings or with a way to more of their own are lists of other sections.
    """
    around = _block(best[0])
    alike = [group for group in groups if group is not best and _built(group) == _built(best)]
    sisters = [
        group
        for group in alike
        if _is_list(group)
        and _beside(_block(group[0]), around)
        and hidden(group[0].getparent()) is hidden(best[0].getparent())
        and not _lie_apart(group, best, page)
    ]
    if not sisters or any(_headed(_block(group[0])) for group in (best, *sisters)):
        return best
    wanted = {row for group in (best, *sisters) for row in group}
    return [row for row in page.root.iter(best[0].tag) if row in wanted]


def _lie_apart(group: list[Any], other: list[Any], page: Markup) -> bool:
    """Whether the rows of each lead to one folder of its own: lists of two sections side by side."""
    folders = [
        {_folder(found[1]) for row in rows if (found := item_of(row, page))} for rows in (group, other)
    ]
    return all(len(told) == 1 for told in folders) and folders[0] != folders[1]


def _folder(url: str) -> str:
    """The first folder of an address that is no year or month."""
    return next((part for part in urlsplit(url).path.split("/")[1:-1] if not part.isdecimal()), "")


def _block(row: Any) -> Any:
    """The innermost element that holds the row and stands beside another one of its kind."""
    element = row.getparent()
    while element is not None and element.getparent() is not None and len(element.getparent()) == 1:
        element = element.getparent()
    return element


def _beside(one: Any, other: Any) -> bool:
    """Whether two blocks are siblings of one kind, or stand in rows of one list: a tree of them."""
    if one is None or other is None or one.tag != other.tag:
        return False
    parent, other_parent = one.getparent(), other.getparent()
    if parent is other_parent:
        return True
    if parent is None or other_parent is None or parent.tag not in ("li", "td", "dd"):
        return False
    if parent.getparent() is not other_parent.getparent():
        return False
    return (parent.tag, parent.get("class")) == (other_parent.tag, other_parent.get("class"))


def _built(group: Sequence[Any]) -> tuple[Any, ...]:
    row, block = group[0], _block(group[0])
    return (
        row.tag,
        row.get("class"),
        block.tag if block is not None else "",
        block.get("class") if block is not None else "",
    )


def _headed(block: Any) -> bool:
    before = block.getprevious()
    heads = [*([before] if before is not None and before.tag in _HEADINGS else []), *block.iter(*_HEADINGS)]
    return any(not _PERIOD.search(words(head)) for head in heads)


def in_furniture(element: Any) -> bool:
    """Whether the element belongs to navigation, breadcrumb, pager, search or footer."""
    return any(e.tag in ("nav", "header", "footer") or _named(e, _FURNITURE) for e in _around(element))


def in_aside(element: Any) -> bool:
    """Whether the element belongs to a list that does not speak of this section: 热点, 推荐, 相关."""
    return any(e.tag == "aside" or _named(e, _ASIDE) for e in _around(element))


def _holds_item(row: Any, page: Markup, is_article: Callable[[str], bool]) -> bool:
    """Whether the element holds one item, with a date or an article's address, and no smaller row does."""
    if sum(1 for _ in row.iter("a")) > 6 or _inner_rows(row) or _holds_several(row, page, is_article):
        return False
    found = item_of(row, page)
    if found is None or (row.tag == "p" and len(words(row)) - len(words(found[0])) > _MOST_BESIDE):
        return False  # prose that mentions a day and links something is no row
    url = found[1]
    return has_date(row) or is_article(url) or is_file(url)


def _holds_several(row: Any, page: Markup, is_article: Callable[[str], bool]) -> bool:
    """Whether three articles or more are named in the element, or two with a day each: it is no row, whatever else."""
    anchors = list(islice(row.iter("a"), 7))
    if len(anchors) < 2:
        return False
    named = [a for a in anchors if len(words(a)) > _SHORT_NAME and names_row(a, row)]
    urls = {url for a in named if (url := page.link(a)) and is_article(url)}
    if len(urls) != 2:
        return len(urls) > 2
    days = list(islice(dates(words(row)), 3))
    return len(days) > 1


def _inner_rows(row: Any) -> bool:
    """Whether links stand in several rows further down: then this element is their list."""
    if row.tag == "li" and _has_own_line(row):
        return False
    inner = [e for e in row.iterdescendants("li", "tr", "dl") if e.find(".//a") is not None]
    if row.tag == "ul" and len(inner) == 1 and has_date(row) and not has_date(inner[0]):
        return False  # the cells of one row
    return bool(inner) and (row.tag in ("li", "tr", "dl") or len(inner) > 1 or row.tag in ("div", "ul", "td"))


def _has_own_line(row: Any) -> bool:
    """Whether the row has a link and a day outside the list that stands inside it."""
    beside = [e for e in row if isinstance(e.tag, str) and e.tag not in ("ul", "ol")]
    if len(beside) == len(row):
        return False
    linked = any(e.tag == "a" or e.find(".//a") is not None for e in beside)
    return linked and any(has_date(e) or is_date(words(e)) for e in beside)


def _place(row: Any) -> tuple[Any, str, str]:
    """Rows of one list: same tag under the same kind of parent; lists broken into blocks share a grandparent, but for
    one that is named 热点 and the like.

    A row that has a table of its own stands where that one stands.
    """
    row = _outermost(row)
    parent = row.getparent()
    above = parent.getparent() if parent is not None and not _named(parent, _ASIDE) else None
    shared = parent if parent is None or parent.tag not in ("ul", "ol", "tbody") or above is None else above
    return shared, row.tag, parent.tag if parent is not None else ""


def _outermost(row: Any) -> Any:
    """The table that holds nothing but this row, else the row."""
    parent = row.getparent()
    while parent is not None and parent.tag in ("tbody", "table") and len(parent) == 1:
        row, parent = parent, parent.getparent()
    return row


def _rank(group: Sequence[Any]) -> tuple[int, int, int]:
    dated = sum(has_date(row) for row in group)
    tight = sum(row.tag in ("li", "tr", "dl") for row in group)
    return dated, len(group), tight


def _is_list(group: Sequence[Any]) -> bool:
    if in_aside(group[0]):
        return False
    dated = sum(has_date(row) for row in group)
    if dated:
        return dated * 2 >= len(group)
    several = len(group) > 1 or shows_month_day(group[0])
    return several and not in_furniture(group[0]) and _share_host(group)


def _share_host(group: Sequence[Any]) -> bool:
    """Undated rows are a list only where they do not lead to many sites, as friendly links do."""
    hosts = {host(a.get("href") or "") for row in group for a in row.iter("a")}
    return len(hosts) * 2 <= len(group) + 1


def _around(element: Any) -> list[Any]:
    around = [element, *element.iterancestors()]
    return [e for e in around if e.tag not in ("html", "body")]


def _named(element: Any, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(element.get(name) or "") for name in ("class", "id"))
