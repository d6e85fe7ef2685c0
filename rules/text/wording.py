"""Words of a list that stand in a text, but for those whose characters belong to other words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .engine.guarded_names import WrongWord
from .engine.lexicon import is_firm
from .engine.names import is_surname
from .engine.presence import places

NO_WORDS: dict[str, str] = {}  # what a profile adds to a list: nothing
_SHORT = 3
_GIVEN_NAME = 2  # characters
_AROUND = 10  # characters looked at on either side


@dataclass(frozen=True, slots=True)
class Misuse:
    """A word that is wrong in certain company."""

    wrong: str
    right: str
    near: str | None = None  # patterns
    unless: str | None = None


def listed_words(text: str, words: Mapping[str, str], present: frozenset[str]) -> Iterator[WrongWord]:
    """The words of the list in the text, each once. `present`: the characters of the text, or of more than it."""
    for wrong, right in words.items():
        at = text.find(wrong) if present.issuperset(wrong) else -1
        while at >= 0 and (_is_cut_across(text, at, at + len(wrong)) or _is_given_name(text, at, len(wrong))):
            at = text.find(wrong, at + 1)
        if at >= 0:
            yield WrongWord(wrong, right, _context(text, at, at + len(wrong)))


def misused_words(text: str, misuses: Sequence[Misuse], present: frozenset[str]) -> Iterator[WrongWord]:
    """The words of the list that stand in the company that makes them wrong, each once; `present` as above."""
    for misuse in misuses:
        found = present.issuperset(misuse.wrong) and misuse.wrong in text
        for at in places(text, misuse.wrong) if found else ():
            end = at + len(misuse.wrong)
            context = _context(text, at, end)
            if _keeps_company(context, misuse) and not _meets(text, at, end):
                yield _misused(misuse, context)
                break


def _misused(misuse: Misuse, context: str) -> WrongWord:
    """A single character is told with the company that makes it wrong."""
    found = _pattern(misuse.near).search(context) if misuse.near and len(misuse.wrong) == 1 else None
    wrong = found.group() if found else misuse.wrong
    return WrongWord(wrong, wrong.replace(misuse.wrong, misuse.right, 1), context)


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file beside this module."""
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


@cache
def misuses(name: str, key: str, wrong: str = "wrong") -> tuple[Misuse, ...]:
    """The entries of a TOML file that say in what company a word is wrong."""
    return tuple(
        Misuse(entry[wrong], entry["right"], entry.get("near"), entry.get("unless"))
        for entry in table(name)[key]
    )


@cache  # few of them are ever asked
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _keeps_company(context: str, misuse: Misuse) -> bool:
    if misuse.unless and _pattern(misuse.unless).search(context):
        return False
    return not misuse.near or _pattern(misuse.near).search(context) is not None


def _meets(text: str, begin: int, end: int) -> bool:
    """Whether two characters that are no word by themselves stand where two words meet: 来自|已经, 相关|健康."""
    return 1 < end - begin < _SHORT and not is_firm(text[begin:end]) and _is_cut_across(text, begin, end)


def _context(text: str, begin: int, end: int) -> str:
    return text[max(0, begin - _AROUND) : end + _AROUND]


def _is_cut_across(text: str, begin: int, end: int) -> bool:
    """Of a short word: whether its first or last character makes a well-known word with its outer neighbour: 统一|但, 自己|将."""
    if end - begin > _SHORT:
        return False
    return is_firm(text[begin - 1 : begin + 1]) or is_firm(text[end - 1 : end + 1])


def _is_given_name(text: str, at: int, length: int) -> bool:
    """Whether two characters follow a family name as a given name would: 村民朱布署."""
    return length == _GIVEN_NAME and at > 0 and is_surname(text, at - 1)
