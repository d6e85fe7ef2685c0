"""What the headers of an answer say of a list: the address of its next page, and how many rows it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from auditor.text.decode import header
from spiders.family import Course, ListSource
from spiders.html.markup import join
from spiders.listing.paging import is_count, steps_to

_LINK = re.compile(r"<([^<>]{1,1000})>([^<]*)")
_NEXT = re.compile(r";\s*rel\s*=\s*\"?[^\";]*\bnext\b", re.IGNORECASE)
_COUNTS = ("X-Total-Count", "X-WP-Total", "X-Total", "Total-Count")
_RANGE = re.compile(r"\w+\s+\d+-\d+/(\d{1,9})")  # items 0-14/40
BY_HEADER = "响应头 Link"


def with_headers(course: Course, source: ListSource, headers: Mapping[str, str]) -> Course:
    """The course with what the headers say (RFC 8288 for Link); what the page itself says of its pages is believed
    before them."""
    total = course.total if course.total is not None else _total(headers)
    link = next((m[1] for m in _LINK.finditer(header(headers, "Link")) if _NEXT.search(m[2])), None)
    steps = () if course.steps or course.doubt else steps_to(source, join(source.url, link))
    if steps:
        return replace(course, steps=steps, end="", open=False, total=total, by=BY_HEADER)
    return replace(course, total=total)


def _total(headers: Mapping[str, str]) -> int | None:
    told = [header(headers, name).strip() for name in _COUNTS]
    told += [match[1] for match in [_RANGE.fullmatch(header(headers, "Content-Range").strip())] if match]
    return next((int(value) for value in told if is_count(value)), None)
