"""Names of the portal's own units with one character that looks or sounds like the right one: 砚奚区财政局."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import ne
from typing import NamedTuple

from .language import likeness
from .lexicon import are_in_longer, is_firm
from .presence import places

_RIGHT = "\ufffc"
_LEAST = 4  # characters of a name: shorter ones are half a word away from others


class Misnamed(NamedTuple):
    """`text[at : at + len(name)]` is the name but for one character, at `wrong`."""

    at: int
    wrong: int
    name: str


def misnamed(text: str, names: Iterable[str]) -> Iterator[Misnamed]:
    """Such places. Names that stand as they should are none, nor what is another of them."""
    known = sorted({name for name in names if len(name) >= _LEAST}, key=len, reverse=True)
    for name in known:
        text = text.replace(name, _RIGHT * len(name)) if name in text else text
    for name in known:
        half = len(name) // 2
        starts = {*places(text, name[:half]), *(at - half for at in places(text, name[half:]))}
        for at in sorted(starts):
            wrong = _only_difference(text[max(at, 0) : at + len(name)], name)
            if wrong is None or (wrong == 0 and _ends_word(text, at)):
                continue
            if not (wrong == len(name) - 1 and _begins_word(text, at + wrong)):
                yield Misnamed(at, at + wrong, name)


def _only_difference(stands: str, name: str) -> int | None:
    """Where they differ, if in one character that is like the right one."""
    if len(stands) != len(name) or (stands[-1] != name[-1] and stands[-2] != name[-2]):
        return None  # most are other names that begin alike
    if sum(map(ne, stands, name)) != 1:
        return None
    at = next(n for n, char in enumerate(name) if stands[n] != char)
    return at if likeness(stands[at], name[at]) else None


def _ends_word(text: str, at: int) -> bool:
    """Whether the name only seems to begin there: 人民|政府办公室 is no 县政府办公室."""
    return at > 0 and is_firm(text[at - 1 : at + 1])


def _begins_word(text: str, at: int) -> bool:
    """Whether the place's or office's name ends before it: 交通运输|骨干企业, 石家庄|高新区, 黑龙江|尚志市."""
    pair = text[at : at + 2]
    return is_firm(pair) or are_in_longer(pair)
