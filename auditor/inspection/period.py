"""The periods an inspection is for."""

from __future__ import annotations

import datetime as dt


def period_of(scheme: str, day: dt.date) -> str:
    """The usual name of the period a scheme is for: 2026年第2季度, 2026年度, 2026年4月."""
    if scheme == "annual_appraisal":
        return f"{day.year}年度"
    if scheme == "spot_check":
        return f"{day.year}年{day.month}月"
    return f"{day.year}年第{(day.month + 2) // 3}季度"


def period_began(scheme: str, day: dt.date) -> dt.date:
    """The first day of the period that `day` lies in."""
    if scheme == "annual_appraisal":
        return day.replace(month=1, day=1)
    if scheme == "spot_check":
        return day.replace(day=1)
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
