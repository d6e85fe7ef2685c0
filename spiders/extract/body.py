"""What the body container holds: paragraphs in order, links, attachments, pictures and players."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from auditor.models import Attachment, Link, Paragraph
from auditor.models.address import file_name as last_part
from auditor.models.address import unescaped
from auditor.models.spaces import fold
from spiders.extract.container import MEDIA
from spiders.extract.tables import is_data
from spiders.html.markup import join
from spiders.html.spelling import LATE
from spiders.html.visible import SKIPPED

FILE_TYPES = frozenset(
    "pdf doc docx wps xls xlsx et ppt pptx dps zip rar 7z ofd txt csv rtf tif tiff jpg jpeg png mp4 mp3".split()
)
_PICTURES = frozenset({"jpg", "jpeg", "png", "mp4", "mp3"})
_BLOCKS = frozenset(
    "p div table tr td th ul ol li dl dt dd h1 h2 h3 h4 h5 h6 section article blockquote pre center hr tbody thead"
    " caption figure figcaption header footer form fieldset address".split()
)
_DOWNLOAD = re.compile(
    r"downfile\.jsp|download\.jsp|/module/download/|/download(?:File)?\?|filedownload|/attach", re.I
)
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,4})(?=$|[?&#])")
_WEB_PAGE = re.compile(r"\.s?html?(?:$|[?#])", re.IGNORECASE)
_GAP = re.compile(r"[ \t\r\n\f]+")
_ICON = re.compile(r"fileTypeImages|/icons?/|icon_\w+\.(?:gif|png)|/ueditor/|^data:|^file:", re.IGNORECASE)
_DISK = re.compile(r"file:|[A-Za-z]:[\\/]", re.IGNORECASE)
_FILE_PLACE = re.compile(r"attach|accessor|appendix|fujian|(?:^|[-_\s])fj|down|file", re.IGNORECASE)


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
            lines.words.append("" if node is container else node.tail or "")
    lines.flush()
    return tuple(lines.done)


class _Lines:
    """Lines in the making, while a tree is walked from its first tag to its last."""

    def __init__(self) -> None:
        self.done: list[Paragraph] = []
        self.words: list[str] = []
        self._tables: list[bool] = []
        self._paragraphs: list[int] = []  # lines done when each open <p> began
        self._broken = False  # the last thing seen was a line break

    def open(self, node: Any) -> None:
        if node.tag == "br":
            self._break()
        elif node.tag in _BLOCKS:
            self.flush()
        if node.tag == "p":
            self._paragraphs.append(len(self.done))
        elif node.tag in ("table", "dl"):
            self._tables.append(is_data(node))
        elif node.tag in MEDIA and self._paragraphs:
            self._paragraphs[-1] = -1
        self.words.append("" if node.tag in SKIPPED else node.text or "")

    def close(self, node: Any) -> None:
        if node.tag in _BLOCKS:
            self.flush()
        if node.tag == "p" and self._paragraphs and self._paragraphs.pop() == len(self.done):
            self._blank()
        elif node.tag in ("table", "dl") and self._tables:
            self._tables.pop()

    def flush(self) -> None:
        text = _GAP.sub(" ", "".join(self.words)).strip(" ").rstrip()
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
            yield Link(url, _words(anchor))
    for picture in container.iter("img"):
        if url := _on_disk(picture.get("src")):
            yield Link(url, picture.get("alt") or "图片")


def attachments(container: Any, outside: Any, base: str) -> tuple[Attachment, ...]:
    """The files that the body, the information table and the attachment list offer, each once."""
    found: dict[str, Attachment] = {}
    named: dict[str, bool] = {}  # by words of an anchor; an icon before them has none
    for anchor, inside in _offers(container, outside):
        href = anchor.get("href") or anchor.get("src") or ""
        type_ = file_type(href)
        if type_ is None or not (inside or _in_file_place(anchor)):
            continue
        words = _words(anchor)
        if type_ in _PICTURES and not (inside and words):
            continue  # a picture that leads to itself is no attachment
        url = address(base, href)
        if url and (url not in found or (words and not named[url])):
            found[url] = Attachment(url, words or (anchor.get("title") or file_name(url)).strip(), type_)
            named[url] = bool(words)
    return tuple(found.values())


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


def file_type(href: str) -> str | None:
    """The extension of the file an address names in its path or query; "" for a download of unknown type."""
    named = [match.group(1).lower() for match in _EXTENSION.finditer(href)]
    known = next((extension for extension in named if extension in FILE_TYPES), None)
    if known:
        return known
    return "" if _DOWNLOAD.search(href) and not _WEB_PAGE.search(href) else None


def file_name(url: str) -> str:
    """The last part of the path, or the file the query names."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    values = (unescaped(pair.partition("=")[2].replace("+", " ")) for pair in parts.query.split("&"))
    return next((value for value in values if "." in value[-6:]), None) or last_part(url)


def _offers(container: Any, outside: Any) -> Iterator[tuple[Any, bool]]:
    for element in container.iter("a", "iframe", "embed"):
        yield element, True
    for anchor in outside.iter("a"):
        yield anchor, False


def _in_file_place(anchor: Any) -> bool:
    """Whether an anchor outside the body stands in an attachment list or beside the word 附件."""
    around = [
        up for up, _ in zip(anchor.iterancestors(), range(4), strict=False) if up.tag not in ("body", "html")
    ]
    if any(_FILE_PLACE.search(f"{up.get('class') or ''} {up.get('id') or ''}") for up in around):
        return True
    beside = _first_words(around[:3])
    return "附件" in beside or "下载" in beside


def _first_words(around: Iterable[Any]) -> str:
    texts = ((up.text or "") + "".join(child.tail or "" for child in up) for up in around)
    cells = (
        other.text or ""
        for up in around
        if up.tag in ("td", "dd")
        for other in up.itersiblings(preceding=True)
    )
    return "".join((*texts, *cells))


def _words(element: Any) -> str:
    return fold("".join(element.itertext()))
