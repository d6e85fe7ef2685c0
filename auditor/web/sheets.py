"""A table as a file for spreadsheet programs: CSV and XLSX. No cell of either is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.responses import Response

from reports.workbook import Column, write_table

_WIDE = frozenset({"title", "url", "message", "quote", "expected", "duty", "limit", "why"})
_WIDTH, _WIDTH_OF_WORDS = 12, 30  # characters
_AUTHOR = "政务公开检查系统"


class CsvResponse(Response):
    """A table for spreadsheet programs."""

    media_type = "text/csv"


class XlsxResponse(Response):
    """The same as a workbook."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_of(name: str, heads: Iterable[str], rows: Iterable[Sequence[Any]]) -> CsvResponse:
    """With a byte order mark, which spreadsheet programs need to read Chinese; the cells are guarded already."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(heads)
    writer.writerows(rows)
    return CsvResponse(file.getvalue().encode("utf-8-sig", "replace"), headers=_saved_as(name))


def xlsx_of(name: str, body: bytes) -> XlsxResponse:
    """A workbook that was written, to be saved."""
    return XlsxResponse(body, headers=_saved_as(name))


def workbook(
    sheet: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], at: dt.datetime
) -> bytes:
    """One sheet: `columns` are the heads by key, `rows` plain data; written as the papers' sheets are."""
    shown = [Column(head, _WIDTH_OF_WORDS if key in _WIDE else _WIDTH) for key, head in columns.items()]
    cells = ([row[key] for key in columns] for row in rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        return write_table(path, sheet, shown, cells, author=_AUTHOR, created_at=at).read_bytes()


def _saved_as(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}
