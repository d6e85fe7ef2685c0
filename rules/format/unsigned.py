"""A draft that nobody signed: its 落款 or 成文日期 is missing."""

from __future__ import annotations

from auditor.models import DocumentClass, Page
from auditor.text.paper import body_names
from auditor.text.patterns import pattern

from ..addressees import stated_addressees
from ..anatomy import names_type, paper_title

_UNSIGNED_TYPES = pattern(r"(?:纪要|公报|令|命令|决议|议案)$")
_TO_BE_FILLED = pattern(r"年\s*[\dXx×]{0,2}\s*月\s*[\dXx×]{0,2}\s*日")
_TAIL = 6  # lines at the end of a paper's text among which a 落款 stands
_LEAST = 4  # lines of a whole paper


def is_whole_draft(page: Page) -> bool:
    """Whether a draft reads as a whole paper of a kind that is signed: title, number or addressees, text."""
    if page.document_class is not DocumentClass.DRAFT or page.problems:
        return False
    title = paper_title(page)
    if not names_type(title) or _UNSIGNED_TYPES.search(title) or len(_lines(page)) < _LEAST:
        return False
    return page.document.number_line is not None or bool(stated_addressees(page)[0])


def lacks_date(page: Page) -> bool:
    """Whether no 成文日期 stands there, nor a blank one to be filled in on signing."""
    return not page.document.signed.dated_text and not any(_TO_BE_FILLED.search(x) for x in _lines(page)[1:])


def lacks_issuer(page: Page) -> bool:
    """Whether no 署名 stands over the date, nor a body's name on a line of its own near the end."""
    return not page.document.signed.issuer and not any(body_names(line) for line in _lines(page)[-_TAIL:])


def _lines(page: Page) -> list[str]:
    return [text for p in page.document.paragraphs if (text := p.text.strip())]
