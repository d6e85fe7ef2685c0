"""Small words of Chinese reports: numbers, dates, lists of names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from auditor.models import Period, Unit
from auditor.workdays import BEIJING

_ALIKE = 0.7  # of wrong words and the same put right
_BRACKET = re.compile("[（(]")
_FIGURES = re.compile(r"“[^”]*”|《[^》]*》|[!-~]*/[!-~]*| ?(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-]) ?")


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


def spelt(text: str) -> str:
    """The text with its dates as official papers write them; what it quotes, titles and addresses stay as they are."""
    return _FIGURES.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    return "{}年{}月{}日".format(*map(int, found.groups())) if found[1] else found.group()


def window(period: Period) -> str:
    """`2024年1月1日至2024年12月31日`; an end that nobody wrote down is said to be missing."""
    since = day(period.since)
    if period.until is None:
        return f"{since}起，未写截止日期" if since else "未写截止日期"
    return f"{since}至{day(period.until)}"


def days(since: dt.date, until: dt.date) -> str:
    """`2024年7月1日至2024年9月30日`; one day is one day."""
    return day(since) if since == until else f"{day(since)}至{day(until)}"


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


def reworded(wrong: str, right: str) -> bool:
    """Whether the second is the first put right, and no description of what would be: then a sentence quotes it."""
    return SequenceMatcher(None, wrong, right).ratio() >= _ALIKE


def titled(title: str) -> str:
    """《…》, with book marks inside turned to 〈〉 as GB/T 15834 has it."""
    return "《" + title.strip().replace("《", "〈").replace("》", "〉") + "》"


def nested(text: str) -> str:
    """The text with every second level of book marks as 〈〉; marks that do not pair stay as they are."""
    depth, marks = 0, list(text)
    if text.count("《") != text.count("》"):
        return text
    for place, mark in enumerate(marks):
        if mark == "《":
            depth += 1
            marks[place] = "《" if depth % 2 else "〈"
        elif mark == "》":
            marks[place] = "》" if depth % 2 else "〉"
            depth -= 1
    return "".join(marks)


def short(unit: Unit, longest: int = 12) -> str:
    """The unit as a sentence calls it: without what stands in brackets; a name that is still long by its first
    alias that is not.
    """
    plain = _BRACKET.split(unit.name)[0]
    if 0 < len(plain) <= longest:
        return plain
    aliases = (name for name in unit.aliases if len(name) <= longest and not _BRACKET.search(name))
    return next(aliases, plain or unit.name)
