"""Hanweb JCMS: `/col/` and `/art/` addresses, lists in record sets that the page embeds and dataproxy.jsp continues."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from auditor.sample.answer import Answer, page
from auditor.sample.article import Article
from auditor.sample.cms import Row, digits, hexes, render
from auditor.sample.district import Section

_LABELS = {
    "index": "索引号",
    "number": "文号",
    "category": "组配分类",
    "issuer": "发布机构",
    "dated_on": "成文日期",
    "mode": "公开方式",
}
PER_PAGE = 4
GROUP = 3 * PER_PAGE  # records that one request brings: three pages
WEB = "37"


def article_path(article: Article) -> str:
    """`/art/2026/3/27/art_<column>_<id>.html`."""
    day = article.recorded_at
    return f"/art/{day.year}/{day.month}/{day.day}/art_{_column(article.section)}_{digits(article.key, count=7)}.html"


def section_path(section: Section) -> str:
    """`/col/col<N>/index.html`."""
    return f"/col/col{_column(section)}/index.html"


def file_path(article: Article, name: str) -> str:
    """The download script names the file by its hash."""
    extension = name.rsplit(".", 1)[-1]
    return (
        f"/module/download/downfile.jsp?classid=0&filename={hexes(article.key, name, count=32)}.{extension}"
    )


def labels(article: Article) -> Mapping[str, str]:
    """Only papers carry the table."""
    return _LABELS if article.is_paper else {}


def list_answers(section: Section, rows: tuple[Row, ...]) -> dict[str, Answer]:
    """The index page with the first record group, and one answer for each following group."""
    column, unit = _column(section), digits("unit", section.key, count=6)
    context = {"column": column, "unit_id": unit, "web": WEB, "per_page": PER_PAGE, "total": len(rows)}
    groups = [rows[start : start + GROUP] for start in range(0, len(rows), GROUP)] or [()]
    answers = {
        section_path(section): page(
            render(
                "jcms_list.html",
                section=section,
                unit=section.unit,
                rows=groups[0],
                pages=ceil(len(rows) / PER_PAGE),
                **context,
            )
        )
    }
    for nth, group in enumerate(groups):
        xml = render("jcms_records.xml.html", rows=group, total=len(rows))
        answers[feed_key(column, nth * GROUP + 1)] = Answer(xml.encode(), "text/xml; charset=utf-8")
    return answers


def feed_key(column: str, start: int) -> str:
    """The key under which the server looks up a record group, whatever else the request says."""
    return f"/module/web/jpage/dataproxy.jsp?columnid={column}&startrecord={start}"


def _column(section: Section) -> str:
    return f"1229{digits('col', section.key, count=4)}"
