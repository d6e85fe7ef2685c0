"""Amounts of money in table cells."""

from decimal import Decimal

from auditor.models import Table
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

_AMOUNT = pattern(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_UNIT = pattern(r"单位[:：]?\s*(?:人民币)?(万元|元)")
TOLERANCE = {"万元": Decimal("0.01"), "元": Decimal("100")}  # 0.01万元, whatever the unit


def amount_of(cell: str) -> Decimal | None:
    """The amount a cell holds; None for words, years with their 年, and empty cells."""
    text = squeeze(cell).replace("，", ",")
    return Decimal(text.replace(",", "")) if _AMOUNT.fullmatch(text) else None


def unit_of(table: Table) -> str | None:
    """万元 or 元 as the table's head says; None where it does not."""
    return unit_of_words("\n".join(cell for row in table.rows[:4] for cell in row))


def unit_of_words(words: str) -> str | None:
    """万元 or 元 where the words name the unit of amounts."""
    match = _UNIT.search(words)
    return match.group(1) if match else None


def tolerance_of(table: Table, terms: int) -> Decimal:
    """How far rounding may carry a sum of so many terms."""
    return TOLERANCE[unit_of(table) or "万元"] * max(1, terms)
