"""The words of one official paper, wherever they stood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256

from auditor.models.kinds import DocumentClass as DocumentClass
from auditor.models.kinds import PageKind as PageKind
from auditor.models.kinds import ProblemKind as ProblemKind
from auditor.models.kinds import Severity as Severity
from auditor.models.kinds import Verdict as Verdict
from auditor.models.layout import Layout
from auditor.models.record import encode
from auditor.models.run import Coverage as Coverage
from auditor.models.run import Run as Run
from auditor.models.run import RunState as RunState
from auditor.models.run import Unchecked as Unchecked
from auditor.models.spaces import squeeze


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a document as it stands (inner spaces kept, line breaks not)."""

    text: str
    in_table: bool = False
    place: str = ""  # where it stood, for paragraphs of an attachment: 工作表“名单”第3行, 第2页
    aside: bool = False  # no part of the running text: headers, footers, notes, form fields, watermarks
    original: str = ""  # the words as they stand, where settling their characters changed them


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with merged cells written out: every row has the same number of cells."""

    rows: tuple[tuple[str, ...], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who signed and when, read from the body's end, never from the information table."""

    issuer: str | None = None
    dated_on: dt.date | None = None
    dated_text: str | None = None  # the date as it stands, e.g. 二〇二三年07月21日
    issuers: tuple[str, ...] = ()  # every 署名 line of a joint paper, in order; the first is `issuer`


_last: tuple[tuple[Paragraph, ...], str] = (), ""  # the lines asked last, and their text


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one official paper, wherever they stood: a page's body, an attachment, a draft."""

    paragraphs: tuple[Paragraph, ...] = ()
    title: str | None = None  # the title as it stands at the body's head; None where the body has none
    number_line: str | None = None  # the whole 发文字号 line as it stands at the body's head
    document_number: str | None = None  # the number inside that line
    signed: Signature = Signature()
    tables: tuple[Table, ...] = ()
    layout: Layout | None = None  # of a Word file: what it states of fonts, sizes and margins

    @property
    def text(self) -> str:
        """All paragraphs, one a line. That of the document asked last is kept: many rules ask it one after another."""
        global _last
        lines, text = _last
        if lines is not self.paragraphs:
            text = "\n".join(paragraph.text for paragraph in self.paragraphs)
            _last = self.paragraphs, text
        return text

    def may_mention(self, *words: str) -> bool:
        """Whether any of the words may stand in the text: a cheap look before a dear one. False is certain."""
        return any(word in self.text for word in words)

    @property
    def digest(self) -> bytes:
        """SHA-256 of its record: two documents of one digest are alike in every word."""
        return sha256(encode(self).encode()).digest()

    @property
    def text_length(self) -> int:
        """Characters other than white space."""
        return sum(len(squeeze(paragraph.text)) for paragraph in self.paragraphs)
