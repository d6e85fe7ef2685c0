"""What of a pager a reader clicks or chooses from, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any

from spiders.html.markup import Markup, join
from spiders.html.visible import words
from spiders.listing.list_signs import fillable
from spiders.listing.pager_words import BEFORE, NEXT, OFF, ONWARD, OPTION, PART, SHOW, TRIM
from spiders.listing.paging import is_count

_INERT = re.compile(r"|#+|javascript:\s*(?:void\s*\(\s*\d?\s*\))?\s*;?", re.IGNORECASE)
_ANSWERS = re.compile(r"click|location|submit|href|touch", re.IGNORECASE)
_MOST_PARTS, _MOST_SAID = 3, 120  # elements of 2/22 itself, and what a pager says around it
_PLAIN = ("a", "span", "li", "em", "b", "i", "strong", "font", "td", "p", "div", "label")
_ICONS = re.compile("[\ue000-\uf8ff]")  # letters of fonts that draw pictures
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")  # 下 一 页


def seen_text(element: Any) -> str:
    """What a reader takes an element for: its words, else what it or the picture in it is called; 下 一 页 is 下一页."""
    if text := _ICONS.sub("", words(element)).strip():
        return _SPACED.sub("", text) if len(text) < 12 else text
    pictures = (element, *element.iter("img", "i", "span"))
    names = (e.get(name) for e in pictures for name in ("value", "title", "alt", "aria-label"))
    return next((name.strip() for name in names if name and name.strip()), "")


def buttons(page: Markup) -> Iterator[Any]:
    """What a reader clicks: links, buttons, and whatever else leads somewhere when it is clicked."""
    yield from page.root.iter("a", "button")
    yield from (
        e for e in page.root.iter("input") if (e.get("type") or "").lower() in ("button", "submit", "image")
    )
    yield from page.clicked
    yield from (e for e in page.root.iter("link") if named_next(e))


def named_next(element: Any) -> bool:
    """Whether the markup itself calls this the way to the next page."""
    return "next" in (element.get("rel") or "").lower().split()


def named_before(page: Markup) -> Iterator[Any]:
    return (e for e in page.root.iter("a", "link") if "prev" in (e.get("rel") or "").lower().split())


def options(page: Markup) -> Iterator[tuple[int, str, bool]]:
    """The pages that a box offers, 第2页 or 2, with their addresses, and whether each is the one chosen."""
    for box in page.root.iter("select"):
        for option in box.iter("option"):
            match = OPTION.fullmatch(words(option).strip())
            value = option.get("value") or ""
            url = page.chosen(box, value) if is_count(value) else join(page.base, value) if match else None
            if match and url:
                yield int(match.group(1)), url, option.get("selected") is not None


def switched_off(anchor: Any) -> bool:
    around = (anchor, anchor.getparent())
    return any(
        OFF.search(e.get("class") or "") or e.get("disabled") is not None for e in around if e is not None
    )


def onward_by_name(element: Any) -> bool:
    """Whether an element without words is called the way on by its class, and is no arrow of a show of pictures."""
    names = (element.get("class") or "").split()
    return any(ONWARD.fullmatch(name) for name in names) and not in_show(element)


def in_show(element: Any) -> bool:
    """Whether the element belongs to pictures that change places."""
    around = (element, *element.iterancestors())
    return any(SHOW.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around)


def is_dead(page: Markup, said: re.Pattern[str]) -> bool:
    """Whether every element that says so is one that leads nowhere and names no script of its own."""
    told = [e for e in page.root.iter(*_PLAIN) if len(e) < 2 and said.fullmatch(seen_text(e).strip(TRIM))]
    return bool(told) and not any(_may_answer(e, page) for e in told)


def answers_clicks(page: Markup) -> bool:
    """Whether the page has a script that may answer a click upon plain words."""
    return fillable(page) or any(_ANSWERS.search(script) for script in page.scripts)


def _may_answer(element: Any, page: Markup) -> bool:
    around = (element, *takewhile(lambda e: e.tag in _PLAIN and len(e) < 2, element.iterancestors()))
    return element in page.clicked or any(
        not _INERT.fullmatch((e.get("href") or "").strip())
        or any(name.startswith(("on", "@", "v-on", "data-")) for name in e.attrib)
        for e in around
    )


def told_part(page: Markup) -> tuple[int, int] | None:
    """Which page of how many this is, where it is written beside the pager: 2/22; None where two say so."""
    found = set()
    for element in page.root.iter("span", "em", "b", "i", "strong", "font", "a", "li", "div", "p", "label"):
        if len(element) > _MOST_PARTS:
            continue
        text = words(element) if len(element) else (element.text or "")
        if (match := PART.fullmatch(text.strip(" []()（）"))) and _beside_arrow(element):
            found.add((int(match[1]), int(match[2])))
    part = found.pop() if len(found) == 1 else None
    return part if part and part[0] <= part[1] else None


def _beside_arrow(element: Any) -> bool:
    """Whether 下一页 or 上一页 stands beside an element, or beside what it stands in."""
    for block in islice(element.iterancestors(), 2):
        said = (*block.itertext(), *map(seen_text, block.iter("a", "button")))
        if len(said) < _MOST_SAID and any(_is_arrow(text.strip(TRIM)) for text in said):
            return True
    return False


def _is_arrow(text: str) -> bool:
    return NEXT.fullmatch(text) is not None or BEFORE.fullmatch(text) is not None
