"""Names that must not have a single wrong character, found where one character is wrong, missing or out of place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import ne

from auditor.text.patterns import pattern

from .language import likeness
from .presence import places

_HAN = pattern("[\u3400-\u9fff]+")
_AROUND = 10


@dataclass(frozen=True, slots=True)
class WrongWord:
    """A listed word where it stands: with its surroundings, and what it should be."""

    wrong: str
    right: str
    context: str


def misspelt_names(
    text: str,
    present: frozenset[str],
    names: tuple[str, ...],
    sound: tuple[str, ...],
    short: tuple[str, ...] = (),
) -> Iterator[WrongWord]:
    """Every misspelling once. `sound`: words that come close to a name and are right; `short`: names of four characters;
    `present`: the characters of the text.
    """
    right = [words for words in (*sound, *names, *short) if present.issuperset(words)]
    rest = _without(text, right)
    found: set[str] = set()
    for name in names:
        held = [words for words in right if words in name and words != name]
        around = text if held else rest
        for at in _half_starts(around, name, present):
            wrong = _misspelling(around, at, name)
            if (
                wrong
                and wrong not in found
                and (not held or wrong in _without(text, set(right).difference(held)))
            ):
                found.add(wrong)
                yield WrongWord(wrong, name, text[max(0, at - _AROUND) : at + len(name) + _AROUND])
    for name in short:
        for at in _one_off(rest, name, present):
            wrong = rest[at : at + len(name)]
            if wrong not in found and any(likeness(a, b) for a, b in zip(wrong, name, strict=True) if a != b):
                found.add(wrong)
                yield WrongWord(wrong, name, text[max(0, at - _AROUND) : at + len(name) + _AROUND])


def cut_names(text: str, names: tuple[str, ...]) -> Iterator[WrongWord]:
    """Names without their last character, once each; `names`: those whose rest means nothing else. At the end of a line the
    character may stand on the next one.
    """
    for name in names:
        cut = name[:-1]
        for at in places(text, cut):
            after = text[at + len(cut) : at + len(name)]
            if after != name[-1] and not after.isspace():
                yield WrongWord(cut, name, text[max(0, at - _AROUND) : at + len(name) + _AROUND])
                break


def _without(text: str, right: Iterable[str]) -> str:
    """The text without names that are written as they should be."""
    for words in right:
        text = text.replace(words, "\n" * len(words))
    return text


def _one_off(text: str, name: str, present: frozenset[str]) -> Iterator[int]:
    """Where another character stands in place of one of the name's four: one half of it is then as it should be."""
    head, tail, end = name[:2], name[2:], 0
    heads = places(text, head) if present.issuperset(head) else ()
    tails = (at - 2 for at in places(text, tail)) if present.issuperset(tail) else ()
    for at in sorted({*heads, *tails}):
        stands = text[at : at + len(name)]
        is_whole = at >= end and len(stands) == len(name)
        if is_whole and sum(map(ne, stands, name)) == 1 and _HAN.fullmatch(stands):
            end = at + len(name)
            yield at


def _half_starts(text: str, name: str, present: frozenset[str]) -> Iterator[int]:
    """Where the name would begin if only its other half were wrong, or shorter by one, or the two met changed over."""
    middle = len(name) // 2 + 1
    head, tail = name[:middle], name[middle:]
    for part, before in ((head, (0,)), (tail, (middle, middle - 1)), (tail[0] + head[-1], (middle - 1,))):
        for at in places(text, part) if present.issuperset(part) else ():
            yield from (at - back for back in before)


def _misspelling(text: str, at: int, name: str) -> str:
    """The words at this place if they are the name but for one character."""
    whole, short = text[at : at + len(name)], text[at : at + len(name) - 1]
    if at < 0 or whole == name:
        return ""
    if _is_changed(whole, name):
        return whole
    return short if _lacks_one(short, name) else ""


def _is_changed(words: str, name: str) -> bool:
    """Whether one character is another one, or two neighbours changed places."""
    if len(words) != len(name) or not _HAN.fullmatch(words):
        return False
    differing = [at for at, (found, meant) in enumerate(zip(words, name, strict=True)) if found != meant]
    if len(differing) == 1:
        at = differing[0]
        return 0 < at < len(name) - 1 or likeness(words[at], name[at]) > 0
    first, last = differing[0], differing[-1]
    return len(differing) == 2 and last - first == 1 and words[first : last + 1] == name[last] + name[first]


def _lacks_one(words: str, name: str) -> bool:
    """Whether one character within the name is missing."""
    at = next((at for at, (found, meant) in enumerate(zip(words, name, strict=False)) if found != meant), 0)
    return at > 0 and words[at:] == name[at + 1 :]
