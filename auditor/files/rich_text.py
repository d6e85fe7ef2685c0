"""RTF: its lines, rows of its tables set apart by tabs."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from auditor.files.faults import MAX_CHARACTERS, TOO_MUCH, broken
from auditor.files.words import plain
from auditor.models import FileContent, Paragraph
from auditor.text.paper import read_document

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_LARGEST = 20_000_000  # bytes; the rest of a larger one is pictures in hexadecimal
_PICTURE = re.compile(rb"[0-9a-fA-F\s]{4000,}")


def rtf_content(body: bytes) -> FileContent:
    """The paragraphs of a rich text; a row of a table is one."""
    lines = rtf_lines(body)
    if not any(lines):
        raise broken()
    kept: list[Paragraph] = []
    left = MAX_CHARACTERS
    for line in lines:
        left -= len(line)
        if left < 0:
            break
        is_row = "\t" in line.strip()
        kept.append(Paragraph(line.strip("\t") if is_row else line, in_table=is_row))
    return FileContent(document=read_document(kept), failure=TOO_MUCH if left < 0 else None)


def rtf_lines(body: bytes) -> list[str]:
    """Its lines as they stand. Raises UnreadableFileError."""
    named = _CODE_PAGE.search(body[:2000])
    encoding = "gb18030" if named is None or named[1] == b"936" else f"cp{named[1].decode()}"
    small = _PICTURE.sub(b"", body)[:_LARGEST]
    try:
        text = rtf_to_text(small.decode("latin-1"), encoding=encoding, errors="replace")
    except (LookupError, ValueError, IndexError, RecursionError) as error:
        raise broken() from error
    return [
        line.replace("|", "\t").rstrip() if line.count("|") > 1 else line.rstrip()
        for line in plain(text).split("\n")
    ]
