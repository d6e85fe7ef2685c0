"""CSV: rows of values set apart by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io

from auditor.files.faults import MAX_CHARACTERS, MAX_ROWS, TOO_MUCH, broken
from auditor.files.rows import row_line, squared
from auditor.files.words import decoded
from auditor.models import Document, FileContent, Paragraph, Table

_HEAD = 4_000  # characters that tell what sets the values apart


def separated_content(body: bytes) -> FileContent:
    """Each row as one paragraph, and all of them as a table."""
    text = decoded(body)
    head = text[:_HEAD]
    mark = max(",;\t", key=head.count)
    rows: list[list[str]] = []
    paragraphs: list[Paragraph] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text[:MAX_CHARACTERS]), delimiter=mark), 1):
            if number > MAX_ROWS:
                break
            rows.append(row)
            paragraphs += row_line(row, f"第{number}行")
    except csv.Error as error:
        raise broken() from error
    whole = len(text) <= MAX_CHARACTERS and len(rows) < MAX_ROWS
    return FileContent(
        document=Document(tuple(paragraphs), tables=(Table(squared(rows)),)),
        failure=None if whole else TOO_MUCH,
    )
