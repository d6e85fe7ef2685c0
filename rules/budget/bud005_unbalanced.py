"""BUD005: sums that do not add up, within a table and between a table and the text."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Table, Verdict
from auditor.rule import page_rule

from ..basis import BUDGET_NOTICE
from .amounts import amount_of, tolerance_of, unit_of
from .disclosure import disclosure_of, squeezed

_TOTALS = (("收入总计", "支出总计"), ("收入合计", "支出合计"))
_TOLD = re.compile(r"收(?:入|支)总计(?:为|均为|各|是)?(\d[\d,]*(?:\.\d+)?)万元")
_PARTS = (  # of a 三公 table: what is summed, and what it is made of
    (
        re.compile(r"合计"),
        (re.compile(r"因公出国"), re.compile(r"公务用车购置及运行"), re.compile(r"公务接待")),
    ),
    (re.compile(r"小计"), (re.compile(r"公务用车购置费"), re.compile(r"公务用车运行"))),
)
_CATEGORY = re.compile(r"\d{3}")  # 类 of the functional classification; 款 and 项 have five and seven digits
_HEAD_ROWS = 6

_Gap = tuple[str, Decimal, Decimal]  # what is compared, the sum told, the sum found


@page_rule(
    "BUD005",
    "预决算表内表间不平",
    Severity.ORDINARY,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.REVIEW,),
)
def unbalanced(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """预决算表内合计、收支和文字说明应当一致。

    怎么算：收入总计与支出总计，“三公”经费合计与各项之和，合计行与各类（三位科目编码）之和，文字说明与表中的收入总计；差额超过容差
    （每项0.01万元）的报告，每页最多报5处。
    转人工核对：全部转人工，表的版式由机器识别，可能认错。
    不算：四舍五入的尾差；万元和元换算后相等的；认不出合计与分项的表。
    改法：核对原始数据后更正并说明。
    不管什么：空表看 BUD003，缺表看 BUD002。
    """
    disclosure = disclosure_of(page)
    if disclosure is None:
        return
    gaps = [(table, gap) for table in disclosure.tables for gap in _gaps(table)]
    gaps += [(table, gap) for table in disclosure.tables for gap in _told(table, disclosure.narrative)]
    for table, (what, told, found) in gaps[:most]:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{page.title}》{table.place}{what}不一致：{told:f} 与 {found:f}，请人工核对",
            subject=f"{table.place}{what}",
            quote=f"{told:f} ≠ {found:f}",
            expected=f"{what}一致",
            place=table.place,
        )


def _gaps(table: Table) -> Iterator[_Gap]:
    yield from _income_and_spending(table)
    yield from _three(table)
    yield from _categories(table)


def _income_and_spending(table: Table) -> Iterator[_Gap]:
    for income, spending in _TOTALS:
        left, right = _after(table, income), _after(table, spending)
        if left is not None and right is not None:
            if abs(left - right) > tolerance_of(table, 1):
                yield f"{income}与{spending}", left, right
            return


def _after(table: Table, name: str) -> Decimal | None:
    """The first amount that stands right of this name."""
    for row in table.rows:
        names = [squeezed(cell) for cell in row]
        if name in names:
            return next((n for n in map(amount_of, row[names.index(name) + 1 :]) if n is not None), None)
    return None


def _three(table: Table) -> Iterator[_Gap]:
    """One row of amounts under the names of what they are for."""
    head = _columns(table)
    amounts = next((row for row in table.rows if sum(amount_of(cell) is not None for cell in row) >= 4), None)
    if amounts is None or not any("因公出国" in name for name in head):
        return
    for whole, parts in _PARTS:
        places = [_column(head, pattern) for pattern in (whole, *parts)]
        if None in places or len(set(places)) < len(places):
            continue
        told, *terms = [amount_of(amounts[place]) or Decimal(0) for place in places if place is not None]
        if abs(told - sum(terms)) > tolerance_of(table, len(terms)):
            yield f"“三公”经费{whole.pattern}与各项之和", told, sum(terms, Decimal(0))


def _columns(table: Table) -> list[str]:
    """The words over each column, those of all header rows joined."""
    rows = [row for row in table.rows[:_HEAD_ROWS] if not any(amount_of(cell) is not None for cell in row)]
    return [squeezed("".join(dict.fromkeys(column))) for column in zip(*rows, strict=True)]


def _column(head: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    """The one column of that name; a group's 小计 stands for the group."""
    found = [n for n, name in enumerate(head) if pattern.search(name)]
    totals = [n for n in found if "小计" in head[n]]
    hits = totals if len(found) > 1 and totals else found
    return hits[0] if len(hits) == 1 else None


def _categories(table: Table) -> Iterator[_Gap]:
    coded = [row for row in table.rows if row and _CATEGORY.fullmatch(row[0].strip())]
    totals = (row for row in table.rows if any(squeezed(cell) == "合计" for cell in row[:2]))
    total = next((row for row in totals if any(amount_of(cell) is not None for cell in row)), None)
    if len(coded) < 2 or total is None:
        return
    for place, cell in enumerate(total):
        told = amount_of(cell)
        terms = [amount_of(row[place]) for row in coded]
        if place < 2 or told is None or all(term is None for term in terms):
            continue
        found = sum((term for term in terms if term is not None), Decimal(0))
        if abs(told - found) > tolerance_of(table, len(terms)):
            yield f"合计与各类之和（第{place + 1}列）", told, found


def _told(table: Table, narrative: str) -> Iterator[_Gap]:
    """The total the text tells in 万元, held against the table's."""
    inside, match, unit = _after(table, "收入总计"), _TOLD.search(narrative), unit_of(table)
    if inside is None or match is None or unit is None:
        return
    told = Decimal(match.group(1).replace(",", ""))
    found = inside if unit == "万元" else inside / 10_000
    if abs(told - found) > Decimal("0.01"):
        yield "文字说明与表中收入总计", told, found
