"""What a row of data calls its title, its address and its day: by names in common use, by names alike, by looks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.models.feed import SectionFeed
from auditor.text.written_dates import written_date
from spiders.listing.paging import squeezed

_TITLES = tuple(
    (
        "title doctitle maintitle articletitle infotitle newstitle showtitle vctitle ctitle name"
        " infoname docname newsname articlename subject caption headline topic wjmc mc"
    ).split()
)
_LINKS = tuple(
    "url posturl docpuburl link linkurl articleurl href infourl pageurl puburl weburl detailurl htmlurl surl urlpath".split()
)
_DAYS = tuple(
    (
        "displaypublishtime publishedtimestr publishedtimeformat pubdate publishdate publishtime publishedtime"
        " docrelpubtime docreltime pubtime releasedate releasetime firstpublishtime infodate showdate showtime"
        " deploytime displaytime fbrq published date"
    ).split()
)
FIELDS = {
    **dict.fromkeys(("identifier", "indexnumber", "syh", "csyh", "indexno", "idxid"), "index_number"),
    **dict.fromkeys(
        ("documentnumber", "refno", "wjbh", "cwjbh", "filenum", "fileno", "pcode"), "document_number"
    ),
    **dict.fromkeys(("publisher", "fbjg", "puborg"), "publisher"),
    **dict.fromkeys(("writedate", "cfwrqformat"), "dated_on"),
    **dict.fromkeys(("theme", "subject"), "subject"),
}
_FILLED = re.compile(r"\{(\w+)\}")
_TITLE_LIKE = re.compile(r"(?<!sub)(?<!short)(?:title|titlename|bt)$")
_LINK_LIKE = re.compile(
    r"(?<!img)(?<!image)(?<!pic)(?<!icon)(?<!thumb)(?<!logo)(?<!video)(?<!file)(?<!attach)(?<!site)(?<!channel)(?<!column)(?<!home)(?<!source)(?:url|link|href)$"
)
_DAY_LIKE = re.compile(
    r"(?:pub|publish|published|release|rel|show|display|info|deploy|fb|news|doc).{0,12}(?:date|time|timestr|rq|sj)$"
)
_USUAL = {"title": (_TITLES, _TITLE_LIKE), "link": (_LINKS, _LINK_LIKE), "date": (_DAYS, _DAY_LIKE)}
_ADDRESS = re.compile(
    r"(?:(?:https?:)?//\S+|\.{0,2}/[\w%./-]+\S*|[\w%./-]+\.(?:s?html?|jsp|aspx?|php)(?:\?\S*)?)",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|ico|mp[34])(?:$|\?)", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(
    r"img|image|pic|icon|thumb|logo|video|audio|file|attach|site|chan|column|home|source|parent|cover"
)
_DAY_ENDING = re.compile(r"(?:time|date|day|rq|sj|riqi|shijian)(?:str)?$")
_OTHER_DAY = re.compile(
    r"update|modif|edit|expir|end|start|begin|valid|effect|implement|sign|write|abolish|dead|close|birth|last|form|cfwrq|cwrq"
)
_MAX_DEPTH = 7


def told(row: Mapping[str, Any], form: SectionFeed | None, name: str) -> Any:
    """A row's title, link or date: by the key that the profile names, else by those in common use, else by one alike;
    an address and a day also by their looks, where the row holds one alone."""
    key = getattr(form, name) if form else ""
    if key:
        return (
            _FILLED.sub(lambda hole: str(row.get(squeezed(hole.group(1)), "")), key)
            if "{" in key
            else row.get(squeezed(key), "")
        )
    usual, like = _USUAL[name]
    found = _first(row, usual) or _first(row, tuple(key for key in row if like.search(key)))
    return found or (_only_address(row) if name == "link" else _only_day(row) if name == "date" else "")


def _only_address(row: Mapping[str, Any]) -> str:
    """The one value of a row that is a page's address, whatever it is called."""
    found = {
        value
        for key, value in row.items()
        if isinstance(value, str) and is_address(value)
        if not _OTHER_ADDRESS.search(key) and any(map(str.isdigit, value))  # a menu's way holds no number
    }
    return found.pop() if len(found) == 1 else ""


def _only_day(row: Mapping[str, Any]) -> str:
    """The one day that a row tells under a name of a time; when it was put in counts only where nothing else does."""
    days = {
        key: str(value)
        for key, value in row.items()
        if _DAY_ENDING.search(key) and not _OTHER_DAY.search(key) and says(value) and day_of(value)
    }
    shown = {key: value for key, value in days.items() if "creat" not in key and "add" not in key} or days
    return next(iter(shown.values())) if len(set(map(day_of, shown.values()))) == 1 else ""


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Keys in one form; UCAP's domainMetaList of key/value pairs laid open beside them."""
    inner = row.get("_source")  # of Elasticsearch
    row = {**row, **inner} if isinstance(inner, dict) else row
    found = {squeezed(key): value for key, value in row.items()}
    for pair in _pairs(found.get("domainmetalist"), 0):
        found.setdefault(squeezed(str(pair["key"])), pair["value"])
    return found


def _pairs(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict) and {"key", "value"} <= value.keys():
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _pairs(item, depth + 1)


def is_address(text: str) -> bool:
    """Whether a text is the address of a page."""
    return _ADDRESS.fullmatch(text) is not None and not _PICTURE.search(text)


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if says(row.get(name))), "")


def says(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and bool(str(value).strip())


def day_of(value: Any) -> dt.date | None:
    """The day of a value, as people or programs write it."""
    found = written_date(str(value))
    return found[0] if found else None
