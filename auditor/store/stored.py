"""A page out of its record: the head is read at once, the words of its body when somebody asks for them.

On most nights nobody does: what did not change is not judged again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec

from auditor.models import Document, Page, Paragraph, Signature, Table
from auditor.models.layout import Layout
from auditor.models.record import decode


@dataclass(frozen=True, slots=True)
class _Head:
    """Of a body what is short."""

    title: str | None = None
    number_line: str | None = None
    document_number: str | None = None
    signed: Signature = field(default_factory=Signature)
    layout: Layout | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record(Page):
    """A page with the head of its body; laid out as a Page, so that it can become one."""

    document: _Head = field(default_factory=_Head)  # type: ignore[assignment]


class _Body(msgspec.Struct):
    """The body as text."""

    document: msgspec.Raw = msgspec.Raw(b"{}")


@dataclass(frozen=True, slots=True)
class _Words:
    """Of a body what is long."""

    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()


_PAGE = msgspec.json.Decoder(_Record)
_BODY = msgspec.json.Decoder(_Body)


def page_of(record: str | bytes) -> Page:
    """The page that `encode` made this of. Raises ValueError for a record of something else."""
    try:
        read, body = _PAGE.decode(record), _BODY.decode(record).document
    except (msgspec.DecodeError, UnicodeEncodeError):  # half a surrogate pair, which msgspec does not read
        return decode(Page, record)
    object.__setattr__(read, "document", StoredDocument.of(read.document, bytes(body)))
    object.__setattr__(read, "__class__", Page)  # it is nobody's yet
    return read


@lru_cache(maxsize=4)  # many rules ask of one body, then of the next: no more words than these are held
def _words_in(record: bytes) -> _Words:
    return decode(_Words, record)


class StoredDocument(Document):
    """A Document in all but when its words are read; a copy made with changes is a plain one."""

    __slots__ = ("_record",)
    _record: bytes

    def __new__(cls, *words: Any, **named: Any) -> Document:  # type: ignore[misc]
        """What `dataclasses.replace` calls."""
        return Document(*words, **named)

    @classmethod
    def of(cls, head: Any, record: bytes) -> StoredDocument:
        """The body of this record."""
        made = object.__new__(cls)
        for name in _Head.__dataclass_fields__:
            object.__setattr__(made, name, getattr(head, name))
        object.__setattr__(made, "_record", record)
        return made

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """As of any document."""
        return _words_in(self._record).paragraphs

    @property
    def tables(self) -> tuple[Table, ...]:
        """As of any document."""
        return _words_in(self._record).tables

    def may_mention(self, *words: str) -> bool:
        """As of any document, without reading a word: a record holds Chinese as it stands."""
        return any(word.encode() in self._record for word in words)

    @property
    def digest(self) -> bytes:
        """As of any document, without reading a word."""
        return sha256(self._record).digest()

    def whole(self) -> Document:
        """The same, all of it read."""
        return Document(**{name: getattr(self, name) for name in Document.__dataclass_fields__})

    def __eq__(self, other: object) -> bool:
        return self.whole() == (other.whole() if isinstance(other, StoredDocument) else other)

    def __hash__(self) -> int:
        return hash(self.whole())
