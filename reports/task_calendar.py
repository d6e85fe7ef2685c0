"""The deadlines of a unit as an RFC 5545 calendar: whole days, stable UIDs, alarms before each."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from auditor import workdays
from auditor.config.whole_file import whole_file
from auditor.inspection.tasks import STEPS
from auditor.models import Light, TaskRow
from auditor.workdays import BEIJING, UnknownYearError

_SETTLED = (Light.DONE, Light.NOT_APPLICABLE)
_MORNING = dt.time(9, tzinfo=BEIJING)


def write(
    rows: Iterable[TaskRow], path: Path, *, portal: str, at: dt.datetime, calendar: workdays.Calendar
) -> int:
    """Write the rows that have a day; how many they were. `at` is when the calendar was made."""
    book = Calendar()
    book.add("prodid", "-//disclosure-auditor//task ledger//ZH")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-timezone", BEIJING.key)
    dated = sorted((row for row in rows if row.due_on), key=lambda row: (row.due_on, row.duty.number))
    if dated:
        book.add("x-wr-calname", f"{dated[0].unit}政务公开任务")
    for row in dated:
        book.add_component(_event(row, portal, at, calendar))
    with whole_file(path) as part:
        part.write_bytes(book.to_ical())
    return len(dated)


def _event(row: TaskRow, portal: str, at: dt.datetime, calendar: workdays.Calendar) -> Event:
    due = row.due_on or at.date()
    event = Event()
    event.add("uid", _uid(row, portal))
    event.add("dtstamp", at.astimezone(dt.UTC))
    event.add("dtstart", due)
    event.add("dtend", due + dt.timedelta(days=1))
    event.add("summary", f"{row.duty.article}：{row.duty.duty}")
    event.add("description", "\n".join(_told(row)))
    event.add("categories", [row.light.label])
    event.add("transp", "TRANSPARENT")
    for step, moment in _reminders(row, due, calendar):
        event.add_component(_alarm(row, step, moment))
    return event


def _uid(row: TaskRow, portal: str) -> str:
    """The same for a duty of a unit whenever it is written: a second import renews the first."""
    whole = "\n".join((portal, row.plan, row.duty.number, row.unit))
    return f"{hashlib.sha256(whole.encode()).hexdigest()[:24]}@task.disclosure-auditor"


def _told(row: TaskRow) -> Iterator[str]:
    yield f"单位：{row.unit}（{row.part}）"
    yield f"方案：《{row.plan}》{row.duty.article}"
    yield f"现状：{row.light.label}" + (f"，{row.why}" if row.why else "")
    if row.duty.asks:
        yield f"须备：{row.duty.asks}"


def _reminders(row: TaskRow, due: dt.date, calendar: workdays.Calendar) -> Iterator[tuple[int, dt.datetime]]:
    """The mornings 30, 7 and 1 working days before; none where the calendar of the year is not known."""
    for step in STEPS if row.light not in _SETTLED else ():
        try:
            yield step, dt.datetime.combine(calendar.before(due, step), _MORNING)
        except UnknownYearError:
            continue


def _alarm(row: TaskRow, step: int, moment: dt.datetime) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"还有{step}个工作日：{row.duty.duty}")
    alarm.add("trigger", moment.astimezone(dt.UTC))
    return alarm
