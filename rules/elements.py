"""Elements a notice must name, each known by the ways in which offices write its label or its value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.models import Document, Flaw, Page, ProblemKind, Verdict
from auditor.models.spaces import squeeze_lines
from auditor.rule.words import Listed
from auditor.text.patterns import pattern

_UNREAD = frozenset({ProblemKind.SCRIPTED, ProblemKind.EMPTY_CONTAINER, ProblemKind.NO_CONTAINER})
_LABEL = pattern(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）).、．]\s*)?([^:：\d，。；\n]{2,16})(?:[:：]|$)")
_BLANK = pattern(
    r"^[^:：\n]{2,12}[:：]\n(?=[^:：，。；\n]{2,12}[:：]|\Z)", re.MULTILINE
)  # the next label follows
_WIDE_SPACE = pattern(r"(?<=[\u4e00-\u9fff]{2})[\u3000\t]+|(?<=[\u4e00-\u9fff]{2}) {2,}")
_NEVER = pattern(r"(?!)")


@dataclass(frozen=True, slots=True)
class Element:
    """`named`: the element stands there. `hint`: it may stand there in words that nobody foresaw."""

    named: re.Pattern[str] | Listed
    hint: re.Pattern[str] = _NEVER


def element(named: str | Listed, hint: str | None = None) -> Element:
    """An element by its two patterns; texts are compared without spaces and regardless of case."""
    found = re.compile(named, re.IGNORECASE) if isinstance(named, str) else named
    return Element(found, re.compile(hint, re.IGNORECASE) if hint else _NEVER)


def missing_elements(text: str, elements: Mapping[str, re.Pattern[str]]) -> list[str]:
    """Names of the elements that the text gives no sign of, in their order."""
    return [name for name, pattern in elements.items() if not pattern.search(text)]


def labels_of(document: Document) -> tuple[str, ...]:
    """What may be labels: short table cells, short lines of their own, what stands before a colon or a wide space."""
    lines = (squeeze_lines(_WIDE_SPACE.sub("：", p.text.strip(), count=1)) for p in document.paragraphs)
    return tuple(match[1] for line in lines if (match := _LABEL.match(line)))


def element_flaws(text: str, elements: Mapping[str, Element], *, what: str, sure: bool) -> Iterator[Flaw]:
    """A fail for each element without any sign, where the text is all there is; the doubtful ones in one review.

    Where more than half are not found, the words of the page are not understood: nothing is sure. Nor is it where
    the label alone stands: its value may be in a picture.
    """
    filled = _BLANK.sub("", f"{text.strip()}\n")
    missing = [name for name, e in elements.items() if not e.named.search(filled)]
    sure = sure and 2 * len(missing) <= len(elements)
    gone = [name for name in missing if sure and not _perhaps(elements[name], text)]
    for name in gone:
        yield _flaw(text, Verdict.FAIL, f"{what}没有写明{name}", name, [name])
    if doubtful := [name for name in missing if name not in gone]:
        message = f"{what}没有找到{'、'.join(doubtful)}，请人工核对其他写法、附件和图片"
        yield _flaw(text, Verdict.REVIEW, message, "、".join(doubtful), doubtful)


def fully_read(page: Page, min_chars: int) -> bool:
    """Whether the words on the page are all there is: nothing in files, pictures or scripts, and enough of them."""
    unread = any(problem.kind in _UNREAD for problem in page.problems)
    return not (page.attachments or page.media or unread) and page.text_length > min_chars


def read_files(page: Page) -> str | None:
    """The words of all attachments; None where one of them was not read."""
    contents = [attachment.content for attachment in page.attachments]
    if any(c is None or c.failure or not c.text_layer for c in contents):
        return None
    return "\n".join(c.document.text for c in contents if c)


def _perhaps(sought: Element, text: str) -> bool:
    return bool(sought.hint.search(text) or sought.named.search(text))


def _flaw(text: str, verdict: Verdict, message: str, subject: str, names: list[str]) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=message,
        subject=subject,
        quote=text.strip()[:60],
        expected=f"写明{'、'.join(names)}",
        amount=len(names),
    )
