"""TRS WCM: `…/YYYYMM/tYYYYMMDD_<id>.html`. The date in the path is the day of saving, not of publication.

福建's template keeps the first pages of a list in hidden blocks; `listModel({…})` names the interface of the rest.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from spiders.extract.recorded import date_in
from spiders.family import Course, Family, ListSource, Pager, Step
from spiders.html.markup import Markup, join
from spiders.html.script_values import UnknownError, arguments, calls_of
from spiders.listing.paging import is_count
from spiders.listing.script_known import Known, known_of, pairs_of

_STATIC = '[ms-visible*="showStatic"] li'
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_BY = "列表模型 listModel"

_DRAWN = tuple(
    Pager(label=call, call=call, block_first=block_first, counts_from=1 if block_first else 0)
    for call in ("createPageHTML", "createPage")
    for block_first in (False, True)
)
_OBJECT = Pager(
    label="createPageHTML",
    call="createPageHTML",
    pages=("total", "pages", "count"),
    current=("cur", "current", "index"),
    stem=("prefix", "name", "file"),
    extension=("ext", "suffix"),
)
_INLINE = Pager(
    label="countPage 变量",
    counts_from=0,
    pages=("countPage", "nPageCount"),
    current=("currentPage", "nCurrIndex"),
    stem=("sPageName",),
    extension=("sPageExt",),
)


def following(source: ListSource) -> Course | None:
    """The rest of a list whose first pages stand in hidden blocks, or the whole of one whose page shows none."""
    if "listModel" not in source.text or not source.is_first:
        return None
    page = Markup(source.text, source.url, source.charset)
    shown = sum(row.find(".//a[@href]") is not None for row in page.css(_STATIC))
    return next((_onward(page, options, shown) for options in _models(page)), None)


def _models(page: Markup) -> Iterator[dict[str, str]]:
    for script in page.scripts:
        for told in calls_of(script, "listModel"):
            if told.startswith("{"):
                yield pairs_of(arguments(told)[0])


def _onward(page: Markup, options: dict[str, str], shown: int) -> Course:
    """By the count it states and the interface it names; what another script knows is told as a doubt."""
    known, bar = known_of(page), pairs_of(options.get("pagebar", "{}"))
    total, size = _count(known, bar.get("recordCount")), _count(known, bar.get("prepage")) or 15
    if total is not None and total <= shown:
        return Course(end=f"列表写明共 {total} 条，已全部列出", total=total, by=_BY)
    try:
        url = join(page.base, known.text(pairs_of(options.get("listApi", "{}")).get("url", "")))
        asked = known.fields(options.get("listArgs", "{}"))
    except UnknownError as unknown:
        rest = f"列表共 {total} 条，页面上有 {shown} 条，其余" if total else "列表的其余部分"
        return Course(doubt=f"{rest}由接口给出，接口的参数 {unknown} 写在别的脚本里", total=total, by=_BY)
    if not url or not asked:
        return Course(doubt="列表由 listModel 填充，接口未能识别", total=total, by=_BY)
    number = shown // size + 1
    body = urlencode({**asked, "page": number, "prepage": size})
    return Course(
        (Step(url, "POST", body, _FORM, number=number),), open=True, moves=not shown, total=total, by=_BY
    )


def _count(known: Known, expression: str | None) -> int | None:
    try:
        told = known.text(expression or "")
    except UnknownError:
        return None
    return int(told) if is_count(told) else None


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
    pagers=(*_DRAWN, _OBJECT, _INLINE),
    rows=(_STATIC,),
    following=following,
    recorded=date_in(r"/t(\d{4})(\d{2})(\d{2})_\d+\.s?html?"),
)
