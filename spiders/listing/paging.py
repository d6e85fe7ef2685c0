"""Page numbers in addresses and requests, and the counts that a list page states of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, quote_plus, unquote_plus, urlsplit, urlunsplit

from auditor.models.address import canonical
from spiders.family import ListSource, Step
from spiders.html.markup import Markup, host
from spiders.html.visible import words

MAX_PAGES = 2_000
PAGE_WORDS = tuple(
    (
        "page pageindex pageno pagenum pagenumber currpage curpage currentpage currentpageno currentpagenum"
        " currentpageindex topage gopage nowpage thispage pageid pagecurrent iscurrentpage pagecur current curr cur pg pgno pn pno p index"
    ).split()
)
_FILE_NUMBER = re.compile(
    r"/(?:(?:[\w-]*_)?(\d{1,4})\.(?:s?html?|jhtml|jspx?|aspx?|php|do|json|xml|js)|[\w-]*-(\d{1,4})\.(?:json|xml|js))$",
    re.IGNORECASE,
)
_FOLDER_NUMBER = re.compile(r"/(?:page|pages|p|pn)[/_-]?(\d{1,4})/?$", re.IGNORECASE)
_PATH_WORD = re.compile(
    r"/(?:page|pages|pageno|pagenum|pageindex|current|currpage|p|pn)[/_-]?([01])(?=/|$)", re.IGNORECASE
)
_PATH_PAIR = re.compile(r"/(\d{1,4})/(\d{1,4})/?$")  # which page and how many rows, or the other way round
OFFSETS = ("start", "offset", "skip", "begin", "from", "startrecord", "startrow")
MARKS = tuple(
    (
        "cursor lastid lastkey lasttime sinceid maxid minid pagetoken nexttoken token after searchafter scrollid marker"
        " offsetid startid nextid nextcursor nextpagetoken"
    ).split()
)  # what an answer gives for the next request to go on from
HOLE = "{page}"  # where a page's number stands in the shape of an address
SIZE_WORDS = ("pagesize", "rows", "size", "limit", "perpage", "pagerows", "length", "take", "count", "num")
_NAMED = re.compile(r"(\w{1,30})(['\"]?\s*:\s*['\"]?)(\d{1,7})(?!\d)")  # in a body or a value that is JSON
_SHOWN_TOTAL = re.compile(
    r"(?:共\s*有?|总共|合计|总数\s*[:：]?)\s*(\d{1,7})\s*条(?:信息|记录|数据|内容|结果)?\s*(?=[<,，。;；/|&）)\s第页分每当\]]|$)"
)  # 共15条措施 is a title
_TOTALS = (
    re.compile(r"\brecordCount['\"]?\s*[:=]\s*['\"]?(\d{1,7})"),
    re.compile(r"\btotal_?records?['\"]?\s*[:=>]\s*['\"]?(\d{1,7})", re.IGNORECASE),
    _SHOWN_TOTAL,
)
_PAGES = re.compile(
    r"(?:共计?\s*有?|总[共计]|合计|/)\s*(\d{1,5})\s*[页頁]|总页数\s*[:：]?\s*(\d{1,5})|\bpage\s+\d{1,5}\s+of\s+(\d{1,5})",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"(?:第|当前(?:页|第)?\s*[:：]?)\s*(\d{1,5})\s*(?:页|/)|页次\s*[:：]?\s*(\d{1,5})|(?<![\d/])(\d{1,5})\s*/\s*(?:共\s*)?\d{1,5}\s*页|\bpage\s+(\d{1,5})\s+of\s",
    re.IGNORECASE,
)


def squeezed(name: str) -> str:
    """A name as names are compared: `_PageIndex`, `page-index` and `pageIndex` are one."""
    return name.lower().replace("_", "").replace("-", "")


def steps_to(source: ListSource, url: str | None) -> tuple[Step, ...]:
    """One step to `url`; none where it leads off the host, back to this page or beyond the last page allowed."""
    if not url or host(url) != host(source.url) or canonical(url) == canonical(source.url):
        return ()
    return () if (page_number(url) or 0) > MAX_PAGES else (Step(url),)


def page_number(url: str) -> int | None:
    """The page number that an address carries, in its query or its file name."""
    number, path = query_number(url), urlsplit(url).path
    match = _FILE_NUMBER.search(path) or _FOLDER_NUMBER.search(path) if number is None else None
    return int(next(filter(None, match.groups()))) if match else number


def path_shape(url: str, rows: int, total: int | None) -> tuple[str, int] | None:
    """An interface's first address with {page} where its path numbers the page, and that number: after a word for it,
    or beside the number of rows that came; None where that is not sure."""
    path = urlsplit(url).path
    start = url.index(path) if path else 0
    if word := _PATH_WORD.search(path):
        return _with_hole(url, start + word.start(1), word.group(1))
    pair = _PATH_PAIR.search(path)
    if pair is None or not rows:
        return None
    first, second = pair.groups()
    if first in ("0", "1") and int(second) == rows:
        return _with_hole(url, start + pair.start(1), first)
    if second in ("0", "1") and int(first) == rows and (total or 0) > rows:
        return _with_hole(url, start + pair.start(2), second)
    return None


def folder_of(url: str) -> str:
    """The folder that a list's pages lie in; /list/page/2/ lies in /list."""
    path = urlsplit(url).path
    return _FOLDER_NUMBER.sub("", path) if _FOLDER_NUMBER.search(path) else path.rpartition("/")[0]


def query_number(url: str) -> int | None:
    """The page number in an address's query."""
    found = _numbered_name(parse_qsl(urlsplit(url).query))
    return found[1] if found else None


def unnumbered(query: str) -> list[tuple[str, str]]:
    """The pairs of a query beside the one that numbers its page."""
    pairs = parse_qsl(query, keep_blank_values=True)
    found = _numbered_name(pairs)
    return sorted(pair for pair in pairs if not found or pair[0] != found[0])


def turned(asked: Step) -> Step | None:
    """The same request for the page after; None where nothing in it numbers its page."""
    if asked.shape and asked.number is not None:
        further = asked.number + 1
        return replace(asked, url=asked.shape.replace(HOLE, str(further)), number=further)
    parts = urlsplit(asked.url)
    if asked.body:
        body = _turned_words(asked.body)
        return replace(asked, body=body, number=_after(asked)) if body else None
    query = _turned_words(parts.query)
    url = urlunsplit(parts._replace(query=query)) if query else _turned_file(asked.url)
    return replace(asked, url=url, number=_after(asked)) if url else None


def declared_total(text: str) -> int | None:
    """How many entries the list says it holds; None where it does not say or says it in two ways."""
    found = {int(m.group(1)) for pattern in _TOTALS for m in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None


def shows_none(page: Markup) -> bool:
    """Whether the page tells its reader that the list holds 0 entries."""
    return {match.group(1) for match in _SHOWN_TOTAL.finditer(words(page.root))} == {"0"}


def told_pages(page: Markup) -> int | None:
    """How many pages the list says it has; None where it does not say or says it in two ways."""
    found = {int(next(filter(None, m.groups()))) for m in _PAGES.finditer(words(page.root))}
    return found.pop() if len(found) == 1 else None


def told_number(page: Markup) -> int | None:
    """Which of its pages this one says it is."""
    found = _THIS.search(words(page.root))
    return next(int(group) for group in found.groups() if group) if found else None


def is_count(text: str) -> bool:
    """Whether the text is a number that a list may be long."""
    return text.isdecimal() and len(text) < 10


def with_query(url: str, changes: Mapping[str, object]) -> str:
    """The address with these query values set, whatever case their names have there."""
    parts = urlsplit(url)
    wanted = {name.lower(): (name, str(value)) for name, value in changes.items()}
    known = _as_written(parts.query)
    kept = [
        (k, quote_plus(wanted.pop(low)[1]) if (low := unquote_plus(k).lower()) in wanted else v)
        for k, v in known
    ]
    more = [(quote_plus(name), quote_plus(value)) for name, value in wanted.values()]
    return urlunsplit(parts._replace(query=_written([*kept, *more]), fragment=""))


def _with_hole(url: str, place: int, number: str) -> tuple[str, int]:
    return f"{url[:place]}{HOLE}{url[place + len(number) :]}", int(number)


def _as_written(query: str) -> list[tuple[str, str]]:
    """The pairs of a query or form with their escapes as they stand: what is escaped in GBK is no UTF-8."""
    pieces = (piece.partition("=") for piece in query.split("&") if piece)
    return [(name, value) for name, _, value in pieces]


def _written(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{name}={value}" for name, value in pairs)


def _after(asked: Step) -> int | None:
    return None if asked.number is None else asked.number + 1


def _numbered_name(pairs: Iterable[tuple[str, str]]) -> tuple[str, int] | None:
    """The name and value that number the page: in the order of the words, not of the pairs."""
    known = [(name, value) for name, value in pairs if squeezed(unquote_plus(name)) in PAGE_WORDS]
    counts = [(name, int(value)) for name, value in known if is_count(value)]
    return min(counts, key=lambda pair: PAGE_WORDS.index(squeezed(unquote_plus(pair[0]))), default=None)


def _turned_words(text: str) -> str | None:
    """A query, a form or JSON text with its page number raised by one."""
    if text.lstrip()[:1] in "{[":
        return _turned_json(text)
    pairs = _as_written(text)
    if found := _numbered_name(pairs):
        return _written([(k, str(found[1] + 1) if k == found[0] else v) for k, v in pairs])
    if offset := _turned_offset(pairs):
        return offset
    held = ((k, _turned_json(told)) for k, v in pairs if (told := unquote_plus(v))[:1] == "{")
    inner = next(((k, more) for k, more in held if more), None)
    return _written([(k, quote_plus(inner[1]) if k == inner[0] else v) for k, v in pairs]) if inner else None


def _turned_offset(pairs: list[tuple[str, str]]) -> str | None:
    """A query that says from which row on, raised by the rows of a page; its last row goes with it."""
    told = {squeezed(name): int(value) for name, value in pairs if is_count(value)}
    size = next((told[name] for name in SIZE_WORDS if told.get(name)), None)
    start = next((name for name in OFFSETS if name in told), None)
    if not size or not start:
        return None
    moved = (start, "end", "endrecord", "endrow", "to")
    return _written(
        [(k, str(int(v) + size) if squeezed(k) in moved and is_count(v) else v) for k, v in pairs]
    )


def _turned_json(text: str) -> str | None:
    found = [m for m in _NAMED.finditer(text) if squeezed(m.group(1)) in PAGE_WORDS]
    place = min(found, key=lambda m: PAGE_WORDS.index(squeezed(m.group(1))), default=None)
    if place is None:
        return None
    return f"{text[: place.start(3)]}{int(place.group(3)) + 1}{text[place.end(3) :]}"


def _turned_file(url: str) -> str | None:
    match = _FILE_NUMBER.search(urlsplit(url).path)
    if match is None or not ("_" in match.group(0) or url.endswith((".json", ".xml", ".js"))):
        return None
    told = match.lastindex or 1
    start = url.index(match.group(0)) + match.start(told) - match.start(0)
    return f"{url[:start]}{int(match.group(told)) + 1}{url[start + len(match.group(told)) :]}"
