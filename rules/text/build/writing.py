"""Tables as tries in files: what the builders have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from marisa_trie import BytesTrie

from ..engine.tables import GAP, SECONDS, table_path

Tables = Mapping[str, Mapping[str, bytes]]  # name of the table -> its texts and their values


def with_gaps(words: Iterable[str]) -> dict[str, bytes]:
    """For words of two characters: each with one left open -> the characters that fit there."""
    fitting: dict[str, set[str]] = defaultdict(set)
    for word in words:
        fitting[word[0] + GAP].add(word[1])
        fitting[GAP + word[1]].add(word[0])
    return {pattern: "".join(sorted(found)).encode() for pattern, found in fitting.items()}


def rows(levels: Mapping[str, int]) -> dict[str, bytes]:
    """Pairs of characters as one row for each first: the second ones, and the level of each."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for pair, level in sorted(levels.items()):
        found[pair[0]][pair[1]] = level
    return {first: "".join(row).encode(SECONDS) + bytes(row.values()) for first, row in found.items()}


def write(tables: Tables) -> None:
    """Into the folder of the engine; a file that is mapped now stays whole, for it is replaced."""
    for name, values in tables.items():
        path = table_path(name)
        written = path.with_suffix(".new")
        BytesTrie(sorted(values.items())).save(str(written))
        written.replace(path)
