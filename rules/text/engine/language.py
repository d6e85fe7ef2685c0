"""How likely Chinese words and characters follow each other, and which characters are alike.

What the search for wrong characters weighs places by. The tables are made by `rules.text.build.model`. All figures are
log10 of shares.
"""

from __future__ import annotations

from functools import lru_cache

from .tables import GAP, PAIR_STEPS, SECONDS, STEPS, WORD_STEPS, Pairs, mapped

_LONGEST = 6  # characters of a word
UNKNOWN = -7.5  # share of a character that is no word
_NO_PAIR = -8.5
LEAST_WORD = -7.2  # share of a word worth proposing

_WORDS = mapped("words")  # word -> levels of its share and of its back-off weight
_FOLLOWING = mapped("following")  # "first second" -> level of the share of the second after the first
_PAIRS = Pairs("pairs")  # two characters -> level of their share
_ALIKE = mapped("alike")  # character -> those very like it, a blank, those somewhat like it
_COMPLETIONS = mapped("completions")  # 国_, _国 -> what makes a word of it; 国家_, _国家 -> words


@lru_cache(maxsize=1 << 12)
def word_share(word: str, otherwise: float = UNKNOWN) -> float:
    """The word's share; `otherwise` for what is no word."""
    found = _WORDS.get(word)
    return -found[0][0] / WORD_STEPS if found else otherwise


@lru_cache(maxsize=1 << 12)
def char_share(char: str, otherwise: float = UNKNOWN) -> float:
    """The share of a character that others are known to follow; `otherwise` for one that none follows."""
    return word_share(char) if char in _PAIRS else otherwise


@lru_cache(maxsize=1 << 12)
def pair_share(pair: str) -> float:
    """How often the two characters stand side by side, in a word or across."""
    level = _PAIRS.level(pair)
    return _NO_PAIR if level is None else -level / PAIR_STEPS


@lru_cache(maxsize=1 << 12)
def naturalness(text: str) -> float:
    """The score of the likeliest way to divide Chinese characters into words, each weighed by the word before it."""
    ways: list[list[tuple[str, float]]] = [
        [("", 0.0)],
        *([] for _ in text),
    ]  # for each end: last words, best scores
    for begin, here in enumerate(ways[:-1]):
        for word in _words_at_head(text[begin : begin + _LONGEST]):
            best = max([score + _step(before, word) for before, score in here])
            ways[begin + len(word)].append((word, best))
    return max(score for _, score in ways[-1])


def seen_after(before: str, word: str) -> float | None:
    """How likely the word comes after the other, where the two were seen together."""
    found = _FOLLOWING.get(f"{before} {word}")
    return -found[0][0] / STEPS if found else None


def likeness(one: str, other: str) -> int:
    """How alike two characters are in sound or shape: 1 very, 2 somewhat, 0 not."""
    very, somewhat = alike(one)
    return 1 if other in very else 2 * (other in somewhat)


@lru_cache(maxsize=1 << 12)
def alike(char: str) -> tuple[str, str]:
    """The characters very like this one, and those somewhat like it."""
    [row] = _ALIKE.get(char, [b""])
    very, _, somewhat = row.decode(SECONDS).partition(" ")
    return very, somewhat


def seconds(char: str) -> str:
    """The second characters of the words of two that begin with this one."""
    return _completions(char + GAP)


def firsts(char: str) -> str:
    """The first characters of the words of two that end with this one."""
    return _completions(GAP + char)


def begun_with(two: str) -> list[str]:
    """The words of three or four characters that begin with these two."""
    return _completions(two + GAP).split() if len(two) == 2 else []


def ended_with(two: str) -> list[str]:
    """The words of three or four characters that end with these two."""
    return _completions(GAP + two).split() if len(two) == 2 else []


@lru_cache(maxsize=1 << 12)
def _completions(pattern: str) -> str:
    [row] = _COMPLETIONS.get(pattern, [b""])
    return row.decode()  # type: ignore[no-any-return]


@lru_cache(maxsize=1 << 12)
def _words_at_head(text: str) -> tuple[str, ...]:
    """The words the text begins with; its first character always is one."""
    return tuple({text[0], *_WORDS.prefixes(text)})


@lru_cache(maxsize=1 << 12)
def _step(before: str, word: str) -> float:
    """How likely the word comes after the other; how likely it is at all where the pair was never seen."""
    seen = seen_after(before, word)
    return _backoff(before) + word_share(word) if seen is None else seen


def _backoff(word: str) -> float:
    found = _WORDS.get(word)
    return -found[0][1] / WORD_STEPS if found else 0.0
