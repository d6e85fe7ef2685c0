"""The files that a page offers: by plain links, by script, by elements of a template's own, in frames that show them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import etree

from auditor.models import Attachment
from auditor.models.address import file_name as last_part
from auditor.models.address import unescaped
from auditor.models.spaces import fold
from spiders.extract.body import address, own_words
from spiders.extract.container import is_aside

FILE_TYPES = frozenset(
    "pdf doc docx wps xls xlsx et ppt pptx dps zip rar 7z ofd txt csv rtf tif tiff jpg jpeg png mp4 mp3".split()
)
_PICTURES = frozenset({"jpg", "jpeg", "png", "mp4", "mp3"})
_PAPERS = FILE_TYPES - _PICTURES
SHOWN_TYPES = {"application/pdf": "pdf", "application/ofd": "ofd", "application/msword": "doc"}
_PLAIN = ("a", "iframe", "embed", "object")
_DOWNLOAD = re.compile(
    r"downfile\.jsp|download\.jsp|/module/download/|/download(?:File)?\?|filedownload|/attach", re.I
)
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,4})(?=$|[?&#]|;jsessionid=)")
_WEB_PAGE = re.compile(r"\.s?html?(?:$|[?#])", re.IGNORECASE)
_SHOWN_BY = (
    "file",
    "url",
    "src",
    "path",
    "fileurl",
    "filepath",
    "pdfurl",
)  # the query of a page that shows a file, e.g. pdf.js/web/viewer.html
_SHOWS = re.compile(r"pdf|view|preview|reader|ofd|office|read", re.IGNORECASE)  # in the path of such a page
_SERVES = re.compile(r"\.(?:jspx?|do|action|php|aspx?)$|down", re.IGNORECASE)
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{12,600}={0,2}")  # an address as kkFileView is given it
_QUOTED = re.compile(r"""'([^'"]{3,500})'|"([^'"]{3,500})\"""")
_FILE_PLACE = re.compile(r"attach|accessor|appendix|fujian|(?:^|[-_\s])fj|down|file", re.IGNORECASE)
_OTHERS = re.compile(
    r"relat|recommend|tuijian|hot|rank|list|(?:^|[-_\s])xg", re.IGNORECASE
)  # lists of other papers
_HEADS_FILES = re.compile(r"[【\[]?(?:相关|文件|公文|本文|正文)?附件(?:下载|列表|材料|清单)?[】\]]?[:：]?")
_NAMED_BY = ("download", "title", "data-name", "data-title", "data-filename", "filename", "name")
_BARE = frozenset("下载 点击下载 立即下载 附件下载 查看 点击查看 预览 在线预览 打开".split())
_NAMES_PAPER = re.compile(rf"\.(?:{'|'.join(sorted(_PAPERS))})(?![A-Za-z0-9])", re.IGNORECASE)
_WITH_MORE = etree.XPath(  # elements that may offer a file otherwise than a plain link does
    "(descendant::*/@*[contains(., '.')]"
    "[not(name() = 'href' or name() = 'src' or name() = 'style' or name() = 'class')]/.."
    " | descendant::*/@href[starts-with(., 'javascript')]/.."
    " | descendant::*/@src/parent::*[not(self::iframe or self::embed)])"
    "[not(self::img or self::link or self::meta or self::script or self::input)]"
)  # from the attributes up: most elements have none that counts


@dataclass(frozen=True, slots=True)
class Offer:
    """An element that offers a file, and the file's address as it stands."""

    element: Any
    href: str
    type: str  # "" for a download of unknown type

    @property
    def by_script(self) -> bool:
        """Whether the address does not stand where a plain link has it."""
        return self.element.tag not in _PLAIN or self.href not in _plain_address(self.element)


def names_papers(markup: str) -> bool:
    """Whether a page's source names any file of a paper at all: most name none beside their plain links."""
    return _NAMES_PAPER.search(markup) is not None


def attachments(container: Any, outside: Any, base: str, *, by_script: bool) -> tuple[Attachment, ...]:
    """The files that the body, the information table and the attachment list offer, each once; `by_script`: scripts
    and attributes are looked through too."""
    found: dict[str, Attachment] = {}
    named: dict[str, bool] = {}  # by words of an anchor; an icon before them has none
    for offer, inside in _offers(container, outside, by_script):
        words = own_words(offer.element)
        if not (inside or _in_file_place(offer.element) or _is_by_itself(offer, words)):
            continue
        if offer.type in _PICTURES and not (inside and words):
            continue  # a picture that leads to itself is no attachment
        url = address(base, offer.href)
        if url and (url not in found or (words and not named[url])):
            found[url] = Attachment(url, _name(offer, words, url), offer.type)
            named[url] = bool(words)
    return tuple(found.values())


def offer_of(element: Any) -> Offer | None:
    """The file that one element offers: by its address, else by an address in its script or its other attributes."""
    if plain := _plainly(element):
        return plain
    for value in _told(element):
        if "/" in value and (type_ := file_type(value)) in _PAPERS:  # a bare name is what the file is called
            return Offer(element, value, type_ or "")
    return None


def _plainly(element: Any) -> Offer | None:
    """The file that a link or a frame names as its address."""
    plain = _plain_address(element) if element.tag in _PLAIN else ""
    inner = _shown_by(plain) or plain
    type_ = file_type(inner) or _type_said(element, inner)
    return None if type_ is None else Offer(element, inner, type_)


def _type_said(element: Any, address: str) -> str | None:
    """The type of a paper that is shown under an address without its own, as the element calls it; "" for a download."""
    said = (element.get("type") or "").strip().lower() if element.tag in ("embed", "object") else ""
    return SHOWN_TYPES.get(said) if address and said else file_type(address)


def keep_buttons(root: Any) -> None:
    """Buttons that offer a file count as its links; all other buttons are left out of a page."""
    for button in root.iter("button"):
        if offer_of(button):
            button.tag = "span"


def shown_paper(root: Any) -> Any | None:
    """The element in which a page shows a paper instead of words of its own: a frame, a player."""
    shown = (offer_of(element) for element in root.iter("iframe", "embed", "object"))
    return next((offer.element for offer in shown if offer and offer.type in _PAPERS), None)


def shown_file(href: str) -> str | None:
    """The paper that an address leads to, or that the page there is asked to show; None where there is none."""
    inner = _shown_by(href)
    return inner or (href if file_type(href) in _PAPERS else None)


@lru_cache(maxsize=16_384)  # a portal's menus stand on each of its pages
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


def _offers(container: Any, outside: Any, by_script: bool) -> Iterator[tuple[Offer, bool]]:
    for inside, place, tags in ((True, container, _PLAIN), (False, outside, _PLAIN)):
        for element in place.iter(*tags):
            if offer := _plainly(element):
                yield offer, inside
        for element in _WITH_MORE(place) if by_script else ():
            if offer := offer_of(element):
                yield offer, inside


def _plain_address(element: Any) -> str:
    written = element.get("href") or element.get("src") or element.get("data") or ""
    return "" if written.lstrip()[:11].lower() == "javascript:" else str(written)


def _told(element: Any) -> Iterator[str]:
    """The addresses in an element's script and attributes, quoted words of scripts among them."""
    for name, value in element.items():
        if name.startswith("on") or value.lstrip()[:11].lower() == "javascript:":
            yield from (single or double for single, double in _QUOTED.findall(value))
        elif name not in ("href", "src", "class", "id", "style", "title", "alt", *_NAMED_BY) or (
            element.tag not in _PLAIN and name in ("href", "src")
        ):
            yield value.strip()


def _shown_by(href: str) -> str | None:
    """The file that a page for showing files is asked to show."""
    path, _, query = href.partition("?")
    is_page = _WEB_PAGE.search(path) is not None
    if not query or not (is_page or _SHOWS.search(path)) or file_type(path) in _PAPERS:
        return None
    asked = {name.lower(): value for name, value in parse_qsl(query.partition("#")[0])}
    told = [value for name in _SHOWN_BY if (value := asked.get(name)) and (is_page or _is_whole(path, value))]
    told += (inner for name in _SHOWN_BY if (inner := _decoded(asked.get(name, ""))))
    shown = next((value for value in told if file_type(value) in _PAPERS), None)
    try:
        return urljoin(path, shown) if shown else None
    except ValueError:
        return None


def _is_whole(path: str, value: str) -> bool:
    """Whether what a program is given to show is an address on its own, and no place in a store of the program's."""
    return value.startswith(("http://", "https://")) or (value.startswith("/") and not _SERVES.search(path))


def _decoded(value: str) -> str:
    """The address that a value is in Base64; "" where it is none."""
    if not _ENCODED.fullmatch(value):
        return ""
    try:
        told = b64decode(value.replace("-", "+").replace("_", "/") + "=" * (-len(value) % 4)).decode()
    except ValueError:
        return ""
    return told if told.startswith(("/", "http://", "https://")) else ""


def _name(offer: Offer, words: str, url: str) -> str:
    """What the file is called: the link's words; where they only say 下载, the element's own attributes or neighbour."""
    if words and not (offer.by_script and words in _BARE):
        return words
    told = (offer.element.get(name) for name in (_NAMED_BY if offer.by_script else ("title",)))
    beside = _words_before(offer.element) if words else ""
    return (next(filter(None, told), None) or beside or file_name(url)).strip()


def _words_before(element: Any) -> str:
    """What the element or text before one says: in a list of files that is the file's name."""
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        return fold(parent.text or "") if parent is not None else ""
    return fold(before.tail or "") or own_words(before)


def _is_by_itself(offer: Offer, words: str) -> bool:
    """Whether an element outside the body is a file of the page by what it is: a link that calls itself 附件 or bears
    the file's own name, a frame that shows a paper; not in menus, feet and lists of other papers."""
    if offer.type not in _PAPERS and not words.startswith("附件"):
        return False
    called = _NAMES_PAPER.search(words) is not None and offer.element.getparent().tag != "li"
    shown = offer.element.tag in ("iframe", "embed", "object")
    around = " ".join(f"{up.get('class') or ''} {up.get('id') or ''}" for up in offer.element.iterancestors())
    others = called and not shown and _OTHERS.search(around)
    return (
        (words.startswith("附件") or called or shown)
        and not others
        and not is_aside(offer.element.getparent())
    )


def _in_file_place(element: Any) -> bool:
    """Whether an element outside the body stands in an attachment list or beside the word 附件."""
    around = [
        up for up, _ in zip(element.iterancestors(), range(4), strict=False) if up.tag not in ("body", "html")
    ]
    if any(_FILE_PLACE.search(f"{up.get('class') or ''} {up.get('id') or ''}") for up in around):
        return True
    beside = _first_words(around[:3])
    return "附件" in beside or "下载" in beside or any(map(_is_headed_so, around[:3]))


def _is_headed_so(block: Any) -> bool:
    """Whether the line right above a block calls it the page's files: 相关附件："""
    head = block.getprevious()
    if head is None or not isinstance(head.tag, str) or is_aside(block):
        return False
    return _HEADS_FILES.fullmatch(own_words(head)) is not None


def _first_words(around: Iterable[Any]) -> str:
    texts = ((up.text or "") + "".join(child.tail or "" for child in up) for up in around)
    cells = (
        other.text or ""
        for up in around
        if up.tag in ("td", "dd")
        for other in up.itersiblings(preceding=True)
    )
    return "".join((*texts, *cells))
