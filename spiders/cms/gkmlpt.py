"""Guangdong's 政府信息公开目录平台: `/gkmlpt/content/<a>/<b>/post_<id>.html`, the body kept inside script."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from spiders.family import Course, Family, Feed, ListSource, Step
from spiders.html.markup import join
from spiders.html.script_values import json_after
from spiders.listing.feeds import data_feed
from spiders.listing.paging import steps_to

_SID = re.compile(r"\bSID['\"]?\s*:\s*['\"]?(\d{1,12})")
_UNNAMED = Course(doubt="栏目地址未写明目录编号")
_CONTENT = re.compile(r'"content"\s*:\s*("(?:[^"\\]|\\.)*")', re.DOTALL)


def unwrap(text: str) -> str | None:
    """The longest `"content":"\\u003C…"` value of the page's script."""
    values = sorted(_CONTENT.findall(text), key=len, reverse=True)
    try:
        return str(json.loads(values[0], strict=False)) if values else None
    except ValueError:
        return None


def feed(source: ListSource) -> Feed | None:
    """A page of `/gkmlpt/api/all/<category>`, or the index page that says which category to ask for.

    A section's address carries its category as a fragment: `/gkmlpt/index#157`.
    """
    if "/gkmlpt/api/" in source.url:
        return _articles(source)
    sid = _SID.search(source.text)
    if "_CONFIG" not in source.text or not sid:
        return None
    tree = json_after(source.text, "TREE") or []
    category = urlsplit(source.section_url).fragment
    if category:
        node = next((n for n in _nodes(tree, 0) if str(n.get("id")) == category), None)
        return _category(source, node, category, sid.group(1))
    children = _children(source, tree)
    return Feed(children=children, course=Course(end="只列出下级目录") if children else _UNNAMED)


def _category(source: ListSource, node: Mapping[str, Any] | None, category: str, sid: str) -> Feed:
    """The first request for a category; a redirect where its node only points elsewhere."""
    target = join(source.url, str(node.get("jump_url") or "")) if node else None
    if target:
        steps = steps_to(source, target)
        return Feed(redirected_to=target, course=Course(steps, end="" if steps else "跳转到别处", moves=True))
    if not category.isdecimal():
        return Feed(course=_UNNAMED)
    root = source.url.partition("/gkmlpt/")[0]
    children = _children(source, (node or {}).get("children") or [])
    step = Step(f"{root}/gkmlpt/api/all/{category}?page=1&sid={sid}", number=1)
    return Feed(course=Course((step,), open=True, moves=True, by="目录接口"), children=children)


def _articles(source: ListSource) -> Feed:
    return data_feed(source) or Feed(course=Course(doubt="目录接口未返回条目清单"))


def _nodes(tree: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    for node in tree if isinstance(tree, list) and depth < 9 else ():
        if isinstance(node, dict):
            yield node
            yield from _nodes(node.get("children"), depth + 1)


def _children(source: ListSource, tree: Any) -> tuple[tuple[str, str], ...]:
    """Title and address of the nodes one level down."""
    root = source.url.partition("#")[0]
    nodes = [n for n in tree if isinstance(n, dict)] if isinstance(tree, list) else []
    named = (
        (str(n.get("name") or ""), join(root, n.get("jump_url") or None) or f"{root}#{n.get('id')}")
        for n in nodes
    )
    return tuple((title, url) for title, url in named if title)


FAMILY = Family(
    name="gkmlpt",
    label="广东省政府信息公开目录平台",
    article_url=re.compile(r"/gkmlpt/content/\d+/\d+/m?post_\d+\.html?(?:$|[?#])"),
    list_url=re.compile(r"/gkmlpt/(?:index|m?annual|guide|policy)?(?:$|[?#])"),
    info=(".classify table", ".classify", ".document-info"),
    body=(".article-content", ".content-article", "#zoomcon"),
    heading=(".content h1", ".title.document-number + .title", "h1.title"),
    signs=("/gkmlpt/",),
    unwrap=unwrap,
    tabbed=True,
    feed=feed,
)
