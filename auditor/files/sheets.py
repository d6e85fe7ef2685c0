"""XLSX and XLS: what its sheets show, and what is hidden in them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from auditor.files.cell_notes import cell_notes
from auditor.files.faults import MAX_CHARACTERS, MAX_ROWS, TOO_MUCH, broken, locked
from auditor.files.package import Package, attribute, kind
from auditor.files.remarks import comments_of
from auditor.files.rows import row_line, squared
from auditor.files.sheet_edges import edges_of
from auditor.files.words import plain
from auditor.models import Document, FileContent, Paragraph, Table

_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\b(min|max|r)=[\"'](\d{1,7})[\"']")
_WIDEST = 16_384


@dataclass(frozen=True, slots=True)
class _Hidden:
    """Rows and columns of one sheet that nobody sees, numbered from 1."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    hidden_text: list[str] = field(default_factory=list)
    rows: int = 0
    characters: int = 0

    @property
    def full(self) -> bool:
        return self.rows >= MAX_ROWS or self.characters >= MAX_CHARACTERS


def sheets_content(body: bytes) -> FileContent:
    """A workbook: visible rows as paragraphs and tables, the rest as hidden text."""
    package = Package(body) if body.startswith(b"PK") else None
    hidden = _hidden_parts(package) if package else {}
    comments = comments_of(package) if package else cell_notes(body)
    edges = tuple(edges_of(package)) if package else ()
    reading = _Reading()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(body)) as book:
            for sheet in book.sheets_metadata:
                visible = sheet.visible is SheetVisibleEnum.Visible
                grid = book.get_sheet_by_name(sheet.name)
                _take(reading, grid, hidden.get(sheet.name, _Hidden()), visible=visible)
    except PasswordError as error:
        raise locked() from error
    except (CalamineError, OSError, ValueError) as error:
        raise broken() from error
    return FileContent(
        document=Document((*reading.paragraphs, *edges), tables=tuple(reading.tables)),
        failure=TOO_MUCH if reading.full else None,
        pages=len(reading.tables),
        hidden=tuple(reading.hidden),
        hidden_text="\n".join([*reading.hidden_text, *comments]),
        comments=len(comments),
    )


def _take(reading: _Reading, sheet: CalamineSheet, hidden: _Hidden, *, visible: bool) -> None:
    name = f"工作表“{sheet.name}”"
    first_row, first_column = sheet.start or (0, 0)
    rows: list[list[str]] = []
    for number, values in enumerate(sheet.iter_rows() if sheet.start else (), start=first_row + 1):
        if reading.full:
            break
        cells = [_text(value) for value in values]
        reading.rows += 1
        reading.characters += sum(map(len, cells))
        if not visible or number in hidden.rows:
            reading.hidden_text += [p.text for p in row_line(cells, "")]
            continue
        seen, unseen = _parted(cells, first_column, hidden.columns)
        reading.hidden_text += [p.text for p in row_line(unseen, "")]
        reading.paragraphs += row_line(seen, f"{name}第{number}行")
        rows.append(seen)
    reading.hidden += [name] if not visible else _named(name, hidden)
    if any(map(any, rows)):
        reading.tables.append(Table(squared(_written_out(rows, sheet, hidden)), name))


def _parted(cells: list[str], first: int, hidden: frozenset[int]) -> tuple[list[str], list[str]]:
    if not hidden:
        return cells, []
    places = list(enumerate(cells, start=first + 1))
    return [c for n, c in places if n not in hidden], [c for n, c in places if n in hidden]


def _named(name: str, hidden: _Hidden) -> list[str]:
    parts = [(hidden.rows, "行"), (hidden.columns, "列")]
    return [f"{name}隐藏{len(numbers)}{what}" for numbers, what in parts if numbers]


def _written_out(rows: list[list[str]], sheet: CalamineSheet, hidden: _Hidden) -> list[list[str]]:
    """Merged cells repeat their value; left as they are where hidden rows or columns shift the places."""
    if hidden.rows or hidden.columns or not sheet.start:
        return rows
    first_row, first_column = sheet.start
    written = [list(row) for row in rows]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        top, left, bottom, right = (
            top - first_row,
            left - first_column,
            bottom - first_row,
            right - first_column,
        )
        if not (0 <= top < len(written) and 0 <= left < len(written[top])):
            continue
        value = rows[top][left]
        for row in written[top : bottom + 1]:
            width = min(right + 1, len(row)) - left
            row[left : left + width] = [value] * width
    return written


def _text(value: Any) -> str:
    """A cell as a reader would copy it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e20
        return str(int(value)) if whole else f"{value:.12g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return plain(str(value))


def _hidden_parts(package: Package) -> dict[str, _Hidden]:
    """Hidden rows and columns by the sheet's name. `rels` names each sheet's part."""
    if "xl/workbook.xml" not in package.names:
        return {}
    targets = dict(_targets(package))
    found = {}
    for node in package.xml("xl/workbook.xml").iter():
        if kind(node) == "sheet":
            part = targets.get(attribute(node, "id") or "")
            if part in package.names:
                found[node.get("name", "")] = _hidden_in(package.read(part))
    return found


def _targets(package: Package) -> Iterator[tuple[str, str]]:
    rels = "xl/_rels/workbook.xml.rels"
    for node in package.xml(rels) if rels in package.names else ():
        target = node.get("Target", "") if kind(node) == "Relationship" else ""
        yield node.get("Id", ""), target[1:] if target.startswith("/") else f"xl/{target}"


def _hidden_in(part: bytes) -> _Hidden:
    rows = {numbers.get(b"r", 0) for numbers in _marked(_ROW, part)}
    columns = {
        number
        for numbers in _marked(_COLUMN, part)
        if b"min" in numbers
        for number in range(numbers[b"min"], min(numbers.get(b"max", 0), _WIDEST) + 1)
    }
    return _Hidden(frozenset(rows - {0}), frozenset(columns))


def _marked(pattern: re.Pattern[bytes], part: bytes) -> Iterator[dict[bytes, int]]:
    for tag in pattern.finditer(part):
        if _HIDDEN.search(tag.group()):
            yield {name: int(value) for name, value in _NUMBER.findall(tag.group())}
