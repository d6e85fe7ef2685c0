"""The plans of a profile: whose words findings cite, and the tasks that are looked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from auditor.config.toml_table import Table
from auditor.models import Plan, PlanItem, PlanTask, Unit
from auditor.portal.checks import check_code, unit_name
from auditor.portal.duties import read_plan_file


def read_plans(top: Table, units: Collection[Unit], codes: Collection[str] | None) -> tuple[Plan, ...]:
    """Every `[[plans]]` of a profile; with `codes` the codes its items name must be among them."""
    return tuple(filter(None, [_plan(table, units, codes) for table in top.tables("plans")]))


def _plan(table: Table, units: Collection[Unit], codes: Collection[str] | None) -> Plan | None:
    file = read_plan_file(table, "file")
    name = table.text("name", required=not file.name) or file.name
    number = table.text("document_number") or file.document_number
    issued_on = table.day("issued_on", required=not file.issued_on) or file.issued_on
    until = table.day("until") or file.until
    items = _items(table.table("items"), codes)
    tasks = _tasks(table, units, issued_on)
    table.close()
    if issued_on and until and until < issued_on:
        table.fault("until", f"止日 {until} 早于印发日 {issued_on}")
    if name is None or issued_on is None:
        return None
    return Plan(
        name=name.strip("《》"),
        issued_on=issued_on,
        document_number=number or "",
        until=until,
        items=items,
        tasks=tasks,
        duties=file.duties,
    )


def _items(table: Table, codes: Collection[str] | None) -> tuple[PlanItem, ...]:
    items = [PlanItem(article, table.texts(article)) for article in table.values]
    for item in items if codes is not None else ():
        for code in item.codes:
            check_code(table, item.article, code, codes or ())
    return tuple(items)


def _tasks(plan: Table, units: Collection[Unit], issued_on: dt.date | None) -> tuple[PlanTask, ...]:
    found: list[PlanTask] = []
    for table in plan.tables("tasks"):
        task = _task(table, units, issued_on)
        if task and any((task.unit, task.name) == (other.unit, other.name) for other in found):
            table.fault("name", f"{task.unit}的任务“{task.name}”前面已经写过一次")
        elif task:
            found.append(task)
    return tuple(found)


def _task(table: Table, units: Collection[Unit], issued_on: dt.date | None) -> PlanTask | None:
    name = table.text("name", required=True)
    unit = unit_name(table, "unit", units, required=True)
    due_on = table.day("due_on", required=True)
    keywords = table.texts("keywords", required=True)
    since_on = table.day("since_on")
    count = table.integer("count", least=1)
    article = table.text("article")
    table.close()
    if due_on and issued_on and due_on < issued_on:
        table.fault("due_on", f"期限 {due_on} 早于方案的印发日 {issued_on}")
    if due_on and since_on and due_on < since_on:
        table.fault("since_on", f"成果最早的日期 {since_on} 晚于期限 {due_on}")
    if not (name and unit and due_on and keywords):
        return None
    return PlanTask(
        name=name,
        unit=unit,
        due_on=due_on,
        keywords=keywords,
        since_on=since_on,
        count=count or 1,
        article=article or "",
    )
