"""Lists that come as JSON: the array of objects with titles, addresses and days, whatever the keys are called."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from auditor.models import Entry
from auditor.text.dates import parse_date
from auditor.workdays import BEIJING
from spiders.family import Feed, Step
from spiders.html.markup import join, parse
from spiders.html.visible import words
from spiders.listing.paging import MAX_PAGES, PAGE_WORDS, is_count, page_number, with_query
from spiders.listing.rows import once

_TITLES = ("title", "doctitle", "name", "maintitle", "articletitle")
_LINKS = ("url", "post_url", "docpuburl", "link", "linkurl", "articleurl", "href")
_DAYS = (
    *(
        "display_publish_time",
        "publishedtimestr",
        "published_time_format",
        "pubdate",
        "publishdate",
        "publish_date",
    ),
    *(
        "publishtime",
        "publishedtime",
        "docrelpubtime",
        "docreltime",
        "pubtime",
        "releasedate",
        "first_publish_time",
    ),
)
_SIZES = ("pagesize", "rows", "size", "limit", "perpage")
_TOTALS = ("total", "totalcount", "recordcount", "totalrecord", "totalelements", "count")
_FIELDS = {
    **dict.fromkeys(("identifier", "indexnumber", "syh", "c_syh", "indexno", "idxid"), "index_number"),
    **dict.fromkeys(
        ("document_number", "refno", "wjbh", "c_wjbh", "filenum", "fileno", "pcode"), "document_number"
    ),
    **dict.fromkeys(("publisher", "fbjg", "puborg"), "publisher"),
    **dict.fromkeys(("writedate", "c_fwrq_format"), "dated_on"),
    **dict.fromkeys(("theme", "subject"), "subject"),
}
_MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class JsonList:
    """What a JSON answer says of a list."""

    entries: tuple[Entry, ...]
    rows: int  # objects in the array, whether they became entries or not
    total: int | None


def load(text: str) -> Any:
    """The value of a JSON or JSONP text; None where it is neither."""
    body = text.strip()
    if body[:1] not in ("{", "["):
        body = body[body.find("(") + 1 : body.rfind(")")]
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def read_json(text: str, url: str) -> JsonList | None:
    """The list in a JSON text; None where there is no JSON or no list in it."""
    value = load(text)
    arrays = [array for array in _arrays(value, 0) if not array or any(_is_row(row) for row in array)]
    filled = max((array for array in arrays if array), key=_dated, default=None)
    total = next(_totals(value, 0), None)
    if filled is None and not (arrays and total == 0):
        return None
    rows = [row for row in filled or () if _is_row(row)]
    entries = (_entry(_flat(row), url) for row in rows)
    return JsonList(once(entry for entry in entries if entry), len(rows), total)


def json_feed(text: str, url: str) -> Feed | None:
    """The list with the request for its next page, by the page number in the address; None where it is no JSON list."""
    found = read_json(text, url) if text.lstrip()[:1] in ("{", "[") else None
    if found is None:
        return None
    query = {name.lower(): value for name, value in parse_qsl(urlsplit(url).query)}
    place, number = next((w for w in PAGE_WORDS if w in query), None), page_number(url)
    size = next((int(query[n]) for n in _SIZES if is_count(query.get(n, ""))), found.rows)
    if place is None or number is None or not found.rows or number * size >= (found.total or 0):
        return Feed(found.entries, total=found.total if place is None else None)
    steps = (Step(with_query(url, {place: number + 1})),) if number < MAX_PAGES else ()
    return Feed(found.entries, steps)


def _arrays(value: Any, depth: int) -> Iterator[list[Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        if all(isinstance(item, dict) for item in value):
            yield value
        return
    for item in value.values() if isinstance(value, dict) else ():
        yield from _arrays(item, depth + 1)


def _totals(value: Any, depth: int) -> Iterator[int]:
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return
    low = {key.lower(): item for key, item in value.items()}
    yield from (int(low[name]) for name in _TOTALS if is_count(str(low.get(name, ""))))
    for item in value.values():
        yield from _totals(item, depth + 1)


def _is_row(row: Any) -> bool:
    low = {key.lower() for key in row} if isinstance(row, dict) else set()
    return bool(low & set(_TITLES)) and bool(low & set(_LINKS))


def _dated(array: list[Any]) -> int:
    """How many of its rows tell a day: menus have titles and addresses too."""
    return sum(bool({key.lower() for key in row} & set(_DAYS)) for row in array)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Keys in lower case; UCAP's domainMetaList of key/value pairs laid open beside them."""
    flat = {key.lower(): value for key, value in row.items()}
    for pair in _pairs(flat.get("domainmetalist"), 0):
        flat.setdefault(str(pair["key"]).lower(), pair["value"])
    return flat


def _pairs(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict) and {"key", "value"} <= value.keys():
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _pairs(item, depth + 1)


def _entry(row: Mapping[str, Any], base: str) -> Entry | None:
    title = words(parse(f"<p>{_first(row, _TITLES)}</p>"), gap="")
    url = join(base, str(_first(row, _LINKS)))
    if not title or not url:
        return None
    fields = {name: str(row[key]).strip() for key, name in _FIELDS.items() if _says(row.get(key))}
    return Entry(url, title, _day(_first(row, _DAYS)), fields)


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
