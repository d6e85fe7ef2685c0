"""Lines as they are shown to people, masked where they must be, and where a quotation stands in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.text.masking import mask
from auditor.text.people import mask_people
from auditor.text.placing import Lines, Span, parted
from auditor.text.terminal import harmless

_HIDDEN = re.compile(r"[^*]\*+")
Piece = tuple[str, bool]  # words, and whether they are quoted


@dataclass(frozen=True, slots=True)
class Seen:
    """What is shown, and the same as quotations know it: those mask no names. Place for place alike."""

    shown: Sequence[str]
    sought: Sequence[str]  # never shown

    def spans(self, quotes: Iterable[str]) -> list[Span]:
        """Where the words of the quotations stand, in the order of the lines."""
        lines = Lines(self.sought)
        return sorted({span for quote in quotes for hit in lines.quoted(mask(quote)) for span in hit})

    def pieces(self, quotes: Iterable[str]) -> Iterator[Iterator[Piece]]:
        """Every line in pieces."""
        by_line: dict[int, list[Span]] = defaultdict(list)
        for span in self.spans(quotes):
            by_line[span.line].append(span)
        return (parted(line, by_line[number]) for number, line in enumerate(self.shown))

    def masked(self, quote: str) -> str:
        """The quotation as it is shown here: by itself it may not tell whose name stands in it."""
        told = mask_people(quote)
        for span in self.spans([quote]):
            words, named = self.shown[span.line], self.sought[span.line]
            for hidden in _HIDDEN.finditer(words, span.start, span.end):
                told = told.replace(named[hidden.start() : hidden.end()], hidden.group())
        return told


def seen(text: str) -> Seen:
    """The text as it stands."""
    lines = _lines(text)
    return Seen(lines, lines)


def seen_masked(text: str) -> Seen:
    """The text with names and numbers masked: a name keeps its length, and numbers are masked alike in both."""
    return Seen(_lines(mask_people(text)), _lines(mask(text)))


def _lines(text: str) -> list[str]:
    return [harmless(line) for line in text.split("\n")]
