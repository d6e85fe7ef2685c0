"""What of a pager a reader clicks or chooses from, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spiders.html.markup import Markup, join
from spiders.html.visible import words
from spiders.listing.pager_words import OFF, ONWARD, OPTION, SHOW
from spiders.listing.paging import is_count


def seen_text(element: Any) -> str:
    """What a reader takes an element for: its words, else what it or the picture in it is called."""
    if text := words(element).strip():
        return text
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
