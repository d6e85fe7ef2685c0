"""A copy of a Word draft with a comment (批注) on the very words of each finding. The original is only read."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.run import Run

from auditor.config.whole_file import whole_file
from auditor.models import Finding
from auditor.text.placing import Hit, Lines, Span
from auditor.workdays import BEIJING
from reports.drafts.marked_draft import Note, note_of

AUTHOR, INITIALS = "政务公开检查系统", "检"
_MOST_COMMENTS = 20  # on one finding
_MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_UNSEEN = (qn("w:del"), qn("w:moveFrom"))
_UNCOMMENTED = (qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


class CommentError(ValueError):
    """Why a file cannot take comments, in Chinese."""


def write(
    original: bytes, findings: Sequence[Finding], fixes: Mapping[str, str], path: Path, *, at: dt.datetime
) -> Path:
    """Write the commented copy, whole or not at all; returns its path. Raises CommentError."""
    try:
        document = docx.Document(io.BytesIO(original))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, AttributeError) as error:
        raise CommentError(
            "这个 DOCX 加不了批注，请用 Word 打开、另存为 .docx 后再试，或者改写成 .html"
        ) from error
    _comment(document, findings, fixes, at)
    with whole_file(path) as part:
        document.save(str(part))
    return path


def _comment(document: Any, findings: Sequence[Finding], fixes: Mapping[str, str], at: dt.datetime) -> None:
    paragraphs = list(_paragraphs(document.element.body))
    lines = Lines([paragraph.text for paragraph in paragraphs])
    for finding in findings:
        note = note_of(finding, fixes)
        runs = [_runs_of(hit, paragraphs) for hit in lines.places(finding)[:_MOST_COMMENTS]]
        words = _words(note) if runs else f"【全文】{_words(note)}"
        for first, last in runs or [_head(document, paragraphs)]:
            comment = document.add_comment(
                [Run(first, document), Run(last, document)],
                text=words,
                author=AUTHOR,
                initials=INITIALS,
            )
            # Word takes the date for local time whatever its zone
            local = at.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M:%S")
            comment._comment_elm.set(qn("w:date"), local)


def _words(note: Note) -> str:
    head = f"{note.name}（{note.code}）" + ("" if note.failed else "　请核对")
    lines = [head, note.message, f"写法：{note.advice}" if note.advice else "", f"依据：{note.basis}"]
    return "\n".join(line for line in lines if line)


def _runs_of(hit: Hit, paragraphs: Sequence[_Paragraph]) -> tuple[Any, Any]:
    """The first and the last run of a place, cut so that they hold nothing else."""
    runs = [run for span in hit for run in paragraphs[span.line].cut(span)]
    return runs[0], runs[-1]


def _head(document: Any, paragraphs: Sequence[_Paragraph]) -> tuple[Any, Any]:
    """The first words of the document, for what has no place in it."""
    first = next((paragraph for paragraph in paragraphs if paragraph.text.strip()), None)
    if first is not None:
        return first.runs[0], first.runs[-1]
    run = (document.paragraphs[0] if document.paragraphs else document.add_paragraph()).add_run()._r
    return run, run


@dataclass(slots=True)
class _Paragraph:
    """The visible runs of a paragraph; cutting one makes two of it."""

    runs: list[Any]

    @property
    def text(self) -> str:
        return "".join(map(_text, self.runs))

    def cut(self, span: Span) -> list[Any]:
        """The runs that hold just these characters."""
        self._cut_at(span.start)
        self._cut_at(span.end)
        kept, at = [], 0
        for run in self.runs:
            if span.start <= at < span.end and _text(run):
                kept.append(run)
            at += len(_text(run))
        return kept

    def _cut_at(self, offset: int) -> None:
        for n, run in enumerate(self.runs):
            length = len(_text(run))
            if 0 < offset < length:
                self.runs.insert(n + 1, _cut(run, offset))
                return
            offset -= length


def _paragraphs(body: Any) -> Iterator[_Paragraph]:
    """Paragraphs in the order they stand, in tables too. Word takes no comments inside text boxes."""
    for paragraph in body.iter(qn("w:p")):
        if not _within(paragraph, _UNCOMMENTED, body):
            runs = [run for run in paragraph.iter(qn("w:r")) if _is_seen(run, paragraph)]
            yield _Paragraph(runs)


def _within(node: Any, tags: Sequence[str], top: Any) -> bool:
    while (node := node.getparent()) is not top:
        if node.tag in tags:
            return True
    return False


def _is_seen(run: Any, paragraph: Any) -> bool:
    """Whether readers see the run, and it belongs to this paragraph and not to one inside it."""
    if _within(run, (*_UNSEEN, qn("w:p"), qn("w:r")), paragraph):
        return False
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is None or vanish.get(qn("w:val")) in ("0", "false", "off")


def _text(run: Any) -> str:
    return "".join(map(_child_text, run))


def _child_text(child: Any) -> str:
    return child.text or "" if child.tag == qn("w:t") else _MARKS.get(child.tag, "")


def _cut(run: Any, offset: int) -> Any:
    """Shorten the run to its first `offset` characters; the rest stands behind it in a run of the same looks."""
    rest = deepcopy(run)
    run.addnext(rest)
    for child, twin in zip(list(run), list(rest), strict=True):
        length = len(_child_text(child))
        if child.tag == qn("w:rPr"):
            continue
        if offset <= 0:
            run.remove(child)
        elif length <= offset:
            rest.remove(twin)
        else:
            _put(child, child.text[:offset])
            _put(twin, twin.text[offset:])
        offset -= length
    return rest


def _put(node: Any, text: str) -> None:
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
