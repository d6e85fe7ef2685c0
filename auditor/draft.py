"""Drafts to be checked before they are published: plain text and Word files read as document text."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table

from auditor import models
from auditor.document import paragraphs_of, read_document
from auditor.grid import table_of
from auditor.models import Document, DocumentClass, Page, PageKind, Paragraph, Problem, ProblemKind

MAX_UNPACKED_BYTES = 200_000_000


class _UnreadableError(ValueError):
    """Why a draft cannot be read, in Chinese."""


def read_draft(path: Path | str, *, fetched_at: dt.datetime) -> Page:
    """The `.txt` or `.docx` file as a page of class DRAFT; a file that cannot be read is an unreadable page."""
    name = str(path)
    problems: tuple[Problem, ...] = ()
    document = Document()
    try:
        document = _word(Path(path)) if name.lower().endswith(".docx") else _plain(Path(path))
    except _UnreadableError as why:
        problems = (Problem(ProblemKind.UNDECODABLE, str(why)),)
    squeezed = "".join(document.text.split())
    return Page(
        source=name,
        url=name,
        cms="draft",
        kind=PageKind.FILE,
        document_class=DocumentClass.DRAFT,
        fetched_at=fetched_at,
        title=document.title,
        document=document,
        text_digest=hashlib.sha256(squeezed.encode()).hexdigest() if squeezed else "",
        text_length=document.text_length,
        problems=problems,
    )


def _plain(path: Path) -> Document:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise _UnreadableError(f"文件无法读取：{error.strerror or error}") from error
    for encoding in ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return read_document(paragraphs_of(body.decode(encoding)))
        except UnicodeDecodeError:
            continue
    raise _UnreadableError("不是 UTF-8 或 GB18030 编码的文本")


def _word(path: Path) -> Document:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked <= MAX_UNPACKED_BYTES:
            return _read_word(docx.Document(str(path)))
    except OSError as error:
        raise _UnreadableError(f"文件无法读取：{error.strerror or error}") from error
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise _UnreadableError("不是完好的 DOCX 文件") from error
    raise _UnreadableError(f"解压后超过{MAX_UNPACKED_BYTES // 1_000_000}兆字节，没有读取")


def _read_word(document: Any) -> Document:
    read = read_document(tuple(_lines(document)))
    found = (_table(block) for block in document.iter_inner_content() if isinstance(block, Table))
    return replace(read, tables=tuple(filter(None, found)))


def _table(table: Table) -> models.Table | None:
    """Merged cells are one element in every place they cover; a short row is filled on the side it lacks cells."""
    rows: list[list[Any]] = []
    texts: dict[Any, str] = {}
    for row in table.rows:
        texts.update((cell._tc, cell.text) for cell in row.cells)
        rows.append([*[None] * row.grid_cols_before, *(cell._tc for cell in row.cells)])
    return table_of(rows, texts.__getitem__)


def _lines(document: Any) -> Iterator[Paragraph]:
    """Paragraphs and table cells in the order they stand; a cell merged over several columns once."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _cells(block)
        else:
            yield from (Paragraph(line.rstrip()) for line in block.text.split("\n"))


def _cells(table: Table) -> Iterator[Paragraph]:
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield from (
                    Paragraph(p.text.rstrip(), in_table=True) for p in cell.paragraphs if p.text.strip()
                )
