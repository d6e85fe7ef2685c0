"""The interface that fills a section's list, as a profile describes it. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFeed:
    """Where a list's rows come from and what they are called there.

    `url` and `body` may hold {page}, {size}, {start} and {end}: the page's number, the rows of one page, the first
    and last row asked for. A path is keys joined by dots: data.list; empty: found by itself.
    """

    url: str
    method: str = "GET"
    body: str | None = None  # a form or JSON text
    rows: str = ""  # path to the rows
    title: str = ""  # keys of one row
    link: str = ""
    date: str = ""
    number: str = ""  # 发文字号
    total: str = ""  # path to the count of all rows; empty and none found: read on until an empty page
    first_page: int = 1
    size: int = 20
