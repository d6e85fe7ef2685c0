"""The pages that follow a list page: links, numbered addresses and the page counts that scripts declare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from auditor.models.address import canonical
from spiders.family import ListSource, Step
from spiders.html.markup import Markup, host, join
from spiders.html.visible import words

MAX_PAGES = 2_000
PAGE_WORDS = (
    "page",
    "pageindex",
    "pageno",
    "pagenum",
    "pagenumber",
    "currpage",
    "cur_page",
    "curpage",
    "currentpage",
    "index",
)

_NEXT = re.compile(r"下一?页|后一页|下页|next(?:\s*page)?", re.IGNORECASE)
_ARROWS = "<>\u203a»«\u2039[]()（）《》→ \xa0"
_OFF = re.compile(r"disabled|\bbg\b|\bno\b|layui-disabled|unclick", re.IGNORECASE)
_CALL = re.compile(r"createPageHTML\s*\(([^)]{3,300})\)", re.IGNORECASE)
_VARIABLE = re.compile(r"(?:var\s+|let\s+|,\s*)(\w{2,30})\s*=\s*['\"]?(\d{1,7})\b")
_EXTENSION = re.compile(r"(s?html?|jsp|aspx)$", re.IGNORECASE)
_COUNT_NAMES = ("countPage", "pageCount", "nPageCount", "totalPage", "totalPages")
_CURRENT_NAMES = ("currentPage", "nCurrIndex", "curPage", "pageIndex")
_SHOWN_TOTAL = re.compile(
    r"共\s*有?\s*(\d{1,7})\s*条(?:信息|记录|数据|内容|结果)?\s*(?=[<,，。;；/|&）)\s第页]|$)"
)  # 共15条措施 is a title
_TOTALS = (
    re.compile(r"\brecordCount['\"]?\s*[:=]\s*['\"]?(\d{1,7})"),
    re.compile(r"\btotal_?records?['\"]?\s*[:=>]\s*['\"]?(\d{1,7})", re.IGNORECASE),
    _SHOWN_TOTAL,
)
_PAGES = re.compile(r"共\s*(\d{1,5})\s*页")


def next_pages(source: ListSource) -> tuple[Step, ...]:
    """The next page of a plain list: by script, by a 下一页 link or by the next page number; on the same host only."""
    page = Markup(source.text, source.url, source.charset)
    url = scripted_next(page) or _linked_next(page) or _numbered_next(page)
    return steps_to(source, url)


def steps_to(source: ListSource, url: str | None) -> tuple[Step, ...]:
    """One step to `url`; none where it leads off the host, back to this page or beyond the last page allowed."""
    if not url or host(url) != host(source.url) or canonical(url) == canonical(source.url):
        return ()
    return () if (page_number(url) or 0) > MAX_PAGES else (Step(url),)


def scripted_next(page: Markup) -> str | None:
    """`index_1.html` after `index.html`, from createPageHTML(total, current, "index", "html") or countPage."""
    for script in page.scripts:
        names = {name: int(number) for name, number in _VARIABLE.findall(script)}
        if call := next((c for c in _CALL.finditer(script) if not c.group(1).startswith("_")), None):
            return _after_call(page, _arguments(call.group(1)), names)
        counts = [names[n] for n in _COUNT_NAMES if n in names]
        currents = [names[n] for n in _CURRENT_NAMES if n in names]
        if counts and currents and "index" in script:
            return _index_page(page, counts[0], currents[0], "index", _own_extension(page.url, script))
    return None


def script_paged_beyond(page: Markup) -> bool:
    """Whether the pager promises further pages that no address leads to."""
    if found := _PAGES.search(words(page.root)):
        shown = re.search(r"第\s*(\d{1,5})\s*页|(?<!\d)(\d{1,5})\s*/\s*\d{1,5}\s*页?", words(page.root))
        told = int(next(g for g in shown.groups() if g)) if shown else None
        total = int(found.group(1))
        return total > max(told or _current(page, _numbered(page), total) or page_number(page.url) or 1, 1)
    return any(page.link(a) is None and not _switched_off(a) for a in _next_anchors(page))


def declared_total(text: str) -> int | None:
    """How many entries the list says it holds; None where it does not say or says it in two ways."""
    found = {int(m.group(1)) for pattern in _TOTALS for m in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None


def shows_none(page: Markup) -> bool:
    """Whether the page tells its reader that the list holds 0 entries."""
    return {match.group(1) for match in _SHOWN_TOTAL.finditer(words(page.root))} == {"0"}


def is_count(text: str) -> bool:
    """Whether the text is a number that a list may be long."""
    return text.isdecimal() and len(text) < 10


def page_number(url: str) -> int | None:
    """The page number that an address carries, in its query or its file name."""
    query = {key.lower(): value for key, value in parse_qsl(urlsplit(url).query)}
    for name in PAGE_WORDS:
        if is_count(query.get(name, "")):
            return int(query[name])
    match = re.search(r"/[A-Za-z]+_(\d{1,6})\.\w{3,5}$", urlsplit(url).path)
    return int(match.group(1)) if match else None


def with_query(url: str, changes: Mapping[str, object]) -> str:
    """The address with these query values set, whatever case their names have there."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    wanted = {name.lower(): (name, str(value)) for name, value in changes.items()}
    kept = [(k, wanted.pop(k.lower())[1] if k.lower() in wanted else v) for k, v in pairs]
    return urlunsplit(parts._replace(query=urlencode([*kept, *wanted.values()]), fragment=""))


def _arguments(text: str) -> list[str]:
    return [argument.strip() for argument in text.split(",")]


def _after_call(page: Markup, arguments: list[str], names: Mapping[str, int]) -> str | None:
    quoted = [a[1:-1] for a in arguments if len(a) > 1 and a[0] in "'\"" and a[-1] == a[0]]
    numbers = [int(a) if is_count(a) else names[a] for a in arguments if is_count(a) or a in names]
    extensions = [i for i, word in enumerate(quoted) if i and _EXTENSION.fullmatch(word)]
    if len(numbers) < 2 or not extensions:
        return None
    place = extensions[-1]
    return _index_page(page, numbers[0], numbers[1], quoted[place - 1], quoted[place])


def _index_page(page: Markup, total: int, current: int, name: str, extension: str) -> str | None:
    following = current + 1
    return join(page.url, f"{name}_{following}.{extension}") if following < min(total, MAX_PAGES) else None


def _own_extension(url: str, script: str) -> str:
    own = _EXTENSION.search(urlsplit(url).path)
    found = own or re.search(r"\b(s?html?)\b", script.replace("\\", " "))
    return found.group(1) if found else "html"


def _next_anchors(page: Markup) -> list[Any]:
    return [a for a in page.root.iter("a") if _NEXT.fullmatch(words(a).strip(_ARROWS))]


def _switched_off(anchor: Any) -> bool:
    around = (anchor, anchor.getparent())
    return any(
        _OFF.search(e.get("class") or "") or e.get("disabled") is not None for e in around if e is not None
    )


def _linked_next(page: Markup) -> str | None:
    return next((page.link(a) for a in _next_anchors(page) if page.link(a) and not _switched_off(a)), None)


def _numbered_next(page: Markup) -> str | None:
    """The link under the number after the one that is no link: a pager of plain numbers."""
    linked = _numbered(page)
    current = _current(page, linked, max(linked, default=0))
    return linked.get(current + 1) if current else None


def _numbered(page: Markup) -> Mapping[int, str | None]:
    """The links whose words are page numbers; none where they do not lead to pages of this list."""
    linked = {
        int(t): page.link(a)
        for a in page.root.iter("a")
        if (t := words(a).strip(_ARROWS)).isdecimal() and len(t) < 5
    }
    return linked if _same_list(page.url, linked) else {}


def _current(page: Markup, linked: Mapping[int, str | None], last: int) -> int | None:
    """The number of this page: the one linked to its own address, else the only one of all that is no link.

    Addresses do not tell: the second page is index_1 here and index_2 there.
    """
    own = [n for n, url in linked.items() if url and canonical(url) == canonical(page.url)]
    gaps = [n for n in range(1, last + 1) if n not in linked] if linked else []
    return own[0] if own else gaps[0] if len(gaps) == 1 else None


def _same_list(url: str, linked: Mapping[int, str | None]) -> bool:
    """Whether the numbers lead to pages of this list: their addresses differ from it in the page number alone."""
    folder = urlsplit(url).path.rpartition("/")[0]
    return all(
        link and urlsplit(link).path.startswith(folder) and page_number(link) is not None
        for n, link in linked.items()
        if n > 1
    )
