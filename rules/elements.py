"""Elements a notice must name, each known by the ways in which offices write its label."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.models import Page, ProblemKind

_UNREAD = frozenset({ProblemKind.SCRIPTED, ProblemKind.EMPTY_CONTAINER, ProblemKind.NO_CONTAINER})


def missing_elements(text: str, elements: Mapping[str, re.Pattern[str]]) -> list[str]:
    """Names of the elements that the text gives no sign of, in their order."""
    return [name for name, pattern in elements.items() if not pattern.search(text)]


def fully_read(page: Page, min_chars: int) -> bool:
    """Whether the words on the page are all there is: nothing in files, pictures or scripts, and enough of them."""
    unread = any(problem.kind in _UNREAD for problem in page.problems)
    return not (page.attachments or page.media or unread) and page.text_length > min_chars
