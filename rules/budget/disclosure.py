"""A department's budget or final accounts as published: the page and its attachments taken together."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from auditor.models import Attachment, Document, Page, Paragraph, Table
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from .captions import Captioned, captioned
from .captions import bare_words as bare_words

_BUDGET = pattern(r"预算")
_ACCOUNTS = pattern(r"决算")
_OTHER = listed(__file__, "{other_papers}")
_DEPARTMENT = listed(__file__, "{departments}")
_FILE_NAMES = ("pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "zip", "rar")
ENOUGH_CHARACTERS = 300  # shorter disclosures only point elsewhere


@dataclass(frozen=True)
class Disclosure:
    """Everything a page publishes under one budget or final account."""

    page: Page
    is_budget: bool  # False: final accounts

    @property
    def kind(self) -> str:
        """As a report names it."""
        return "预算" if self.is_budget else "决算"

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """What belongs to it and was not read: then nothing is surely missing."""
        files = [a.name for a in self.page.attachments if a.type in _FILE_NAMES and not _is_read(a)]
        return (*files, *(["网页中的图片"] if self.page.media else []))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All lines, the page's first."""
        return tuple(p for document in self._documents for p in document.paragraphs)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables, the page's first."""
        return tuple(table for document in self._documents for table in document.tables)

    @cached_property
    def captioned(self) -> tuple[Captioned, ...]:
        """All tables with the words around them."""
        return tuple(shown for document in self._documents for shown in captioned(document))

    @cached_property
    def words(self) -> str:
        """All words in one string without spaces, quotation marks and brackets; names broken over lines are whole."""
        names = [
            name for a in self.page.attachments for name in (a.name, *(a.content.files if a.content else ()))
        ]
        places = [table.place for table in self.tables]
        return (
            "\n".join(map(bare_words, (*names, *places)))
            + "\n"
            + bare_words("".join(p.text for p in self.paragraphs))
        )

    @cached_property
    def narrative(self) -> str:
        """The words outside tables."""
        return bare_words("".join(p.text for p in self.paragraphs if not p.in_table))

    @property
    def _documents(self) -> Iterable[Document]:
        yield self.page.document
        yield from (a.content.document for a in self.page.attachments if a.content)


def disclosure_of(page: Page) -> Disclosure | None:
    """The disclosure a page of this title makes; None where it is no department's or too short to judge."""
    title = bare_words(page.title or "")
    budget, accounts = bool(_BUDGET.search(title)), bool(_ACCOUNTS.search(title))
    if budget == accounts or _OTHER.search(title) or not _DEPARTMENT.search(title):
        return None
    disclosure = Disclosure(page, budget)
    return disclosure if len(disclosure.words) >= ENOUGH_CHARACTERS else None


def _is_read(attachment: Attachment) -> bool:
    content = attachment.content
    return content is not None and content.failure is None and content.text_layer
