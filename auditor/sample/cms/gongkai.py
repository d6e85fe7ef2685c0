"""The `/gongkai/site_…/channel_…/doc_….html` platform: record ids begin with the record's time."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.sample.answer import Answer, page
from auditor.sample.article import Article
from auditor.sample.cms import Row, hexes, render
from auditor.sample.district import Section

_OLD = {"title": "标题", "index": "索引号", "number": "文号", "dated_on": "发文日期", "issuer": "发布机构"}
_NEW = {
    "title": "标题",
    "issuer": "发文机关",
    "number": "发文字号",
    "index": "索引号",
    "dated_on": "成文日期",
    "published_on": "发文日期",
    "subject": "主题分类",
    "validity": "有效性",
}


def article_path(article: Article) -> str:
    """`doc_<24hex>.html` below the section's channel."""
    return f"{section_path(article.section)}doc_{_record(article)}.html"


def section_path(section: Section) -> str:
    """A unit's channel; the clock in its name is when the portal was set up."""
    channel = "5f9f6a" + hexes("channel", section.key, count=18)
    clock = 1605680000 + int(hexes("clock", section.key, count=4), 16) / 16
    return f"/gongkai/site_yx{section.unit.slug}/channel_c_{channel}_n_{clock:.4f}/"


def file_path(article: Article, name: str) -> str:
    """`doc_<id>_<32hex>.<ext>` in the folder of its article."""
    extension = name.rsplit(".", 1)[-1]
    return f"{section_path(article.section)}doc_{_record(article)}_{hexes('file', article.key, name, count=32)}.{extension}"


def labels(article: Article) -> Mapping[str, str]:
    """Two generations of the template live side by side; only papers got the new one."""
    return _NEW if article.unit.template == "new" and article.is_paper else _OLD


def list_answers(section: Section, rows: tuple[Row, ...]) -> dict[str, Answer]:
    """One page: the platform's lists of a unit are short."""
    return {
        section_path(section): page(
            render("gongkai_list.html", section=section, rows=rows, unit=section.unit)
        )
    }


def _record(article: Article) -> str:
    return f"{int(article.recorded_at.timestamp()):08x}{hexes('doc', article.key, count=16)}"
