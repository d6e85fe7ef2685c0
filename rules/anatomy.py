"""Parts of a paper that several format rules ask for."""

from __future__ import annotations

from itertools import takewhile

from auditor.models import Document, DocumentClass, Page
from auditor.models.spaces import squeeze
from auditor.text.paper import DOCUMENT_TYPES
from auditor.text.patterns import pattern

_TAIL = pattern(r"[（(][^（()）]{1,20}[)）]$|[。.]$")
_FORM = pattern(r"^附\s*[件表录]|^样[式表本]|[表书单函证]$")
_TYPE = pattern(rf"(?:{'|'.join(DOCUMENT_TYPES)}|令)$")


def paper_title(page: Page) -> str:
    """The paper's title without spaces and without a bracket at its end; of a draft the one over its text."""
    title = page.document.title if page.document_class is DocumentClass.DRAFT else page.title
    return _TAIL.sub("", squeeze(title))


def names_type(title: str) -> bool:
    """Whether a title ends with one of the 15 文种."""
    return _TYPE.search(title) is not None


def main_lines(document: Document) -> list[str]:
    """The lines outside tables that say something, up to the 落款 date."""
    lines: list[str] = []
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        if text and text == document.signed.dated_text:
            break
        if text and not (paragraph.in_table or paragraph.aside):
            lines.append(text)
    return lines


def own_lines(page: Page) -> list[str]:
    """The lines up to the 落款, and of a 印发 paper what it issues below, up to the first form or annex."""
    lines = main_lines(page.document)
    if "印发" not in (page.title or ""):
        return lines
    in_tables = {paragraph.text.strip() for paragraph in page.document.paragraphs if paragraph.in_table}
    issued = takewhile(lambda line: not _FORM.search(line), after_signature(page.document))
    return [*lines, *(line for line in issued if line not in in_tables)]


def after_signature(document: Document) -> list[str]:
    """The lines that follow the 落款, those of tables included; nothing where there is no 落款."""
    lines = [text for p in document.paragraphs if not p.aside and (text := p.text.strip())]
    dated = document.signed.dated_text
    at = next((k for k, line in enumerate(lines) if dated and line.endswith(dated)), None)
    return [] if at is None else lines[at + 1 :]
