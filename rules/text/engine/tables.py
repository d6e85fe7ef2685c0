"""The tables of the engine: tries beside this module that are mapped into memory, not read.

Processes share them, and none waits for them. `rules.text.build` writes them; how shares become levels is said here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from marisa_trie import BytesTrie

LEXICON_STEPS, WORD_STEPS, STEPS, PAIR_STEPS = 4, 10, 8, 10  # levels in one power of ten
FIRM_WORD = 0x80  # mark of two characters: they are a well-known word
IN_LONGER = 0x40  # mark: they stand side by side in some word of three characters or more
COUNT = 0x1F  # without marks: how often they stand side by side
SECONDS = "utf-16-le"  # rows of characters; in a row of pairs a byte for each one's level follows
GAP = "_"  # in a key: where any character may stand


def table_path(name: str) -> Path:
    """Where the table lies."""
    return Path(__file__).with_name(f"{name}.marisa")


def mapped(name: str) -> BytesTrie:
    """The table: text -> one value of bytes."""
    return BytesTrie().mmap(str(table_path(name)))


class Pairs:
    """A table with a row for each first of two characters: decoded when first asked for, since most are asked again."""

    def __init__(self, name: str) -> None:
        self._table = mapped(name)
        self._row = lru_cache(maxsize=1 << 12)(self._decoded)

    def __contains__(self, first: str) -> bool:
        return first in self._table

    def level(self, pair: str) -> int | None:
        """The level of the two; None where they are no pair of the table."""
        seconds, levels = self._row(pair[:1])
        at = seconds.find(pair[1:]) if len(pair) == 2 else -1
        return levels[at] if at >= 0 else None

    def _decoded(self, first: str) -> tuple[str, bytes]:
        [row] = self._table.get(first, [b""])
        pairs = len(row) // 3
        return row[: 2 * pairs].decode(SECONDS), row[2 * pairs :]
