"""Places where one character is probably wrong or missing.

A place is suspicious where no word covers a character and putting a look-alike, or one more character, there makes
the text read far more naturally. Words and pairs of the lexicon tell how natural it reads; names, places, numbers
of papers and quoted words are left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditor.models import Document, Page, Site

from .doubtful import Place, doubtful_places
from .ideas import Idea, insertions, replacements
from .lexicon import Lexicon, lexicon
from .names import without_names
from .reading import naturalness
from .traditional import TRADITIONAL

_REACH = 4  # characters read on either side
_AGAIN = (
    1.5  # further gain asked of words that stand twice in one paper or in a row of items: they may be terms
)
_TERM = 3  # doubtful places from which a character is part of some term
_FAULT = 3  # places less than so many characters apart are one fault


@dataclass(frozen=True, slots=True)
class Suspect:
    """One doubtful place: the words as they stand, with what is around them, and how they may have been meant."""

    words: str
    proposal: str
    context: str
    onward: str  # from the doubtful character on
    char: str  # the doubtful one
    at: int  # of the distinct lines
    missing: bool
    margin: float  # how far the gain is above what was asked for


def unexplained(page: Page, site: Site, known: Iterable[str]) -> Iterator[Suspect]:
    """The doubtful places of a page that are no traditional characters, no name of a unit, and not known locally."""
    units = (name for unit in site.portal.units for name in (unit.name, *unit.aliases))
    issuer = page.fields.get("issuer") or ""
    names = " ".join((site.portal.name, *units, page.unit or "", issuer, *page.document.signed.issuers))
    for suspect in suspects(page.document):
        is_known = suspect.words in names if len(suspect.words) > 1 else suspect.onward[:3] in names
        if suspect.char not in TRADITIONAL and not is_known and not any(w in suspect.context for w in known):
            yield suspect


@lru_cache(maxsize=2)
def suspects(document: Document) -> tuple[Suspect, ...]:
    """Every doubtful place of a paper, one for each fault, each wording once."""
    lines = dict.fromkeys(
        p.text for p in document.paragraphs if not (p.in_table and len(p.text.strip()) < 5)
    )  # short cells are names
    text = "\n".join(lines)
    plain = without_names(text)
    tables = lexicon()
    found = {s.context: s for s in _apart(_weighed_places(text, plain, tables))}
    chars = Counter(suspect.char for suspect in found.values())
    return tuple(
        suspect
        for suspect in found.values()
        if chars[suspect.char] < _TERM
        and suspect.margin > _AGAIN * (chars[suspect.char] > 1 or _stands_twice(document.text, suspect))
    )


def _weighed_places(text: str, plain: str, tables: Lexicon) -> Iterator[Suspect]:
    for place in doubtful_places(plain, tables):
        ideas = [*replacements(place, tables), *insertions(place, tables)]
        if ideas:
            before = naturalness(plain[place.first(_REACH) : place.last(_REACH)], tables)
            weighed = [(_margin(place, idea, tables) - before, idea) for idea in ideas]
            margin, idea = max(weighed, key=lambda pair: pair[0])
            if margin > _AGAIN * place.is_listed:
                yield _suspect(text, place, idea, margin)


def _margin(place: Place, idea: Idea, tables: Lexicon) -> float:
    before, after = place.text[place.first(_REACH) : idea.begin], place.text[idea.end : place.last(_REACH)]
    return naturalness(before + idea.word + after, tables) - idea.asked


def _suspect(text: str, place: Place, idea: Idea, margin: float) -> Suspect:
    at = place.at
    line_begin = text.rfind("\n", 0, at) + 1
    line = (
        text[line_begin : at + 8].partition("\n")[0]
        if "\n" not in text[at : at + 8]
        else text[line_begin : text.index("\n", at)]
    )
    place_in_line = at - line_begin
    onward = line[place_in_line : place_in_line + 6].rstrip()
    return Suspect(
        words=text[idea.begin : idea.end],
        proposal=idea.word,
        context=line[max(0, place_in_line - 4) : place_in_line + 6].strip(),
        onward=onward if len(onward) > 1 else line[max(0, place_in_line - 2) : place_in_line + 1].strip(),
        char=text[at],
        at=at,
        missing=idea.is_insertion,
        margin=margin,
    )


def _apart(found: Iterable[Suspect]) -> Iterator[Suspect]:
    """Of places close together only the best: they are one fault."""
    kept: Suspect | None = None
    for suspect in found:
        if kept and suspect.at - kept.at < _FAULT:
            kept = max(kept, suspect, key=lambda s: s.margin)
            continue
        if kept:
            yield kept
        kept = suspect
    if kept:
        yield kept


def _stands_twice(whole: str, suspect: Suspect) -> bool:
    return len(suspect.words) > 1 and whole.count(suspect.words) > 1
