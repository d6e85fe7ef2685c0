"""What a kept page said, as plain lines: nothing of its markup, and no personal number, leaves the store."""

from __future__ import annotations

from auditor.evidence.view import plain_lines
from auditor.files.magic import sniff
from auditor.store import Store
from auditor.store.errors import StoreError

_MOST_LINES = 4_000
NO_PAGE, LOST = "这份快照是文件，不是网页，文字不在这里显示。", "库里没有这份快照，或者已经损坏。"


def lines_of(store: Store, capture: str) -> tuple[str, ...]:
    """The words of a kept page line by line, masked as in the portal; one line that says why where there are none."""
    try:
        body = store.bodies.get(capture)
    except StoreError:
        return (LOST,)
    if sniff(body) not in (None, "html"):
        return (NO_PAGE,)
    return tuple(plain_lines(body)[:_MOST_LINES]) or ("页面上没有文字。",)
