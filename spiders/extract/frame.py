"""What a page says around its body: metas, its own name, the way that leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from auditor.models.spaces import squeeze
from spiders.extract.container import Outline
from spiders.html.visible import words

_TITLE_GAP = re.compile(r"\s*[_|｜]+\s*|\s+[-—－]{1,2}\s+|\s*-{2,}\s*")
_HUNG_ON = re.compile(r"(.{7,}[^\s_|｜\-—－])\s*[_|｜\-—－]{1,3}\s*([^_|｜\-—－]{2,30})")
_MOST_HUNG_ON, _LONGEST_NAME = 3, 300
_SITE = re.compile(
    r"(?:人民政府|政务公开|信息公开|门户|政务|政府|公共资源|采购)网(?:站|站?首页)?$|人民政府$|门户网站$|官方?网站?$"
)
_HERE = re.compile(r"^(?:当前位置|(?:您|你)?(?:现在)?(?:的|所在的?)?位置|当前所在|您当前)")
_WAY_GAP = re.compile(r"\s*(?:>+|»|›|→|/|＞|－>|->)\s*")
_MAX_MATCHES, _MAX_LEVELS = 5, 12
_HOME = frozenset({"首页", "网站首页", "返回首页", "主页", "本站首页"})


def article_name(name: str, metas: Mapping[str, str]) -> str | None:
    """The article's part of <title>: not the site's, not the column's, else the longest."""
    around = {metas.get(key, "") for key in ("SiteName", "ColumnName", "ColumnType")}
    parts = [part.strip() for part in _TITLE_GAP.split(name) if part.strip()]
    own = [part for part in parts if part not in around] or parts
    return without_site(max(own, key=len), metas) if own else None


def without_site(name: str, metas: Mapping[str, str]) -> str:
    """A paper's name without its column and its site, which some templates hang on: …的通知-青禾市人民政府."""
    around = {squeeze(metas.get(key)) for key in ("SiteName", "ColumnName", "ColumnType")} - {""}
    for _ in range(_MOST_HUNG_ON if len(name) <= _LONGEST_NAME else 0):
        found = _HUNG_ON.fullmatch(name)
        if not found:
            break
        if squeeze(found[2]) not in around and not _SITE.search(found[2]):
            break
        name = found[1]
    return name


def breadcrumb(outline: Outline, selectors: Iterable[str]) -> tuple[str, ...]:
    """The levels over the page, home left out."""
    for selector in selectors:
        for element in outline.select(selector)[:_MAX_MATCHES]:
            if levels := _levels(element):
                return levels
    for element in outline.root.iter("div", "p", "span", "td", "li", "ul"):
        if (
            (text := element.text)
            and ("位" in text or "当" in text)
            and _HERE.match(squeeze(text))
            and (levels := _levels(element))
        ):
            return levels
    return ()


def _levels(element: Any) -> tuple[str, ...]:
    around = (element, *(up for up, _ in zip(element.iterancestors(), range(2), strict=False)))
    for place in around:
        anchors = [text for anchor in islice(place.iter("a"), _MAX_LEVELS + 1) if (text := words(anchor))]
        if anchors and len(anchors) <= _MAX_LEVELS:
            return tuple(level for level in anchors if level not in _HOME and len(level) <= 40)
    text = words(element)
    steps = (
        [step for step in _WAY_GAP.split(_HERE.sub("", text).lstrip("：: ")) if step]
        if len(text) < 200
        else []
    )
    return tuple(step for step in steps if step not in _HOME) if len(steps) > 1 else ()
