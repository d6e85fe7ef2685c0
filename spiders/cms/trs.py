"""TRS WCM: `…/YYYYMM/tYYYYMMDD_<id>.html`. The date in the path is the day of saving, not of publication."""

import re

from spiders.extract.recorded import date_in
from spiders.family import Family, Pager

_DRAWN = tuple(
    Pager(label=call, call=call, block_first=block_first, counts_from=1 if block_first else 0)
    for call in ("createPageHTML", "createPage")
    for block_first in (False, True)
)
_INLINE = Pager(
    label="countPage 变量",
    counts_from=0,
    pages=("countPage", "nPageCount"),
    current=("currentPage", "nCurrIndex"),
    stem=("sPageName",),
    extension=("sPageExt",),
)

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
    pagers=(*_DRAWN, _INLINE),
    rows=('[ms-visible*="showStatic"] li',),  # the Fujian template keeps its first pages in hidden blocks
    recorded=date_in(r"/t(\d{4})(\d{2})(\d{2})_\d+\.s?html?"),
)
