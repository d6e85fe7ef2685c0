"""中国政府网 and UCAP portals: `/zhengce/content/YYYY-MM/DD/content_N.htm`; table.bd1 over #UCAP-CONTENT."""

import re

from spiders.extract.recorded import date_in
from spiders.family import Course, Family, ListSource, Step
from spiders.html.markup import Markup, join

_ASKED = "_isAgg=true&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName=&page=1"


def seek(source: ListSource) -> Course | None:
    """The interface that the page's meta `channelid` names, where its script stands in a file of its own."""
    metas = Markup(source.text, source.url).root.iter("meta")
    channel = next((m.get("content") for m in metas if (m.get("name") or "").lower() == "channelid"), None)
    if not channel or not re.fullmatch(r"[\w-]{6,64}", channel):
        return None
    place = "/common/search/" if "/common/search" in source.text else "/searchList/"
    url = join(source.url, f"{place}{channel}?{_ASKED}")
    return Course((Step(url, number=1),), open=True, moves=True, by=f"频道接口 {place}") if url else None


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
    seek=seek,
    recorded=date_in(r"/(\d{4})-(\d{2})/(\d{2})/content_\d+\.s?html?"),
)
