"""Any other page: the containers, headings and lines that many systems share."""

import re

from spiders.family import Family

FAMILY = Family(
    name="generic",
    label="通用",
    article_url=re.compile(r"(?!)"),  # decides nothing: every address may hold anything
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
