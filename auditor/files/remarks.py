"""Comments of a workbook: the older notes on cells, and the threads of newer ones."""

from __future__ import annotations

import re
from typing import Any

from auditor.files.package import Package, kind
from auditor.files.words import plain

_NOTES = re.compile(r"xl/(?:comments/?[^/]*|threadedComments/[^/]*)\.xml")
_STAND_IN = (
    "[Threaded comment]"  # what an older program shows of a thread; the thread's own part has its words
)


def comments_of(package: Package) -> list[str]:
    """The words of each comment, in the order of the parts."""
    nodes = (node for name in package.names if _NOTES.fullmatch(name) for node in package.xml(name).iter())
    texts = [_said(node) for node in nodes if kind(node) in ("comment", "threadedComment")]
    return [text for text in texts if text and not text.startswith(_STAND_IN)]


def _said(comment: Any) -> str:
    pieces = (node.text or "" for node in comment.iter() if kind(node) in ("t", "text"))
    return plain("".join(pieces)).strip()
