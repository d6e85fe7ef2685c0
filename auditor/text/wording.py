"""Small words of Chinese reports: numbers, dates, lists of names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from auditor.models import Period
from auditor.workdays import BEIJING


def points(value: Decimal | None) -> str:
    """`0.5`, `3`, `92.4`: no trailing zeros; nothing for None."""
    if value is None:
        return ""
    text = f"{value.quantize(Decimal('0.01')):f}"
    return text.rstrip("0").rstrip(".")


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The average to one decimal place."""
    return round(sum(values, Decimal(0)) / len(values), 1) if values else None


def percent(part: int, whole: int) -> str:
    """`93.9%`; nothing where there is no whole."""
    return f"{points(round(Decimal(part * 100) / whole, 1))}%" if whole else ""


def day(value: dt.date | dt.datetime | None) -> str:
    """`2024年10月8日`, an instant as Beijing sees it."""
    if value is None:
        return ""
    local = local_day(value)
    return f"{local.year}年{local.month}月{local.day}日"


def window(period: Period) -> str:
    """`2024年1月1日至2024年12月31日`; an end that nobody wrote down is said to be missing."""
    since = day(period.since)
    if period.until is None:
        return f"{since}起，未写截止日期" if since else "未写截止日期"
    return f"{since}至{day(period.until)}"


def local_day(value: dt.date | dt.datetime) -> dt.date:
    """The day it is in Beijing."""
    return value.astimezone(BEIJING).date() if isinstance(value, dt.datetime) else value


def instant(value: dt.datetime | None) -> str:
    """`2024-10-08 02:15`, Beijing time."""
    return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if value else ""


def listed(names: Sequence[str], most: int = 0) -> str:
    """`甲、乙、丙`; with `most`, the first so many and `等N家` for the rest."""
    if most and len(names) > most:
        return "、".join(names[:most]) + f"等{len(names)}家"
    return "、".join(names)


def sentence(text: str) -> str:
    """The text with exactly one full stop at its end."""
    return re.sub(r"[。；，、;,.\s]+$", "", text) + "。"


def titled(title: str) -> str:
    """《…》, with book marks inside turned to 〈〉 as GB/T 15834 has it."""
    return "《" + title.strip().replace("《", "〈").replace("》", "〉") + "》"
