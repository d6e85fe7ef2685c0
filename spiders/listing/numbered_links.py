"""The list's next page where a link leads to it that nobody calls so: a picture, an icon, an arrow of a script font."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from auditor.models.address import canonical
from spiders.family import Course, ListSource, Step
from spiders.html.markup import Markup, host, join
from spiders.listing.link_pager import CLICKED
from spiders.listing.pager_buttons import seen_text
from spiders.listing.paging import page_number, query_number, unnumbered

_NUMBERED = re.compile(r"[_-](\d{1,4})(?=\.\w{2,5}$)")
_IN_SCRIPT = re.compile(r"""['"]([\w./?=&-]{0,200}[_=-]\d{1,4}(?:\.\w{2,5})?)['"](?!\s*\+)""")
_INDEX = re.compile(r"(?:index|list|default|common_list)?\.?\w{0,5}$", re.IGNORECASE)
_BACK = re.compile(r"\W*(?:首\s*页|第[1一]页|1|上一?页|前一?页|返回.*)\W*")
_FIRST = (1, 2)  # what the second page may be called


def linked_onward(page: Markup, source: ListSource, rows: list[Any]) -> Course | None:
    """One step to the page that a link beside the rows leads to, where its address is this page's with the next
    number; None where there is none, or more than one may be it."""
    inside = {element for row in rows for element in row.iter()}
    anchors = (
        a for a in page.root.iter("a", "area") if a not in inside and not _BACK.fullmatch(seen_text(a))
    )
    values = (option.get("value") or "" for option in page.root.iter("option"))
    chosen = (join(page.base, value) for value in values if "." in value or "?" in value)
    named = (join(page.base, m[1]) for script in page.scripts for m in _IN_SCRIPT.finditer(script))
    links = {url for url in (*map(page.link, anchors), *chosen, *named) if url}
    onward = {canonical(url): url for url in links if _follows(url, source)}
    if not onward:
        return None
    url = min(onward.values(), key=lambda url: page_number(url) or 0)
    return Course((Step(url),), by=CLICKED)


def _follows(url: str, source: ListSource) -> bool:
    """Whether the address is that of the page after this one, by its query or by its file's name."""
    if host(url) != host(source.url) or canonical(url) == canonical(source.url):
        return False
    here, there = urlsplit(source.url), urlsplit(url)
    if there.query and there.path == here.path and (number := query_number(url)) is not None:
        return unnumbered(there.query) == unnumbered(here.query) and _is_next(
            number, query_number(source.url)
        )
    found = _NUMBERED.search(there.path)
    if found is None or there.query != here.query:
        return False
    known = _NUMBERED.search(here.path)
    stem = _NUMBERED.sub("", there.path)
    same = stem == _NUMBERED.sub("", here.path) or _is_index_of(stem, here.path)
    return same and _is_next(int(found.group(1)), int(known.group(1)) if known else None)


def _is_next(number: int, own: int | None) -> bool:
    return number in _FIRST if own is None else number == own + 1


def _is_index_of(stem: str, path: str) -> bool:
    """Whether a file is the one that a folder's address opens."""
    return path.endswith("/") and stem.startswith(path) and _INDEX.fullmatch(stem[len(path) :]) is not None
