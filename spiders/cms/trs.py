"""TRS WCM: `…/YYYYMM/tYYYYMMDD_<id>.html`. The date in the path is the day of saving, not of publication."""

import re

from spiders.extract.recorded import date_in
from spiders.family import Family

FAMILY = Family(
    name="trs",
    label="拓尔思 WCM",
    article_url=re.compile(r"/t\d{8}_\d+\.s?html?(?:$|[?#])"),
    body=(
        ".TRS_Editor",
        ".trs_editor_view",
        ".TRS_UEDITOR",
        ".article_content",
        "#Zoom",
        "#zoom",
        ".article-body",
    ),
    heading=(".detail-article-title h2", ".article_title", ".xl-title", ".detail-title"),
    breadcrumb=(".position", ".crumbs", ".dqwz", ".curpos", ".location"),
    signs=(
        "TRS_Editor",
        "trs_editor_view",
        "TRS_UEDITOR",
        "createPageHTML(",
        "trsapi",
        'class="CurrChnlCls"',
    ),
    rows=('[ms-visible*="showStatic"] li',),  # the Fujian template keeps its first pages in hidden blocks
    recorded=date_in(r"/t(\d{4})(\d{2})(\d{2})_\d+\.s?html?"),
)
