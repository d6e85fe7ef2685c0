"""Sums within the tables of a budget or final accounts, and amounts told in words. Pure."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.models import Table
from auditor.text.patterns import pattern

from .amounts import amount_of, tolerance_of
from .captions import bare_words

_TOTALS = (("收入总计", "支出总计"), ("总计", "总计"), ("收入合计", "支出合计"))
_THREE_SUMS = (  # of a 三公 table: what is summed, and what it is made of
    (
        pattern(r"合计"),
        (pattern(r"因公出国"), pattern(r"公务用车购置及运行"), pattern(r"公务接待")),
    ),
    (  # where 购置 and 运行 stand in columns of their own without a group
        pattern(r"合计"),
        (
            pattern(r"因公出国"),
            pattern(r"公务用车购置费?$"),
            pattern(r"公务用车运行"),
            pattern(r"公务接待"),
        ),
    ),
    (pattern(r"小计"), (pattern(r"公务用车购置费"), pattern(r"公务用车运行"))),
)
_SIDES = (  # a whole and every column that may stand right of it
    frozenset({"基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出", "附属单位补助支出"}),
    frozenset({"财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"}),
    frozenset({"人员经费", "公用经费", "日常公用经费"}),
)
_WHOLE = pattern(r"合计$|小计$")
_NUMBERING = frozenset({"行次", "栏次"})
_CATEGORY = pattern(r"\d{3}")  # 类 of the functional classification; 款 and 项 have five and seven digits
_HEAD_ROWS = 6


class Gap(NamedTuple):
    """What is compared, the sum told and the sum found."""

    what: str
    told: Decimal
    found: Decimal


def gaps(table: Table) -> Iterator[Gap]:
    """Every sum of the table that does not come out."""
    yield from _income_and_spending(table)
    yield from _three(table)
    yield from _categories(table)
    yield from _sides(table)


def _income_and_spending(table: Table) -> Iterator[Gap]:
    for income, spending in _TOTALS:
        left, right = (
            _amount_right_of(table, income),
            _amount_right_of(table, spending, second=income == spending),
        )
        if left is not None and right is not None:
            if abs(left - right) > tolerance_of(table, 1):
                yield Gap(f"{income}与{spending}", left, right)
            return


def _amount_right_of(table: Table, name: str, *, second: bool = False) -> Decimal | None:
    """The first amount right of this name, or of its second place in the row; line numbers are no amounts."""
    numbering = {k for row in table.rows for k, cell in enumerate(row) if bare_words(cell) in _NUMBERING}
    for row in table.rows:
        places = [k for k, cell in enumerate(row) if bare_words(cell) == name][second:]
        if places:
            cells = (row[k] for k in range(places[0] + 1, len(row)) if k not in numbering)
            return next((n for n in map(amount_of, cells) if n is not None), None)
    return None


def _three(table: Table) -> Iterator[Gap]:
    """One row of amounts under the names of what they are for."""
    head = _columns(table)
    amounts = next((row for row in table.rows if sum(amount_of(cell) is not None for cell in row) >= 4), None)
    if amounts is None or not any("因公出国" in name for name in head):
        return
    judged = set()
    for whole, parts in _THREE_SUMS:
        places = [_column(head, pattern) for pattern in (whole, *parts)]
        if whole.pattern in judged or None in places or len(set(places)) < len(places):
            continue
        judged.add(whole.pattern)
        told, *terms = [amount_of(amounts[place]) or Decimal(0) for place in places if place is not None]
        if abs(told - sum(terms)) > tolerance_of(table, len(terms)):
            yield Gap(f"“三公”经费{whole.pattern}与各项之和", told, sum(terms, Decimal(0)))


def _columns(table: Table) -> list[str]:
    """The words over each column, those of all header rows joined."""
    rows = [row for row in table.rows[:_HEAD_ROWS] if not any(amount_of(cell) is not None for cell in row)]
    return [bare_words("".join(dict.fromkeys(column))) for column in zip(*rows, strict=True)]


def _column(head: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    """The one column of that name; a group's 小计 stands for the group."""
    found = [n for n, name in enumerate(head) if pattern.search(name)]
    totals = [n for n in found if "小计" in head[n]]
    hits = totals if len(found) > 1 and totals else found
    return hits[0] if len(hits) == 1 else None


def _categories(table: Table) -> Iterator[Gap]:
    coded = [row for row in table.rows if row and _CATEGORY.fullmatch(row[0].strip())]
    total = _total_row(table)
    if len(coded) < 2 or total is None:
        return
    for place, cell in enumerate(total):
        told = amount_of(cell)
        terms = [amount_of(row[place]) for row in coded]
        if place < 2 or told is None or all(term is None for term in terms):
            continue
        found = sum((term for term in terms if term is not None), Decimal(0))
        if abs(told - found) > tolerance_of(table, len(terms)):
            yield Gap(f"合计与各类之和（第{place + 1}列）", told, found)


def _sides(table: Table) -> Iterator[Gap]:
    """The row 合计 across: 基本支出 and 项目支出 and the like make the whole left of them."""
    total = _total_row(table)
    names = next((row for row in table.rows if any(_is_side(cell) for cell in row)), None)
    if total is None or names is None:
        return
    first = next(k for k, cell in enumerate(names) if _is_side(cell))
    rest = [bare_words(cell) for cell in names[first:]]
    if (
        not first
        or not _WHOLE.search(bare_words(names[first - 1]))
        or not any(map(set(rest).issubset, _SIDES))
    ):
        return
    told, terms = amount_of(total[first - 1]), [amount_of(cell) for cell in total[first:]]
    found = sum((term for term in terms if term is not None), Decimal(0))
    if told is not None and found and abs(told - found) > tolerance_of(table, len(terms)):
        yield Gap("合计与右边各列之和", told, found)


def _is_side(cell: str) -> bool:
    return any(bare_words(cell) in side for side in _SIDES)


def _total_row(table: Table) -> Sequence[str] | None:
    totals = (row for row in table.rows if any(bare_words(cell) == "合计" for cell in row[:2]))
    return next((row for row in totals if any(amount_of(cell) is not None for cell in row)), None)
