"""White space as papers are compared: one function a meaning. Here, on the lowest floor, since nouns compare names too."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff]+")
_INSIDE_LINES = re.compile(r"[^\S\n]+")
_BETWEEN_WORDS = re.compile(r"(?<![0-9])[^\S\n]+|[^\S\n]+(?![0-9])")


def squeeze(text: str | None) -> str:
    """The text without any white space: two writings of one name or title are equal so."""
    return "".join(text.split()) if text else ""


def squeeze_unseen(text: str) -> str:
    """The text without white space and without the zero-width characters that editors leave behind."""
    return _UNSEEN.sub("", text)


def squeeze_lines(text: str) -> str:
    """The text without white space inside its lines; line breaks stay."""
    return _INSIDE_LINES.sub("", text)


def squeeze_words(text: str) -> str:
    """The same, but that what parts two figures stays: 2023-06-01 10:30."""
    return _BETWEEN_WORDS.sub("", text)


def fold(text: str) -> str:
    """The text on one line, every run of white space one blank."""
    return " ".join(text.split())
