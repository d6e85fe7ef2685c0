"""Any other page: the containers, headings and lines that many systems share."""

import re
from dataclasses import replace
from itertools import product

from spiders.family import Family, Pager


def _joined(*parts: tuple[str, ...]) -> tuple[str, ...]:
    """Every name made of one of each."""
    return tuple("".join(words) for words in product(*parts))


_OF_PAGES = ("page", "pages", "pg")
_PAGES = (
    *_joined(("total", "all", "max", "sum", "count", "n", "last"), ("page", "pages")),
    *_joined(_OF_PAGES, ("count", "total", "sum", "counts", "totals", "max", "all")),
    *("pages", "nPageCount", "mnPageCount", "intPageCount", "pageTotalNum", "totalPageNum", "pageTotalCount"),
)
_ROWS = (
    *_joined(
        ("total", "all", "sum"), ("data", "count", "record", "records", "num", "row", "rows", "size", "items")
    ),
    *_joined(("record", "records", "data", "row", "item", "list"), ("count", "total", "sum")),
    *("total", "count", "mnRecordCount", "items"),
)
_SIZE = (
    *_joined(("page", "pages"), ("size", "rows", "amount", "limit", "data")),
    *_joined(("show", "per", "every", "each"), ("data", "page", "num", "rows", "size", "count")),
    *(
        "mnPageSize",
        "itemsPerPage",
        "rowsPerPage",
        "numPerPage",
        "countPerPage",
        "itemsOnPage",
        "limit",
        "rows",
        "size",
    ),
)
_CURRENT = (
    *_joined(
        ("current", "curr", "cur", "now", "this", "my", ""), ("page",), ("", "no", "num", "index", "number")
    ),
    *(
        "current",
        "curr",
        "cur",
        "currentIndex",
        "nCurrIndex",
        "mnCurrPage",
        "currIndex",
        "pageCurrent",
        "pageCurr",
        "pNo",
        "initPage",
    ),
)
_STEM = (
    *_joined(
        ("page", "tag", "file", "list", "base", "html", "path"), ("name", "prefix", "pre", "former", "url")
    ),
    *("msPageName", "sName", "prefix", "hrefFormer", "firstName", "fileNamePre", "hrefTextPrefix"),
)
_EXTENSION = (
    *_joined(
        ("page", "file", "html", "s", "href", "list", ""),
        ("ext", "suffix", "postfix", "latter", "extension", "extName"),
    ),
    *("msPageExt", "hrefTextSuffix"),
)
_VARIABLES = Pager(
    label="页面变量",
    pages=_PAGES,
    rows=_ROWS,
    size=_SIZE,
    current=_CURRENT,
    stem=_STEM,
    extension=_EXTENSION,
)
_CALLS = (
    ".pagination",
    "laypage.render",
    "laypage",
    ".paging",
    ".pager",
    ".createPage",
    ".twbsPagination",
)
_OBJECTS = tuple(replace(_VARIABLES, label=call.strip("."), call=call) for call in _CALLS)
_ANY_CALL = replace(_VARIABLES, label="翻页调用", call="*")
_PAGER = Pager(
    label="Pager",
    call="Pager",
    counts_from=0,
    pages=("size",),
    current=("current",),
    stem=("prefix",),
    extension=("suffix",),
)
_NOW_OF = Pager(  # beside nowPage, pageNum is how many there are
    label="paging", call=".paging", pages=("pageNum",), current=("nowPage",)
)
_BACK = Pager(label="createPage", call=".createPage", pages=("pageNum",), current=("current",))
_KKPAGER = Pager(
    label="kkpager",
    call="kkpager.generPageHtml",
    pages=("total",),
    rows=("totalRecords",),
    current=("pno",),
    stem=("hrefFormer",),
    extension=("hrefLatter",),
)

FAMILY = Family(
    name="generic",
    label="通用",
    article_url=re.compile(r"(?!)"),  # decides nothing: every address may hold anything
    pagers=(*_OBJECTS, _NOW_OF, _BACK, _KKPAGER, _PAGER, _ANY_CALL, _VARIABLES),
    body=tuple(
        (
            "#UCAP-CONTENT #zoom #Zoom .TRS_Editor .trs_editor_view .TRS_UEDITOR #zoomcon div.zoom"
            " #vsb_content .v_news_content .wzcon .article_content .article-content #articleContent"
            " #article-content #article_content .pages_content #content-text #ContentText .news_content"
            " .news-content .content_txt .con_text .xl_content .info_content .detail-content .xxgk_content"
            " .article-body .article_body .article-con .articleContent .detail_content #info_content"
            " .j-fontContent .txt_con .content-text .main-content #js_content .zwgk_content .view_content"
        ).split()
    ),
    heading=tuple(
        (
            ".article_title .article-title .articletitle .xl_title .art_title .news_title .wztit"
            " .detail-title .content-title .content_title .info_title .main-title .title_con h1"
        ).split()
    ),
    breadcrumb=tuple(
        (
            ".position .location .breadcrumb .breadcrumbs .crumbs .crumb .curpos .dqwz .bread .currentpath"
            " .local .weizhi .place .mianbao .cur-pos .wz .path #breadcrumb"
        ).split()
    ),
)
