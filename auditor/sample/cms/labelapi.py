"""The label API: `/public/column/<organ>?…` lists, continued by `/site/label/8888?labelName=publicInfoList…`."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from auditor.sample.answer import Answer, page
from auditor.sample.article import Article
from auditor.sample.cms import Row, digits, hexes, render
from auditor.sample.district import Section

_LABELS = {
    "index": "索引号",
    "category": "组配分类",
    "issuer": "发文机关",
    "dated_on": "成文日期",
    "number": "发文字号",
    "published_on": "发布日期",
    "validity": "有效性",
    "title": "标题",
}
PER_PAGE = 5
SITE = "6600999"


def article_path(article: Article) -> str:
    """`/public/<organ>/<id>.html`."""
    return f"/public/{_organ(article.section)}/{digits(article.key, count=8)}.html"


def section_path(section: Section) -> str:
    """The organ's catalogue, opened at one class."""
    return f"/public/column/{_organ(section)}?type=4&action=list&nav=2&catId={_class(section)}"


def file_path(article: Article, name: str) -> str:
    """Uploads lie in folders by year and month."""
    extension = name.rsplit(".", 1)[-1]
    return f"/group1/M00/{article.recorded_at:%Y/%m}/{hexes(article.key, name, count=24)}.{extension}"


def labels(article: Article) -> Mapping[str, str]:
    """Every article carries the table; what says nothing of it is left out."""
    return (
        _LABELS
        if article.is_paper
        else {k: v for k, v in _LABELS.items() if k not in ("dated_on", "validity")}
    )


def list_answers(section: Section, rows: tuple[Row, ...]) -> dict[str, Answer]:
    """The catalogue page with its first rows, then fragments by pageIndex."""
    pages = max(1, ceil(len(rows) / PER_PAGE))
    context = {
        "section": section,
        "unit": section.unit,
        "pages": pages,
        "site": SITE,
        "organ": _organ(section),
        "cat": _class(section),
    }
    answers = {section_path(section): page(render("labelapi_list.html", rows=rows[:PER_PAGE], **context))}
    for nth in range(1, pages + 1):
        fragment = render("labelapi_rows.html", rows=rows[(nth - 1) * PER_PAGE : nth * PER_PAGE], **context)
        answers[label_key(_organ(section), _class(section), nth)] = page(fragment)
    return answers


def label_key(organ: str, cat: str, nth: int) -> str:
    """The key under which the server looks up a fragment, whatever else the request says."""
    return f"/site/label/8888?organId={organ}&catId={cat}&pageIndex={nth}"


def _organ(section: Section) -> str:
    return f"6600{digits('organ', section.unit.slug, count=3)}"


def _class(section: Section) -> str:
    return f"67{digits('class', section.slug, count=5)}"
