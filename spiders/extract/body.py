"""What the body container holds: paragraphs in order, links, pictures and players."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from auditor.models import Link, Paragraph
from auditor.models.spaces import fold
from spiders.extract.container import MEDIA
from spiders.extract.tables import is_data
from spiders.html.markup import join
from spiders.html.spelling import LATE
from spiders.html.visible import SKIPPED

_BLOCKS = frozenset(
    "p div table tr td th ul ol li dl dt dd h1 h2 h3 h4 h5 h6 section article blockquote pre center hr tbody thead"
    " caption figure figcaption header footer form fieldset address".split()
)
_SHOWN = frozenset(MEDIA)
_GAP, _WIDE = re.compile(r"[ \t\r\n\f]+"), re.compile(r"[\t\r\n\f]|  ")
_BUTTONS = re.compile(
    r"(?:[\[［【(（]?(?:我要)?(?:打印|关闭|收藏)(?:本页|窗口|页面|此页)?[\]］】)）]?[\s|｜]*)+|[\[［【(（]返回(?:顶部|列表|首页)?[\]］】)）]"
)
_ICON = re.compile(r"fileTypeImages|/icons?/|icon_\w+\.(?:gif|png)|/ueditor/|^data:|^file:", re.IGNORECASE)
_DISK = re.compile(r"file:|[A-Za-z]:[\\/]", re.IGNORECASE)


def remove(element: Any) -> None:
    """Take an element out of its tree and leave the words behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def paragraphs(container: Any) -> tuple[Paragraph, ...]:
    """The lines of the body as a reader sees them; an empty paragraph or a double break is an empty line."""
    lines = _Lines()
    walk = etree.iterwalk(container, events=("start", "end"))
    for event, node in walk:
        if event == "start" and node.tag in SKIPPED:
            walk.skip_subtree()
        elif event == "start":
            lines.open(node)
        else:
            lines.close(node)
            lines.say(None if node is container else node.tail)
    lines.flush()
    return tuple(_without_buttons(lines.done))


def _without_buttons(lines: list[Paragraph]) -> list[Paragraph]:
    """The lines before the buttons that a page puts below its paper: 【打印本页】【关闭窗口】."""
    told = len(lines)
    while told and (not lines[told - 1].text or _BUTTONS.fullmatch(lines[told - 1].text)):
        told -= 1
    return lines[:told] if any(line.text for line in lines[told:]) else lines


class _Lines:
    """Lines in the making, while a tree is walked from its first tag to its last."""

    def __init__(self) -> None:
        self.done: list[Paragraph] = []
        self.words: list[str] = []
        self._tables: list[bool] = []
        self._paragraphs: list[int] = []  # lines done when each open <p> began
        self._broken = False  # the last thing seen was a line break

    def open(self, node: Any) -> None:
        tag = node.tag
        if tag == "br":
            self._break()
        elif tag in _BLOCKS:
            self.flush()
        if tag == "p":
            self._paragraphs.append(len(self.done))
        elif tag in ("table", "dl"):
            self._tables.append(is_data(node))
        elif tag in _SHOWN and self._paragraphs:
            self._paragraphs[-1] = -1
        self.say(node.text)

    def close(self, node: Any) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self.flush()
        if tag == "p" and self._paragraphs and self._paragraphs.pop() == len(self.done):
            self._blank()
        elif tag in ("table", "dl") and self._tables:
            self._tables.pop()

    def say(self, text: str | None) -> None:
        if text:
            self.words.append(text)

    def flush(self) -> None:
        if not self.words:
            return
        text = "".join(self.words)
        text = (_GAP.sub(" ", text) if _WIDE.search(text) else text).strip(" ").rstrip()
        self.words.clear()
        if text:
            self.done.append(Paragraph(text, in_table=any(self._tables)))
            self._broken = False

    def _break(self) -> None:
        before = len(self.done)
        self.flush()
        if self._broken and len(self.done) == before:
            self._blank()
        self._broken = True

    def _blank(self) -> None:
        self._broken = False
        if not any(self._tables):
            self.done.append(Paragraph(""))


def links(container: Any, base: str) -> Iterator[Link]:
    """The anchors of the body that lead somewhere, were it to a disk of the editor's; pictures on one count too."""
    for anchor in container.iter("a"):
        if url := address(base, anchor.get("href")) or _on_disk(anchor.get("href")):
            yield Link(url, own_words(anchor))
    for picture in container.iter("img"):
        if url := _on_disk(picture.get("src")):
            yield Link(url, picture.get("alt") or "图片")


def media(container: Any, base: str) -> tuple[str, ...]:
    """Pictures, frames and players in the body, icons aside."""
    sources = (_source(e) for e in container.iter(*MEDIA, "source"))
    found = (address(base, source) for source in sources if source and not _ICON.search(source))
    return tuple(dict.fromkeys(url for url in found if url))


def _source(element: Any) -> str | None:
    """What is shown; of a picture that is loaded late the picture itself, not what stands in for it."""
    late = (element.get(name) for name in LATE) if element.tag == "img" else ()
    sources: tuple[str | None, ...] = (*late, element.get("src"), element.get("data"))
    return next((source for source in sources if source), None)


def address(base: str, href: str | None) -> str | None:
    """The absolute address; a relative one stays as it stands where the page has no address of its own."""
    if url := join(base, href):
        return url
    words = (href or "").strip()
    plain = words and "://" not in base and not re.match(r"[a-z][a-z0-9+.-]*:|#|//", words, re.IGNORECASE)
    return words if plain else None


def _on_disk(href: str | None) -> str | None:
    """An address on the editor's own computer (file:///D:/1.doc, D:\\1.doc) as it stands."""
    written = (href or "").strip()
    return written if _DISK.match(written) else None


def own_words(element: Any) -> str:
    return fold("".join(element.itertext()))
