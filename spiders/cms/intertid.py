"""无锡's intertid platform: `/doc/YYYY/MM/DD/<id>.shtml`; values stand between `<!--<$[SYH]>-->` marks.

On this platform 发文日期 is the day the paper was made, beside 公开日期.
"""

import re

from spiders.extract.recorded import date_in
from spiders.family import Course, Family, Feed, ListSource, Step
from spiders.html.markup import join
from spiders.listing.feeds import data_feed

_CHANNEL = re.compile(r"chanId['\"]?\s*[:=]\s*['\"]?(\w{1,40})")


def feed(source: ListSource) -> Feed | None:
    """A page of `getDocuments?chanId=&Index=&pageSize=`, or the page whose script asks for the first of them."""
    if "/govChanInfo/" in source.url:
        return data_feed(source)
    channel = _CHANNEL.search(source.text)
    if channel is None or "govChanInfo" not in source.text:
        return None
    asked = f"/intertidwebapp/govChanInfo/getDocuments?chanId={channel.group(1)}&Index=1&pageSize=20"
    url = join(source.url, asked)
    return Feed(course=Course((Step(url, number=1),), open=True, moves=True, by="目录接口")) if url else None


FAMILY = Family(
    name="intertid",
    label="无锡 intertid 平台",
    article_url=re.compile(r"/doc/\d{4}/\d{2}/\d{2}/\d+\.s?html?(?:$|[?#])"),
    info=("table.art_xxgktab", ".table01 table", ".xxgk_table"),
    body=("#Zoom", "#zoom", ".Zoom", ".article_zoom", "#zoomcon", ".con_text"),
    heading=(".art_title", ".mainCont h1", ".article h1"),
    meanings={"发文日期": "dated_on", "发文时间": "dated_on"},
    signs=("<!--<$[", "art_xxgktab", "/intertidwebapp/"),
    tabbed=True,
    feed=feed,
    recorded=date_in(r"/doc/(\d{4})/(\d{2})/(\d{2})/\d+\.s?html?"),
)
