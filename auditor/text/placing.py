"""Where in a text the words of a finding stand. Findings carry quotes, not offsets; white space may differ."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from auditor.models import Finding
from auditor.models.spaces import squeeze

MOST_PLACES = 100  # of one finding
_SHORTEST_PIECE = 2
_SHORTEST_BROKEN = 4  # characters of a quote that may run on from line to line
_MASK = re.compile(r"(?:\\\*)+")
_PIECES = re.compile(r"[；、…\n]+|(?<!\d)\.{3,}")
_LABEL = re.compile(r"^[^：]{1,8}：")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one line."""

    line: int
    start: int
    end: int


Hit = tuple[Span, ...]  # one occurrence: a span in each line that it touches


class Lines:
    """The lines of a text, to be searched many times."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._whole = "\n".join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def places(self, finding: Finding) -> tuple[Hit, ...]:
        """Every occurrence of what the finding quotes."""
        return self.quoted(finding.quote, finding.subject)

    def quoted(self, quote: str, subject: str = "") -> tuple[Hit, ...]:
        """Every occurrence of a quote.

        A finding named by its own words speaks of them wherever they stand; any other speaks of one place,
        and where its words fill whole lines, of those. A quote put together from several is sought in pieces.
        """
        quote = quote.strip()
        hits = self._found(quote)
        if not hits:
            return tuple(hit for piece in _pieces(quote) for hit in self._lines_first(self._found(piece))[:1])
        return tuple(hits if subject.strip() == quote else self._lines_first(hits))[:MOST_PLACES]

    def _found(self, quote: str) -> list[Hit]:
        if not quote:
            return []
        stretches = list(self._as_it_stands(quote)) or list(self._squeezed_alike(squeeze(quote)))
        return [self._hit(start, end) for start, end in stretches]

    def _as_it_stands(self, quote: str) -> Iterator[tuple[int, int]]:
        """Asterisks stand for digits that were masked; a number may have been grouped by blanks."""
        if "*" not in quote:
            return _occurrences(self._whole, quote)
        pattern = _MASK.sub(
            lambda m: f"[\\dXx* -]{{{len(m[0]) // 2},{len(m[0]) // 2 + 2}}}", re.escape(quote)
        )
        return ((match.start(), match.end()) for match in re.finditer(pattern, self._whole))

    def _squeezed_alike(self, quote: str) -> Iterator[tuple[int, int]]:
        """Alike but for white space: within lines, or for want of those from one line to the next."""
        words, at = self._squeezed
        found = [(at[start], at[end - 1] + 1) for start, end in _occurrences(words, quote)]
        within = [(start, end) for start, end in found if "\n" not in self._whole[start:end]]
        return iter(within or (found if len(quote) >= _SHORTEST_BROKEN else []))

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        at = [match.start() for match in re.finditer(r"\S", self._whole)]
        return squeeze(self._whole), at

    def _hit(self, start: int, end: int) -> Hit:
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        spans = (
            Span(n, max(start - self._starts[n], 0), min(end - self._starts[n], len(self._texts[n])))
            for n in range(first, last + 1)
        )
        return tuple(span for span in spans if self._texts[span.line][span.start : span.end].strip())

    def _lines_first(self, hits: list[Hit]) -> list[Hit]:
        whole = [hit for hit in hits if all(self._fills(span) for span in hit)]
        return whole or hits

    def _fills(self, span: Span) -> bool:
        text = self._texts[span.line]
        return not (text[: span.start] + text[span.end :]).strip()


def parted(text: str, spans: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """The text of a line in pieces, each with whether it lies in one of the spans; spans may overlap."""
    done = 0
    for span in sorted(spans):
        start = max(span.start, done)
        if start >= span.end:
            continue
        yield text[done:start], False
        yield text[start : span.end], True
        done = span.end
    yield text[done:], False


def _occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    at = text.find(words)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _pieces(quote: str) -> Iterable[str]:
    """`落款：某局；标题：某办公室` -> 某局, 某办公室."""
    pieces = (_LABEL.sub("", piece.strip()) for piece in _PIECES.split(quote))
    return dict.fromkeys(piece for piece in pieces if len(piece) >= _SHORTEST_PIECE)
