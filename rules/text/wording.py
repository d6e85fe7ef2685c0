"""Words of a list that stand in a text, but for those whose characters belong to other words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from pathlib import Path
from typing import Any

from .engine.guarded_names import WrongWord
from .engine.lexicon import is_firm

NO_WORDS: dict[str, str] = {}  # what a profile adds to a list: nothing
_SHORT = 3
_AROUND = 10  # characters looked at on either side


@dataclass(frozen=True, slots=True)
class Misuse:
    """A word that is wrong in certain company."""

    wrong: str
    right: str
    near: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None


def listed_words(text: str, words: Mapping[str, str]) -> Iterator[WrongWord]:
    """The words of the list in the text, each once. Most begin with two characters that stand nowhere in it."""
    present = _pairs(text)
    for wrong, right in words.items():
        at = text.find(wrong) if wrong[:2] in present else -1
        while at >= 0 and _is_cut_across(text, at, at + len(wrong)):
            at = text.find(wrong, at + 1)
        if at >= 0:
            yield WrongWord(wrong, right, _context(text, at, at + len(wrong)))


@lru_cache(maxsize=2)
def _pairs(text: str) -> frozenset[str]:
    """Any two characters side by side, and any one."""
    return frozenset(map(add, text, text[1:])).union(text)


def misused_words(text: str, misuses: Sequence[Misuse]) -> Iterator[WrongWord]:
    """The words of the list that stand in the company that makes them wrong, each once."""
    present = _pairs(text)
    for misuse in misuses:
        found = misuse.wrong[:2] in present and misuse.wrong in text
        for match in re.finditer(misuse.wrong, text) if found else ():
            context = _context(text, match.start(), match.end())
            if _keeps_company(context, misuse) and not _meets(text, match, misuse.wrong):
                yield WrongWord(misuse.wrong, misuse.right, context)
                break


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file beside this module."""
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


@cache
def misuses(name: str, key: str, wrong: str = "wrong") -> tuple[Misuse, ...]:
    """The entries of a TOML file that say in what company a word is wrong."""
    return tuple(
        Misuse(entry[wrong], entry["right"], _pattern(entry.get("near")), _pattern(entry.get("unless")))
        for entry in table(name)[key]
    )


def _pattern(source: str | None) -> re.Pattern[str] | None:
    return re.compile(source) if source else None


def _keeps_company(context: str, misuse: Misuse) -> bool:
    if misuse.unless and misuse.unless.search(context):
        return False
    return misuse.near is None or misuse.near.search(context) is not None


def _meets(text: str, match: re.Match[str], wrong: str) -> bool:
    """Whether two characters that are no word by themselves stand where two words meet: 来自|已经, 相关|健康."""
    return len(wrong) < _SHORT and not is_firm(wrong) and _is_cut_across(text, match.start(), match.end())


def _context(text: str, begin: int, end: int) -> str:
    return text[max(0, begin - _AROUND) : end + _AROUND]


def _is_cut_across(text: str, begin: int, end: int) -> bool:
    """Of a short word: whether its first or last character makes a well-known word with its outer neighbour: 统一|但, 自己|将."""
    if end - begin > _SHORT:
        return False
    return is_firm(text[begin - 1 : begin + 1]) or is_firm(text[end - 1 : end + 1])
