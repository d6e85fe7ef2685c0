"""Page tags (网页标签): whether their content says anything, and the host a page stands on."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from auditor.models import Page
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..titles import GUIDELINE_TAGS, tag

SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")

# What a template says in place of the value: the tag's own Chinese name.
_OWN_NAMES = {
    "SiteName": r"(?:政府)?(?:网站|站点)名称",
    "SiteDomain": r"(?:政府)?(?:网站|站点)?(?:英文)?域名",
    "SiteIDCode": r"(?:政府)?(?:网站|站点)?标识码",
    "ColumnName": r"栏目名称?",
    "ColumnDescription": r"栏目(?:内容)?(?:描述|介绍|说明|简介)",
    "ColumnKeywords": r"栏目(?:内容)?关键[词字]",
    "ColumnType": r"栏目(?:类别|类型|分类)",
    "ArticleTitle": r"(?:文章|内容|信息)?标题",
    "PubDate": r"(?:文章|内容|信息)?发布(?:时间|日期)",
    "ContentSource": r"(?:文章|内容|信息)?来源",
}
_LOCAL = pattern(r"localhost|[\d.]+|\[?[0-9a-f:]+\]?")


def has_tags(page: Page) -> bool:
    """Whether the page carries any tag of the guideline: then a missing one is missing, not filled in by script."""
    return any(tag(page, name) is not None for name in GUIDELINE_TAGS)


def names_itself(name: str, content: str | None) -> bool:
    """Whether the content is the tag's own name: content="政府网站标识码"."""
    own = _OWN_NAMES.get(name)
    return bool(own and content and re.fullmatch(own, squeeze(content)))


def says_something(name: str, content: str | None) -> bool:
    """Whether the content is neither empty nor a template's or a program's."""
    return bool(content) and not is_placeholder(content) and not names_itself(name, content)


def public_host(url: str) -> str:
    """The host of a public address; "" for files, loopback and plain network addresses."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return "" if _LOCAL.fullmatch(host) else host


def same_domain(one: str, other: str) -> bool:
    """Whether one host is the other or lies below it."""
    a, b = one.lower().removeprefix("www."), other.lower().removeprefix("www.")
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")
