"""A plan's table of tasks as data: `[[tasks]]` of a plan file, read and written.

[[tasks]]
number = "13"
duty = "动态更新主动公开基本目录"
units = ["各部门单位", "各镇"]
deadline = { class = "EVENT_WD", number = 20, event = "本方案发布", event_on = 2023-07-21 }
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from auditor.config.faults import reason
from auditor.config.toml_source import TomlError, read_source
from auditor.config.toml_table import Table
from auditor.models import Deadline, DeadlineClass, Duty

_TEXTS = ("limit", "asks", "basis", "note")
_LISTS = ("units", "support", "concerned", "keywords", "sections")
_MOST_EVENT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """A plan that stands in a file of its own; None: the file does not say."""

    name: str | None = None
    document_number: str | None = None
    issued_on: dt.date | None = None
    until: dt.date | None = None
    duties: tuple[Duty, ...] = ()


def read_plan_file(plan: Table, key: str) -> PlanFile:
    """The plan in the file that `key` names, beside the profile; its faults are told with those of the profile."""
    name = plan.text(key)
    if name is None:
        return PlanFile()
    path = Path(plan.source.name).parent / name
    try:
        source = read_source(path.read_text("utf-8-sig"), str(path))
    except TomlError as error:
        plan.faults.append(str(error))
    except UnicodeDecodeError:
        plan.fault(key, f"方案文件不是 UTF-8 编码，请另存为 UTF-8：{path}")
    except OSError as error:
        plan.fault(key, f"方案文件打不开：{path}（{reason(error)}）")
    else:
        return _plan(Table(source, plan.faults))
    return PlanFile()


def plan_text(plan: PlanFile) -> str:
    """The plan as the text of a file that `read_plan_file` reads."""
    head = [(name, getattr(plan, name)) for name in ("name", "document_number", "issued_on", "until")]
    blocks = ["\n".join(f"{name} = {_toml(value)}" for name, value in head if value)]
    blocks += ["\n".join(["[[tasks]]", *_lines(duty)]) for duty in plan.duties]
    return "\n\n".join(blocks) + "\n"


def _plan(top: Table) -> PlanFile:
    plan = PlanFile(
        name=top.text("name"),
        document_number=top.text("document_number"),
        issued_on=top.day("issued_on"),
        until=top.day("until"),
        duties=tuple(_duties(top)),
    )
    top.close()
    return plan


def _duties(top: Table) -> Iterator[Duty]:
    seen: set[str] = set()
    for table in top.tables("tasks"):
        number, words = table.text("number", required=True), table.text("duty", required=True)
        texts: dict[str, Any] = {key: table.text(key) or "" for key in _TEXTS}
        lists: dict[str, Any] = {key: table.texts(key) for key in _LISTS}
        deadline = _deadline(table.table("deadline")) if "deadline" in table.values else None
        if not (lists["units"] or lists["support"] or lists["concerned"]):
            table.fault(
                None, "要写明责任单位：units（责任）、support（配合）或者 concerned（没有点名、看落在谁头上）"
            )
        if number in seen:
            table.fault("number", f"任务{number}前面已经写过一次")
        table.anything("deadline")
        table.close()
        if number and words:
            seen.add(number)
            yield Duty(number=number, duty=words, deadline=deadline, **texts, **lists)


def _deadline(table: Table) -> Deadline | None:
    name = table.choice("class", list(DeadlineClass), required=True)
    deadline = Deadline(
        kind=DeadlineClass(name) if name else DeadlineClass.CONTINUOUS,
        due_on=table.day("due_on"),
        number=table.integer("number", least=1, most=_MOST_EVENT) or 0,
        month_day=_month_day(table),
        event=table.text("event") or "",
        event_on=table.day("event_on"),
    )
    table.close()
    if name and (lacking := _lacking(deadline)):
        table.fault(lacking, f"{name} 的时限要写 {lacking}")
    return deadline if name else None


def _lacking(deadline: Deadline) -> str | None:
    """The key without which a deadline of its class means nothing."""
    kind = deadline.kind
    if kind in (DeadlineClass.FIXED, DeadlineClass.COUNT_BY) and deadline.due_on is None:
        return "due_on"
    if kind is DeadlineClass.ANNUAL:
        return None if deadline.month_day else "month_day"
    return "number" if kind is DeadlineClass.COUNT_BY and not deadline.number else None


def _month_day(table: Table) -> tuple[int, int] | None:
    """`"03-31"`."""
    text = table.text("month_day")
    if text is None:
        return None
    try:
        day = dt.datetime.strptime(f"2023-{text}", "%Y-%m-%d").replace(tzinfo=dt.UTC)
    except ValueError:
        table.fault("month_day", f'“{text}”不是月日，应当写成 "03-31"')
        return None
    return day.month, day.day


def _lines(duty: Duty) -> Iterator[str]:
    for field in fields(Duty):
        value = getattr(duty, field.name)
        if isinstance(value, Deadline):
            yield f"deadline = {{ {', '.join(_pairs(value))} }}"
        elif value:
            yield f"{field.name} = {_toml(value)}"


def _pairs(deadline: Deadline) -> Iterator[str]:
    yield f'class = "{deadline.kind}"'
    if deadline.month_day:
        yield f'month_day = "{deadline.month_day[0]:02d}-{deadline.month_day[1]:02d}"'
    named: Iterable[str] = ("due_on", "number", "event", "event_on")
    yield from (f"{name} = {_toml(value)}" for name in named if (value := getattr(deadline, name)))


def _toml(value: Any) -> str:
    """Strings and lists of strings are written alike in JSON and TOML."""
    if isinstance(value, dt.date | int):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
