"""Names of the portal's own units with one character that looks or sounds like the right one: 砚奚区财政局."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .language import language

_LEAST = 4  # characters of a name: shorter ones are half a word away from others


class Misnamed(NamedTuple):
    """`text[at : at + len(name)]` is the name but for one character, at `wrong`."""

    at: int
    wrong: int
    name: str


def misnamed(text: str, names: Iterable[str]) -> Iterator[Misnamed]:
    """Such places. What is another name of the portal, or part of one, is none."""
    known = [name for name in names if len(name) >= _LEAST]
    for name in dict.fromkeys(known):
        half = len(name) // 2
        starts = [match.start() for match in re.finditer(re.escape(name[:half]), text)]
        starts += [match.start() - half for match in re.finditer(re.escape(name[half:]), text)]
        for at in starts:
            stands = text[max(at, 0) : at + len(name)]
            wrong = _only_difference(stands, name)
            if wrong is not None and not any(stands in other for other in known):
                yield Misnamed(at, at + wrong, name)


def _only_difference(stands: str, name: str) -> int | None:
    """Where they differ, if in one character that is like the right one."""
    places = [n for n, pair in enumerate(zip(stands, name, strict=False)) if pair[0] != pair[1]]
    if len(stands) != len(name) or len(places) != 1:
        return None
    at = places[0]
    return at if language().neighbours.get(stands[at], {}).get(name[at]) else None
