"""自查: units' answers taken down, from a command or a table, and compared with what the store holds."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from auditor.config.faults import reason
from auditor.files.faults import UnreadableFileError
from auditor.files.process import Child
from auditor.files.words import decoded
from auditor.inspection.period import Term
from auditor.inspection.self_check import SelfCheck, self_checks
from auditor.models import Portal, TaskRow
from auditor.models.address import canonical
from auditor.models.complaint import CommandError
from auditor.models.role import Actor, Role
from auditor.models.self_answer import SelfAnswer
from auditor.office.task_proofs import proofs_of
from auditor.office.tasks import plan_on, task_rows, unit_meant
from auditor.store import Store
from reports.addresses import is_web

HEADS = ("任务", "单位", "链接", "无此类信息的理由")


def compared(store: Store, portal: Portal, term: Term) -> tuple[SelfCheck, ...]:
    """Every duty of every unit on the period's last day, what differs first."""
    day, answers = term.last_on, _answers(store, portal, term)
    found = proofs_of(store, portal, plan_on(portal, day))
    rows = task_rows(portal, day, notes=store.task_notes.all(portal.id), found=found)
    owners = store.pages.owners(portal.id, {canonical(one.url) for one in answers if one.url})
    today = {address: unit and portal.name_now(unit) for address, unit in owners.items()}
    return self_checks(rows, answers, today)


def answer(
    store: Store,
    portal: Portal,
    term: Term,
    lines: Iterable[tuple[str, str, str, str]],
    actor: Actor,
    at: dt.datetime,
) -> int:
    """Take answers down: task, unit, link, reason why there is none; how many were new.

    A line with neither is no answer, and what stands there already in the same words is not written again.
    Raises CommandError with every fault, and keeps nothing: a unit answers for itself alone, inspectors for any.
    """
    bound = list(task_rows(portal, term.last_on))
    said = {_words(one) for one in newest_answers(store, portal, term).values()}
    faults: list[str] = []
    kept: list[SelfAnswer] = []
    for place, (task, unit, url, nothing) in enumerate(lines, 1):
        if not (url.strip() or nothing.strip()):
            continue
        try:
            kept.append(_answer(portal, term, bound, (task, unit, url.strip(), nothing.strip()), actor, at))
        except CommandError as error:
            faults.append(f"第{place}条：{error}")
    if faults:
        raise CommandError("；".join(faults) + "。没有改动。")
    new = [one for one in kept if _words(one) not in said]
    store.self_answers.add(portal.id, new)
    return len(new)


def newest_answers(store: Store, portal: Portal, term: Term) -> dict[tuple[str, str], SelfAnswer]:
    """By task and unit, the answer that counts: the last one."""
    return {(one.task, one.unit): one for one in _answers(store, portal, term)}


def _answers(store: Store, portal: Portal, term: Term) -> list[SelfAnswer]:
    """Oldest first, each under its unit's name of today: a renamed unit has answered already."""
    known = store.self_answers.of(portal.id, term.code)
    return [replace(one, unit=portal.name_now(one.unit)) for one in known]


def read_table(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """The lines of a CSV or XLSX file with the columns HEADS. Raises CommandError."""
    rows = _rows(path)
    heads = [cell.strip() for cell in rows[0]] if rows else []
    if lacking := [head for head in HEADS if head not in heads]:
        raise CommandError(
            f"{path.name}：缺少“{'”“'.join(lacking)}”列，应当有：{'、'.join(HEADS)}。没有改动。"
        )
    places = [heads.index(head) for head in HEADS]
    for row in rows[1:]:
        cells = [row[place].strip() if place < len(row) else "" for place in places]
        if any(cells):
            yield cells[0], cells[1], cells[2], cells[3]


def _answer(
    portal: Portal,
    term: Term,
    bound: Iterable[TaskRow],
    line: tuple[str, str, str, str],
    actor: Actor,
    at: dt.datetime,
) -> SelfAnswer:
    task, words, url, nothing = line
    unit = unit_meant(portal, term.last_on, words)
    if actor.role is Role.UNIT and actor.unit != unit:
        raise CommandError(f"“{actor.unit}”只能填报本单位的，不能填报{unit}的")
    if url and nothing:
        raise CommandError("链接和“无此类信息”只能填一样")
    if url and not is_web(url):
        raise CommandError(f"“{url}”不是网址，应当写成 http://… 或者 https://…")
    if not any(row.duty.number == task and row.unit == unit for row in bound):
        raise CommandError(f"{unit}没有任务{task}")
    return SelfAnswer(
        term=term.code, task=task, unit=unit, at=at, by=actor.name, role=actor.role, url=url, nothing=nothing
    )


def _words(one: SelfAnswer) -> tuple[str, str, str, str]:
    return one.task, one.unit, one.url, one.nothing


def _rows(path: Path) -> list[list[str]]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} 读不出来（{reason(error)}）。没有改动。") from None
    if path.suffix.lower() == ".csv":
        try:
            return list(csv.reader(decoded(body).lstrip("\ufeff").splitlines()))
        except UnreadableFileError as error:
            raise CommandError(f"{path.name}：{error}") from None
    child = Child()
    try:
        content = child.read(body, path.name)
    finally:
        child.stop()
    if not content.document.tables:
        raise CommandError(f"{path.name} 里没有表格：{content.failure or '应当是 CSV 或者 XLSX'}。没有改动。")
    return [list(row) for row in content.document.tables[0].rows]
