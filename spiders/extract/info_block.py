"""Information tables that stand inside a body's own container: as a table, a list of terms or lines of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import etree

from auditor.models.spaces import squeeze
from spiders.extract.container import is_longer, text_size
from spiders.extract.pairs import MAX_LINE, Pair, read_pairs

_MAX_TABLES = 4
_FEWEST = 3  # fields that only an information table gives
_MAX_LEVELS = 8  # wrappers around the lines of a body
_MOST_HEADS = 3  # short lines above the labels: the heading, a date
_LONGEST_HEAD = 120
_LINES = frozenset("p div li h1 h2 h3 h4 span section".split())


def leading_table(container: Any, meanings: Mapping[str, str]) -> Any | None:
    """An information table that stands at the head of the body's own container."""
    for element in islice(container.iter("table", "dl", "ul"), _MAX_TABLES):
        before = squeeze("".join(_words_before(container, element)))
        if len(before) >= 200 or "。" in before:
            return None
        if len({pair.name for pair in read_pairs(element, meanings) if pair.is_strong}) >= _FEWEST:
            return element
    return None


def _words_before(container: Any, element: Any) -> Iterator[str]:
    """The words of a container up to one element in it."""
    for event, node in etree.iterwalk(container, events=("start", "end")):
        if node is element:
            return
        if event == "end":
            yield node.tail or ""
        elif isinstance(node.tag, str):
            yield node.text or ""


def is_field_block(block: Any, meanings: Mapping[str, str]) -> bool:
    """Whether a block is an information table built of lines: fields with their values and no sentence."""
    if is_longer(block, MAX_LINE) or "。" in "".join(block.itertext()):
        return False
    pairs = {pair.name: pair for pair in read_pairs(block, meanings) if pair.value}
    told = sum(len(squeeze(pair.label + pair.value)) for pair in pairs.values())
    return sum(pair.is_strong for pair in pairs.values()) >= _FEWEST and 2 * told >= text_size(block)


def leading_lines(container: Any, meanings: Mapping[str, str]) -> tuple[list[Any], tuple[Pair, ...]]:
    """The lines at the head of a body that are labels and their values, as `<p><strong>发文字号</strong>：…</p>`, and
    their pairs; nothing where they are too few for an information table."""
    lines: list[Any] = []
    pairs: list[Pair] = []
    heads = 0
    for line in _children(container):
        found = _pairs_of(line, meanings)
        if found:
            lines.append(line)
            pairs += found
        elif not squeeze("".join(line.itertext())):
            continue
        elif lines or (heads := heads + 1) > _MOST_HEADS or is_longer(line, _LONGEST_HEAD):
            break
    strong = {pair.name for pair in pairs if pair.is_strong}
    return (lines, tuple(pairs)) if len(strong) >= _FEWEST else ([], ())


def _children(container: Any) -> Iterator[Any]:
    """The lines of a container; of one that only wraps another, those of that."""
    for _ in range(_MAX_LEVELS):
        filled = [child for child in islice(container, 2) if isinstance(child.tag, str)]
        if len(container) != 1 or not filled or squeeze(container.text) or filled[0].tag not in _LINES:
            break
        container = filled[0]
    return (child for child in container if isinstance(child.tag, str))


def _pairs_of(line: Any, meanings: Mapping[str, str]) -> list[Pair]:
    """The pairs of a line that is nothing else: it begins with a label, and its values are most of its words."""
    size = text_size(line)
    if line.tag not in _LINES or not 0 < size <= MAX_LINE or "。" in "".join(line.itertext()):
        return []
    pairs = {pair.name: pair for pair in read_pairs(line, meanings)}
    told = sum(len(squeeze(pair.label + pair.value)) for pair in pairs.values())
    return list(pairs.values()) if 3 * told >= 2 * size else []
