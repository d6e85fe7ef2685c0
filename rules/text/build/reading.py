"""What papers of the state add to the language model: the words they use, and which follow each other; used by `build.model`.

The model was counted on the web. A word follows another as often as the model and the papers say, each weighed by what it
was counted on; what the papers were not seen to say is worth less by how often they say anything new (Witten and Bell).
Papers are divided into words by jieba (MIT) with the words of the model.
"""

from __future__ import annotations

import importlib
import math
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from .laws import papers
from .usage import READ, UNKNOWN, Grams

_HAN = re.compile("[\u4e00-\u9fff]+")
_COUNTS = 5.0  # readings on the web that one in a paper is worth
_OF_PAPERS = 0.3  # what the papers say of a word's share
_LEAST, _LEAST_PAPERS = 8, 4  # times a pair that the model does not know stands in papers, and in how many
_LEAST_GAIN, _KEPT_GAIN = 0.5, 0.3  # how much likelier than chance a pair is: a new one, one of the model
_LEAST_BACKOFF = -25.4


class Read(NamedTuple):
    """Words and pairs of words, and the papers that have each pair."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]
    papers: Counter[tuple[str, str]]


def read(folders: Sequence[Path], shares: Mapping[str, float]) -> Read:
    """The words of the papers that are counted; `shares` holds the words there are."""
    found = Read(Counter(), Counter(), Counter())
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as listed:
        listed.writelines(f"{word} {max(1, round(1e9 * 10**share))}\n" for word, share in shares.items())
        listed.flush()
        tokenizer = importlib.import_module("jieba").Tokenizer(listed.name)
        tokenizer.initialize()
        for files in (files for folder in folders for files in papers(folder)):
            here: set[tuple[str, str]] = set()
            for run in (run for file in files for run in _HAN.findall(file.read_text("utf-8"))):
                words = list(tokenizer.cut(run, HMM=False))
                pairs = list(pairwise(words))
                found.words.update(words)
                found.pairs.update(pairs)
                here.update(pairs)
            found.papers.update(here)
    return found


def mixed(grams: Grams, shares: Mapping[str, float], papers_read: Read) -> Grams:
    """The model with what the papers say; `shares` are those of the model and of the word lists."""
    words, pairs, papers_with = papers_read
    total = words.total()
    mixed_shares = {
        word: math.log10((1 - _OF_PAPERS) * 10**share + _OF_PAPERS * words[word] / total)
        for word, share in shares.items()
    }
    seconds_read: dict[str, dict[str, int]] = defaultdict(dict)
    for (first, second), count in pairs.items():
        seconds_read[first][second] = count
    backoffs = dict(grams.backoffs)
    following: dict[str, dict[str, float]] = {}
    for first in grams.following.keys() | seconds_read.keys():
        known, counts = grams.following.get(first, {}), seconds_read.get(first, {})
        before = grams.backoffs.get(first, 0.0)
        kept, per_count = _weights(READ * 10 ** shares.get(first, UNKNOWN), counts.values())
        backoffs[first] = after = max(min(0.0, before + math.log10(kept)), _LEAST_BACKOFF)
        its = {
            second: math.log10(kept * 10**share + per_count * counts.get(second, 0))
            for second, share in known.items()
        }
        fresh = {
            second: math.log10(kept * 10 ** (before + shares.get(second, UNKNOWN)) + per_count * count)
            for second, count in counts.items()
            if second not in known and count >= _LEAST and papers_with[first, second] >= _LEAST_PAPERS
        }
        following[first] = {
            second: share
            for gain, some in ((_KEPT_GAIN, its), (_LEAST_GAIN, fresh))
            for second, share in some.items()
            if second not in mixed_shares or share - after - mixed_shares[second] > gain
        }
    return Grams(mixed_shares, backoffs, following)


def _weights(read_before: float, counts: Iterable[int]) -> tuple[float, float]:
    """What is kept of the model's shares after a word, and what each count of a second word adds."""
    seen = list(counts)
    if not seen:
        return 1.0, 0.0
    weight = read_before / (read_before + _COUNTS * sum(seen))
    either = sum(seen) + len(seen)
    return weight + (1 - weight) * len(seen) / either, (1 - weight) / either
