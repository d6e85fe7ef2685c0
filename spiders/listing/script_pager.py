"""Pagers that a script draws: createPageHTML(…), .pagination({…}), variables. What the names mean, the families say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from urllib.parse import parse_qsl, urlsplit

from auditor.models.address import canonical
from spiders.family import Course, ListSource, Pager, Step
from spiders.html.markup import Markup, host, join
from spiders.html.script_values import arguments, assigned, calls_of, named, unquoted
from spiders.listing.paging import MAX_PAGES, PAGE_WORDS, is_count, squeezed, with_query

ASKS = re.compile(r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|axios|XMLHttpRequest")
ANY_CALL = "*"
_SPEAKS = re.compile(r"pag(?:e|ing|inat)|fenye|total", re.IGNORECASE)
_FILED = re.compile(
    r"""\d.*(['"])\.?(?:s?html?|jsp|aspx?|php|do)\1|(['"])\.?(?:s?html?|jsp|aspx?|php|do)\2.*\d"""
)
_NEAR = 300  # characters of a call in which its shape shows
_EXTENSION = re.compile(r"\.?(s?html?|jsp|aspx?|php|do)$", re.IGNORECASE)
_JOINED = re.compile(
    r"""(['"`])(?P<before>(?:(?!\1)[^\\\n]|\\.){0,200})\1\s*\+\s*\(?\s*(?P<name>[A-Za-z_$][\w.$]{0,40}(?:\(\))?)"""
    r"""\s*(?:(?P<sign>[+-])\s*(?P<by>\d)(?!\d))?\s*\)?\s*(?:\+\s*(['"`])(?P<after>(?:(?!\6)[^\\\n]|\\.){0,100})\6)?"""
)
_TEMPLATE = re.compile(
    r"""(['"`])(?P<before>[^'"`{}\s]{0,200})(?:(?:\{\{?|\[|\$\{|__)\s*(?:number|page\w*|pn|n|num|index|p|i)\s*(?:\}\}?|\]|__)|__id__)(?P<after>[^'"`{}\s]{0,100})\1""",
    re.IGNORECASE,
)
_STEM_BEFORE = re.compile(
    r"""(['"])([\w/.-]*[A-Za-z0-9])\1\s*\+\s*(?:\(\s*\w+\s*[=<>!]{1,3}\s*\d+\s*\?\s*(['"])\3\s*:\s*)?$"""
)
_FILE_BEFORE = re.compile(r"[\w/.:-]*[\w-]*[_/-]$")
_FILE_AFTER = re.compile(r"\.\w{2,5}(?=$|[?#'\"\\\s>])")
_QUERY_BEFORE = re.compile(r"(?:^|[?&])(\w{1,30})=$")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a pager's script says, by the meaning of its names."""

    pages: int | None
    current: int | None
    rows: int | None = None
    stem: str | None = None
    extension: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page's number stands in its address; the number is that of the page plus `shift`."""

    before: str
    after: str
    shift: int = 0
    asked: str = ""  # the query's name for it; "" where it stands in the file's name

    def url(self, own: str, number: int) -> str | None:
        """The address of the page with this number."""
        if self.asked:
            return with_query(own, {self.asked: number})
        return join(own, f"{self.before}{number}{self.after}")

    def number_in(self, own: str) -> int | None:
        """The number that stands there in an address."""
        if self.asked:
            value = dict(parse_qsl(urlsplit(own).query)).get(self.asked, "")
            return int(value) if is_count(value) else None
        start, end = self.before.rpartition("/")[2], self.after
        match = re.search(rf"/{re.escape(start)}(\d{{1,6}}){re.escape(end)}$", urlsplit(own).path)
        return int(match.group(1)) if match else None


def scripted(page: Markup, source: ListSource, pagers: Iterable[Pager]) -> Course | None:
    """How the list goes on by the first script that is understood; None where none is."""
    scripts = [script for script in page.scripts if _SPEAKS.search(script)]
    for pager in pagers:
        for script in scripts:
            for told in _tellings(script, pager):
                if course := _course(page, source, pager, script, told):
                    return course
    return None


def _tellings(script: str, pager: Pager) -> Iterator[str]:
    """The arguments of each call, or "" for a script whose variables alone tell."""
    if pager.call == ANY_CALL:
        yield from filter(_is_pager, calls_of(script, ""))
    elif pager.call:
        yield from calls_of(script, pager.call)
    else:
        yield ""


def _is_pager(told: str) -> bool:
    """Whether a call's arguments may be a pager's, whatever it is called: an object that speaks of pages, or a file's
    extension beside numbers."""
    if told.startswith("function") or "function" in told[:_NEAR].partition("{")[0]:
        return False
    return bool(_SPEAKS.search(told)) if "{" in told[:_NEAR] else bool(_FILED.search(told[:_NEAR]))


def _course(page: Markup, source: ListSource, pager: Pager, script: str, told: str) -> Course | None:
    if not pager.call and ASKS.search(script):
        return None  # what a request will bring may set them anew
    given = arguments(told)
    numbers = _numbers(pager, given, assigned(script))
    if numbers is None or numbers.pages is None:
        return None
    by = f"翻页脚本（{pager.label}）"
    if numbers.pages <= 1:
        if not pager.named and numbers.current is None and numbers.stem is None:
            return None  # anything may count to 1
        return Course(end=f"{by}写明只有 {numbers.pages} 页", total=numbers.rows, by=by)
    place = _place(page, pager, told, script, numbers)
    return _onward(page, source, pager, numbers, place, by) if place else None


def _onward(
    page: Markup, source: ListSource, pager: Pager, numbers: Numbers, place: Place, by: str
) -> Course | None:
    """The next page, or the end, by the number of this page and of the first."""
    assert numbers.pages is not None
    own = place.number_in(page.url)
    before = source.course.first if source.course else None
    if before is None and own is None and source.is_first:
        first = numbers.current if numbers.current is not None else pager.counts_from
        if first not in (0, 1, None):
            return None  # the section's own page is the first
        first = 1 if first is None else first
        own = first + place.shift
    else:
        first = next((n for n in (before, pager.counts_from) if n is not None), 1)
        if own is None and numbers.current is not None:
            own = numbers.current + place.shift
    if own is None:
        return None
    last = first + numbers.pages - 1 + place.shift
    if own >= last:
        return Course(
            end=f"{by}写明共 {numbers.pages} 页，已到最后一页", total=numbers.rows, first=first, by=by
        )
    url = place.url(page.url, own + 1)
    if not url or host(url) != host(source.url) or canonical(url) == canonical(source.url):
        return None
    if numbers.pages > MAX_PAGES:
        return Course(doubt=f"列表超过 {MAX_PAGES} 页，未读", by=by)
    return Course((Step(url),), total=numbers.rows, first=first, by=by)


def _numbers(pager: Pager, given: list[str], names: Mapping[str, str]) -> Numbers | None:
    """The numbers by name, where an object or variables name them; else by their place in the call."""
    literal = next((argument for argument in given if argument.startswith("{")), "")
    if pager.call and not literal:
        return _by_place(given, names, pager.block_first)
    named_so = named(literal, names) if pager.call else names
    told = {squeezed(name): value for name, value in named_so.items()}
    rows, size = _number(told, pager.rows), _number(told, pager.size)
    if rows is None and literal and is_count(first := _value(given[0], names) or ""):
        rows = int(first)  # .pagination(156, {…})
    pages = _number(told, pager.pages)
    if pages is None and rows is not None and size:
        pages = ceil(rows / size)
    stem, extension = (
        next((told[n] for n in map(squeezed, wanted) if told.get(n)), None)
        for wanted in (pager.stem, pager.extension)
    )
    return Numbers(pages, _number(told, pager.current), rows, stem, extension)


def _by_place(given: list[str], names: Mapping[str, str], block_first: bool | None) -> Numbers | None:
    """The greater of two numbers counts the pages; the word beside an extension is the stem, another one a block."""
    values = [value for argument in given if (value := _value(argument, names)) is not None]
    numbers = [int(value) for value in values if is_count(value)][:2]
    texts = [value for value in values if not is_count(value)]
    extension = next((i for i, text in enumerate(texts) if _EXTENSION.fullmatch(text)), None)
    if not numbers or extension is None or block_first not in (None, len(texts) > 2):
        return None
    current = min(numbers) if len(numbers) > 1 else None
    return Numbers(max(numbers), current, None, _beside(texts, extension), texts[extension])


def _beside(texts: list[str], extension: int) -> str | None:
    """The file's stem: the text before its extension, else the one after it."""
    rest = texts[:extension][-1:] or texts[extension + 1 :][:1]
    return rest[0] if rest else None


def _value(argument: str, names: Mapping[str, str]) -> str | None:
    text = unquoted(argument)
    if text is not None:
        return text
    return argument if is_count(argument) else names.get(argument)


def _number(told: Mapping[str, str], wanted: tuple[str, ...]) -> int | None:
    found = (told[squeezed(name)] for name in wanted if is_count(told.get(squeezed(name), "")))
    return next(map(int, found), None)


def _place(page: Markup, pager: Pager, told: str, script: str, numbers: Numbers) -> Place | None:
    """By what the script joins an address of, else by the file's stem and extension."""
    own = urlsplit(page.url).path.rpartition("/")[2]
    stem = numbers.stem
    if not (stem and numbers.extension) and (joined := _joined(told, pager) or _joined(script, pager)):
        return joined
    if stem is None and not pager.call and numbers.current is not None:
        stem = _own_stem(own)
    if stem is None or "#" in stem:
        return None
    own_extension = _EXTENSION.search(own)
    extension = numbers.extension or (own_extension.group(1) if own_extension else "html")
    stem = re.sub(r"\.(?:s?html?|jsp)$", "", stem)
    return Place(stem if stem.endswith("_") else f"{stem}_", f".{extension.lstrip('.')}")


def _own_stem(name: str) -> str:
    return re.sub(r"_\d{1,4}$", "", name.rpartition(".")[0]) or "index"


@lru_cache(maxsize=64)
def _joined(text: str, pager: Pager) -> Place | None:
    """Where the script joins an address of words and a page's number; rather that of the page asked for."""
    found = [place for match in _JOINED.finditer(text) if (place := _joined_place(match, text, pager))]
    if not found:
        found = [place for match in _TEMPLATE.finditer(text) if (place := _held_place(match))]
    return min(found, key=lambda pair: pair[1])[0] if found else None


def _held_place(match: re.Match[str]) -> tuple[Place, bool] | None:
    """The place that a template holds open for a page's number: `?page={{number}}`, `index_{page}.html`."""
    before, after = match["before"], match["after"]
    query = _QUERY_BEFORE.search(before)
    if query and squeezed(query.group(1)) in PAGE_WORDS:
        return Place(before, after, 0, query.group(1)), False
    if _FILE_BEFORE.fullmatch(before) and (end := _FILE_AFTER.match(after)):
        return Place(before, end.group(0)), False
    return None


def _joined_place(match: re.Match[str], text: str, pager: Pager) -> tuple[Place, bool] | None:
    """A place, and whether it is that of the page before, which tells least."""
    before = re.split(r"['\"\s]|\\", match["before"])[-1]
    if before in ("_", "-"):  # the file's stem stands before it, in a text of its own
        stem = _STEM_BEFORE.search(text[max(0, match.start() - _NEAR) : match.start()])
        before = f"{stem.group(2)}{before}" if stem else ""
    after = re.split(r"(?=['\"\s\\])", match["after"] or "")[0]
    shift = int(f"{match['sign'] or '+'}{match['by'] or 0}")
    name = squeezed(match["name"])
    of_this = name in {squeezed(known) for known in pager.current} and shift != 0
    shift = shift - 1 if of_this else shift  # current + 1 is the page that follows
    if "last" in name or "end" in name or "prev" in name:
        return None
    query = _QUERY_BEFORE.search(before)
    if query and squeezed(query.group(1)) in PAGE_WORDS:
        return Place(before, after, shift, query.group(1)), shift < -1
    if _FILE_BEFORE.fullmatch(before) and (end := _FILE_AFTER.match(after)):
        return Place(before, end.group(0), shift), shift < -1
    return None
