"""What of a page a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from auditor.models.spaces import fold

SCRIPT_MARK, CONTROL_MARK = "data-scripted", "data-control"  # set where such an element was taken out
SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "select", "textarea", "button", "title", "head"}
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "select", "option", "textarea"})
_MAY_HIDE = etree.XPath("descendant::*/@hidden/.. | descendant::*/@style/..")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def words(element: Any, *, gap: str = " ") -> str:
    """All text a reader sees in an element, white space squeezed; `gap` stands where inner elements meet."""
    if len(element) == 0:
        return fold(element.text or "")
    plain = next(element.iter(*_UNSEEN, etree.Comment, etree.ProcessingInstruction), None) in (None, element)
    return fold(gap.join(element.itertext() if plain else _texts(element)))


def page_words(root: Any) -> str:
    """The words of a whole page; its parts are asked one by one, since the head beside them is no text."""
    pieces = (root.text, *(piece for part in root for piece in (_part_words(part), part.tail)))
    return fold(" ".join(filter(None, pieces)))


def _part_words(part: Any) -> str:
    return words(part) if isinstance(part.tag, str) and part.tag not in _UNSEEN else ""


def hidden(element: Any) -> bool:
    """Whether the element or one around it is switched off by its own style, or is no text for readers."""
    around = (element, *element.iterancestors())
    return any(e.tag in _UNSEEN or _hides(e.get("style") or "") for e in around)


@lru_cache(maxsize=4096)  # an editor gives every paragraph the same style
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


def _texts(element: Any) -> Iterator[str]:
    """Text nodes in document order, without scripts, comments and options."""
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event in ("comment", "pi"):
            yield node.tail or ""
        elif event == "end":
            yield (node.tail or "") if node is not element else ""
        elif node.tag in _UNSEEN and node is not element:
            walk.skip_subtree()
        else:
            yield node.text or ""


def drop_unseen(root: Any, keep: Any | None = None) -> None:
    """Remove what no reader sees: scripts, styles and hidden elements, unless `keep` stands inside."""
    kept = set() if keep is None else {keep, *keep.iterancestors()}
    for element in root.iter(*SKIPPED):
        if element is not root and element not in kept:
            _mark_parent(element)
    for element in _MAY_HIDE(root):
        if element in kept or element.tag in SKIPPED:
            continue
        if element.get("hidden") is not None or _hides(element.get("style") or ""):
            element.tag = "template"
    etree.strip_elements(root, *(SKIPPED - {"head"}), with_tail=False)


def _mark_parent(element: Any) -> None:
    """Note where script or a form control stood, so that a value it would fill is unknown and not empty."""
    parent = element.getparent()
    if element.tag in ("select", "textarea"):
        parent.set(CONTROL_MARK, "1")
    elif element.tag == "script" and parent.tag in ("td", "dd", "span", "li", "p", "em", "i", "div"):
        parent.set(SCRIPT_MARK, "1")
