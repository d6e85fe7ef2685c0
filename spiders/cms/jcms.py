"""Hanweb JCMS, xxgk and jpaas: `/art/YYYY/M/D/art_<column>_<id>.html` and `/col/col<N>/art/YYYY/art_<hex>.html`."""

import re

from spiders.cms import Family
from spiders.recorded import date_in

_CONTENT = re.compile(
    r"<!--\s*(?:ZJEG_RSS\.content\.begin|<\$\[信息内容\]>begin)\s*-->(.*?)"
    r"<!--\s*(?:ZJEG_RSS\.content\.end|<\$\[信息内容\]>end)\s*-->",
    re.DOTALL,
)


def unwrap(text: str) -> str | None:
    """The body between the publishing marks."""
    match = _CONTENT.search(text)
    return match.group(1) if match else None


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
)
