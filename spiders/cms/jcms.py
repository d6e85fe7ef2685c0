"""Hanweb JCMS, xxgk and jpaas: `/art/YYYY/M/D/art_<column>_<id>.html` and `/col/col<N>/art/YYYY/art_<hex>.html`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from spiders.extract.recorded import date_in
from spiders.family import Course, Family, Feed, ListSource, Step
from spiders.html.markup import Markup, join
from spiders.html.script_values import literal, objects_after, pairs
from spiders.listing.paging import declared_total, is_count, steps_to, turned, with_query
from spiders.listing.rows import entries_of

_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[[^\]]{0,200}?href\s*=\s*[\"']([^\"']+)[\"']", re.DOTALL)
_NO_RECORDS = re.compile(r"<recordset>\s*</recordset>|<recordset\s*/>")
_ASKED = (
    "col",
    "appid",
    "webid",
    "path",
    "columnid",
    "sourceContentType",
    "unitid",
    "webname",
    "permissiontype",
)
_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_BODY_BEGINS = re.compile(r"<!--\s*(?:ZJEG_RSS\.content\.begin|<\$\[信息内容\]>begin)\s*-->")
_BODY_ENDS = re.compile(r"<!--\s*(?:ZJEG_RSS\.content\.end|<\$\[信息内容\]>end)\s*-->")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A piece of a page that jpaas builds on request."""

    url: str
    count: int | None
    size: int | None
    page: int

    def step(self, page: int) -> Step:
        asked = f'{{"pageNo":{page},"pageSize":{self.size or 15}}}'
        return Step(with_query(self.url, {"paramJson": asked}), number=page)


def feed(source: ListSource) -> Feed | None:
    """A record set, embedded in the page or from dataproxy.jsp, and the request for the next group of records."""
    records = list(_records(source.text))
    if not records and "<datastore>" not in source.text:
        return None
    markup = "".join(f"<div>{record}</div>" for record in records)
    page = Markup(f"<body>{markup}</body>", source.url, source.charset)
    entries = entries_of(page.root.xpath("/html/body/div"), page)
    total = declared_total(source.text)
    unread = not entries and total != 0 and not _NO_RECORDS.search(source.text)
    if unread:
        return Feed(course=Course(doubt="记录集中的条目未能读到", total=total))
    return Feed(entries, _course(source, len(records), total), len(records) - len(entries))


def _course(source: ListSource, count: int, total: int | None) -> Course:
    """On to the next group; where none follows, the stated count tells whether there should be one."""
    steps, by = _next_group(source, count), "记录集"
    if steps:
        return Course(steps, total=total, open=True, by=by)
    if not count and (total or 0) == 0:
        return Course(end="记录集写明没有条目", total=total, by=by)
    if not count:
        return Course(open=True, total=total, by=by)
    if total is None:
        return Course(doubt="记录集没有写明共几条，也没有下一组", by=by)
    return Course(end=f"记录集写明共 {total} 条，没有下一组", total=total, by=by)


def _records(text: str) -> Iterator[str]:
    """The markup inside each `<record><![CDATA[…]]></record>`."""
    for piece in text.split("<record>")[1:]:
        record = piece.partition("</record>")[0]
        start, end = record.find("<![CDATA["), record.rfind("]]>")
        if 0 <= start < end:
            yield record[start + 9 : end]


def _next_group(source: ListSource, count: int) -> tuple[Step, ...]:
    """By the set's own link to the next group, else by start and end record."""
    if count == 0:
        return ()
    if link := _NEXT_GROUP.search(source.text):
        return steps_to(source, join(source.url, link.group(1).replace("&amp;", "&")))
    total = declared_total(source.text) or 0
    asked = dict(parse_qsl(urlsplit(source.url).query))
    if is_count(asked.get("endrecord", "")):
        return _records_after(source, source.url, int(asked["endrecord"]), count, total)
    if is_count(asked.get("page", "")) and "dataproxy" in source.url:
        step = turned(source.asked or Step(source.url))
        return (step,) if step and total > count else ()
    for options in objects_after(source.text, ".jpage("):
        values = pairs(options)
        target = join(source.url, values.get("proxyUrl"))
        if target and "columnid" in values:
            query = {name: values[name] for name in (*_ASKED, "perPage") if name in values}
            perpage = query.pop("perPage", str(count))
            asked_for = with_query(target, {**query, "perpage": perpage})
            return _records_after(source, asked_for, count, count, total)
    return ()


def _records_after(source: ListSource, url: str, read: int, count: int, total: int) -> tuple[Step, ...]:
    if read >= total:
        return ()
    return steps_to(source, with_query(url, {"startrecord": read + 1, "endrecord": min(read + count, total)}))


def following(source: ListSource) -> Course | None:
    """The pages after the first one of jpaas: a block counts the rows and names the interface that has the rest."""
    if unit := next(_units(source), None):
        if unit.count is None or not unit.size:
            return None
        if unit.count <= unit.size:
            return Course(end=f"翻页块写明共 {unit.count} 条", total=unit.count, by="jpaas 翻页块")
        step = unit.step(unit.page + 1)
        return Course((step,), total=unit.count, open=True, by="jpaas 翻页块")
    return None


def seek(source: ListSource) -> Course | None:
    """The first page of a list that jpaas fills by a script's tag."""
    unit = next(_units(source), None)
    return Course((unit.step(1),), open=True, moves=True, by="jpaas 接口") if unit else None


def _units(source: ListSource) -> Iterator[_Unit]:
    """The blocks and script tags that name an interface of jpaas."""
    if "querydata" not in source.text.lower():
        return
    for element in Markup(source.text, source.url).root.iter():
        data = literal(element.get("querydata") or "") if isinstance(element.tag, str) else None
        url = join(source.url, element.get("uniturl") or element.get("url") or _UNIT) if data else None
        if url and isinstance(data, dict):
            told = {name: int(value) for name, value in element.attrib.items() if is_count(value)}
            yield _Unit(with_query(url, data), told.get("count"), told.get("rows"), told.get("pageno", 1))


def unwrap(text: str) -> str | None:
    """The body between the publishing marks."""
    begin = _BODY_BEGINS.search(text)
    end = _BODY_ENDS.search(text, begin.end()) if begin else None
    return text[begin.end() : end.start()] if begin and end else None


FAMILY = Family(
    name="jcms",
    label="大汉版通 JCMS",
    article_url=re.compile(r"/art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_[0-9a-f_]+\.html?(?:$|[?#])"),
    list_url=re.compile(r"/col/col\d+/(?:index\.html?)?(?:$|[?#])"),
    info=("table.xxgk_article", ".xxgk_table", ".xxgk-table", ".xxgk_bt", ".xxgkxl_table", ".bt_table"),
    body=("#zoom", "div.zoom", ".article_cont", ".wzzw"),
    heading=(".xl_title", ".article_title", ".title_con", ".main-title"),
    breadcrumb=(".xl_curpage", ".currentpath", ".curpos", ".position"),
    signs=(
        "id='hiddenLocation'",
        'id="hiddenLocation"',
        "/module/visitcount/",
        "name='Maketime'",
        "ZJEG_RSS",
    ),
    recorded=date_in(r"/art/(\d{4})/(\d{1,2})/(\d{1,2})/art_"),
    unwrap=unwrap,
    feed=feed,
    following=following,
    seek=seek,
)
