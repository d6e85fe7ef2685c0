"""Places where one character is probably wrong, missing or written twice.

A place is suspicious where no word covers a character and putting a look-alike, or one more character, there makes
the text read far more naturally. Words and pairs of the lexicon tell how natural it reads; names, places, numbers
of papers and quoted words are left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.models import Document, Page, Site
from auditor.text.patterns import pattern

from .cut_short import cut_short
from .doubtful import doubtful_places
from .formulas import lacking_formulas
from .halved import halved
from .left_out import left_out
from .lexicon import is_firm
from .misnamed import misnamed
from .missing import likeliest_missing
from .names import without_names
from .said_alike import is_in_row, is_said_alike
from .set_phrases import is_set_phrase, slips
from .short_places import is_short_place, own_places
from .state_names import STATE_NAMES
from .swapped import swapped
from .traditional import TRADITIONAL
from .twice import written_twice
from .weighing import likeliest_meant

_AGAIN = (
    1.5  # further gain asked of words that stand twice in one paper or in a row of items: they may be terms
)
_ALIKE = 1.5  # what words that are made like those beside them count less among the doubts of their paper
_SURELY = 9.0  # before all doubts about common words
_TERM = 3  # doubtful places from which a character is part of some term
_PLACE = pattern(r"([\u4e00-\u9fff]{2,4}?)(?:区|县|市|镇|乡|街道)")  # that a unit's name begins with
_QUANTITY = pattern(
    "[一二三四五六七八九十百千两几][间幢栋辆艘架台套张户座所件份项条宗笔]"
)  # 十间房屋: no slip for 时间
_QUOTED = pattern("[\u4e00-\u9fff]“[^“”\n]{1,8}”")
_LONGEST_SLOGAN = 5
_SLOGAN_BEHIND, _SLOGAN_BEFORE = (
    pattern("、[\u4e00-\u9fff]{2,4}[、，。；]"),
    pattern("[\u4e00-\u9fff]{2,4}、$"),
)
_TERRITORIES = frozenset("镇村乡县市区")  # said for the one whose paper it is: 镇敬老院, 向村延伸
_TOWARDS = pattern("[向到往由从在][镇村乡县市区]")
_OFFICES = frozenset("科股室处")  # a name of an office may end there: 国库科|核对
_FAULT = 3  # places less than so many characters apart are one fault
_MANY = 1000  # doubtful places from which a text may be no running Chinese
_FOREIGN_SHARE = 0.25  # of its characters: papers have 0.03 to 0.1, lists of names up to 0.2
# A paper with many faint doubts is of a craft or a place that the tables do not know, more likely than full of errors: each
# beyond the surest of them, and one more for so many characters, must be surer by a step than the one before.
_CHARACTERS = 25_000
_STEP, _AT_MOST = 1.2, 2.0


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
    less: float = 0.0  # what that counts less among the doubts of one paper


def unexplained(page: Page, site: Site, known: Iterable[str]) -> Iterator[Suspect]:
    """The doubtful places of a page that are no traditional characters, no name of a unit, and not known locally."""
    units = [name for unit in site.portal.units for name in (unit.name, *unit.aliases)]
    issuer = page.fields.get("issuer") or ""
    names = " ".join((site.portal.name, *units, page.unit or "", issuer, *page.document.signed.issuers))
    places = {match[1] for name in (site.portal.name, *units) if (match := _PLACE.match(name))}
    for suspect in suspects(lines_once(page.document)):
        is_known = suspect.words in names if len(suspect.words) > 1 else suspect.onward[:3] in names
        is_known |= suspect.missing and suspect.char in _TERRITORIES and suspect.char in suspect.proposal
        is_known |= _TOWARDS.fullmatch(suspect.words) is not None
        is_known |= any(suspect.char in place and place in suspect.context for place in places)
        is_known |= suspect.missing and any(suspect.onward.find(place) in (1, 2) for place in places)
        if suspect.char not in TRADITIONAL and not is_known and not any(w in suspect.context for w in known):
            yield suspect


def misnamed_units(document: Document, site: Site) -> Iterator[Suspect]:
    """The names of the portal, its units and the state's offices that are one character off, each wording once."""
    text = lines_once(document)
    names = (name for unit in site.portal.units for name in (unit.name, *unit.aliases))
    first: dict[str, Suspect] = {}
    for at, wrong, name in misnamed(text, (site.portal.name, *names, *STATE_NAMES)):
        words = range(at, at + len(name))
        first.setdefault(text[at : words.stop], _suspect(text, wrong, name, _SURELY, words))
    yield from first.values()


def lines_once(document: Document) -> str:
    """Its lines, each once; short cells are names."""
    return "\n".join(
        dict.fromkeys(p.text for p in document.paragraphs if not (p.in_table and len(p.text.strip()) < 5))
    )


@lru_cache(maxsize=2)
def suspects(text: str) -> tuple[Suspect, ...]:
    """Every doubtful place of a paper, one for each fault, each wording once."""
    plain = without_names(text, with_titles=True)
    whole = _whole_over_lines(text)
    places = sorted(
        (
            *_doubled(text, plain),
            *_halved(text, plain),
            *_cut_short(text, plain),
            *_left_out(text, plain),
            *(_suspect(text, at, formula, _SURELY) for at, formula in lacking_formulas(plain)),
            *_swapped(text, plain),
            *_weighed_places(text, plain),
            *_near_set_phrases(text, plain),
        ),
        key=lambda s: s.at,
    )
    found = {s.context: s for s in _apart(s for s in places if s.at not in whole)}
    chars = Counter(char for suspect in found.values() for char in {suspect.char, *suspect.words})
    own = own_places(text) if found else frozenset()
    likely = [
        suspect
        for suspect in found.values()
        if not is_short_place(suspect.words, own)
        and max(chars[char] for char in {suspect.char, *suspect.words}) < _TERM
        and suspect.margin > _AGAIN * (chars[suspect.char] > 1 or _may_be_term(text, suspect))
    ]
    return sure_enough([_weighed_among(text, suspect) for suspect in likely], len(text))


def sure_enough(found: Sequence[Suspect], characters: int) -> tuple[Suspect, ...]:
    """Those of a paper of so many characters that may be told: the more faint doubts, the surer each of them must be."""
    spared = 1 + characters // _CHARACTERS
    sureness = {suspect: suspect.margin - suspect.less for suspect in found}
    faint = sorted((s for s in found if sureness[s] <= _AT_MOST), key=lambda suspect: -sureness[suspect])
    left = {
        s for place, s in enumerate(faint) if place >= spared and sureness[s] <= _STEP * (place + 1 - spared)
    }
    return tuple(suspect for suspect in found if suspect not in left)


def _weighed_among(text: str, suspect: Suspect) -> Suspect:
    return replace(suspect, less=_ALIKE * is_said_alike(text, *_other_words(text, suspect)))


def _whole_over_lines(text: str) -> frozenset[int]:
    """The characters before and behind a line break that are one word: a line that goes on in the next is not at fault."""
    breaks = (at for at, char in enumerate(text) if char == "\n" and 0 < at < len(text) - 1)
    return frozenset(
        side for at in breaks if is_firm(text[at - 1] + text[at + 1]) for side in (at - 1, at + 1)
    )


def _weighed_places(text: str, plain: str) -> Iterator[Suspect]:
    places = list(doubtful_places(plain))
    if len(places) >= _MANY and len(places) > _FOREIGN_SHARE * len(text):
        return
    for first, place in places:
        at = first + place.at
        meant = likeliest_meant(place, text)
        if meant and not is_set_phrase(plain, at) and not _QUANTITY.match(text, first + meant.begin):
            words = range(first + meant.begin, first + meant.end)
            if _is_behind_office(text, words, first + meant.at):
                continue
            yield _suspect(text, first + meant.at, meant.word, meant.margin, words)
        elif (
            (longer := likeliest_missing(place))
            and longer[0] > _AGAIN * place.is_listed
            and not is_set_phrase(plain, at, within=1)
            and not _is_slogan(text, at)
        ):
            yield _suspect(text, at, longer[1], longer[0])


def _is_slogan(text: str, at: int) -> bool:
    """Whether a verb of one character with what is quoted is one of a row of slogans: 查“三违”、治隐患."""
    if not (quoted := _QUOTED.match(text, at)):
        return False
    return _SLOGAN_BEHIND.match(text, quoted.end()) is not None or (
        _SLOGAN_BEFORE.search(text, max(0, at - _LONGEST_SLOGAN), at) is not None
    )


def _is_behind_office(text: str, words: range, at: int) -> bool:
    """Whether the doubtful character begins a well-known word behind what ends an office's name."""
    return at == words.start + 1 and text[words.start] in _OFFICES and is_firm(text[at : at + 2])


def _near_set_phrases(text: str, plain: str) -> Iterator[Suspect]:
    for slip in slips(plain):
        words = None if slip.missing else range(slip.begin, slip.end)
        yield _suspect(text, slip.at, slip.proposal, slip.margin, words)


def _doubled(text: str, plain: str) -> Iterator[Suspect]:
    for at, length, margin in written_twice(plain):
        last = at + 2 * length - 1
        # With what stands before: the place is found again by it.
        first = max(at - 2, text.rfind("\n", 0, at) + 1)
        while text[first].isspace():
            first += 1
        words = range(first, last + 1)
        yield _suspect(text, last, text[first : last + 1 - length], margin, words)


def _halved(text: str, plain: str) -> Iterator[Suspect]:
    for at, margin, word in halved(plain):
        yield _suspect(text, at, word, margin)


def _cut_short(text: str, plain: str) -> Iterator[Suspect]:
    for at, margin, word in cut_short(plain):
        yield _suspect(text, at, word, margin)


def _left_out(text: str, plain: str) -> Iterator[Suspect]:
    for at, margin, word in left_out(plain):
        yield _suspect(text, at, word, margin)


def _swapped(text: str, plain: str) -> Iterator[Suspect]:
    for at, margin in swapped(plain):
        yield _suspect(text, at, text[at + 1] + text[at], margin, range(at, at + 2))


def _suspect(text: str, at: int, proposal: str, margin: float, words: range | None = None) -> Suspect:
    """`words`: the characters to be replaced; none where one is missing."""
    begin = text.rfind("\n", 0, at) + 1
    line, at_in_line = text[begin : at + 8].partition("\n")[0], at - begin
    onward = line[at_in_line : at_in_line + 6].rstrip()
    return Suspect(
        words=text[words.start : words.stop] if words else text[at],
        proposal=proposal,
        context=line[max(0, at_in_line - 4) : at_in_line + 6].strip(),
        onward=onward if len(onward) > 1 else line[max(0, at_in_line - 2) : at_in_line + 1].strip(),
        char=text[at],
        at=at,
        missing=words is None,
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


def _may_be_term(whole: str, suspect: Suspect) -> bool:
    is_twice = len(suspect.words) > 1 and whole.count(suspect.words) > 1
    return is_twice or is_in_row(whole, *_other_words(whole, suspect))


def _other_words(whole: str, suspect: Suspect) -> tuple[int, int]:
    """Where the words begin and end; nowhere those written twice, and where a character is missing."""
    if suspect.missing or len(suspect.proposal) < len(suspect.words):
        return 0, 0
    begin = whole.find(suspect.words, max(0, suspect.at + 1 - len(suspect.words)))
    return begin, begin + len(suspect.words)
