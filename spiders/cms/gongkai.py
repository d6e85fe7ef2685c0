"""The platform of Zibo and its districts: `/gongkai/site_…/channel_…/doc_<24hex>.html`. Vendor unknown.

The older information table has 标题/索引号/文号/发文日期/发布机构, that of policy files eight labels with 成文日期.
Lists are filled by script; an unfilled column shows the unit's 指南.
"""

import re

from spiders.extract.recorded import object_id_time
from spiders.family import Course, Family, Feed, ListSource
from spiders.html.markup import Markup
from spiders.html.visible import words
from spiders.listing.row_groups import ARTICLE

_GUIDE = re.compile(r"(?:政府)?信息公开(?:工作)?指南")


def feed(source: ListSource) -> Feed | None:
    """Nothing but a warning where the platform shows the unit's 指南 in the place of the list; rows are read as usual."""
    if "/gongkai/" not in source.section_url:
        return None
    page = Markup(source.text, source.url, source.charset)
    leads_on = any(ARTICLE.search(page.link(a) or "") for a in page.root.iter("a"))
    if leads_on or not _GUIDE.search(words(page.root)):
        return None
    return Feed(course=Course(doubt="该栏目位置显示的是单位信息公开指南，列表由脚本加载，未能读到"))


FAMILY = Family(
    name="gongkai",
    label="淄博政务公开平台",
    article_url=re.compile(r"/channel_[^/]+/doc_[0-9a-f]{24}\.s?html?(?:$|[?#])"),
    list_url=re.compile(r"/gongkai/(?:site_[^/]+/)?(?:channel_[^/]+/)?(?:index\.html?)?(?:$|[?#])"),
    breadcrumb=(".position", ".location", ".crumbs", ".breadcrumb", ".dqwz"),
    meanings={"发文日期": "issued_on"},
    signs=("/gongkai/site_", "/gongkai/channel_"),
    coded_index=True,
    tabbed=True,
    recorded=object_id_time,
    feed=feed,
)
