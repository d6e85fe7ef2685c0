"""What a page says of the site itself: its foot with 备案号, 标识码 and 主办单位. Nothing there is a field of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from spiders.extract.container import BODY_MARK, Outline, body_mark, is_longer, text_size

_SAID = re.compile(r"ICP|icp备|网安备|标识码|版权所有|技术支持")
_SIGNS = tuple(  # what the foot of a site says of it, each in its own way
    map(
        re.compile,
        (
            "标识码",
            "ICP备",
            "网安备|公安备案",
            "版权所有|Copyright",
            "(?:主办|承办|主管)(?:单位)?[:：]",
            "技术支持|运维",
        ),
    )
)
_FEWEST_SIGNS = 2
_OF_COPYING = re.compile(r"Copyright|©|All\s+Rights\s+Reserved|(?<=\s)(?:19|20)\d\d(?=\s)", re.IGNORECASE)
_NOTICE = re.compile("链接即将离开|免责声明|不得非法转载")  # what a site says below every paper
_LONGEST_NOTICE = 200  # characters
_OF_SITE = re.compile(
    r"标识码|ICP备|备案|版权|Copyright|主办|承办|主管|技术支持|运维|网站地图|联系我们|电话|传真|地址|邮编|邮箱|浏览器|分辨率",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[\s|，。；、]+")
_LONGEST_FOOT = 600  # characters
_SHARE = 0.6  # of its words that speak of the site
_NAMES = ("foot", "copyright")
_STRING = etree.XPath("string()")
_HEADS = ("h1", "h2", f"*[@{BODY_MARK}]")
_RECORD_OF_SITE = re.compile(r"ICP|网安备|公安备案|增值电信", re.IGNORECASE)


def site_feet(root: Any) -> set[Any]:
    """The blocks at a page's end, behind its body, that hold what only a site says of itself, its headings not in them."""
    mark = body_mark(root)
    if mark is None:
        return set()
    kept = {up for head in _heads(root) for up in (head, *head.iterancestors())}
    waiting = [after for up in (mark, *mark.iterancestors()) for after in up.itersiblings(etree.Element)]
    feet = set()
    while waiting:
        block = waiting.pop()
        if block in kept:
            waiting += block.iterchildren(etree.Element)
        elif _SAID.search(_STRING(block)):
            feet.add(block)
    return feet


def is_site_foot(block: Any) -> bool:
    """Whether a block says hardly anything but whose site it is, whatever it is called."""
    if is_longer(block, _LONGEST_FOOT):
        return False
    size, said = text_size(block), _STRING(block)
    if size <= _LONGEST_NOTICE and _NOTICE.search(said):
        return True
    if sum(sign.search(said) is not None for sign in _SIGNS) < _FEWEST_SIGNS:
        return False
    pieces = [piece for text in block.itertext() for piece in _PIECES.split(_OF_COPYING.sub(" ", text))]
    told = sum(len(piece) for piece in pieces if _OF_SITE.search(piece))
    return told >= _SHARE * sum(map(len, pieces))


def named_feet(outline: Outline) -> set[Any]:
    """The blocks whose tag, class or id calls them a foot, the body not in them."""
    mark = body_mark(outline.root)
    kept = set() if mark is None else set(mark.iterancestors())
    called = (*outline.classes.items(), *outline.ids.items())
    named = (e for name, found in called if any(n in name.lower() for n in _NAMES) for e in found)
    return {*outline.root.iter("footer"), *named} - kept


def is_record_of_site(value: str) -> bool:
    """Whether a 备案号 is the site's own with the telecommunications or police office."""
    return _RECORD_OF_SITE.search(value) is not None


def _heads(root: Any) -> Iterator[Any]:
    return (head for path in _HEADS for head in root.iterfind(f".//{path}"))
