"""What a kept page said, as plain lines: nothing of its markup, and no personal number, leaves the store."""

from __future__ import annotations

from auditor.evidence.view import plain_lines
from auditor.files.magic import sniff
from auditor.store import Store
from auditor.store.errors import StoreError
from auditor.text.seen import Seen

_MOST_LINES = 4_000
NO_WORDS = "页面上没有文字。"
NO_PAGE, LOST = "这份快照是文件，不是网页，文字不在这里显示。", "库里没有这份快照，或者已经损坏。"


def lines_of(store: Store, capture: str) -> Seen:
    """The words of a kept page line by line, masked as in the portal; one line that says why where there are none."""
    try:
        body = store.bodies.get(capture)
    except StoreError:
        return _told(LOST)
    if sniff(body) not in (None, "html"):
        return _told(NO_PAGE)
    lines = plain_lines(body)
    if not any(lines.shown):
        return _told(NO_WORDS)
    return Seen(lines.shown[:_MOST_LINES], lines.sought[:_MOST_LINES])


def _told(words: str) -> Seen:
    return Seen((words,), (words,))
