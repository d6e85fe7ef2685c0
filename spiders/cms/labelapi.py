"""Label-API portals of 安徽, 四川 and others: `/public/column/…`, `/content/detail/…`; th/td pairs over .wzcon."""

import re
from urllib.parse import parse_qsl

from spiders.family import Course, Family, ListSource, Step
from spiders.html.markup import Markup, join
from spiders.html.script_values import objects_after, pairs
from spiders.listing.paging import MAX_PAGES, is_count, page_number, with_query
from spiders.listing.row_groups import ARTICLE, rows_of

_ROW = re.compile(r"class=[\"']mc[\"'][^>]*>\s*<a\b|xxgk_navli")
_PLACE = {"pageIndex", "pageCount", "url", "data", "currentPage", "total"}


def following(source: ListSource) -> Course | None:
    """The pages that `Ls.pagination({url, data, pageCount})` leads to.

    All at once, since what the interface returns need not repeat the count; from the first, where the page
    itself shows no row yet.
    """
    if "Ls.pagination" not in source.text:
        return None
    shown = page_number(source.url) or (1 if _shows_rows(source) else 0)
    for literal in objects_after(source.text, "Ls.pagination"):
        values = pairs(literal)
        target = join(source.url, values.get("url"))
        count = values.get("pageCount", "")
        if target and is_count(count):
            query = {**_data(literal), "pageIndex": 0}
            pages = range(shown + 1, min(int(count), MAX_PAGES) + 1)
            steps = tuple(Step(with_query(target, {**query, "pageIndex": n}), number=n) for n in pages)
            return Course(steps, end="" if steps else f"翻页脚本写明共 {count} 页", by="Ls.pagination")
    return None


def _shows_rows(source: ListSource) -> bool:
    page = Markup(source.text, source.url)
    return bool(_ROW.search(source.text) or rows_of(page, lambda url: ARTICLE.search(url) is not None))


def _data(literal: str) -> dict[str, str]:
    """The request's own values, written as an object or as a query string."""
    values = pairs(literal)
    if "=" in values.get("data", ""):
        return dict(parse_qsl(values["data"], keep_blank_values=True))
    inner = next(objects_after(literal, "data"), "{}")
    return {name: value for name, value in pairs(inner).items() if name not in _PLACE}


FAMILY = Family(
    name="labelapi",
    label="标签接口平台",
    article_url=re.compile(
        r"/(?:public/(?:content|\d+)/\d+|(?:content/article|xxgk/content)/\d+)(?:\.html?)?(?:$|[?#])"
    ),
    list_url=re.compile(r"/(?:public|content)/column/\d+|/site/label/\d+"),
    info=(".table_suoyin", ".xxgk-table", ".suoyin table"),
    body=(".wzcon", "#zoom", ".j-fontContent", ".contentbox"),
    heading=(".wztit", ".newstitle", "h1.title"),
    shown_date=(".wzfbxx",),
    rows=("ul:has(> li.mc)", ".xxgk_navli"),
    following=following,
    signs=("Ls.pagination", "/site/label/", "j-fontContent", 'class="wzcon'),
)
