"""Lists that come as data (JSON, JSONP, XML, a script's literals): the array of objects with titles, addresses, days."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from auditor.models import Entry
from auditor.models.address import canonical
from auditor.models.feed import SectionFeed
from spiders.html.markup import join, parse
from spiders.html.script_values import literal
from spiders.html.visible import words
from spiders.listing.paging import is_count, squeezed
from spiders.listing.placed_rows import named_rows
from spiders.listing.row_keys import FIELDS, day_of, flat, says, told
from spiders.listing.rows import once

_TOTALS = tuple(
    (
        "total totalcount recordcount recordtotal totalrecord totalrecords totalelements totalnum totalrow totalrows"
        " totalsize totalhits totalitems totalcounts allcount rowcount numfound recordsfiltered recordstotal"
        " itotaldisplayrecords itotalrecords count"
    ).split()
)
_PAGES = (
    "totalpage",
    "totalpages",
    "pagecount",
    "pagetotal",
    "totalpagenum",
    "totalpagecount",
    "maxpage",
    "countpage",
)
_OF_PAGES = (
    "pagenum",
    "current",
    "pageno",
    "pageindex",
    "currentpage",
)  # beside these `pages` is their number
_GOES_ON = ("hasnextpage", "hasnext", "hasmore")
_LAST = ("islastpage", "lastpage", "last", "islast")
_ASIDE = re.compile(r"hot|recommend|banner|slide|focus|rank|relat|menu|nav|tree|advert|friend")
_STATES = ("code", "status", "errcode", "errorcode", "retcode", "resultcode")
_FINE = ("0", "1", "200", "0000", "00000", "ok", "success", "true", "succeed", "y")
_CALLBACK = re.compile(
    r"\s*(?:/\*.*?\*/)?\s*(?:[\w$.]{1,60}\s*\(|(?:var\s+)?[\w$.]{1,60}\s*=)\s*(?=[\[{])", re.DOTALL
)
_MAX_DEPTH = 7


@dataclass(frozen=True, slots=True)
class JsonList:
    """What an answer of data says of a list."""

    entries: tuple[Entry, ...]
    rows: int  # objects in the array, whether they became entries or not
    total: int | None
    refused: bool = False  # the answer says that it failed
    pages: int | None = None  # how many pages it says the list has
    ends: bool = False  # it says that this is its last page
    goes_on: bool = False  # it says that more follows

    @property
    def unlinked(self) -> int:
        """Rows beside its entries."""
        return self.rows - len(self.entries)


def is_data(text: str, media_type: str = "") -> bool:
    """Whether a text is data and no page, whatever it is called."""
    start = text.lstrip("\ufeff \r\n\t")[:400]
    if start[:1] in ("{", "[") or "json" in media_type:
        return True
    if start[:5] == "<?xml" or (start[:1] == "<" and "xml" in media_type):
        return "<html" not in start.lower()
    return _CALLBACK.match(start) is not None


def load(text: str) -> Any:
    """The value of a JSON, JSONP or XML text; None where it is none of them."""
    body = text.strip("\ufeff \r\n\t;")
    if body[:1] == "<":
        return _of_xml(body)
    if call := _CALLBACK.match(body):
        body = body[call.end() :].rstrip("; \r\n").removesuffix(")")
    try:
        return _unpacked(json.loads(body, strict=False))
    except (ValueError, RecursionError):
        return literal(body) if body[:1] in ("{", "[") else None


def _unpacked(value: Any) -> Any:
    """The value, with what it holds as a text of JSON laid open."""
    if not isinstance(value, dict):
        return value
    return {key: _of_text(item) for key, item in value.items()}


def _of_text(item: Any) -> Any:
    if not isinstance(item, str) or not item.lstrip().startswith(("{", "[{")):
        return item
    try:
        return json.loads(item, strict=False)
    except (ValueError, RecursionError):
        return item


def read_json(text: str, url: str) -> JsonList | None:
    """The list in a text of data; None where there is none in it."""
    return read_value(load(text), url)


def read_value(value: Any, url: str, form: SectionFeed | None = None) -> JsonList | None:
    """The list in a value, by the keys that `form` names or by those in common use; None where there is none."""
    if form and form.rows:
        rows = at(value, form.rows)
        if not isinstance(rows, list):
            return None
        filled = [row for row in rows if isinstance(row, dict)]
    else:
        named = [
            (key, a) for key, a in _arrays(value, "", 0) if not a or any(_is_row(row, form) for row in a)
        ]
        own = [a for key, a in named if not _ASIDE.search(key)]
        arrays = own or [a for _, a in named]
        best = max((a for a in arrays if a), key=_dated, default=None)
        if best is None and not arrays:
            return None
        filled = [row for row in best or () if _is_row(row, form)]
    total = _told_total(value, form)
    entries = (_entry(flat(row), url, form) for row in filled)
    found = once(entry for entry in entries if entry)
    return JsonList(found, len(filled), total, _failed(value), _told_pages(value, 0), *_said(value, 0))


def markup_in(value: Any) -> str | None:
    """The longest text of a value that is markup with links: interfaces that hand over a piece of a page."""
    texts = (
        text
        for text in _texts(value, 0)
        if "<" in text and ("href" in text or "<li" in text or "<tr" in text)
    )
    return max(texts, key=len, default=None)


def told_total(value: Any) -> int | None:
    """How many rows an answer says its list holds, whatever form these are in."""
    return _told_total(value, None)


def at(value: Any, path: str) -> Any:
    """What stands at a path of keys joined by dots; None where nothing does."""
    for key in path.split("."):
        if isinstance(value, list) and is_count(key):
            value = value[int(key)] if int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def _told_total(value: Any, form: SectionFeed | None) -> int | None:
    if form and form.total:
        told = str(at(value, form.total))
        return int(told) if is_count(told) else None
    return next(_totals(value, 0), None)


def _told_pages(value: Any, depth: int) -> int | None:
    """How many pages the answer says there are; `pages` alone may be the number of this one."""
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return None
    low = {squeezed(key): str(item) for key, item in value.items() if isinstance(item, int | str)}
    names = (*_PAGES, "pages") if any(is_count(low.get(name, "")) for name in _OF_PAGES) else _PAGES
    own = next((int(low[name]) for name in names if is_count(low.get(name, ""))), None)
    inner = (_told_pages(item, depth + 1) for item in value.values())
    return own if own is not None else next((told for told in inner if told is not None), None)


def _said(value: Any, depth: int) -> tuple[bool, bool]:
    """Whether the answer says in so many words that nothing follows, and whether that something does."""
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return False, False
    low = {squeezed(key): item for key, item in value.items()}
    ends = any(low.get(name) is False for name in _GOES_ON) or any(low.get(name) is True for name in _LAST)
    more = any(low.get(name) is True for name in _GOES_ON) or any(low.get(name) is False for name in _LAST)
    inner = [_said(item, depth + 1) for item in value.values() if isinstance(item, dict)]
    return ends or any(one for one, _ in inner), more or any(one for _, one in inner)


def _failed(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    low = {squeezed(key): item for key, item in value.items()}
    states = [str(low[name]).lower() for name in _STATES if isinstance(low.get(name), str | int)]
    return low.get("success") is False or any(state not in _FINE for state in states)


def _of_xml(text: str) -> Any:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is None:
        return None
    empty = _name(root) in ("rss", "feed") and not _has_items(root)
    return {"item": []} if empty else _of_element(root, 0)


def _name(element: Any) -> str:
    """Without its namespace; a parser that recovers lets names through that lxml itself refuses (<:)."""
    return str(element.tag).rpartition("}")[2]


def _has_items(root: Any) -> bool:
    names = (_name(e) for e in root.iter() if isinstance(e.tag, str))
    return any(name in ("item", "entry") for name in names)


def _of_element(element: Any, depth: int) -> Any:
    """An element as data: children of one name are a list, what holds no element is its text."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children and len(element.attrib) > 1 and not (element.text or "").strip():
        return dict(element.attrib)  # a row written as attributes
    if not children or depth > _MAX_DEPTH:
        return (element.text or "").strip() or element.get("href") or ""
    found: dict[str, Any] = dict(element.attrib)
    grouped: dict[str, list[Any]] = {}
    for child in children:
        grouped.setdefault(_name(child), []).append(_of_element(child, depth + 1))
    for name, values in grouped.items():
        rows = [value for value in values if isinstance(value, dict)]
        found[name] = values if len(values) > 1 or (rows and _is_row(rows[0], None)) else values[0]
    return found


def _arrays(value: Any, key: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """Every array of objects, with the key that it stands under."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        if all(isinstance(item, dict) for item in value):
            yield key, value
        elif placed := named_rows(value):
            yield key, placed
        elif value and all(isinstance(item, list) for item in value):
            for item in value:
                yield from _arrays(item, key, depth + 1)
        return
    for name, item in value.items() if isinstance(value, dict) else ():
        yield from _arrays(item, squeezed(name), depth + 1)


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list) and depth <= _MAX_DEPTH:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item, depth + 1)


def _totals(value: Any, depth: int) -> Iterator[int]:
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return
    low = {squeezed(key): item for key, item in value.items()}
    if is_count(str(low.get("records", ""))):  # jqGrid: beside it, total counts the pages
        yield int(low["records"])
    yield from (int(low[name]) for name in _TOTALS if is_count(str(low.get(name, ""))))
    held = low.get("total")
    if isinstance(held, dict) and is_count(str(held.get("value", ""))):  # Elasticsearch
        yield int(held["value"])
    for item in value.values():
        yield from _totals(item, depth + 1)


def _is_row(row: Any, form: SectionFeed | None) -> bool:
    if not isinstance(row, dict):
        return False
    low = flat(row)
    return bool(told(low, form, "title")) and bool(told(low, form, "link"))


def _dated(array: list[Any]) -> tuple[int, int]:
    """How many of its rows tell a day: menus have titles and addresses too."""
    return sum(bool(told(flat(row), None, "date")) for row in array), len(array)


def _entry(row: Mapping[str, Any], base: str, form: SectionFeed | None) -> Entry | None:
    title = words(parse(f"<p>{told(row, form, 'title')}</p>"), gap="")
    url = join(base, str(told(row, form, "link")))
    if not title or not url or canonical(url) == canonical(base):
        return None
    fields = {name: str(row[key]).strip() for key, name in FIELDS.items() if says(row.get(key))}
    if form and form.number and says(number := row.get(squeezed(form.number))):
        fields["document_number"] = str(number).strip()
    return Entry(url, title, day_of(told(row, form, "date")), fields)
