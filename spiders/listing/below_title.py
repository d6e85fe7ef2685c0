"""What stands right below the heading that says a section's own name, where nothing else but the site's foot follows."""

from __future__ import annotations

import re
from typing import Any

from auditor.models.spaces import squeeze
from spiders.html.markup import Markup
from spiders.html.metas import metas_of
from spiders.html.visible import hidden, words
from spiders.listing.row_groups import in_aside, in_furniture

_HEADINGS = ("h1", "h2", "h3", "h4")
_BLOCKS = frozenset({"div", "section", "main", "article"})
_UNSEEN = ("script", "style", "link", "hr", "br")
_FOOT = re.compile(r"ICP备|标识码|网安备|主办(?:单位)?[:：]")
_SHOWS = ".//img|.//iframe|.//frame|.//object|.//embed|.//video|.//script|.//input|.//button"


def empty_below_title(page: Markup) -> bool:
    """An empty block stands there; one with an id may be filled by a script, so it proves nothing on a page with one."""
    block = _below_title(page)
    if block is None or words(block) or block.xpath(_SHOWS):
        return False
    named = any(e.get("id") or any(n.startswith("data-") for n in e.attrib) for e in block.iter("*"))
    return not (named and page.root.find(".//script") is not None)


def lone_link(page: Markup) -> str | None:
    """The address of the one link that stands there and nothing else."""
    block = _below_title(page)
    anchors = [] if block is None else [a for a in block.iter("a") if page.link(a)]
    alone = len(anchors) == 1 and words(block) == words(anchors[0]) != ""
    return page.link(anchors[0]) if alone else None


def _below_title(page: Markup) -> Any | None:
    name = squeeze(metas_of(page.root).get("ColumnName"))
    for heading in page.root.iter(*_HEADINGS) if name else ():
        if squeeze(words(heading)) != name or hidden(heading) or in_furniture(heading) or in_aside(heading):
            continue
        after = [e for e in heading.itersiblings() if isinstance(e.tag, str) and e.tag not in _UNSEEN]
        if after and after[0].tag in _BLOCKS and not hidden(after[0]) and all(map(_says_nothing, after[1:])):
            return after[0]
    return None


def _says_nothing(element: Any) -> bool:
    said = words(element)
    return not said or in_furniture(element) or _FOOT.search(said) is not None
