"""What stands around the headlines of a home or list page: words and links of its header, menus and footer.

Marks that a script sets (党政机关标识, 政府网站找错) are known by the address of the script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import etree

from auditor.models import SEARCH_FORM, Link
from auditor.models.spaces import fold
from spiders.extract.body import address
from spiders.extract.container import BODY_MARK, body_mark
from spiders.html.markup import join
from spiders.html.visible import words

EMBEDDED = "嵌入页面"  # the words of a link that stands for a frame
_SOUGHT = "公开"  # what is looked for there, as a reader would
SEARCH_BOX = "搜索框"  # what a box to search in says that names itself by a picture alone
_SEARCH_NAME = re.compile(
    r"search|so?u?suo|jiansuo|(?:^|[\W_])(?:so|ss|q|wd|kw|keys?|keyword\w*|query|searchword|s_?txt|qt)(?:$|[\W_])",
    re.IGNORECASE,
)
_OTHER_FIELD = re.compile(r"mail|phone|tel|mobile|user|login|name|pass|code|yzm|captcha", re.IGNORECASE)
_NAMING = ("id", "name", "class", "action", "onsubmit", "onclick", "onkeydown", "onkeyup", "data-url")
_SENDS = ("submit", "button", "image", "hidden", "reset")
_HEADLINE = 16  # characters from which an anchor is a headline, not a menu
_TITLE = 10  # characters from which an anchor beside a body may be another paper's title
_RELATED = re.compile(r"《|解读|图解|读懂|原文|相关文件|征求|征集|采纳|反馈")
_MOST_RELATED = 100
_HEADING = re.compile(r"(?:相关|关联)(?:链接|文件|政策|法规)")
_MOST_HEADED = 10
_LONGEST_HEADING = 40
_FOOTER = re.compile(r"备\s*\d|备案|标识码|版权|主办|承办|电话|地址")
_LONGEST = 20_000
_LONGEST_LEAD = 1_500
_ROWS = frozenset("p div tr dd li h1 h2 h3 h4 ul dl table section".split())
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "select", "textarea"})
_MARK = re.compile(
    r"(?:https?:)?//[\w.-]*(?:conac\.cn|kaipuyun\.cn|(?:zfwz\w*|za)\.www\.gov\.cn)[^\s\"'<>\\)]*",
    re.IGNORECASE,
)
_READER = re.compile(  # scripts that put a reading aid on the page
    r"\bsrc\s*=\s*[\"']([^\"'\s]*(?:wza|barrier|accessib|canyou|/aria\w*\.js)[^\"'\s]*)", re.IGNORECASE
)
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:text-indent|left|top|right|bottom|margin-\w+)\s*:\s*-\d{3,}|(?:font-size|width|height)\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_MAY_BE_UNSEEN = etree.XPath("//@style/.. | //@hidden/.. | //marquee")
_SITE_CODE = re.compile(r"sitecode\s*=\s*[\"'](\w+)[\"']", re.IGNORECASE)


def surroundings(root: Any, text: str, base: str) -> tuple[str, tuple[Link, ...]]:
    """Words and links of the page but for its headlines; pictures count by their alt, fields by their hint."""
    links = (
        *_anchors(root, base),
        *_frames(root, base),
        *_search_forms(root, base),
        *_marks(text, base),
        *hidden_links(root, base),
    )
    said = " ".join(piece for piece in (*_texts(root), *_hints(root), *_search_boxes(root)) if piece)
    return fold(said)[:_LONGEST], tuple(dict.fromkeys(links))


def hidden_links(root: Any, base: str) -> tuple[Link, ...]:
    """Links to other hosts in what no reader sees: where strangers plant theirs."""
    own = _host(base)
    unseen = (e for e in _MAY_BE_UNSEEN(root) if _is_unseen(e))
    anchors = (anchor for element in unseen for anchor in element.iter("a"))
    found = (Link(url, _anchor_words(a)) for a in anchors if (url := address(base, a.get("href"))))
    return tuple(dict.fromkeys(link for link in found if _host(link.url) not in ("", own)))


def related(root: Any, base: str) -> tuple[Link, ...]:
    """Links around an article's body that may lead to its 解读, 原文, 征集 or 反馈: titles, and words that say so."""
    anchors = ((anchor, _anchor_words(anchor)) for anchor in root.iter("a"))
    telling = ((a.get("href"), said) for a, said in anchors if len(said) >= _TITLE or _RELATED.search(said))
    kept = (Link(url, said) for href, said in (*_headed(root), *telling) if (url := address(base, href)))
    return tuple(dict.fromkeys(kept))[:_MOST_RELATED]


def _headed(root: Any) -> Iterator[tuple[str | None, str]]:
    """Anchors of a short block headed 相关链接, whatever their own words: the heading speaks for them."""
    short = (e for e in root.iter(etree.Element) if e.text and len(e.text) < _LONGEST_HEADING)
    for element in (e for e in short if "相关" in e.text or "关联" in e.text):
        said = fold(element.text).rstrip(":：")
        block = element.getparent() if _HEADING.fullmatch(said) else None
        for outer in () if block is None else (block, block.getparent()):
            anchors = [] if outer is None else outer.findall(".//a")
            if anchors:
                yield from ((a.get("href"), said) for a in anchors if len(anchors) <= _MOST_HEADED)
                break


def lead(root: Any) -> str:
    """The words right above an article's body, a block a line: labels that no field takes may stand there."""
    if body_mark(root) is None:
        return ""
    return _squeezed_lines("".join(_above(root)))[-_LONGEST_LEAD:]


def lines_of(element: Any) -> str:
    """The words of one element in the same manner."""
    return _squeezed_lines("".join(_above(element)))


def _above(root: Any) -> Iterator[str]:
    """Texts in document order up to the mark that stands for the body; menus are anchors and left out."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if event == "start" and node.get(BODY_MARK) is not None:
            return
        if event == "end":
            yield ("\n" if node.tag in _ROWS else " ") + (node.tail or "")
        elif node.tag in _UNSEEN or node.tag == "a":
            walk.skip_subtree()
        else:
            yield node.text or ""


def _squeezed_lines(text: str) -> str:
    return "\n".join(line for raw in text.splitlines() if (line := fold(raw)))


def _is_unseen(element: Any) -> bool:
    if element.tag == "marquee" or element.get("hidden") is not None:
        return True
    return _hides(element.get("style") or "")


@lru_cache(maxsize=4096)  # an editor gives every paragraph the same style
def _hides(style: str) -> bool:
    return _UNSEEN_STYLE.search(style) is not None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _anchors(root: Any, base: str) -> Iterator[Link]:
    for anchor in root.iter("a"):
        url, said = address(base, anchor.get("href")), _anchor_words(anchor)
        if url and not _is_headline(said):
            yield Link(url, said)


def _is_headline(said: str) -> bool:
    return len(said) >= _HEADLINE and not _FOOTER.search(said)


def _anchor_words(anchor: Any) -> str:
    pictures = (picture.get("alt") or picture.get("title") or "" for picture in anchor.iter("img"))
    return words(anchor) or " ".join((*pictures, anchor.get("title") or "")).strip()


def _frames(root: Any, base: str) -> Iterator[Link]:
    for frame in root.iter("iframe", "frame"):
        if url := join(base, frame.get("src")):
            yield Link(url, EMBEDDED)


def _marks(text: str, base: str) -> Iterator[Link]:
    code = _SITE_CODE.search(text)
    for match in _MARK.finditer(text):
        if url := join(base or "https://www.gov.cn/", match.group()):
            is_bare = code and "jiucuo" in url and "site_code" not in url
            yield Link(f"{url}?site_code={code[1]}" if code and is_bare else url, "")
    for match in _READER.finditer(text):
        if url := join(base, match[1]):
            yield Link(url, "")


def _texts(root: Any) -> Iterator[str]:
    """All words but those of headlines."""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            yield node.tail or ""
        elif node.tag in _UNSEEN or (node.tag == "a" and _is_headline(words(node))):
            walk.skip_subtree()
        else:
            yield node.text or ""


def _hints(root: Any) -> Iterator[str]:
    for picture in root.iter("img"):
        yield picture.get("alt") or picture.get("title") or ""
    for control in root.iter("input", "button"):
        yield control.get("placeholder") or control.get("value") or control.get("alt") or words(control)


def _search_boxes(root: Any) -> Iterator[str]:
    """A box to search in, known by its names or as the only field of its form, whatever stands on its button."""
    if any(map(_searches, _text_fields(root))):
        yield SEARCH_BOX


def _text_fields(root: Any) -> list[Any]:
    return [f for f in root.iter("input") if (f.get("type") or "text").lower() in ("text", "search")]


def _search_forms(root: Any, base: str) -> Iterator[Link]:
    """Where a form to search in leads, with something sought, as far as an address alone tells it."""
    for field in filter(_searches, _text_fields(root)):
        form = next(field.iterancestors("form"), None)
        if form is None or not field.get("name") or (form.get("method") or "get").lower() != "get":
            continue
        if form.get("onsubmit"):  # a script sends it elsewhere
            continue
        if url := address(base, form.get("action")):
            sign = "&" if "?" in url else "?"
            yield Link(f"{url}{sign}{urlencode({field.get('name'): _SOUGHT})}", SEARCH_FORM)


def _searches(field: Any) -> bool:
    form = next(field.iterancestors("form"), None)
    around = (field, field.getparent(), form)
    named = " ".join(e.get(name) or "" for e in around if e is not None for name in _NAMING)
    if field.get("type") == "search" or _SEARCH_NAME.search(named):
        return True
    others = (
        (e for e in form.iter("input", "select", "textarea") if e is not field) if form is not None else ()
    )
    alone = form is not None and all((e.get("type") or "").lower() in _SENDS for e in others)
    return alone and not _OTHER_FIELD.search(named)
