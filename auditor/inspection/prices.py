"""[[categories]] of a scheme: what a finding of each code costs, what a category costs at most, what it looks at."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from auditor.config.toml_table import Table, suggest
from auditor.models import SectionKind


@dataclass(frozen=True, slots=True)
class Tier:
    """From an amount above `over` on, the finding costs `points`."""

    over: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """What one finding of a code costs."""

    code: str
    category: str
    points: Decimal
    tiers: tuple[Tier, ...] = ()  # by Flaw.amount, lowest first
    page_cap: Decimal | None = None  # of this code on one page
    once: str | None = None  # unit, subject: once for each; year: lacking one year's, then late, once
    veto: bool = False  # one such finding settles the result
    veto_from: int | None = None  # this many do
    curable: bool = True  # False: what is done stays done, and is charged in the period it was first found in
    cause: str | None = None  # codes of one cause are charged once a page
    matters: tuple[str, ...] = ()  # with once = "year": codes of these speak of one matter's year together
    urgent: bool = False  # to be seen to at once; its address is told to its own unit alone
    ceiling: str | None = None  # the best band a unit with one of these may get
    refund: bool = True  # False: mended inside the period it still costs

    @property
    def refunds(self) -> bool:
        """Whether mending in time takes the points back: never for what is for ever, or settles the result."""
        return self.refund and self.curable and not self.veto

    def of(self, amount: int | None) -> Decimal:
        """The points for a finding of this amount."""
        reached = [tier.points for tier in self.tiers if amount is not None and amount > tier.over]
        return reached[-1] if reached else self.points


@dataclass(frozen=True, slots=True)
class Categories:
    """What the categories of one file say, without those of the scheme that it extends."""

    caps: dict[str, Decimal] = field(default_factory=dict)  # category -> most it can cost a unit
    prices: dict[str, Price] = field(default_factory=dict)  # code -> price
    columns: dict[str, tuple[SectionKind, ...]] = field(default_factory=dict)  # category -> what it looks at
    by_rate: dict[str, bool] = field(
        default_factory=dict
    )  # category -> whether its faults are of single pieces


def categories(table: Table, codes: Collection[str], *, extends: bool) -> Categories:
    """The categories as they are written; faults are noted in the table."""
    found = Categories()
    for row in table.tables("categories"):
        name = row.text("name", required=True) or ""
        cap = row.number("cap", least=0, most=100)
        if cap is not None:
            found.caps[name] = Decimal(str(cap))
        elif not extends:
            row.fault(None, "缺少 cap：这一类最多扣多少分")
        kinds = row.chosen("columns", SectionKind)
        if "columns" in row.values:
            found.columns[name] = kinds
        if (by_rate := row.flag("by_rate")) is not None:
            found.by_rate[name] = by_rate
        points = row.table("points")
        for code in points.values:
            if price := _price(points, code, name, codes):
                if code in found.prices:
                    points.fault(code, f"规则 {code} 已经列在“{found.prices[code].category}”类里")
                found.prices[code] = price
        row.close()
    return found


def exact(number: float | None) -> Decimal | None:
    """The number as it was written."""
    return None if number is None else Decimal(str(number))


def in_cents(points: Decimal) -> Decimal:
    """Points as they are printed and added up; half a cent is one."""
    return points.quantize(_CENT, ROUND_HALF_UP)


_CODE = re.compile(r"[A-Z]{3,4}\d{3}")
_CENT = Decimal("0.01")


def _price(points: Table, code: str, category: str, codes: Collection[str]) -> Price | None:
    if not _CODE.fullmatch(code):
        points.fault(code, "规则码应当是三四个大写字母加三位数字，如 LAG001")
    elif codes and code not in codes:
        points.fault(code, f"没有规则 {code}{suggest(code, codes)}")
    if not isinstance(points.values[code], dict):
        plain = points.number(code, least=0, most=100)
        return None if plain is None else Price(code, category, Decimal(str(plain)))
    return _detailed(points.table(code), code, category)


def _detailed(row: Table, code: str, category: str) -> Price:
    veto = bool(row.flag("veto"))
    points = row.number("points", least=0, most=100)
    if points is None and not veto:
        row.fault(None, "缺少 points：扣多少分；单项否决的写 veto = true")
    price = Price(
        code,
        category,
        points=Decimal(str(points or 0)),
        tiers=_tiers(row),
        page_cap=exact(row.number("page_cap", least=0, most=100)),
        once=row.choice("once", ("unit", "subject", "year")),
        veto=veto,
        veto_from=row.integer("veto_from", least=2),
        curable=row.flag("curable") is not False,
        cause=row.text("cause"),
        matters=row.texts("matters"),
        urgent=bool(row.flag("urgent")),
        ceiling=row.text("ceiling"),
        refund=row.flag("refund") is not False,
    )
    row.close()
    return price


def _tiers(row: Table) -> tuple[Tier, ...]:
    tiers: list[Tier] = []
    for tier in row.tables("tiers"):
        over, points = tier.integer("over", least=0), tier.number("points", least=0, most=100)
        tier.close()
        if over is None or points is None:
            tier.fault(None, "每一档都要写 over（超过多少）和 points（扣多少分）")
        else:
            tiers.append(Tier(over, Decimal(str(points))))
    if [t.over for t in tiers] != sorted({t.over for t in tiers}):
        row.fault("tiers", "各档的 over 应当从小到大")
    return tuple(tiers)
