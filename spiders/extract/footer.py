"""What a page says of the site itself: its foot with 备案号, 标识码 and 主办单位. Nothing there is a field of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from spiders.extract.container import BODY_MARK

_SAID = re.compile(r"ICP|icp备|网安备|标识码|版权所有|技术支持")
_NAMED = etree.XPath(
    "descendant::*[self::footer or contains(@class, 'foot') or contains(@id, 'foot') or contains(@class, 'Foot')"
    " or contains(@id, 'Foot') or contains(@class, 'copyright') or contains(@id, 'copyright')]"
)
_HEADS = ("h1", "h2", f"*[@{BODY_MARK}]")
_RECORD_OF_SITE = re.compile(r"ICP|网安备|公安备案|增值电信", re.IGNORECASE)


def site_feet(root: Any) -> set[Any]:
    """The blocks at a page's end, behind its body, that hold what only a site says of itself."""
    mark = next(root.iterfind(f".//*[@{BODY_MARK}]"), None)
    if mark is None:
        return set()
    kept = {up for head in _heads(root) for up in (head, *head.iterancestors())}
    behind = (after for up in (mark, *mark.iterancestors()) for after in up.itersiblings(etree.Element))
    said = {element for block in behind for element in _telling(block)}
    return {_whole(element, kept) for element in said} - kept


def _telling(block: Any) -> Iterator[Any]:
    """The elements of a block in whose own words a site speaks of itself."""
    if _SAID.search("".join(block.itertext())):
        for element in block.iter(etree.Element):
            if _SAID.search("".join((element.text or "", *(child.tail or "" for child in element)))):
                yield element


def named_feet(root: Any) -> set[Any]:
    """The blocks whose tag, class or id calls them a foot, the body not in them."""
    return {
        element for element in _NAMED(root) if next(element.iterfind(f".//*[@{BODY_MARK}]"), None) is None
    }


def is_record_of_site(value: str) -> bool:
    """Whether a 备案号 is the site's own with the telecommunications or police office."""
    return _RECORD_OF_SITE.search(value) is not None


def _heads(root: Any) -> Iterator[Any]:
    return (head for path in _HEADS for head in root.iterfind(f".//{path}"))


def _whole(element: Any, kept: Iterable[Any]) -> Any:
    """The largest block around an element in which neither heading nor body stands."""
    parent = element.getparent()
    while parent is not None and parent not in kept and parent.tag != "body":
        element, parent = parent, parent.getparent()
    return element
