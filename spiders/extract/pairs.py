"""Label and value pairs as they stand on a page: in neighbouring cells, in lists, in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from auditor.models.spaces import squeeze
from auditor.text.fields import field_of, squeeze_label
from auditor.text.written_dates import written_date
from spiders.extract.bracketed import GAP, bracketed_label, unbracketed
from spiders.extract.column_heads import value_below
from spiders.extract.container import BODY_MARK, Outline
from spiders.extract.footer import is_record_of_site, named_feet, site_feet
from spiders.extract.label_line import BUTTONS, LABEL_SIGN, clean, labelled
from spiders.html.visible import CONTROL_MARK, SCRIPT_MARK

LINE_FIELDS = frozenset(
    {"published_on", "source", "title", "keywords", "summary"}
)  # found outside tables too
_BLOCKS = frozenset(
    "p div table ul ol li dl dt dd tr td th tbody section form h1 h2 h3 h4 h5 h6 article".split()
)
_INLINE = frozenset("em strong b i font label".split())
_TAGS = "td th dt dd li p div span label em strong b i font h1 h2 h3 h4 h5 h6 section center".split()
_HEADS = frozenset("h1 h2 h3 h4 h5 h6".split())
_COLONS = ("：", ":", "∶")
_COLONS_AND_SPACE = "：:∶ \xa0\u3000\r\n\t"
_NAME = re.compile(r"[\u3400-\u9fff]{1,6}")
_MAX_LABEL, MAX_LINE, _MAX_VALUE = 24, 600, 2000
_MAX_DEPTH = 60
_MAX_NODES = 200  # hostile pages nest thousands deep
_MOST_PIECES = 12  # elements that a loose value is made of


@dataclass(frozen=True, slots=True)
class Pair:
    """One label and its value as they stand."""

    name: str
    label: str
    value: str
    after_body: bool = False
    scripted: bool = False  # script was to write the value
    in_cell: bool = False  # the label is a cell or a term of its own

    @property
    def is_strong(self) -> bool:
        """A field that only an information table gives."""
        return self.name not in LINE_FIELDS and bool(self.value)


def page_pairs(outline: Outline, meanings: Mapping[str, str], blocks: Iterable[Any]) -> tuple[Pair, ...]:
    """Every pair of a page but for its foot, those within `blocks` first."""
    pairs = list(_pairs_under(outline.root, meanings))
    if not pairs:
        return ()
    feet, named, known = site_feet(outline.root), named_feet(outline), set(blocks)
    kept = [
        (element, pair)
        for element, pair in pairs
        if not _is_within(element, feet) and (pair.name in LINE_FIELDS or not _is_within(element, named))
    ]
    inner = [_is_within(element, known) for element, _ in kept]
    first = (pair for (_, pair), within in zip(kept, inner, strict=True) if within)
    return (*first, *(pair for (_, pair), within in zip(kept, inner, strict=True) if not within))


def read_pairs(root: Any, meanings: Mapping[str, str]) -> tuple[Pair, ...]:
    """Every pair under `root` in document order."""
    return tuple(pair for _, pair in _pairs_under(root, meanings))


def _pairs_under(root: Any, meanings: Mapping[str, str]) -> Iterator[tuple[Any, Pair]]:
    """Each pair with the element it was found at."""
    after = False
    for element in root.iter(*_TAGS):
        after = after or element.get(BODY_MARK) is not None
        for pair in _pairs_at(element, meanings, after):
            if pair.name != "record_number" or not is_record_of_site(pair.value):
                yield element, pair


def _is_within(element: Any, blocks: set[Any]) -> bool:
    return bool(blocks) and any(up in blocks for up in islice(_upwards(element), _MAX_DEPTH))


def _pairs_at(element: Any, meanings: Mapping[str, str], after: bool) -> Iterator[Pair]:
    """The pair whose label is this element, or those that stand in its line."""
    if element.tag in _HEADS and (element.tail or "").strip():
        yield from (Pair(*told, after) for told in labelled(_line_behind(element), meanings))
    texts = _texts(element)
    whole = "".join(texts)
    short = whole if _is_within_limit(whole, _MAX_LABEL) else ""
    told = field_of(bracketed_label(short) or short, meanings) if short else None
    if told and not _is_half_empty(element):
        yield from _beside(element, told, short, meanings, after)
    elif _may_tell(texts, whole, meanings) and _holds_line(element) and _is_within_limit(whole, MAX_LINE):
        loose = len(element) > 0 and next(element.iter("a"), None) is None
        for name, label, value in labelled(GAP.join(texts), meanings, loose=loose):
            yield Pair(name, label, value, after, _is_scripted(element))


def _line_behind(head: Any) -> str:
    """The loose line that stands behind a heading in the same block, with the elements within it."""
    pieces = [head.tail or ""]
    for beside in islice(head.itersiblings(), _MOST_PIECES):
        if beside.tag in _BLOCKS or beside.tag == "br" or beside.get(BODY_MARK) is not None:
            break
        pieces += ["".join(beside.itertext()) if isinstance(beside.tag, str) else "", beside.tail or ""]
    line = GAP.join(pieces)
    return line if len(line) <= MAX_LINE else ""


def _may_tell(texts: list[str], whole: str, meanings: Mapping[str, str]) -> bool:
    """Whether the texts of a line may be labels and values: a sign stands among them, or a label is the first."""
    if not whole or LABEL_SIGN.search(whole):
        return bool(whole)
    return len(texts) > 1 and field_of(next(filter(str.strip, texts), ""), meanings) is not None


def _upwards(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _holds_line(element: Any) -> bool:
    """Whether an element is a line of its own: no blocks in it, and not part of a line around it."""
    if element.tag in _INLINE or any(child.tag in _BLOCKS for child in element):
        return False
    return element.tag != "span" or not _within_line(element)


def _within_line(span: Any) -> bool:
    """Whether the line around a span is short enough to be read as one; then the span is not read twice."""
    parent = span.getparent()
    if parent is None or parent.tag not in _TAGS or _text(parent, MAX_LINE) is None:
        return False
    return not any(child.tag in _BLOCKS for child in parent)


def _beside(element: Any, name: str, label: str, meanings: Mapping[str, str], after: bool) -> Iterator[Pair]:
    """The value that stands next to a label of its own: in the next cell or the next element."""
    in_cell = element.tag in ("td", "th", "dt")
    colon = label.rstrip().endswith(_COLONS) or bracketed_label(label) is not None
    label = bracketed_label(label) or label
    if not after and (below := value_below(element, meanings)) is not None:
        yield Pair(name, squeeze_label(label), clean(_value_text(below)), after, _is_scripted(below), True)
        return
    if not in_cell and (element.tail or "").strip(_COLONS_AND_SPACE):
        if not _within_line(element):  # else the line around it holds both and is read as a line
            yield from _loose(element, name, label, meanings, after)
        return
    if not in_cell and not _stands_alone(element, name, colon):
        return  # a menu item
    place = _next(element)
    if _asks(element) or (place is not None and _asks(place)):
        return
    value = "" if place is None else _value_text(place)
    if place is None or _is_label(value, meanings, known_only=in_cell):
        if not colon:
            return
        value, place = "", element
    if in_cell or _may_be_value(place, name, value, colon):
        yield Pair(name, squeeze_label(label), clean(value), after, _is_scripted(place), in_cell)


def _loose(element: Any, name: str, label: str, meanings: Mapping[str, str], after: bool) -> Iterator[Pair]:
    """The words that stand loose behind a label's element, up to the next label, block or break."""
    said = [element.tail or ""]
    for place in islice(element.itersiblings(), _MOST_PIECES):
        words = _text(place, MAX_LINE) if isinstance(place.tag, str) else ""
        if place.tag in _BLOCKS or place.tag == "br" or words is None or field_of(words, meanings):
            break
        said += (words, place.tail or "")
    value = clean("".join(said).strip(_COLONS_AND_SPACE))
    proved = name != "published_on" or written_date(value)
    if proved and len(value) <= MAX_LINE and "。" not in value:
        yield Pair(name, squeeze_label(label), value, after, _is_scripted(element))


def _stands_alone(element: Any, name: str, colon: bool) -> bool:
    """Whether a label outside cells may have its value in the next element; without a colon it may be a menu item."""
    if colon:
        return True
    common = name in LINE_FIELDS and name != "published_on"
    return not common and element.tag != "li" and next(element.iter("a"), None) is None


def _may_be_value(place: Any, name: str, value: str, colon: bool) -> bool:
    """Whether the element beside a label outside cells holds a value: not a lone colon, not a menu."""
    if colon:
        return not value or bool(value.strip(_COLONS_AND_SPACE))
    if not value:
        return _is_half_empty(place.getparent())
    if not value.strip(_COLONS_AND_SPACE) or next(place.iter("a"), None) is not None:
        return False
    return name != "published_on" or written_date(value) is not None


def _is_half_empty(row: Any) -> bool:
    """Whether a row is two elements of a kind, the label's and the value's, and the value was left out."""
    halves = [child for child in row if isinstance(child.tag, str)]
    if len(halves) != 2 or (row.text or "").strip():
        return False
    if halves[0].tag != halves[1].tag and (halves[0].tag, halves[1].tag) != ("dt", "dd"):
        return False
    return len(halves[1]) == 0 and not (halves[1].text or "").strip()


def _asks(element: Any) -> bool:
    """Whether a search form's control stands in place of a value."""
    return any(node.tag == "input" or node.get(CONTROL_MARK) for node in islice(element.iter(), _MAX_NODES))


def _next(element: Any) -> Any | None:
    """The element that a label's value stands in."""
    place = element.getnext()
    while place is not None and not isinstance(place.tag, str):
        place = place.getnext()
    if place is None:
        return None
    wanted = {"td": ("td", "th"), "th": ("td", "th"), "dt": ("dd",)}.get(element.tag)
    return place if wanted is None or place.tag in wanted else None


def _is_label(text: str, meanings: Mapping[str, str], *, known_only: bool) -> bool:
    """Whether a would-be value is the next label, or begins with one."""
    if unbracketed(text, meanings).startswith(GAP):
        return True
    head = re.split(r"[：:∶]", text, maxsplit=1)
    squeezed = squeeze_label(head[0])
    if field_of(squeezed, meanings) or squeezed in BUTTONS:
        return len(head) > 1 or squeezed == squeeze_label(text)
    return not known_only and len(head) > 1 and _NAME.fullmatch(squeezed) is not None


def _is_scripted(element: Any) -> bool:
    return any(node.get(SCRIPT_MARK) for node in islice(element.iter(), _MAX_NODES))


def _value_text(place: Any) -> str:
    """The words of a value's element; its paragraphs stay apart."""
    parted = any(child.tag in _BLOCKS or child.tag == "br" for child in place)
    return (_text(place, _MAX_VALUE, " " if parted else "") or "").strip()


def _text(element: Any, limit: int, gap: str = "") -> str | None:
    """All words of an element; None where they or its nodes are too many to be one label or line."""
    whole = gap.join(_texts(element))
    return whole if _is_within_limit(whole, limit) and (whole or not _is_crowded(element)) else None


def _texts(element: Any) -> list[str]:
    """The texts of an element in their order; none where its nodes are too many to be one label or line."""
    if len(element) == 0:  # most elements
        return [element.text or ""]
    return [] if _is_crowded(element) else list(element.itertext())


def _is_crowded(element: Any) -> bool:
    return len(element) > 0 and next(islice(element.iter(), _MAX_NODES, None), None) is not None


def _is_within_limit(text: str, limit: int) -> bool:
    return len(text) <= limit or len(squeeze(text)) <= limit
