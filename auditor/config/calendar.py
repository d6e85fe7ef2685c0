"""The operator's table of years announced since this program was packed -> Calendar.

[2027]
notice = "国办发明电〔2026〕…号"
holidays = [2027-01-01, "2027-02-05至2027-02-11"]   # every day off, weekends among them or not
workdays = [2027-01-31]                             # rest days that are worked (调休)
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.config.faults import reason
from auditor.config.toml_source import TomlError, read_source
from auditor.config.toml_table import Table
from auditor.models.complaint import UserError
from auditor.workdays import CALENDAR, Calendar

FILE = "calendar.toml"
_ALWAYS = (
    (1, 1),
    (5, 1),
    (10, 1),
    (10, 2),
    (10, 3),
)  # days off in every year by 《全国年节及纪念日放假办法》
_WEEKDAYS = "一二三四五六日"
_HOW = '日期写成 2027-01-01，连着的几天写成 "2027-02-05至2027-02-11"'


class CalendarError(UserError):
    """A table of holidays that cannot be used; one Chinese line for each mistake."""


def operator_calendar() -> Calendar:
    """The calendar with AUDITOR_CALENDAR, else `calendar.toml` in the working folder, where there is one.

    Raises CalendarError.
    """
    named = os.environ.get("AUDITOR_CALENDAR")
    path = Path(named or FILE)
    if not named and not path.exists():
        return CALENDAR
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise CalendarError(f"放假安排不是 UTF-8 编码，请另存为 UTF-8：{path}") from None
    except OSError as error:
        where = "，请检查环境变量 AUDITOR_CALENDAR" if named else ""
        raise CalendarError(f"放假安排打不开：{path}（{reason(error)}）{where}") from None
    return parse_calendar(text, str(path))


def parse_calendar(text: str, name: str) -> Calendar:
    """The packed calendar with the years that `text` tells in full. Raises CalendarError with every mistake found."""
    faults: list[str] = []
    try:
        top = Table(read_source(text, name), faults)
    except TomlError as error:
        raise CalendarError(str(error)) from None
    extra: dict[dt.date, bool] = {}
    years = {year for key in top.values if (year := _year(top, key))}
    for year in sorted(years):
        extra |= _days_of(top.table(str(year)), year)
    if faults:
        raise CalendarError("\n".join(faults))
    return Calendar(extra, frozenset(years))


def _year(top: Table, key: str) -> int | None:
    if len(key) == 4 and key.isascii() and key.isdecimal() and int(key) > 2000:
        return int(key)
    top.fault(key, f"“{key}”不是年份，应当写成 [2027] 这样的表")
    return None


def _days_of(table: Table, year: int) -> dict[dt.date, bool]:
    """The year's days off (False) and the rest days worked (True)."""
    table.text("notice", required=True)
    holidays, workdays = (_days(table, key, year) for key in ("holidays", "workdays"))
    table.close()
    for day in workdays:
        if day in holidays:
            table.fault("workdays", f"{day} 同时写在 holidays 里，一天只能是一种")
        elif day.weekday() < 5:
            table.fault(
                "workdays", f"{day} 是星期{_WEEKDAYS[day.weekday()]}，本来就上班；这里只写调休上班的周末"
            )
    if lacking := [day for m, d in _ALWAYS if (day := dt.date(year, m, d)) not in holidays]:
        said = "、".join(f"{day:%-m月%-d日}" for day in lacking)
        table.fault("holidays", f"没有{said}；要写全一年的放假安排，包括放假期间的周末")
    return dict.fromkeys(holidays, False) | dict.fromkeys(workdays, True)


def _days(table: Table, key: str, year: int) -> list[dt.date]:
    values = table.anything(key)
    if not isinstance(values, list):
        here = key in table.values
        table.fault(
            key if here else None, f"{'' if here else f'缺少必填的键“{key}”，'}应当是日期的列表：{_HOW}"
        )
        return []
    found: list[dt.date] = []
    for value in values:
        days = list(_span(value))
        if not days:
            table.fault(key, f"“{value}”看不懂，{_HOW}")
        elif any(day.year != year for day in days):
            table.fault(key, f"“{value}”不在{year}年；跨年的日子写到它所在的年份里")
        else:
            found += days
    return found


def _span(value: Any) -> Iterator[dt.date]:
    """The days of `2027-01-01` or `2027-02-05至2027-02-11`; none where it is neither."""
    if type(value) is dt.date:
        yield value
        return
    first, _, last = str(value).partition("至")
    try:
        start = dt.date.fromisoformat(first.strip())
        end = dt.date.fromisoformat(last.strip()) if last else start
    except ValueError:
        return
    yield from (start + dt.timedelta(days=n) for n in range(min((end - start).days + 1, 366)))
