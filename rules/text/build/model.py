"""Build `words`, `following`, `pairs`, `completions`: how likely words and characters follow each other; and `alike`.

    python -m rules.text.build.model lm_sc.arpa FOLDER PAPERS...

The word n-grams are those of libime's language model (LGPL-2.1-or-later, in the source package libime); the files made
of them keep that licence, see `engine/MODEL_LICENCE.txt`. `official_words.txt` and `vocabulary/` in `sources/`, and the
papers in the folders PAPERS (see `build.reading`), add the language of offices.
Likeness of sound is read from pypinyin (MIT), likeness of shape from the glyphs of the Noto CJK fonts (OFL), drawn by
Pillow and compared with numpy and scipy, and from the strokes and four-corner codes of the package char-similar (MIT) in
FOLDER (site-packages), compared with rapidfuzz. None of these is needed where the product runs.
"""

from __future__ import annotations

import importlib
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from ..engine.language import LEAST_WORD
from ..engine.tables import GAP, LEXICON_STEPS, PAIR_STEPS, SECONDS, STEPS, WORD_STEPS, mapped
from ..engine.traditional import TRADITIONAL
from .lexicon import official_words
from .origins import FONTS, SOURCES, text
from .reading import mixed, read
from .usage import Grams, with_usage
from .writing import Tables, rows, with_gaps, write

_SIMPLIFIED = 2  # the face of a Noto CJK collection that draws simplified Chinese
_HAN = re.compile("[\u4e00-\u9fff]{1,6}")
_OFFICIAL = {2: -5.8, 3: -6.0}  # share of a word of the offices the model does not know; longer ones -6.2
_SELDOMER, _UNHEARD = 0.8, 0.3  # how far the word list of the lexicon is trusted beside the model
_LEAST_GAIN = 0.5  # a pair of words hardly likelier than chance is left out
_LEAST_PAIR = -8.0
_HOW_ALIKE = ((0.74, 3, 0.6), (0.66, 12, 0.55))  # alike so much; or among so many, and so much
_CONFUSED = (("关", "犬", 2),)  # by readers of scans, though neither measure of shape tells
_NEAREST = 45  # kept of one character for one closeness of strokes
_LEAST_PART, _LEAST_OF_PART = 4, -6.3  # strokes of a character that others are made of; share of either
_LEAST_READING = 0.05  # part of a character's uses


def build(arpa: Path, folder: Path, collections: Sequence[Path]) -> Tables:
    """The tables of the model."""
    grams = with_usage(read_arpa(arpa), usage())
    shares = dict(grams.shares)
    for word, share in lexicon_shares():
        shares[word] = max(shares.get(word, -9.0), share - (_SELDOMER if word in shares else _UNHEARD))
    for word in official_words():
        shares[word] = max(shares.get(word, -9.0), _OFFICIAL.get(len(word), -6.2))
    grams = mixed(grams, shares, read(collections, shares))
    return tables(
        levels={
            word: (round(-WORD_STEPS * share), round(-WORD_STEPS * grams.backoffs.get(word, 0.0)))
            for word, share in grams.shares.items()
        },
        following={
            f"{first} {second}": round(-STEPS * share)
            for first, its in grams.following.items()
            for second, share in its.items()
        },
        pairs={
            pair: round(-PAIR_STEPS * share)
            for pair, share in pair_shares(grams.shares, grams.following).items()
        },
        neighbours=neighbours(
            shares, folder, {word for word, share in grams.shares.items() if share > _LEAST_OF_PART}
        ),
    )


def tables(
    levels: Mapping[str, tuple[int, int]],
    following: Mapping[str, int],
    pairs: Mapping[str, int],
    neighbours: Mapping[str, tuple[str, str]],
) -> Tables:
    """Of levels: of each word's share and back-off weight, of second words, of pairs; and of characters alike."""
    known = [word for word, (level, _) in levels.items() if -level / WORD_STEPS > LEAST_WORD]
    longer: dict[str, set[str]] = defaultdict(set)
    for word in known:
        if 2 < len(word) < 5:
            longer[word[:2] + GAP].add(word)
            longer[GAP + word[-2:]].add(word)
    return {
        "words": {word: bytes(both) for word, both in levels.items()},
        "following": {both: bytes([level]) for both, level in following.items()},
        "pairs": rows(pairs),
        "alike": {char: " ".join(both).encode(SECONDS) for char, both in neighbours.items()},
        "completions": {
            **with_gaps(word for word in known if len(word) == 2),
            **{open_end: " ".join(sorted(words)).encode() for open_end, words in longer.items()},
        },
    }


def lexicon_shares() -> Iterator[tuple[str, float]]:
    """The words of two characters or more that `build.lexicon` made a table of, and their shares."""
    for word, level in mapped("lexicon").items():
        if len(word) > 1:
            yield word, level[0] / -LEXICON_STEPS


def read_arpa(arpa: Path) -> Grams:
    """What stands in the model of words of at most six Chinese characters."""
    shares: dict[str, float] = {}
    backoffs: dict[str, float] = {}
    following: dict[str, dict[str, float]] = defaultdict(dict)
    for order, share, words, backoff in _grams(arpa):
        if not all(map(_HAN.fullmatch, words)):
            continue
        if order == 1:
            shares[words[0]], backoffs[words[0]] = share, backoff
        elif share - backoffs[words[0]] - shares[words[1]] > _LEAST_GAIN:
            following[words[0]][words[1]] = share
    return Grams(shares, backoffs, following)


def usage() -> list[str]:
    """The phrases of official papers in `sources/`."""
    return [
        phrase
        for file in sorted((SOURCES / "usage").glob("*.txt"))
        for phrase in file.read_text("utf-8").split()
    ]


def pair_shares(
    shares: Mapping[str, float], following: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """How often two characters stand side by side, inside words and across."""
    together: Counter[str] = Counter()
    for word, share in shares.items():
        for pair in map(str.__add__, word, word[1:]):
            together[pair] += 10**share  # type: ignore[assignment]
    for first, seconds in following.items():
        for second, share in seconds.items():
            together[first[-1] + second[0]] += 10 ** (shares.get(first, _LEAST_PAIR) + share)  # type: ignore[assignment]
    shared = ((pair, math.log10(share)) for pair, share in together.items())
    return {pair: share for pair, share in shared if share > _LEAST_PAIR}


def neighbours(shares: Mapping[str, float], folder: Path, frequent: Set[str]) -> dict[str, tuple[str, str]]:
    """For each character those alike in sound or shape: same sound or nearly the same shape; similar, or a part of a
    frequent one.
    """
    characters = sorted({*_simplified(), *TRADITIONAL})
    levels: dict[str, dict[str, int]] = {char: {} for char in characters}
    alike = (
        *_alike_in_sound(characters, shares),
        *_alike_in_shape(characters),
        *_alike_in_strokes(folder, characters),
        *_parts(folder, [char for char in characters if char in frequent]),
    )
    for one, other, level in (*alike, *_CONFUSED):
        for a, b in ((one, other), (other, one)):
            levels[a][b] = min(level, levels[a].get(b, 9))
    return {char: (_of_level(1, near), _of_level(2, near)) for char, near in levels.items()}


def _of_level(level: int, near: Mapping[str, int]) -> str:
    return "".join(sorted(char for char, its in near.items() if its == level))


def _grams(arpa: Path) -> Iterator[tuple[int, float, list[str], float]]:
    order = 0
    with arpa.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("\\"):
                order = {"\\1-grams:": 1, "\\2-grams:": 2}.get(line.strip(), 0)
            elif order and len(fields := line.split()) > order:
                backoff = float(fields[order + 1]) if len(fields) > order + 1 else 0.0
                yield order, float(fields[0]), fields[1 : order + 1], backoff


def _simplified() -> Iterator[str]:
    """The characters of GB 2312."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from bytes((high, low)).decode("gb2312", "ignore")


def _alike_in_sound(characters: list[str], shares: Mapping[str, float]) -> Iterator[tuple[str, str, int]]:
    readings = _readings(characters, shares)
    same, similar = defaultdict(set), defaultdict(set)
    for char in characters:
        for reading in readings[char]:
            same[reading].add(char)
            similar[_blurred(reading)].add(char)
    for level, groups in ((1, same), (2, similar)):
        for group in groups.values():
            yield from ((a, b, level) for a in group for b in group if a != b)


def _readings(characters: list[str], shares: Mapping[str, float]) -> dict[str, set[str]]:
    """How each character is read in words, seldom readings left out: 台 is never read yi."""
    lazy_pinyin = importlib.import_module("pypinyin").lazy_pinyin
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word, share in shares.items():
        for char, reading in zip(word, lazy_pinyin(word), strict=False):
            counts[char][reading] += 10**share  # type: ignore[assignment]
    return {
        char: {r for r, n in counts[char].items() if n >= _LEAST_READING * counts[char].total()}
        or set(lazy_pinyin(char))
        for char in characters
    }


def _blurred(sound: str) -> str:
    """What the speakers of many dialects do not tell apart."""
    sound = unicodedata.normalize("NFC", re.sub("^([zcs])h", r"\1", sound))
    return re.sub("(?<=[aei])ng$", "n", re.sub("^l", "n", sound))


def _alike_in_shape(characters: list[str]) -> Iterator[tuple[str, str, int]]:
    np = importlib.import_module("numpy")
    alike = sum(drawn @ drawn.T for drawn in (_drawn(characters, font) for font in FONTS)) / len(FONTS)
    for place, char in enumerate(characters):
        for rank, other in enumerate(np.argsort(-alike[place])[1:60]):
            how = float(alike[place, other])
            for level, (least, among, least_among) in enumerate(_HOW_ALIKE, start=1):
                if how >= least or (rank < among and how > least_among):
                    yield char, characters[other], level
                    break


def _alike_in_strokes(folder: Path, characters: list[str]) -> Iterator[tuple[str, str, int]]:
    """Nearly the same strokes, or the one part of the other: 去 and 法."""
    distance = importlib.import_module("rapidfuzz.distance.Levenshtein").distance
    strokes = json.loads(text(folder, "char_similar/data/char_order.dict"))
    corners = json.loads(text(folder, "char_similar/data/char_fourangle.dict"))
    drawn = [char for char in characters if char in strokes]
    likeness: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for n, one in enumerate(drawn):
        for other in drawn[n + 1 :]:
            longer, shorter = sorted((len(strokes[one]), len(strokes[other])), reverse=True)
            if longer - shorter > 6:
                continue
            edits = distance(strokes[one], strokes[other], score_cutoff=7)
            same = sum(
                a == b for a, b in zip(corners.get(one, "")[:4], corners.get(other, "????")[:4], strict=False)
            )
            like = 0.65 * max(0.0, 1 - edits / longer) + 0.35 * same / 4
            if edits <= longer - shorter + 1 + (shorter > 6) and shorter > 3 and shorter / longer >= 0.5:
                like = max(like, 0.5)  # the one is part of the other
            if like >= 0.5:
                likeness[one].append((like, other))
                likeness[other].append((like, one))
    for char, near in likeness.items():
        for like, other in sorted(near, reverse=True)[: _NEAREST * 2]:
            if like > 0.58:
                yield char, other, 1 if like > 0.7 else 2


def _parts(folder: Path, characters: list[str]) -> Iterator[tuple[str, str, int]]:
    """Characters that lost or gained a radical, which the strokes of the other then begin or end with: 斗 and 科."""
    strokes = json.loads(text(folder, "char_similar/data/char_order.dict"))
    written: dict[str, list[str]] = defaultdict(list)
    for char in characters:
        if char in strokes:
            written[strokes[char]].append(char)
    for whole, chars in written.items():
        for length in range(_LEAST_PART, len(whole)):
            parts = {part for piece in (whole[:length], whole[-length:]) for part in written.get(piece, ())}
            yield from ((char, part, 2) for char in chars for part in sorted(parts))


def _drawn(characters: list[str], font: str) -> Any:
    """The blurred glyphs as rows of unit length."""
    np = importlib.import_module("numpy")
    blur = importlib.import_module("scipy.ndimage").gaussian_filter
    image, draw = importlib.import_module("PIL.Image"), importlib.import_module("PIL.ImageDraw")
    face = importlib.import_module("PIL.ImageFont").truetype(font, 40, index=_SIMPLIFIED)
    rows = []
    for char in characters:
        paper = image.new("L", (44, 44))
        draw.Draw(paper).text((2, -8), char, font=face, fill=255)
        glyph = blur(np.asarray(paper, float) / 255, 1.3)[::2, ::2].ravel()
        glyph -= glyph.mean()
        rows.append(glyph / np.linalg.norm(glyph))
    return np.array(rows, dtype=np.float32)


if __name__ == "__main__":
    arpa_file, packages, *collected = map(Path, sys.argv[1:])
    write(build(arpa_file, packages, collected))
