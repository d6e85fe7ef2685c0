"""无锡's intertid platform: `/doc/YYYY/MM/DD/<id>.shtml`; values stand between `<!--<$[SYH]>-->` marks.

On this platform 发文日期 is the day the paper was made, beside 公开日期.
"""

import re

from spiders.cms import Family
from spiders.recorded import date_in

FAMILY = Family(
    name="intertid",
    label="无锡 intertid 平台",
    article_url=re.compile(r"/doc/\d{4}/\d{2}/\d{2}/\d+\.s?html?(?:$|[?#])"),
    info=("table.art_xxgktab", ".table01 table", ".xxgk_table"),
    body=("#Zoom", "#zoom", ".Zoom", ".article_zoom", "#zoomcon", ".con_text"),
    heading=(".art_title", ".mainCont h1", ".article h1"),
    meanings={"发文日期": "dated_on", "发文时间": "dated_on"},
    signs=("<!--<$[", "art_xxgktab", "/intertidwebapp/"),
    recorded=date_in(r"/doc/(\d{4})/(\d{2})/(\d{2})/\d+\.s?html?"),
)
