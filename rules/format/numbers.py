"""发文字号 as a page states it: in the body's number line and in the information table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.models import Page
from auditor.models.spaces import squeeze
from auditor.text.document_number import DocumentNumber, find_numbers, parse_number
from auditor.text.placeholder import is_no_number, is_placeholder

STANDARD_SINCE = dt.date(2012, 7, 1)  # GB/T 9704—2012 in force; not applied backwards


@dataclass(frozen=True, slots=True)
class Statement:
    """One place that states the number: the text as it stands and the numbers read from it."""

    where: str  # 正文 / 信息表
    text: str
    numbers: tuple[DocumentNumber, ...]


def stated_numbers(page: Page) -> Iterator[Statement]:
    """The body's line, then the information table where it reads differently; never a number quoted in text."""
    line = page.document.number_line
    if line:
        yield Statement("正文", line.strip(), numbers_in(line))
    value = page.fields.get("document_number")
    if not value or is_no_number(value) or is_placeholder(value):
        return
    if squeeze(value) not in (squeeze(line), squeeze(page.document.document_number)):
        yield Statement("信息表", value.strip(), numbers_in(value))


def numbers_in(text: str) -> tuple[DocumentNumber, ...]:
    """The number that the line is; of a joint paper every number in it."""
    number = parse_number(text)
    return (number,) if number else find_numbers(text)


def precedes_standard(page: Page, number: DocumentNumber | None = None) -> bool:
    """Whether the paper is older than GB/T 9704—2012."""
    dated_on = page.document.signed.dated_on or page.date("dated_on")
    if dated_on:
        return dated_on < STANDARD_SINCE
    return bool(
        number and number.year and _full_year(number.year, page.fetched_at.year) < STANDARD_SINCE.year
    )


def _full_year(year: int, now: int) -> int:
    """A year of two digits read as the last one that had come: 〔81〕 1981, 〔23〕 2023."""
    if year > 99:
        return year
    return year + (now - year) // 100 * 100
