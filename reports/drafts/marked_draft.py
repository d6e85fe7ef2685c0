"""A draft with its faults marked (标注稿): the words with a note beside each place, as one printable web page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from auditor.models import Finding, Page, Verdict
from auditor.text.masking import mask
from auditor.text.placing import Lines, Span
from reports.printing import print_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is said of one finding; `number` is its sign in the text, None where it has no place there."""

    number: int | None
    code: str
    name: str
    failed: bool
    message: str
    quote: str
    advice: str  # how to write it
    basis: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A note's number at the end of one of its places."""

    number: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line under the same marks, and the signs of the places that end with it."""

    text: str
    marked: bool = False
    failed: bool = False
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the draft, and the notes first called for in it."""

    pieces: tuple[Piece, ...]
    in_table: bool
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDraft:
    """Everything the page shows."""

    title: str
    source: str
    judged_at: dt.datetime
    rows: tuple[Row, ...]
    unplaced: tuple[Note, ...]
    failed: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A span of a line under one note; the sign stands at the end of the place."""

    span: Span
    failed: bool
    sign: Sign | None


def write(page: Page, findings: Sequence[Finding], fixes: Mapping[str, str], path: Path) -> Path:
    """Print the marked draft as one HTML file; returns its path. `fixes`: 改法 by code."""
    return print_page("marked_draft.html", path, draft=marked(page, findings, fixes))


def marked(page: Page, findings: Sequence[Finding], fixes: Mapping[str, str]) -> MarkedDraft:
    """The draft's lines with the findings set beside them. Personal data stay masked: the page may be passed on."""
    texts = [mask(paragraph.text) for paragraph in page.document.paragraphs]
    lines = Lines(texts)
    found = [(finding, lines.places(finding)) for finding in findings]
    placed = sorted((pair for pair in found if pair[1]), key=lambda pair: min(pair[1]))
    beside: defaultdict[int, list[Note]] = defaultdict(list)
    marks: defaultdict[int, list[_Mark]] = defaultdict(list)
    for number, (finding, hits) in enumerate(placed, start=1):
        first = min(hits)
        beside[first[0].line].append(note_of(finding, fixes, number))
        for hit in hits:
            for span in hit:
                sign = Sign(number, hit == first) if span == hit[-1] else None
                marks[span.line].append(_Mark(span, finding.verdict is Verdict.FAIL, sign))
    rows = (
        Row(tuple(_pieces(text, marks.get(n, ()))), paragraph.in_table, tuple(beside.get(n, ())))
        for n, (text, paragraph) in enumerate(zip(texts, page.document.paragraphs, strict=True))
    )
    failed = sum(finding.verdict is Verdict.FAIL for finding in findings)
    return MarkedDraft(
        title=mask(page.title or Path(page.source).name),
        source=page.url,
        judged_at=page.fetched_at,
        rows=tuple(_without_gaps(rows)),
        unplaced=tuple(note_of(finding, fixes) for finding, hits in found if not hits),
        failed=failed,
        doubtful=len(findings) - failed,
    )


def note_of(finding: Finding, fixes: Mapping[str, str], number: int | None = None) -> Note:
    """What is said of the finding to the person who mends it."""
    return Note(
        number=number,
        code=finding.code,
        name=finding.name,
        failed=finding.verdict is Verdict.FAIL,
        message=finding.message or finding.name,
        quote=finding.quote,
        advice=finding.expected or fixes.get(finding.code, ""),
        basis="；".join(basis.citation for basis in finding.basis),
    )


def _pieces(text: str, marks: Sequence[_Mark]) -> Iterator[Piece]:
    """The line cut wherever a mark begins or ends."""
    cuts = sorted({0, len(text), *(at for mark in marks for at in (mark.span.start, mark.span.end))})
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
        yield Piece(
            text[start:end],
            marked=bool(over),
            failed=any(mark.failed for mark in over),
            signs=tuple(mark.sign for mark in over if mark.sign and mark.span.end == end),
        )


def _without_gaps(rows: Iterable[Row]) -> Iterator[Row]:
    """One blank line where several stand."""
    was_blank = True
    for row in rows:
        is_blank = not any(piece.text.strip() for piece in row.pieces)
        if not (is_blank and was_blank):
            yield row
        was_blank = is_blank
