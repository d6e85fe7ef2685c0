"""What the pictures of the quarter in tests/findings.py are drawn from, made by a fixed pattern."""

import datetime as dt
from decimal import Decimal

from findings import SOCIAL, UNITS

from auditor.inspection.pictured import DutyColumn, DutyLook, Funnel, Pictured, QuarterPoint, UnitPicture

MONTHS = tuple(f"2023-{month:02d}" for month in range(10, 13)) + tuple(f"2024-{m:02d}" for m in range(1, 10))
DUTIES = tuple(DutyColumn(f"第{n}项", f"第{n}项要做的事情，写得有些长") for n in range(1, 39)) + tuple(
    DutyColumn(f"{part}（{n}）", f"{part}的第{n}条") for part in "二三" for n in "一二三四"
)
HOW = (DutyLook.RULE, DutyLook.RULE, DutyLook.NOT, DutyLook.HAND)


def a_unit(place: int, name: str) -> UnitPicture:
    if name == SOCIAL:  # blocked, and nothing of it was ever read
        return UnitPicture(
            name, None, {}, 30, False, {one.number: DutyLook.UNREADABLE for one in DUTIES[::3]}
        )
    return UnitPicture(
        name,
        dt.date(2024, 9, 28 + place % 3),
        {month: (place * 7 + n * 5) % 23 for n, month in enumerate(MONTHS) if (place + n) % 4},
        30 if place % 2 else None,
        True,
        {one.number: HOW[(place + n) % 4] for n, one in enumerate(DUTIES) if (place + n) % 5},
    )


def a_pictured(**changes) -> Pictured:
    given = {
        "months": MONTHS,
        "whole_months": MONTHS,
        "duties": DUTIES,
        "plan": "2024年青禾区政务公开工作方案",
        "units": tuple(a_unit(place, unit.name) for place, unit in enumerate(UNITS)),
        "lags": (0, 1, 3, 5, 6, 9, 10, 11, 15, 20, 20, 21, 33, 41, 109),
        "undated": 4,
        "earlier": (
            QuarterPoint("2024Q1", 7, Decimal("88.5"), 51),
            QuarterPoint("2024Q2", 7, Decimal("93.2"), 9),
        ),
        "funnel": Funnel(
            found=30, confirmed=22, notified=18, reported=11, rechecked=9, closed=7, acquitted=3
        ),
    }
    return Pictured(**(given | changes))
