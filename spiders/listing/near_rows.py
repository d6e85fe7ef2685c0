"""What stands beside a list's rows within the list's own part of the page: neither menus, nor footers, nor other lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from spiders.html.markup import Markup
from spiders.html.visible import hidden, words
from spiders.listing.pager_buttons import in_show
from spiders.listing.row_dates import has_date
from spiders.listing.row_groups import in_aside

_LEVELS = 4  # elements around the rows within which something speaks of them
_MOST = 600  # elements looked at
_OTHER_LINKS = 3  # links elsewhere that make a list or a menu of their own
_NAME_LENGTH = 3  # characters of A-D, 12月, 下页: what is longer may name a section
_PERIOD = re.compile(r"(?:20\d\d\s*[-./年]?\s*)?(?:\d{1,2}\s*月?份?|[一二三四]季度)?")
_TABS = re.compile(r"(?:^|[-_\s])tabs?(?:$|[-_\s])", re.IGNORECASE)  # choices over this very list
_CHROME = re.compile(
    r"(?:^|[-_\s])(?:nav(?![-_]?(?:list|con|li|prev|next|igation))\w*|menu\w*|crumb\w*|breadcrumb\w*|bread|position|location|weizhi|dqwz|pos"
    r"|foot\w*|header\w*|head|top|yqlj|friend\w*|search\w*|ss|tree|share\w*|bdshare\w*|login|tool\w*)(?:$|[-_\s\d])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Near:
    """An element near the rows, and whether it stands behind them."""

    element: Any
    behind: bool


def near_rows(page: Markup, rows: Sequence[Any], inside: set[Any]) -> tuple[Near, ...]:
    """Every element of the list's part of the page that is no part of a row; none where there are no rows."""
    return tuple(islice(_near(page, rows, inside), _MOST)) if rows else ()


def holders_of(rows: Sequence[Any]) -> Iterator[Any]:
    """The elements close around the rows."""
    return islice(rows[0].iterancestors(), _LEVELS) if rows else iter(())


def is_chrome(element: Any) -> bool:
    """Whether an element is named a menu, a footer, a search, a place to share: what every page of a site shows."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _TABS.search(names):
        return False
    return element.tag in ("header", "footer", "form", "aside") or _CHROME.search(names) is not None


def _near(page: Markup, rows: Sequence[Any], inside: set[Any]) -> Iterator[Near]:
    child, behind_all, shows = rows[0], set(rows), in_show(rows[0])
    for around in holders_of(rows):
        if around.tag == "html":
            return
        apart, behind = False, False
        for part in around:
            behind = behind or part is child or part in behind_all
            if part is child or part in inside or not isinstance(part.tag, str):
                continue
            if any(e in inside for e in part.iter()):
                continue
            if (
                _is_apart(part)
                or (in_show(part) and not shows)
                or (part.tag == rows[0].tag and has_date(part))
            ):
                continue
            if _links_elsewhere(page, part):
                apart = True
                continue
            yield from (Near(e, behind) for e in _shown(part))
        if apart and around is not rows[0].getparent():
            return
        child = around


def _shown(part: Any) -> Iterator[Any]:
    for element in part.iter():
        if isinstance(element.tag, str) and not (_in_chrome(element, part) or _unseen(element)):
            yield element


def _in_chrome(element: Any, part: Any) -> bool:
    while element is not part:
        if is_chrome(element):
            return True
        element = element.getparent()
    return False


def _unseen(element: Any) -> bool:
    return element.tag in ("script", "style", "link", "meta") or (
        element.tag not in ("option", "select", "noscript") and hidden(element)
    )


def _is_apart(part: Any) -> bool:
    menu = part.tag == "nav" and part.find(".//ul") is not None
    return is_chrome(part) or menu or in_aside(part)


def _links_elsewhere(page: Markup, part: Any) -> bool:
    """Whether a part is a list or a menu of other pages."""
    here = urlsplit(page.url).path
    links = (
        a
        for a in part.iter("a")
        if len(text := words(a)) > _NAME_LENGTH
        and not _PERIOD.fullmatch(text)
        and _path(page.link(a)) not in (None, here)
    )
    return sum(1 for _ in islice(links, _OTHER_LINKS)) == _OTHER_LINKS


def _path(url: str | None) -> str | None:
    return urlsplit(url).path if url else None
