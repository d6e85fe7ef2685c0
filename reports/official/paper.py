"""公文 as a noun: title, addressee, numbered text, annexes, signature. Form is for `word` and `page` to give."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from auditor.text.wording import day

DATE_OPEN = "（印发日期待填）"
_TIME = re.compile(r".{0,6}\d{4}年(?:第?\d+季度|\d+月)(?=.{4})")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `level` 1 to 3: it begins with a heading of that level (一、（一）1.), `text` follows on the same line."""

    text: str = ""
    level: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, its width in millimetres; 156 lie side by side."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under their heads."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: it begins a page of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Everything the paper says, in its order."""

    title: str
    document_number: str = ""  # 发文字号; "": none is given, and no room is left for it
    addressee: str = ""
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    signer: str
    signed_on: dt.date | None = None  # None: left to whoever signs
    receipt: tuple[Block, ...] = ()  # 签收回执, under the signature
    head: str = ""  # what stands small over the first sheet: that nobody has signed, or a number of the file
    told_on: dt.date  # the day of what is told: the file's own time

    @property
    def date(self) -> str:
        """成文日期."""
        return day(self.signed_on) or DATE_OPEN


def annex_name(paper: Paper, place: int) -> str:
    """`附件`, or `附件2` where there are several; `place` counts from 1."""
    return f"附件{place}" if len(paper.annexes) > 1 else "附件"


def title_lines(title: str, longest: int = 19) -> tuple[str, ...]:
    """The title in lines that each make sense: broken behind 关于, or behind the time, where one line cannot hold it."""
    if len(title) - sum(map(str.isascii, title)) / 2 <= longest:
        return (title,)
    organ, about, rest = title.partition("关于")
    if organ and rest:
        return organ + about, *title_lines(rest, longest)
    timed = _TIME.match(title)
    return (timed[0], title[timed.end() :]) if timed else (title,)
