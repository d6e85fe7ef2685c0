"""Lists that come as data (JSON, JSONP, XML, a script's literals): the array of objects with titles, addresses, days."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from auditor.models import Entry
from auditor.models.address import canonical
from auditor.models.feed import SectionFeed
from auditor.text.dates import parse_date
from auditor.workdays import BEIJING
from spiders.html.markup import join, parse
from spiders.html.script_values import literal
from spiders.html.visible import words
from spiders.listing.paging import is_count, squeezed
from spiders.listing.rows import once

_TITLES = tuple(
    "title doctitle maintitle articletitle infotitle newstitle showtitle vctitle ctitle name".split()
)
_LINKS = tuple(
    "url posturl docpuburl link linkurl articleurl href infourl pageurl puburl weburl detailurl htmlurl surl urlpath".split()
)
_DAYS = tuple(
    (
        "displaypublishtime publishedtimestr publishedtimeformat pubdate publishdate publishtime publishedtime"
        " docrelpubtime docreltime pubtime releasedate releasetime firstpublishtime infodate showdate showtime"
        " deploytime displaytime fbrq date"
    ).split()
)
_TOTALS = tuple(
    "total totalcount recordcount totalrecord totalrecords totalelements totalnum totalrow totalrows totalsize totalhits count".split()
)
_FIELDS = {
    **dict.fromkeys(("identifier", "indexnumber", "syh", "csyh", "indexno", "idxid"), "index_number"),
    **dict.fromkeys(
        ("documentnumber", "refno", "wjbh", "cwjbh", "filenum", "fileno", "pcode"), "document_number"
    ),
    **dict.fromkeys(("publisher", "fbjg", "puborg"), "publisher"),
    **dict.fromkeys(("writedate", "cfwrqformat"), "dated_on"),
    **dict.fromkeys(("theme", "subject"), "subject"),
}
_STATES = ("code", "status", "errcode", "errorcode", "retcode", "resultcode")
_FINE = ("0", "1", "200", "0000", "00000", "ok", "success", "true", "succeed", "y")
_FILLED = re.compile(r"\{(\w+)\}")
_CALLBACK = re.compile(
    r"\s*(?:/\*.*?\*/)?\s*(?:[\w$.]{1,60}\s*\(|(?:var\s+)?[\w$.]{1,60}\s*=)\s*(?=[\[{])", re.DOTALL
)
_TITLE_LIKE = re.compile(r"(?<!sub)(?<!short)(?:title|titlename|bt)$")
_LINK_LIKE = re.compile(
    r"(?<!img)(?<!image)(?<!pic)(?<!icon)(?<!thumb)(?<!logo)(?<!video)(?<!file)(?<!attach)(?<!site)(?<!channel)(?<!column)(?<!home)(?<!source)(?:url|link|href)$"
)
_DAY_LIKE = re.compile(
    r"(?:pub|publish|published|release|rel|show|display|info|deploy|fb|news|doc).{0,12}(?:date|time|timestr|rq|sj)$"
)
_USUAL = {"title": (_TITLES, _TITLE_LIKE), "link": (_LINKS, _LINK_LIKE), "date": (_DAYS, _DAY_LIKE)}
_MAX_DEPTH = 7


@dataclass(frozen=True, slots=True)
class JsonList:
    """What an answer of data says of a list."""

    entries: tuple[Entry, ...]
    rows: int  # objects in the array, whether they became entries or not
    total: int | None
    refused: bool = False  # the answer says that it failed

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
        return json.loads(body, strict=False)
    except (ValueError, RecursionError):
        return literal(body) if body[:1] in ("{", "[") else None


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
        arrays = [a for a in _arrays(value, 0) if not a or any(_is_row(row, form) for row in a)]
        best = max((a for a in arrays if a), key=_dated, default=None)
        if best is None and not arrays:
            return None
        filled = [row for row in best or () if _is_row(row, form)]
    total = _told_total(value, form)
    entries = (_entry(_flat(row), url, form) for row in filled)
    return JsonList(once(entry for entry in entries if entry), len(filled), total, _failed(value))


def markup_in(value: Any) -> str | None:
    """The longest text of a value that is markup with links: interfaces that hand over a piece of a page."""
    texts = (
        text
        for text in _texts(value, 0)
        if "<" in text and ("href" in text or "<li" in text or "<tr" in text)
    )
    return max(texts, key=len, default=None)


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
    return _of_element(root, 0) if root is not None else None


def _of_element(element: Any, depth: int) -> Any:
    """An element as data: children of one name are a list, what holds no element is its text."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children or depth > _MAX_DEPTH:
        return (element.text or "").strip() or element.get("href") or ""
    found: dict[str, Any] = dict(element.attrib)
    grouped: dict[str, list[Any]] = {}
    for child in children:
        grouped.setdefault(etree.QName(child).localname, []).append(_of_element(child, depth + 1))
    for name, values in grouped.items():
        rows = [value for value in values if isinstance(value, dict)]
        found[name] = values if len(values) > 1 or (rows and _is_row(rows[0], None)) else values[0]
    return found


def _arrays(value: Any, depth: int) -> Iterator[list[Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        if all(isinstance(item, dict) for item in value):
            yield value
        elif value and all(isinstance(item, list) for item in value):
            for item in value:
                yield from _arrays(item, depth + 1)
        return
    for item in value.values() if isinstance(value, dict) else ():
        yield from _arrays(item, depth + 1)


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
    yield from (int(low[name]) for name in _TOTALS if is_count(str(low.get(name, ""))))
    for item in value.values():
        yield from _totals(item, depth + 1)


def _is_row(row: Any, form: SectionFeed | None) -> bool:
    if not isinstance(row, dict):
        return False
    low = _flat(row)
    return bool(_told(low, form, "title")) and bool(_told(low, form, "link"))


def _told(row: Mapping[str, Any], form: SectionFeed | None, name: str) -> Any:
    """A row's title, link or date: by the key that the profile names, else by those in common use, else by one alike."""
    key = getattr(form, name) if form else ""
    if key:
        return (
            _FILLED.sub(lambda hole: str(row.get(squeezed(hole.group(1)), "")), key)
            if "{" in key
            else row.get(squeezed(key), "")
        )
    usual, like = _USUAL[name]
    return _first(row, usual) or _first(row, tuple(key for key in row if like.search(key)))


def _dated(array: list[Any]) -> tuple[int, int]:
    """How many of its rows tell a day: menus have titles and addresses too."""
    return sum(bool(_told(_flat(row), None, "date")) for row in array), len(array)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Keys in one form; UCAP's domainMetaList of key/value pairs laid open beside them."""
    flat = {squeezed(key): value for key, value in row.items()}
    for pair in _pairs(flat.get("domainmetalist"), 0):
        flat.setdefault(squeezed(str(pair["key"])), pair["value"])
    return flat


def _pairs(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict) and {"key", "value"} <= value.keys():
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _pairs(item, depth + 1)


def _entry(row: Mapping[str, Any], base: str, form: SectionFeed | None) -> Entry | None:
    title = words(parse(f"<p>{_told(row, form, 'title')}</p>"), gap="")
    url = join(base, str(_told(row, form, "link")))
    if not title or not url or canonical(url) == canonical(base):
        return None
    fields = {name: str(row[key]).strip() for key, name in _FIELDS.items() if _says(row.get(key))}
    if form and form.number and _says(number := row.get(squeezed(form.number))):
        fields["document_number"] = str(number).strip()
    return Entry(url, title, _day(_told(row, form, "date")), fields)


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if _says(row.get(name))), "")


def _says(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and bool(str(value).strip())


def _day(value: Any) -> dt.date | None:
    """A day from text, or from seconds or milliseconds since 1970 as Beijing counts them."""
    if not str(value).isdecimal() or len(str(value)) not in (10, 13):
        return parse_date(str(value))
    seconds = int(value) // (1000 if len(str(value)) == 13 else 1)
    return dt.datetime.fromtimestamp(seconds, BEIJING).date()
