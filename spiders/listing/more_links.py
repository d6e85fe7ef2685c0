"""更多 and 查看全部 beside rows: where they lead, and what stands as the heading there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from spiders.html.markup import Markup
from spiders.html.visible import words

MORE = re.compile(r"[\[【(（]?\s*(?:查看)?(?:更多|more)\s*[>》»\u203a+…\]】)）.\s]*", re.IGNORECASE)
_ALL = re.compile(r"[\[【(（]?\s*(?:查看|浏览)(?:全部|所有)\S{0,4}?\s*[>》»\u203a+…\]】)）.\s]*")
_LEVELS = 2  # elements around the rows in which 更多 speaks of them
_OTHER_ROWS = 3  # linked rows beside ours that make a list of their own


@dataclass(frozen=True, slots=True)
class MoreLink:
    """One way to more of a list."""

    anchor: Any
    url: str
    said: str  # its words
    heading: str  # the other words of its part of the block


def more_beside(page: Markup, rows: list[Any]) -> Iterator[MoreLink]:
    """The ways to more that speak of these rows: alone in a part of the block around them that holds no other list."""
    inside = {element for row in rows for element in row.iter()}
    block = rows[0].getparent()
    for _ in range(_LEVELS):
        if block is None or block.tag == "html" or _has_other_rows(block, inside):
            return
        for anchor in block.iter("a"):
            said = "" if anchor in inside else words(anchor)
            if not said or not (MORE.fullmatch(said) or _ALL.fullmatch(said)):
                continue
            part = _part_of(block, anchor)
            url = page.link(anchor)
            if url and sum(1 for _ in part.iter("a")) == 1:
                yield MoreLink(anchor, url, said.strip("[]>》» "), words(part).replace(said, "").strip())
        block = block.getparent()


def _part_of(block: Any, anchor: Any) -> Any:
    """The element right inside a block that an anchor stands in."""
    return [anchor, *takewhile(lambda e: e is not block, anchor.iterancestors())][-1]


def _has_other_rows(block: Any, inside: set[Any]) -> bool:
    others = (
        e for e in block.iter("li", "tr", "dl") if e not in inside and e.find(".//a[@href]") is not None
    )
    return sum(1 for _ in zip(range(_OTHER_ROWS), others, strict=False)) == _OTHER_ROWS
