"""Rows of data without names: which place of a row holds its title, its address and its day, by what stands there in
every row."""

from __future__ import annotations

import re
from typing import Any

from spiders.html.markup import parse
from spiders.html.visible import words
from spiders.listing.row_keys import day_of, is_address

_ANCHOR = re.compile(r"<a\s[^>]*href", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_DAY = 30


def named_rows(rows: list[Any]) -> list[dict[str, str]]:
    """The rows with names for what was found in them; empty where they are no rows, or one has no title or address."""
    if not rows or not all(isinstance(row, list) and len(row) == len(rows[0]) > 1 for row in rows):
        return []
    if not all(isinstance(cell, str | int | float | None) for row in rows for cell in row):
        return []
    columns = [
        ["" if cell is None else str(cell).strip() for cell in column] for column in zip(*rows, strict=True)
    ]
    days = next((column for column in columns if all(map(_is_day, column))), [""] * len(rows))
    if linked := next((column for column in columns if all(map(_ANCHOR.search, column))), None):
        return [_of_anchor(cell, day) for cell, day in zip(linked, days, strict=True)]
    addresses = next((column for column in columns if all(map(is_address, column))), None)
    titles = max(
        (c for c in columns if all(map(_HAN.search, c))), key=lambda c: sum(map(len, c)), default=None
    )
    if addresses is None or titles is None or titles is days:
        return []
    told = zip(titles, addresses, days, strict=True)
    return [{"title": title, "url": url, "pubdate": day} for title, url, day in told]


def _of_anchor(cell: str, day: str) -> dict[str, str]:
    anchor = next(parse(cell).iter("a"))
    title = anchor.get("title") or words(anchor, gap="")
    return {"title": title, "url": anchor.get("href") or "", "pubdate": day}


def _is_day(text: str) -> bool:
    return 0 < len(text) < _LONGEST_DAY and not _ANCHOR.search(text) and day_of(text) is not None
