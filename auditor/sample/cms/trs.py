"""TRS WCM: `tYYYYMMDD_<id>.html`, lists in `index.html`, `index_1.html` … named by createPageHTML."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from auditor.sample.answer import Answer, page
from auditor.sample.article import Article
from auditor.sample.cms import Row, digits, render
from auditor.sample.district import Section

_LABELS = {
    "index": "索引号",
    "subject": "主题分类",
    "issuer": "发文机关",
    "dated_on": "成文日期",
    "title": "标题",
    "number": "发文字号",
    "published_on": "发布日期",
    "validity": "有效性",
}
PER_PAGE = 6


def article_path(article: Article) -> str:
    """`…/202603/t20260327_12345.html` below the section."""
    day = article.recorded_at
    return f"{section_path(article.section)}{day:%Y%m}/t{day:%Y%m%d}_{digits(article.key, count=6)}.html"


def section_path(section: Section) -> str:
    """A folder a unit and section."""
    return f"/yx{section.unit.slug}/xxgk/{section.slug}/"


def file_path(article: Article, name: str) -> str:
    """`P0<date><digits>.<ext>` in the folder of its article."""
    day = article.recorded_at
    extension = name.rsplit(".", 1)[-1]
    folder = article_path(article).rsplit("/", 1)[0]
    return f"{folder}/P0{day:%Y%m%d}{digits(article.key, name, count=12)}.{extension}"


def labels(article: Article) -> Mapping[str, str]:
    """Only papers carry the table."""
    return _LABELS if article.is_paper else {}


def list_answers(section: Section, rows: tuple[Row, ...]) -> dict[str, Answer]:
    """`index.html` and `index_<n>.html`, counted from 0."""
    pages = max(1, ceil(len(rows) / PER_PAGE))
    answers = {}
    for nth in range(pages):
        name = "" if nth == 0 else f"index_{nth}.html"
        shown = rows[nth * PER_PAGE : (nth + 1) * PER_PAGE]
        html = render("trs_list.html", section=section, unit=section.unit, rows=shown, pages=pages, nth=nth)
        answers[f"{section_path(section)}{name}"] = page(html)
    return answers
