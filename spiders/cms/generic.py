"""Any other page: the containers, headings and lines that many systems share."""

import re

from spiders.family import Family, Pager

_PAGES = ("totalPage", "totalPages", "pageCount", "pageTotal", "pagesCount", "allPage", "maxPage", "pages")
_ROWS = (
    "totalData",
    "totalCount",
    "totalRecord",
    "totalRecords",
    "recordCount",
    "totalNum",
    "total",
    "count",
)
_SIZE = (
    "showData",
    "pageSize",
    "perPage",
    "itemsPerPage",
    "pageRows",
    "rowsPerPage",
    "limit",
    "rows",
    "size",
)
_CURRENT = (
    "currentPage",
    "currPage",
    "curPage",
    "pageIndex",
    "pageNo",
    "pageNum",
    "current",
    "curr",
    "currentIndex",
)
_STEM = ("pageName", "tagName", "fileName", "sName", "pagePrefix", "prefix")
_EXTENSION = ("pageExt", "fileExt", "sExt", "pageSuffix", "suffix", "ext")

_OBJECTS = tuple(
    Pager(label=call.strip("."), call=call, pages=_PAGES, rows=_ROWS, size=_SIZE, current=_CURRENT)
    for call in (
        ".pagination",
        "laypage.render",
        "laypage",
        ".paging",
        ".pager",
        ".createPage",
        ".Paging",
        ".page",
    )
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

FAMILY = Family(
    name="generic",
    label="通用",
    article_url=re.compile(r"(?!)"),  # decides nothing: every address may hold anything
    pagers=(*_OBJECTS, _VARIABLES),
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
