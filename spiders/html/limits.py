"""How much of a page is taken in. What goes beyond is left out and told: such a page is never judged as if it were whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

MAX_SOURCE = 5_000_000  # characters of markup, pictures written into it aside
MAX_ELEMENTS = 100_000
MAX_WORDS = 500_000  # characters between the tags, scripts aside
MAX_STEPS = 5_000_000  # levels over every element, summed up: deep pages are short, long pages are flat
_MAX_ATTRIBUTES = 200  # the parser compares each with all before it
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{1000,}")
_ATTRIBUTE = re.compile(r"""[^\s="'/>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_PICTURE = re.compile(r"(data:[\w/+.;=-]{1,80},)[A-Za-z0-9+/=%]{1000,}")
_SILENT = frozenset({"script", "style"})
_SHALLOW = 50  # levels that no page of a portal's own making reaches
_COUNT, _WORDS = etree.XPath("count(//*)"), etree.XPath("string-length(/)")
_DEEPER = etree.XPath("boolean(" + "/*" * (_SHALLOW + 1) + ")")
TOO_DEEP = "嵌套过深，只读了前一部分"


def shorten(text: str) -> tuple[str, str]:
    """The markup that is parsed, and in Chinese what of it was left out; "" where nothing was."""
    if len(text) > MAX_SOURCE:
        text = _PICTURE.sub(r"\1", text)
    whole, text = len(text), _LONG_TAG.sub(_with_few_attributes, text[:MAX_SOURCE])
    return text, f"源码共{whole}字，只读了前{MAX_SOURCE}字" if whole > MAX_SOURCE else ""


def trim(root: Any) -> str:
    """Drop what stands behind the limits from a tree; in Chinese what was left out, "" where nothing was."""
    if _is_small(root):
        return ""
    elements = words = steps = depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            depth += 1
            elements += 1
            steps += depth
            words += len(node.text or "") if node.tag not in _SILENT else 0
        else:
            depth -= event == "end"
            words += len(node.tail or "")
        if words > MAX_WORDS or elements > MAX_ELEMENTS or steps > MAX_STEPS:
            _end_at(node, event, words - MAX_WORDS)
            return _told(elements, words)
    return ""


def _is_small(root: Any) -> bool:
    """Whether a tree is within every limit by its mere size, as nearly all are: so no step of it has to be counted."""
    elements = _COUNT(root)
    return (
        elements * _SHALLOW <= min(MAX_STEPS, MAX_ELEMENTS * _SHALLOW)
        and not _DEEPER(root)
        and _WORDS(root) <= MAX_WORDS
    )


def _told(elements: int, words: int) -> str:
    if words > MAX_WORDS:
        return f"文字超过{MAX_WORDS}字，只读了前一部分"
    return f"只读了前{MAX_ELEMENTS}个元素" if elements > MAX_ELEMENTS else TOO_DEEP


def _end_at(node: Any, event: str, excess: int) -> None:
    """Make `node` the last of its tree; of the text seen last `excess` characters go."""
    if event == "start":
        del node[:]
        node.text, node.tail = _without(node.text, excess), None
    else:
        node.tail = _without(node.tail, excess)
    for place in (node, *node.iterancestors()):
        if place is not node:
            place.tail = None
        if (parent := place.getparent()) is not None:
            del parent[parent.index(place) + 1 :]


def _without(text: str | None, excess: int) -> str | None:
    return text[:-excess] if text and excess > 0 else text


def _with_few_attributes(match: re.Match[str]) -> str:
    """A long tag as it stands, or with its first attributes where it has more than any page needs."""
    spans = list(islice(_attributes(match.group()), _MAX_ATTRIBUTES + 1))
    return match.group() if len(spans) <= _MAX_ATTRIBUTES else match.group()[: spans[-1]]


def _attributes(tag: str) -> Iterator[int]:
    """Where each attribute begins."""
    return (found.start() for found in islice(_ATTRIBUTE.finditer(tag), 1, None))
