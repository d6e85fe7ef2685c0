"""The names of the state, its organs and its guiding terms where a text has them wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.models import Page

from .engine.guarded_names import WrongWord, cut_names, misspelt_names
from .engine.presence import characters, places
from .engine.suspects import Suspect, lines_once
from .wording import NO_WORDS, listed_words, table


def grave_words_in(
    text: str, present: frozenset[str], words: Mapping[str, str] = NO_WORDS
) -> list[WrongWord]:
    """All of them. `present`: the characters of the text; `words`: what the portal adds to the list."""
    listed = table("grave_words.toml")
    names, sound, short = (tuple(listed[key]) for key in ("names", "sound", "short"))
    return [
        *misspelt_names(text, present, names, sound, short),
        *cut_names(text, tuple(listed["cut"])),
        *listed_words(text, {**listed["words"], **words}, present),
    ]


def besides_grave_words(page: Page, doubts: Iterable[Suspect]) -> list[Suspect]:
    """The doubts of a page that are about none of these: one mistake is told once (TXT002)."""
    left = list(doubts)
    text = lines_once(page.document) if left else ""
    grave = [word.wrong for word in grave_words_in(text, characters(text))]
    stands = [range(at, at + len(wrong) + 1) for wrong in grave for at in places(text, wrong)]
    return [doubt for doubt in left if not any(doubt.at in there for there in stands)]
