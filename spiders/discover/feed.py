"""The interface behind a list that a browser showed, as `[sections.feed]` would describe it. Pure.

Nothing is guessed: a feed is proposed only where reading its answer by the proposal gives the rows that were shown, with
their days, and where its first request is the very one that the page made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlsplit

from auditor.models import Entry
from auditor.models.address import canonical
from auditor.models.feed import SectionFeed
from auditor.models.spaces import squeeze
from spiders.html.markup import host
from spiders.listing.feeds import profile_step
from spiders.listing.json_rows import load, read_value
from spiders.listing.paging import HOLE, PAGE_WORDS, SIZE_WORDS, path_shape, squeezed
from spiders.listing.rendered import Call, Rendered

_NUMBER = re.compile(r"(?<!\d)(\d{1,7})(?!\d)")
_NAMED = re.compile(r"""(\w{1,30})(["']?\s*[:=]\s*["']?)(\d{1,7})(?!\d)""")
_BETWEEN = "\n"  # address and body, as one text
_MOST_SIZE = 1000
_MOST_DEPTH = 7
_USUAL = SectionFeed(url="")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A feed, and whether its answers show where the list ends."""

    feed: SectionFeed
    counts: bool

    def lines(self) -> Iterator[str]:
        """The feed as TOML, without what is usual."""
        if not self.counts:
            yield "# 接口不分页，也不写明共几条：照它读，栏目算没有读完；用浏览器读得到末尾的，不必改"
        yield "[sections.feed]"
        for field in fields(SectionFeed):
            value = getattr(self.feed, field.name)
            if value != getattr(_USUAL, field.name):
                yield f"{field.name} = {value if isinstance(value, int) else _basic(value)}"


def feed_behind(rendered: Rendered, entries: Sequence[Entry], section_url: str) -> Proposal | None:
    """The cheapest way to the same list; None where no call of the page is known to give it."""
    ours = [call for call in rendered.calls if call.status == 200 and host(call.url) == host(section_url)]
    for place, call in enumerate(ours):
        value = load(call.text)
        for keys in _readings(value, entries):
            found = read_value(value, call.url, keys)
            if found is None or not found.entries or not _same(found.entries, entries):
                continue
            form = _asked(call, ours[place + 1 :], found.rows, found.total, keys)
            turns = "{page}" in f"{form.url}{form.body}" or "{start}" in f"{form.url}{form.body}"
            if _asks_as(form, call, section_url) and (turns or len(found.entries) == len(entries)):
                return Proposal(form, counts=turns or found.total is not None)
    return None


def _readings(value: Any, entries: Sequence[Entry]) -> Iterator[SectionFeed]:
    """Ways to read rows from an answer: by keys in common use, then by those whose values were shown."""
    yield _USUAL
    for path, rows in _arrays(value, "", 0):
        shown = {squeeze(entry.title): entry for entry in entries}
        for title in rows[0]:
            pairs = [(row, shown.get(squeeze(str(row.get(title))))) for row in rows]
            known = [(row, entry) for row, entry in pairs if entry]
            if len(known) < len(rows):
                continue
            for link in _links(known):
                for date in rows[0]:
                    yield SectionFeed(url="", rows=path, title=title, link=link, date=date)


def _links(known: list[tuple[dict[str, Any], Entry]]) -> Iterator[str]:
    """Keys whose values are the rows' addresses, or a form of address that is filled from their values."""
    row, entry = known[0]
    for key in row:
        if str(row[key]).strip() and entry.url.endswith(str(row[key]).lstrip(".")) and "/" in str(row[key]):
            yield key
    parts = urlsplit(entry.url)
    form = parts.path + (f"?{parts.query}" if parts.query else "")
    for key, value in sorted(row.items(), key=lambda pair: -len(str(pair[1]))):
        if isinstance(value, str | int) and str(value) and _whole(str(value), form):
            form = form.replace(str(value), f"{{{key}}}", 1)
    if "{" in form:
        yield form


def _whole(value: str, form: str) -> bool:
    """Whether a value stands in an address by itself, not inside a number, a word or another value's place."""
    outside = re.sub(r"\{\w+\}", "\0", form)
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", outside) is not None


def _arrays(value: Any, path: str, depth: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every array of objects with the path that leads to it."""
    if isinstance(value, dict) and depth < _MOST_DEPTH:
        for key, item in value.items():
            yield from _arrays(item, f"{path}.{key}" if path else key, depth + 1)
    elif path and isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        yield path, value


def _same(found: Sequence[Entry], shown: Sequence[Entry]) -> bool:
    """Whether every row read is one that was shown, by address, title and day."""
    known = {(canonical(e.url), squeeze(e.title), e.published_on) for e in shown}
    return {(canonical(e.url), squeeze(e.title), e.published_on) for e in found} <= known


def _asked(call: Call, later: list[Call], rows: int, total: int | None, keys: SectionFeed) -> SectionFeed:
    """The request with holes where the page's number and size stand."""
    text = call.url + (_BETWEEN + call.body if call.body else "")
    hole = _turned(text, later, rows) or _named(text, PAGE_WORDS, 0, 1) or _in_path(text, rows, total)
    first, size = 1, rows
    if hole:
        at, word = hole
        first = int(at.group()) if word == "{page}" else 1
        text = text[: at.start()] + word + text[at.end() :]
    if sized := _named(text, SIZE_WORDS, rows, _MOST_SIZE):
        at = sized[0]
        size = int(at.group())
        text = text[: at.start()] + "{size}" + text[at.end() :]
    url, _, body = text.partition(_BETWEEN)
    return replace(keys, url=url, method=call.method, body=body or None, first_page=first, size=size or 1)


def _turned(text: str, later: list[Call], rows: int) -> tuple[re.Match[str], str] | None:
    """The one number in which the next request of the same kind differs, and what it counts."""
    for other in later:
        numbers = list(_NUMBER.finditer(text))
        told = list(_NUMBER.finditer(other.url + (_BETWEEN + other.body if other.body else "")))
        if len(numbers) != len(told) or _NUMBER.sub("", text) != _NUMBER.sub(
            "", told[0].string if told else ""
        ):
            continue
        moved = [(a, int(b.group()) - int(a.group())) for a, b in zip(numbers, told, strict=True)]
        moved = [(at, by) for at, by in moved if by]
        if len(moved) == 1 and moved[0][1] == 1:
            return moved[0][0], "{page}"
        if len(moved) == 1 and moved[0][1] == rows and moved[0][0].group() == "1":
            return moved[0][0], "{start}"
    return None


def _in_path(text: str, rows: int, total: int | None) -> tuple[re.Match[str], str] | None:
    """The number in the path of the address that counts its pages, as far as one request shows it."""
    told = path_shape(text.partition(_BETWEEN)[0], rows, total)
    number = _NUMBER.match(text, told[0].index(HOLE)) if told else None
    return (number, HOLE) if number else None


def _named(text: str, words: Sequence[str], least: int, most: int) -> tuple[re.Match[str], str] | None:
    """The number that goes by one of the words, in the words' order, within bounds."""
    begin = text.find("?") if _BETWEEN not in text else 0
    found = [m for m in _NAMED.finditer(text, max(begin, 0)) if squeezed(m.group(1)) in words]
    found = [m for m in found if least <= int(m.group(3)) <= most]
    best = min(found, key=lambda m: words.index(squeezed(m.group(1))), default=None)
    number = _NUMBER.match(text, best.start(3)) if best else None
    return (number, "{page}") if number else None


def _asks_as(form: SectionFeed, call: Call, section_url: str) -> bool:
    """Whether the proposal's first request is the one that the page made."""
    first = profile_step(form, form.first_page, section_url)
    return (canonical(first.url), first.method, first.body) == (canonical(call.url), call.method, call.body)


def _basic(text: str) -> str:
    """A basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
