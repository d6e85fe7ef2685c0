"""中国政府网 and UCAP portals: `/zhengce/content/YYYY-MM/DD/content_N.htm`; table.bd1 over #UCAP-CONTENT."""

import re

from spiders.extract.recorded import date_in
from spiders.family import Family, Feed, ListSource
from spiders.listing.json_rows import json_feed


def feed(source: ListSource) -> Feed | None:
    """A page of `/common/search/<channel>?page=&_isJson=true`; None for a page of plain rows."""
    return json_feed(source.text, source.url)


FAMILY = Family(
    name="govcn",
    label="中国政府网（UCAP）",
    article_url=re.compile(r"/(?:\d{4}-\d{2}/\d{2}|\d{6})/content_\d+\.s?html?(?:$|[?#])"),
    info=("table.bd1",),
    body=("#UCAP-CONTENT", ".pages_content", "#ContentText"),
    heading=(".article h1", ".pages-title", "#ti"),
    shown_date=(".pages-date",),
    breadcrumb=(".BreadcrumbNav", ".crumbs"),
    signs=("UCAP-CONTENT",),
    feed=feed,
    recorded=date_in(r"/(\d{4})-(\d{2})/(\d{2})/content_\d+\.s?html?"),
)
