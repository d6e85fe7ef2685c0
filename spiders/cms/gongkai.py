"""The platform of Zibo and its districts: `/gongkai/site_…/channel_…/doc_<24hex>.html`. Vendor unknown.

The older information table has 标题/索引号/文号/发文日期/发布机构, that of policy files eight labels with 成文日期.
Lists are filled by script; an unfilled column shows the unit's 指南.
"""

import re

from spiders.cms import Family
from spiders.recorded import object_id_time

FAMILY = Family(
    name="gongkai",
    label="淄博政务公开平台",
    article_url=re.compile(r"/channel_[^/]+/doc_[0-9a-f]{24}\.s?html?(?:$|[?#])"),
    list_url=re.compile(r"/gongkai/(?:site_[^/]+/)?(?:channel_[^/]+/)?(?:index\.html?)?(?:$|[?#])"),
    breadcrumb=(".position", ".location", ".crumbs", ".breadcrumb", ".dqwz"),
    meanings={"发文日期": "issued_on"},
    signs=("/gongkai/site_", "/gongkai/channel_"),
    recorded=object_id_time,
)
