"""Hanweb JCMS, xxgk and jpaas: `/art/YYYY/M/D/art_<column>_<id>.html` and `/col/col<N>/art/YYYY/art_<hex>.html`."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from spiders.extract.recorded import date_in
from spiders.family import Family, Feed, ListSource, Step
from spiders.html.markup import Markup, join
from spiders.html.script_values import objects_after, pairs
from spiders.listing.paging import declared_total, is_count, steps_to, with_query
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
_BODY_BEGINS = re.compile(r"<!--\s*(?:ZJEG_RSS\.content\.begin|<\$\[信息内容\]>begin)\s*-->")
_BODY_ENDS = re.compile(r"<!--\s*(?:ZJEG_RSS\.content\.end|<\$\[信息内容\]>end)\s*-->")


def feed(source: ListSource) -> Feed | None:
    """A record set, embedded in the page or from dataproxy.jsp, and the request for the next group of records."""
    records = list(_records(source.text))
    if not records and "<datastore>" not in source.text:
        return None
    markup = "".join(f"<div>{record}</div>" for record in records)
    page = Markup(f"<body>{markup}</body>", source.url)
    entries = entries_of(page.root.xpath("/html/body/div"), page)
    total = declared_total(source.text)
    unread = not entries and total != 0 and not _NO_RECORDS.search(source.text)
    why = "记录集中的条目未能读到" if unread else ""
    return Feed(entries, _next_group(source, len(records)), total, why)


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
    for literal in objects_after(source.text, ".jpage("):
        values = pairs(literal)
        target = join(source.url, values.get("proxyUrl"))
        if target and "columnid" in values:
            query = {name: values[name] for name in (*_ASKED, "perPage") if name in values}
            perpage = query.pop("perPage", str(count))
            return _records_after(
                source, with_query(target, {**query, "perpage": perpage}), count, count, total
            )
    return ()


def _records_after(source: ListSource, url: str, read: int, count: int, total: int) -> tuple[Step, ...]:
    if read >= total:
        return ()
    return steps_to(source, with_query(url, {"startrecord": read + 1, "endrecord": min(read + count, total)}))


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
)
