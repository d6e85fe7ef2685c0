"""Pagers that a reader clicks: 下一页, plain numbers, arrows, 加载更多; by link, or by a form that a script sends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from auditor.models.address import canonical
from spiders.family import Course, ListSource, Step
from spiders.html.markup import Markup, host, join
from spiders.html.visible import words
from spiders.listing.form_pager import step_of
from spiders.listing.pager_buttons import (
    answers_clicks,
    buttons,
    is_dead,
    named_before,
    named_next,
    onward_by_name,
    options,
    seen_text,
    switched_off,
    told_part,
)
from spiders.listing.pager_words import (
    BEFORE,
    FORWARD,
    HERE,
    LAST,
    LOAD_MORE,
    NEXT,
    NEXT_WORD,
    TRIM,
    page_of,
)
from spiders.listing.paging import (
    MAX_PAGES,
    OFFSETS,
    folder_of,
    is_count,
    page_number,
    query_number,
    told_number,
    told_pages,
)

MORE = "“加载更多”按钮"
CLICKED = "翻页链接"
_HOLDERS = ("data-url", "data-href", "data-link", "data-next", "data-api")


@dataclass(frozen=True, slots=True)
class Clicks:
    """The pager's numbers with where they lead, and the words 下一页 and the like."""

    numbers: Mapping[int, Step]
    here: int | None  # the number of this page
    following: tuple[Step | None, ...]  # of each 下一页; None where it leads nowhere that is known
    off: bool  # a 下一页 is there and switched off
    last: int | None  # of its pages, by its own words or 尾页


def clicked(page: Markup, source: ListSource) -> Course | None:
    """How the list goes on by what a reader would click; None where that is not known."""
    found = _clicks(page, source)
    part = told_part(page)
    told, here = told_pages(page) or (part and part[1]), (part and part[0]) or _here(page, source, found)
    last = max((n for n in (told, found.last, *found.numbers) if n), default=0)
    by = CLICKED if found.numbers or found.following or found.off else ""
    linked = any(step and step.method == "GET" for step in found.following)
    if here and here < last:
        step = found.numbers.get(here + 1) or _made(found.numbers, here + 1)
        step = step or next(filter(None, found.following), None)
        return _going(source, step, by, linked=linked) if step else None
    if step := next((s for s in found.following if s and _leads_on(source, s, found, here)), None):
        uncounted = not (found.numbers or told or found.last)
        return _going(source, step, by, uncounted=uncounted, linked=linked)
    if any(step is None for step in found.following):
        return _unled(page, source, part[0] if part else told_number(page), told, by)
    return _ended(page, source, found, here, told, by) or _dead(page, source)


def more(page: Markup, source: ListSource) -> Course | None:
    """The button 加载更多 that says what it loads."""
    for element in page.root.iter("a", "button", "div", "span", "p"):
        if len(element) <= 2 and LOAD_MORE.fullmatch(
            words(element).strip(TRIM + "+.…") or (element.get("value") or "")
        ):
            held = next((element.get(name) for name in _HOLDERS if element.get(name)), None)
            url = join(page.base, held) or page.link(element)
            if url and host(url) == host(source.url) and page_number(url) is not None:
                return Course((Step(url, number=page_number(url)),), open=True, by=MORE)
    return None


def button_gone(source: ListSource) -> bool:
    """Whether the pieces before this one, the list's first apart, brought the button with them; this one is asked
    where it is not there any more."""
    number = source.asked.number if source.asked else None
    return number is not None and number > 2 and source.course is not None and source.course.by == MORE


def _ended(
    page: Markup, source: ListSource, found: Clicks, here: int | None, told: int | None, by: str
) -> Course | None:
    """What shows that nothing follows: every number was seen, 下一页 is switched off or leads back here."""
    if told and here == told:
        return Course(end=f"页面写明共 {told} 页，这是第 {here} 页", by=by)
    if told and told > 1:
        return None
    if found.numbers and here:
        return Course(end=f"页码到 {here} 为止，没有下一页", by=by)
    if found.off:
        return Course(end="“下一页”已不能点", by=by)
    if found.following:
        return Course(end="“下一页”指向本页自己", by=by)
    if told == 1:
        return Course(end="页面写明共 1 页", by="页数")
    if not source.is_first and any(page.link(a) for a in (*_anchors(page, BEFORE), *named_before(page))):
        return Course(end="只有“上一页”，没有“下一页”", by=CLICKED)
    return None


def _unled(page: Markup, source: ListSource, here: int | None, told: int | None, by: str) -> Course | None:
    """What shows that nothing follows where a 下一页 leads nowhere that is known."""
    if told and here == told:
        return Course(end=f"页面写明共 {told} 页，这是第 {here} 页", by=by)
    ends = [step_of(a, page, source) for a in _anchors(page, LAST)]
    if not source.is_first and any(s and canonical(s.url) == canonical(source.url) for s in ends):
        return Course(end="“尾页”就是本页", by=by)
    return _dead(page, source)


def _dead(page: Markup, source: ListSource) -> Course | None:
    """A 下一页 that nothing answers: where it was a plain link on the page before, or no script is there to answer."""
    led = source.course is not None and source.course.linked and not source.is_first
    if not is_dead(page, NEXT) or not (led or (is_dead(page, BEFORE) and not answers_clicks(page))):
        return None
    return Course(end="“下一页”不是链接，点不了", by=CLICKED)


def _clicks(page: Markup, source: ListSource) -> Clicks:
    numbers: dict[int, Step] = {}
    following: list[Step | None] = []
    off = False
    here = None
    for number, url, chosen in options(page):
        numbers.setdefault(number, Step(url, number=page_number(url)))
        here = number if chosen else here
    for anchor in buttons(page):
        text = NEXT_WORD if named_next(anchor) else seen_text(anchor)
        if not text and onward_by_name(anchor) and not switched_off(anchor):
            following += filter(None, [step_of(anchor, page, source)])
            continue
        bare = text.strip(TRIM) or text
        if said := page_of(bare):
            if step := step_of(anchor, page, source):
                numbers.setdefault(said, step)
        elif NEXT.fullmatch(bare) or (bare in FORWARD and step_of(anchor, page, source)):
            if switched_off(anchor):
                off = True
            else:
                following.append(step_of(anchor, page, source))
    kept = _same_list(source, numbers)
    return Clicks(
        kept, (here if kept else None) or _marked(page, kept), tuple(following), off, _last(page, source)
    )


def _here(page: Markup, source: ListSource, found: Clicks) -> int | None:
    """The number of this page: as linked to itself, as marked, as the only number that is no link, as told."""
    own = [
        n for n, s in found.numbers.items() if s.method == "GET" and canonical(s.url) == canonical(source.url)
    ]
    if own:
        return own[0]
    if found.here:
        return found.here
    if plain := _unlinked(page, found.numbers):
        return plain
    gaps = [n for n in range(1, max(found.numbers, default=0) + 1) if n not in found.numbers]
    if len(gaps) == 1:
        return gaps[0]
    told = told_number(page)
    if told:
        return told
    if source.asked and source.asked.number:
        return source.asked.number
    if shift := _shift(found.numbers):
        number = shift[0].fullmatch(source.url)
        if number:
            return int(number.group(1)) - shift[1]
    return query_number(source.url) or 1 if source.is_first else page_number(source.url)


def _unlinked(page: Markup, numbers: Mapping[int, Step]) -> int | None:
    """The only number that stands beside the linked ones and is no link."""
    linked = [a for a in buttons(page) if words(a).strip(TRIM) in map(str, numbers)]
    around = {_outermost(a).getparent() for a in linked}
    pieces = {
        piece.strip(TRIM + "\r\n\t") for block in around if block is not None for piece in block.itertext()
    }
    found = {number for piece in pieces if (number := page_of(piece))} - numbers.keys()
    return found.pop() if len(found) == 1 else None


def _outermost(anchor: Any) -> Any:
    """The anchor, or what is wrapped around it alone: each number in an element of its own."""
    said, above = words(anchor), anchor.getparent()
    while above is not None and above.getparent() is not None and (above.tag == "li" or words(above) == said):
        anchor, above = above, above.getparent()
    return anchor


def _marked(page: Markup, numbers: Mapping[int, Step]) -> int | None:
    """The number that stands marked as the current one, beside those that lead on."""
    if not numbers:
        return None
    for element in page.root.iter("a", "span", "li", "b", "strong", "em", "i", "font", "button"):
        number = page_of(words(element).strip(TRIM))
        if number and HERE.search(element.get("class") or ""):
            return number
    return None


def _last(page: Markup, source: ListSource) -> int | None:
    """The number of the last page, where 尾页 leads to it and addresses count as readers do."""
    for anchor in _anchors(page, LAST):
        step = step_of(anchor, page, source)
        if step and step.number:
            return step.number
    return None


def _anchors(page: Markup, pattern: re.Pattern[str]) -> list[Any]:
    return [a for a in buttons(page) if pattern.fullmatch(seen_text(a).strip(TRIM))]


def _going(
    source: ListSource, step: Step, by: str, *, uncounted: bool = False, linked: bool = False
) -> Course | None:
    """The step, where it may be taken."""
    if host(step.url) != host(source.url):
        return None
    if (page_number(step.url) or 0) > MAX_PAGES:
        return Course(doubt=f"列表超过 {MAX_PAGES} 页，其后未读", by=by)
    return Course((step,), open=uncounted, by=by, linked=linked)


def _leads_on(source: ListSource, step: Step, found: Clicks, here: int | None) -> bool:
    """Whether a step leads to another page than this one and those before it."""
    if step.method != "GET":
        return step.number is None or here is None or step.number > here
    before = [s.url for n, s in found.numbers.items() if here and n <= here]
    return canonical(step.url) != canonical(source.url) and step.url not in before


def _same_list(source: ListSource, numbers: Mapping[int, Step]) -> dict[int, Step]:
    """The numbers, where they lead to pages of this list; none where they lead elsewhere."""
    if _by_rows(numbers):
        return dict(numbers)
    form = _shift(numbers)
    in_path = form is not None and "?" not in next(s.url for n, s in numbers.items() if n > 1)
    folder = folder_of(source.url)
    near = all(
        step.method != "GET"
        or (
            host(step.url) == host(source.url)
            and urlsplit(step.url).path.startswith(folder)
            and (in_path or page_number(step.url) is not None)
        )
        for n, step in numbers.items()
        if n > 1
    )
    return dict(numbers) if near and max(numbers, default=0) > 0 else {}


def _by_rows(numbers: Mapping[int, Step]) -> bool:
    """Whether the numbers lead to where the rows before each page end: ?start=15 for the second."""
    linked = {n: dict(parse_qsl(urlsplit(s.url).query)) for n, s in numbers.items() if n > 1}
    for name in OFFSETS:
        starts = {n: int(asked[name]) for n, asked in linked.items() if is_count(asked.get(name, ""))}
        sizes = {start / (n - 1) for n, start in starts.items()}
        if linked and starts.keys() == linked.keys() and len(sizes) == 1 and sizes.pop() > 1:
            return True
    return False


def _shift(numbers: Mapping[int, Step]) -> tuple[re.Pattern[str], int] | None:
    """The form of the addresses that the numbers lead to, and by how much they differ from the numbers."""
    linked = {n: s.url for n, s in numbers.items() if n > 1 and s.method == "GET"}
    for n, url in linked.items():
        for run in reversed(list(re.finditer(r"\d+", url))):
            shift = int(run.group()) - n
            before, after = url[: run.start()], url[run.end() :]
            if shift in (0, -1) and all(u == f"{before}{m + shift}{after}" for m, u in linked.items()):
                return re.compile(f"{re.escape(before)}(\\d{{1,6}}){re.escape(after)}"), shift
    return None


def _made(numbers: Mapping[int, Step], wanted: int) -> Step | None:
    """The step to a number that is not shown, by the form of those that are."""
    form = _shift(numbers)
    shown = next((s for n, s in numbers.items() if n > 1), None)
    found = form[0].fullmatch(shown.url) if form and shown else None
    if not form or not shown or not found:
        return None
    return Step(f"{shown.url[: found.start(1)]}{wanted + form[1]}{shown.url[found.end(1) :]}")
