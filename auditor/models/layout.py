"""How a paper is laid out on its sheets, as far as its file states it (GB/T 9704). Only Word files (DOCX) tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and margins of the first section, in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How lines are set. A property is None where the file does not state it, or states several within one line."""

    first: int  # Document.paragraphs[first] to [last], both included
    last: int
    font: str | None = None  # of the Chinese characters
    size: float | None = None  # points
    pitch: float | None = None  # fixed distance of lines, points
    multiple: float | None = None  # distance of lines as a multiple of their height


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The line of a footer that holds the page number, e.g. `— 1 —`."""

    text: str
    font: str | None = None  # of the digits
    size: float | None = None  # points


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file states of its layout; what it does not state is None or left out."""

    sheet: Sheet | None = None
    settings: tuple[Setting, ...] = ()
    page_number: PageNumber | None = None

    def of(self, line: int) -> Setting | None:
        """How Document.paragraphs[line] is set."""
        return next((found for found in self.settings if found.first <= line <= found.last), None)
