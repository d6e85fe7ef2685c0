"""What a page offers in place of a body in words."""

from __future__ import annotations

import re

from auditor.models import Page, PageKind, ProblemKind
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

_PICTURE = pattern(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp)(?=$|[?#&])", re.IGNORECASE)
_UNREAD = frozenset({ProblemKind.SCRIPTED, ProblemKind.NO_CONTAINER})


def is_wordless(page: Page, fewest: int) -> bool:
    """Whether an article that was read in full says less than `fewest` characters."""
    unread = any(problem.kind in _UNREAD for problem in page.problems)
    return page.kind is PageKind.ARTICLE and not unread and _said(page) < fewest


def _said(page: Page) -> int:
    """Characters of the body but for lines that only name an attachment."""
    names = {squeeze(attachment.name) for attachment in page.attachments}
    named = sum(len(said) for p in page.document.paragraphs if (said := squeeze(p.text)) in names)
    return page.text_length - named


def pictures(page: Page) -> tuple[str, ...]:
    """The pictures among the media of the body; frames and players aside."""
    return tuple(url for url in page.media if _PICTURE.search(url))
