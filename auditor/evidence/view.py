"""A crawled page shown inert: its words and tables, nothing that runs, loads, sends or hides; the quoted words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape

import nh3

from auditor.files.magic import sniff_file
from auditor.text.decode import decode, media_type
from auditor.text.seen import Seen, seen, seen_masked
from auditor.text.terminal import harmless

# For whoever serves or prints such a page: nothing is fetched, run or sent, whatever stands in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = (
    "body{font:16px/1.8 serif;margin:2em auto;max-width:56em;overflow-wrap:anywhere}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2em .5em;vertical-align:top}"
    "th{text-align:left;font-weight:normal;color:#444;white-space:nowrap}"
    "mark{background:#ffe066;outline:2px solid #c60}.link{border-bottom:1px dotted #36c}.told{color:#666}"
)
MOST_CHARACTERS = 3_000_000
MOST_OPEN = 500  # elements opened and not closed, from which a page is taken apart instead of parsed
MOST_STRAY = 50_000  # signs & and < that open no element; likewise
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr br table caption thead tbody tfoot tr section article"
    " header footer nav main aside center figure figcaption address fieldset legend".split()
)
_INLINE = frozenset("span b strong i em u s del ins sub sup code td th font small big".split())
_SILENT = {
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "frameset", "noframes",
    "object", "embed", "applet", "canvas", "audio", "video", "map", "select", "datalist", "textarea", "noembed", "xmp",
}  # fmt: skip
_READ = {*_BLOCKS, *_INLINE, "a", "img"}
_SHOWN = {*_BLOCKS, *_INLINE, "mark"}
_CELL = {"colspan", "rowspan"}
_TOKEN = re.compile(r"(<[^>]*>)")  # of what the sanitizer wrote: it leaves no > inside a tag
_TAG = re.compile(r"</?([a-z0-9]+)")
_ATTRIBUTE = re.compile(r'(href|src|alt)="([^"]*)"')
_TITLE = re.compile(r"<(/?)title\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9]*")
_CLOSED_BY_NEXT = frozenset("p li td th tr dt dd option br img hr input meta link".split())
_SPAN = re.compile(r"[1-9]\d?")


def inert(
    body: bytes, headers: Mapping[str, str] | None = None, quote: str = "", *, masked: bool = False
) -> str:
    """The page as an HTML document that can be opened anywhere; `headers` as it was answered with.

    `masked`: personal numbers in it are masked, and of its markup no more than lines is kept.
    """
    shown = inert_fragment(body, headers, quote, masked=masked)
    return document("页面快照", shown)


def document(title: str, fragment: str) -> str:
    """An HTML document around inert fragments. The title is escaped here, the fragment is not."""
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(harmless(title))}</title><style>{STYLE}</style></head>\n<body>\n{fragment}\n</body></html>\n"
    )


def inert_fragment(
    body: bytes, headers: Mapping[str, str] | None = None, quote: str = "", *, masked: bool = False
) -> str:
    """The same, to stand inside a page of our own."""
    kind = sniff_file(body)
    if kind not in (None, "html"):
        return _told("页面没有内容。" if kind == "empty" else f"这是 {kind} 文件，这里不显示；原文见佐证包。")
    text = decode(body, headers).text
    cut = _told(f"内容过长，这里只显示前 {MOST_CHARACTERS} 字。") if len(text) > MOST_CHARACTERS else ""
    text = text[:MOST_CHARACTERS]
    if not (kind == "html" or "html" in media_type(headers or {}) or text.lstrip().startswith("<")):
        return cut + inert_lines(text.splitlines(), quote, masked=masked)
    if _is_wild(text):
        told = _told("页面的标记杂乱，这里只显示文字。")
        return cut + told + inert_lines(_words(text), quote, masked=masked, coded=True)
    if masked:
        return cut + inert_lines(_lines(_tokens(text)), quote, masked=True, coded=True)
    return cut + _clean("".join(_marked(_tokens(text), quote)))


def plain_lines(body: bytes) -> Seen:
    """The words of a kept HTML page as the masked view shows them, line by line, for papers that print no markup."""
    text = decode(body, None).text[:MOST_CHARACTERS]
    return seen_masked(_joined(_words(text) if _is_wild(text) else _lines(_tokens(text)), coded=True))


def inert_lines(lines: Iterable[str], quote: str = "", *, masked: bool = False, coded: bool = False) -> str:
    """Plain lines, one paragraph each; `coded`: they still hold &amp; and the like."""
    text = _joined(lines, coded=coded)
    words = seen_masked(text) if masked else seen(text)
    return "".join(f"<p>{line}</p>\n" for line in _with_marks(words, quote))


def _joined(lines: Iterable[str], *, coded: bool) -> str:
    text = "\n".join(line.strip() for line in lines if line.strip())
    return unescape(text) if coded else text


def _with_marks(lines: Seen, quote: str) -> Iterator[str]:
    """The lines as markup, what is quoted marked."""
    for pieces in lines.pieces([quote]):
        coded = ((escape(text, quote=False), is_quoted) for text, is_quoted in pieces)
        yield "".join(f"<mark>{text}</mark>" if is_quoted else text for text, is_quoted in coded)


def _told(words: str) -> str:
    return f'<p class="told">{escape(words)}</p>\n'


def _is_wild(text: str) -> bool:
    """Whether parsing would take long: its time grows with depth times size, and with stray signs by stray signs."""
    depth = tags = 0
    for match in _ANY_TAG.finditer(text):
        tags += 1
        if match[2].lower() not in _CLOSED_BY_NEXT:
            depth = max(depth - 1, 0) if match[1] else depth + 1
            if depth > MOST_OPEN:
                return True
    return text.count("&") + text.count("<") - tags > MOST_STRAY


def _words(text: str) -> Iterator[str]:
    """What stands between tags, scripts and styles aside: one pass, whatever the markup."""
    silent = ""
    for piece in text.split("<"):
        tag, _, words = piece.partition(">")
        name = match[0].lower() if (match := _NAME.match(tag)) else ""
        if silent:
            silent = "" if name == f"/{silent}" else silent
            continue
        silent = name if name in ("script", "style") else ""
        if not silent:
            yield from (words if name or tag.startswith("!") else piece).splitlines()


def _tokens(text: str) -> list[str]:
    """Tags and words in turn; links and pictures as words that load nothing."""
    clean = nh3.clean(
        _TITLE.sub(r"<\1p>", text),
        tags=_READ,
        clean_content_tags=_SILENT,
        attributes={"a": {"href"}, "img": {"src", "alt"}, "td": _CELL, "th": _CELL},
        attribute_filter=_within_bounds,
        url_schemes={"http", "https"},
        link_rel=None,
    )
    return [piece for token in _TOKEN.split(clean) if token for piece in _plain(token)]


def _within_bounds(_tag: str, name: str, value: str) -> str | None:
    """A cell over a hundred thousand columns is an attack."""
    return value if name not in _CELL or _SPAN.fullmatch(value) else None


def _plain(token: str) -> Iterator[str]:
    if token == "</a>":
        yield "</span>"
    elif token.startswith("<a"):
        told = dict(_ATTRIBUTE.findall(token))
        yield f'<span class="link" title="{told["href"]}">' if "href" in told else "<span>"
    elif token.startswith("<img"):
        told = dict(_ATTRIBUTE.findall(token))
        yield f'<span class="told" title="{told.get("src", "")}">'
        yield f"［图片：{told['alt']}］" if told.get("alt") else "［图片］"
        yield "</span>"
    else:
        yield token if token.startswith("<") else escape(harmless(unescape(token)), quote=False)


def _lines(tokens: Iterable[str]) -> list[str]:
    """The words as they stand, a line a block, a row of a table on one line."""
    pieces = []
    for token in tokens:
        name = match[1] if (match := _TAG.match(token)) else ""
        between = "\n" if name in _BLOCKS else " " if token.startswith(("<td", "<th")) else ""
        pieces.append(between if name else token)
    return "".join(pieces).splitlines()


def _marked(tokens: list[str], quote: str) -> list[str]:
    """The tokens with the quoted words marked, be they parted by tags."""
    places = [place for place, token in enumerate(tokens) if not token.startswith("<")] if quote else []
    words = [unescape(tokens[place]) for place in places]
    marked = dict(zip(places, _with_marks(Seen(words, words), quote), strict=True))
    return [marked.get(place, token) for place, token in enumerate(tokens)]


def _clean(html: str) -> str:
    """Markup that leaves here was written by the sanitizer, whatever was done to it in between."""
    return nh3.clean(
        html,
        tags=_SHOWN,
        attributes={"span": {"title", "class"}, "td": _CELL, "th": _CELL},
        attribute_filter=_of_ours,
        url_schemes=set(),
        link_rel=None,
    )


def _of_ours(tag: str, name: str, value: str) -> str | None:
    return value if name != "class" or value in ("link", "told") else _within_bounds(tag, name, value)
