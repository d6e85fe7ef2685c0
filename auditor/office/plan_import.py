"""A plan as its office wrote it -> a plan file: the facts of its paper and the table of tasks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.files.faults import UnreadableFileError
from auditor.files.magic import sniff
from auditor.files.process import Child
from auditor.files.words import decoded
from auditor.models import Document, Portal
from auditor.models.complaint import CommandError
from auditor.models.spaces import squeeze
from auditor.portal.duties import PlanFile
from auditor.portal.parties import is_group, units_of
from auditor.portal.plan_rows import Imported, Rows, duties_of
from auditor.text.dates import find_date
from auditor.text.paper import paragraphs_of, read_document

_NAME = re.compile(r"《((?:[^《》]){0,40}?20\d\d年[^《》]{0,40}?(?:方案|要点|计划))》")
_TITLE = re.compile(r"[^《》。，；]{0,40}20\d\d年[^《》。，；]{0,40}(?:方案|要点|计划)")
_NUMBER = re.compile(r"[\u3400-\u9fff]{2,16}[〔﹝［\[]20\d\d[〕﹞］\]]\d{1,4}号")
_YEAR = re.compile(r"(20\d\d)年")
_CELL = re.compile(r"\n\t")
_FIRST = re.compile(r"序号|\d{1,3}")
_LONGEST_DATE_LINE = 20


@dataclass(frozen=True, slots=True)
class PlanImport:
    """A plan file, and what was not understood of it."""

    plan: PlanFile
    doubts: tuple[str, ...]
    remarks: tuple[str, ...]


def import_plan(path: Path, told: PlanFile, portal: Portal | None = None) -> PlanImport:
    """The plan in a DOCX, XLSX or text file; what `told` says wins over the paper. With `portal` units are checked.

    Raises CommandError where the file cannot be read, has no table of tasks, or does not say when it was issued.
    """
    document, tables = _read(path)
    plan = _facts(document, told)
    if plan.issued_on is None:
        raise CommandError(f"{path} 里没有找到印发日期，请用 --issued-on 写明，如 --issued-on 2023-07-21")
    year = _YEAR.search(plan.name or "")
    table = duties_of(tables, issued_on=plan.issued_on, year=int(year[1]) if year else plan.issued_on.year)
    if not table.duties:
        raise CommandError(f"{path} 里没有任务分解表：表头要有责任单位和任务（或者工作要求）两列")
    strangers = _strangers(table, portal, plan.issued_on) if portal else ()
    lacking = () if plan.name else ("没有找到方案名称，请在写出的文件里填 name",)
    return PlanImport(
        replace(plan, duties=table.duties), (*lacking, *table.doubts, *strangers), table.remarks
    )


def _read(path: Path) -> tuple[Document, Sequence[Rows]]:
    body = path.read_bytes()
    if sniff(body) is None and path.suffix.lower() in (".txt", ""):
        return _from_text(body, path)
    child = Child()
    try:
        content = child.read(body, path.name)
    finally:
        child.stop()
    if content.failure and not content.document.tables:
        raise CommandError(f"{path}：{content.failure}")
    return content.document, [table.rows for table in content.document.tables]


def _from_text(body: bytes, path: Path) -> tuple[Document, Sequence[Rows]]:
    """A paper copied out of a word processor: each cell stands on a line that begins with a tab."""
    try:
        text = decoded(body).replace("\r\n", "\n")
    except UnreadableFileError as error:
        raise CommandError(f"{path}：{error}") from None
    prose, *cells = _CELL.split(text)
    rows: list[list[str]] = []
    for cell in map(str.strip, cells):
        if _FIRST.fullmatch(cell):
            rows.append([])
        if rows:
            rows[-1].append(cell)
    return read_document(paragraphs_of(prose)), [rows]


def _facts(document: Document, told: PlanFile) -> PlanFile:
    lines = [squeeze(p.text) for p in document.paragraphs if not p.in_table and not p.aside]
    text = "\n".join(lines)
    name = _NAME.search(text)
    number = _NUMBER.search(text)
    return PlanFile(
        name=told.name or (name[1] if name else _title(lines)),
        document_number=told.document_number or document.document_number or (number[0] if number else None),
        issued_on=told.issued_on or document.signed.dated_on or _dated(lines),
        until=told.until,
    )


def _title(lines: Sequence[str]) -> str | None:
    return next((line for line in lines if _TITLE.fullmatch(line)), None)


def _dated(lines: Sequence[str]) -> dt.date | None:
    """The first line that is a date and nothing more: how a notice is signed before its annex."""
    for line in lines:
        found = find_date(line) if len(line) <= _LONGEST_DATE_LINE else None
        if found and found[0] and found[1] == line:
            return found[0]
    return None


def _strangers(table: Imported, portal: Portal, day: dt.date) -> tuple[str, ...]:
    return tuple(
        f"第{duty.number}行：门户档案里没有“{name}”"
        for duty in table.duties
        for name in (*duty.units, *duty.support)
        if not units_of(name, portal, day) and not is_group(name)
    )
