"""List rows as entries: title, address, date and the columns a list shows. A date is never completed."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from auditor.models import Entry
from auditor.models.address import canonical
from auditor.models.spaces import fold, squeeze
from auditor.text.dates import parse_date
from auditor.text.fields import DATE_FIELDS, field_of
from spiders.html.markup import Markup
from spiders.html.visible import words
from spiders.listing.row_dates import dates, day_apart, held_days, is_date, split_days, tells_day

_CUT = re.compile(r"(?:…|\.{2,}|⋯)+$")
_MARK = re.compile(r"^(?:[·•▪■◆●►▶»>\s]+|\[\s*\]|new|NEW)+|(?:new|NEW|HOT)$")
_CONTROL_LINK = re.compile(
    r"(?:更多|more|详情|查看(?:全文|详情|更多)?|下载|附件(?:下载)?|阅读全文|打印|关闭|返回|首页|上一?页|下一?页|尾页|末页|[«\u2039<>\u203a»\d\s.…]+)+[>》]*",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"[\[【(（]?(?:详情|详细|查看(?:全文|详情|详细|原文|内容)?|阅读全文|点击查看|打开|浏览)[\]】)）>》…]*"
)
_TO_ANOTHER = re.compile(
    r"[\[【(（]?\s*(?:政策|文字|图文|图片|部门|视频|专家|媒体|动漫|一图)?(?:解读|图解|读懂)[\]】)）]?\s*[:：|]"
    r"|[\[【(（]?(?:相关|关联|附件|原文)\w{0,6}[\]】)）]?\s*[:：]|《.*》.{0,6}(?:解读|图解|问答|说明)$"
)
_SAID_DAY = re.compile(r"(?:发布|公开|公布)(?:日期|时间)\s*[:：]\s*(?=\d{4})")
_LEAST_TITLE = 8  # characters by which a title differs from what a row is filed under
_LONGEST_DAY = 20  # characters of a day with its hour
_SHORTEST_NAME = 5  # characters of a title that is no link
_DATE_LABELS = {"日期", "时间", "更新日期", "更新时间", "录入时间"}
_LABELLED = re.compile(r"([\w（()）\s]{2,14}?)\s*[:：]\s*")
_TITLE_CLASSES = {
    "mc": "title",
    "rq": "published_on",
    "syh": "index_number",
    "wh": "document_number",
    "fbjg": "publisher",
}


def entries_of(rows: Iterable[Any], page: Markup) -> tuple[Entry, ...]:
    """The entries of these rows in order, each address once; header rows and rows without a link are left out."""
    found = (entry_of(row, page) for row in rows)
    return once(entry for entry in found if entry)


def once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries without those whose canonical address came before."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        kept.setdefault(canonical(entry.url), entry)
    return tuple(kept.values())


def entry_of(row: Any, page: Markup) -> Entry | None:
    """One row as an entry; None where nothing in it leads to an item."""
    found = item_of(row, page)
    if found is None:
        return None
    (anchor, url), title = found, title_of(found[0])
    if not title or canonical(url) == canonical(page.url):
        return None
    columns = dict(_columns(row, anchor))
    shown = {
        name: value for name, value in columns.items() if value and name not in ("title", "published_on")
    }
    return Entry(url, title, _published_on(row, anchor, columns), shown)


def item_of(row: Any, page: Markup) -> tuple[Any, str] | None:
    """The element that carries the row's title, and where the row leads: an anchor with most words that is no control
    such as 查看; else the words beside the one control, or those of a row that is clicked itself."""
    anchors = [row] if row.tag == "a" else row.iter("a")
    linked = [(a, url) for a in anchors if (url := page.link(a))]
    usable = [(a, url) for a, url in linked if _naming(a)]
    if len(usable) == 1:
        return usable[0]
    if usable:
        main = [pair for pair in usable if names_row(pair[0], row)]
        main = main if any(len(title_of(a)) >= _LEAST_TITLE for a, _ in main) else usable
        return max(main, key=lambda pair: len(title_of(pair[0])))
    urls = {url for a, url in linked if _OPENS.fullmatch(title_of(a))} or _clicked(row, page)
    part = _named_part(row) if len(urls) == 1 else None
    return (part, next(iter(urls))) if part is not None else None


def names_row(anchor: Any, row: Any) -> bool:
    """Whether an anchor may be the row's own title: it neither says what it is to another paper, as 解读：… does, nor
    stands in a list inside the row."""
    if _TO_ANOTHER.match(title_of(anchor)):
        return False
    around = itertools.takewhile(lambda e: e is not row, anchor.iterancestors())
    return all(e.tag not in ("ul", "ol") for e in around)


def _clicked(row: Any, page: Markup) -> set[str]:
    """Where a click on the row leads: what it holds itself is believed before what stands inside it."""
    return {page.clicked[row]} if row in page.clicked else page.clickable.get(row, set())


def _named_part(row: Any) -> Any | None:
    """The part of a row without a link of its own that names it: under the column of titles, else with most words."""
    cells = [cell for cell in row.iterchildren() if isinstance(cell.tag, str)]
    heads = _heads(row, len(cells))
    titled = next((cell for place, cell in enumerate(cells) if heads.get(place) == "title"), None)
    if titled is not None:
        return titled
    parts = ((len(_own_words(e)), e) for e in row.iter() if isinstance(e.tag, str) and e.tag != "a")
    size, part = max(parts, key=lambda pair: pair[0], default=(0, None))
    return part if size >= _SHORTEST_NAME else None


def _own_words(element: Any) -> str:
    """The words of an element beside its inner elements, if they are no date."""
    text = fold("".join((element.text or "", *((child.tail or "") for child in element))))
    return "" if is_date(text) else text


def title_of(anchor: Any) -> str:
    """The words of an anchor, or its title attribute where the words are cut short or missing."""
    text = _MARK.sub("", _without_dates(anchor)).strip()
    full = fold(anchor.get("title") or "")
    if not text:
        return full or " ".join(anchor.xpath("(.//img/@alt)[1]")).strip()
    if not _CUT.search(text):
        return text
    start = squeeze(_CUT.sub("", text))
    lines = re.split(r"[\r\n]+", anchor.get("title") or "")
    whole = next((fold(line) for line in lines if start in squeeze(line)), "")
    return whole.partition("标题：")[2] or whole or text


def column_of(label: str) -> str | None:
    """The field a column header names; 日期 alone is the list's own date."""
    squeezed = squeeze(label)
    if squeezed in _DATE_LABELS:
        return "published_on"
    name = field_of(label)
    return None if name in DATE_FIELDS - {"published_on", "dated_on", "issued_on", "effective_on"} else name


def _published_on(row: Any, anchor: Any, columns: Mapping[str, str]) -> dt.date | None:
    """The day under the date column, else the only complete date that stands by itself outside the title.

    A column of another date (成文日期) beside none of publication leaves it open.
    """
    if labelled := columns.get("published_on"):
        return parse_date(labelled)
    if DATE_FIELDS & columns.keys():
        return None
    if said := _SAID_DAY.search(text := words(row)):
        return next(dates(text[said.end() : said.end() + _LONGEST_DAY]), None)
    days = {day for text in _beside(row, anchor) if tells_day(text) for day in dates(text)}
    days = days or split_days(row) or held_days(row)
    if not days:
        return day_apart(row)
    return days.pop() if len(days) == 1 else None


def _naming(anchor: Any) -> bool:
    title = title_of(anchor)
    return bool(title) and not _CONTROL_LINK.fullmatch(title)


def _without_dates(anchor: Any) -> str:
    """The anchor's words without the dates set apart in it."""
    if len(anchor) == 0:
        return words(anchor)
    text = words(anchor, gap="")
    for element in _apart(anchor):
        text = text.removesuffix(words(element, gap="")).removeprefix(words(element, gap="")).strip()
    return text


def _apart(anchor: Any) -> list[Any]:
    """Inner elements that hold nothing but a date and stand at either end of the title."""
    text = words(anchor, gap="")
    inner = [e for e in anchor.iterdescendants() if isinstance(e.tag, str) and is_date(words(e))]
    return [e for e in inner if text.endswith(date := words(e, gap="")) or text.startswith(date)]


def _beside(row: Any, anchor: Any) -> Iterator[str]:
    """The row's texts outside its title, and the dates set apart inside the anchor."""
    yield from (words(element) for element in _apart(anchor))
    inside = {anchor, *anchor.iterdescendants()}
    for element in row.iter():
        if not isinstance(element.tag, str):
            continue
        if element not in inside:
            yield element.text or ""
        if element is not row and (element is anchor or element not in inside):
            yield element.tail or ""


def _columns(row: Any, anchor: Any) -> Iterator[tuple[str, str]]:
    """Field and text of each cell, by column header, by known class, or by a label in front of the value."""
    cells = [cell for cell in row.iterchildren() if isinstance(cell.tag, str)]
    heads = _heads(row, len(cells))
    for place, cell in enumerate(cells):
        name = heads.get(place) or _TITLE_CLASSES.get((cell.get("class") or "").split(" ")[0])
        if name and anchor not in (cell, *cell.iterdescendants()):
            yield name, words(cell)
    inside = set(anchor.iterdescendants())
    for element in row.iterdescendants("p", "span", "div", "td", "dd", "em", "i"):
        if element not in inside and len(element) <= 2:
            yield from _labelled(words(element))


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """`索引号：…` as a field; only where one label opens the text."""
    match = _LABELLED.match(text)
    name = column_of(match.group(1)) if match else None
    if match and name and not _LABELLED.search(text, match.end()):
        yield name, text[match.end() :].strip()


def _heads(row: Any, width: int) -> Mapping[int, str]:
    """Column number to field, from the table's header row or the list's first row without links."""
    for head in _header_rows(row):
        cells = [cell for cell in head.iterchildren() if isinstance(cell.tag, str)]
        if len(cells) == width and width > 1:
            names = ((place, column_of(words(cell))) for place, cell in enumerate(cells))
            return {place: name for place, name in names if name}
    return {}


def _header_rows(row: Any) -> Sequence[Any]:
    """The row that may name this row's columns: a table's first row of names, a list's first row without links."""
    table = next(row.iterancestors("table"), None) if row.tag == "tr" else row.getparent()
    if table is None:
        return []
    first = list(islice((e for e in table.iter(row.tag) if e is not table), 3 if row.tag == "tr" else 1))
    return [e for e in first if e is not row and e.find(".//a") is None]
