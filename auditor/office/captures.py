"""What a kept page said, as plain lines: nothing of its markup, and no personal number or name of a private person, leaves the store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from auditor.files.magic import sniff
from auditor.models.spaces import fold
from auditor.store import Store
from auditor.store.errors import StoreError
from auditor.text.decode import decode
from auditor.text.people import mask_people
from spiders.html.markup import parse
from spiders.html.visible import hidden

_BREAKS = frozenset("address article blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main "
                    "nav ol p pre section table tbody thead title tr ul".split())  # fmt: skip
_MOST_LINES = 4_000
NO_PAGE, LOST = "这份快照是文件，不是网页，文字不在这里显示。", "库里没有这份快照，或者已经损坏。"


def lines_of(store: Store, capture: str) -> tuple[str, ...]:
    """The words of a kept page line by line, a row of a table on one, masked; one line that says why where there are none."""
    try:
        body = store.bodies.get(capture)
    except StoreError:
        return (LOST,)
    if sniff(body) not in (None, "html"):
        return (NO_PAGE,)
    kept = list(islice(_lines(parse(decode(body).text, comments=False)), _MOST_LINES))
    return tuple(mask_people("\n".join(kept)).split("\n")) if kept else ("页面上没有文字。",)


def _lines(root: Any) -> Iterator[str]:
    """What stands between one break and the next, without what no reader sees."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        unseen = event == "start" and node.tag != "head" and hidden(node)
        if node.tag in _BREAKS or unseen:
            if line := fold(" ".join(pieces)):
                yield line
            pieces = []
        if unseen:
            walk.skip_subtree()
        elif event == "start":
            pieces.append(node.text or "")
        if event == "end":
            pieces.append(node.tail or "")
    if line := fold(" ".join(pieces)):
        yield line
