"""RTF: its lines, rows of its tables set apart by tabs; headers, footers, notes and text boxes beside them, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from striprtf.striprtf import rtf_to_text

from auditor.files.faults import MAX_CHARACTERS, TOO_MUCH, broken
from auditor.files.words import plain
from auditor.models import FileContent, Paragraph
from auditor.text.glyphs import settled
from auditor.text.paper import read_document

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_LARGEST = 20_000_000  # bytes; the rest of a larger one is pictures in hexadecimal
_PICTURE = re.compile(rb"[0-9a-fA-F\s]{4000,}")
_BESIDE = re.compile(
    rb"\{(?:\\\*)?\\(?P<kind>header|footer|footnote|shptxt|annotation)[lrf]?(?![a-z])|\\[\\{}]|[{}]"
)
_PLACES = {b"header": "页眉", b"footer": "页脚", b"footnote": "脚注", b"shptxt": "文本框"}
_DEEPEST = 200  # groups within groups: a writer's has some ten
_WORDLESS = re.compile(r"[\d\s\W]*")


def rtf_content(body: bytes) -> FileContent:
    """The paragraphs of a rich text; a row of a table is one."""
    lines = rtf_lines(body)
    beside = list(_beside(body))
    if not any(lines) and not beside:
        raise broken()
    kept: list[Paragraph] = []
    left = MAX_CHARACTERS
    for line in lines:
        left -= len(line)
        if left < 0:
            break
        is_row = "\t" in line.strip()
        kept.append(Paragraph(line.strip("\t") if is_row else line, in_table=is_row))
    paper = read_document(kept)
    comments = [line for kind, line in beside if kind == b"annotation"]
    shown = (Paragraph(line, place=_PLACES[kind], aside=True) for kind, line in beside if kind in _PLACES)
    return FileContent(
        document=replace(paper, paragraphs=(*paper.paragraphs, *map(settled, shown))),
        failure=TOO_MUCH if left < 0 else None,
        hidden_text="\n".join(comments),
        comments=len(comments),
    )


def rtf_lines(body: bytes) -> list[str]:
    """Its lines as they stand. Raises UnreadableFileError."""
    return _lines(_PICTURE.sub(b"", body)[:_LARGEST], _encoding(body))


def _encoding(body: bytes) -> str:
    named = _CODE_PAGE.search(body[:2000])
    return "gb18030" if named is None or named[1] == b"936" else f"cp{named[1].decode()}"


def _lines(small: bytes, encoding: str) -> list[str]:
    try:
        text = rtf_to_text(small.decode("latin-1"), encoding=encoding, errors="replace")
    except (LookupError, ValueError, IndexError, RecursionError) as error:
        raise broken() from error
    return [
        line.replace("|", "\t").rstrip() if line.count("|") > 1 else line.rstrip()
        for line in plain(text).split("\n")
    ]


def _beside(body: bytes) -> Iterator[tuple[bytes, str]]:
    """What stands beside the running text, line by line, each once; page numbers are none."""
    encoding = _encoding(body)
    seen: set[tuple[bytes, str]] = set()
    for kind, group in _groups(_PICTURE.sub(b"", body)[:_LARGEST]):
        for line in _lines(b"{\\rtf1\\ansi " + group + b"}", encoding):
            found = kind, line.strip()
            if found not in seen and not _WORDLESS.fullmatch(line):
                seen.add(found)
                yield found


def _groups(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The groups that striprtf leaves out, with what they are and without their braces."""
    open_: list[tuple[bytes, int]] = []
    for match in _BESIDE.finditer(body):
        sign = match.group()
        if sign.startswith(b"{"):
            if len(open_) > _DEEPEST:
                return
            open_.append((match["kind"] or b"", match.end()))
        elif sign == b"}" and open_:
            kind, begin = open_.pop()
            if kind:
                yield kind, body[begin : match.start()]
