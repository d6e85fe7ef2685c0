"""Guangdong's 政府信息公开目录平台: `/gkmlpt/content/<a>/<b>/post_<id>.html`, the body kept inside script."""

import json
import re

from spiders.cms import Family

_CONTENT = re.compile(r'"content"\s*:\s*("(?:[^"\\]|\\.)*")', re.DOTALL)


def unwrap(text: str) -> str | None:
    """The longest `"content":"\\u003C…"` value of the page's script."""
    values = sorted(_CONTENT.findall(text), key=len, reverse=True)
    try:
        return str(json.loads(values[0], strict=False)) if values else None
    except ValueError:
        return None


FAMILY = Family(
    name="gkmlpt",
    label="广东省政府信息公开目录平台",
    article_url=re.compile(r"/gkmlpt/content/\d+/\d+/m?post_\d+\.html?(?:$|[?#])"),
    list_url=re.compile(r"/gkmlpt/(?:index|m?annual|guide|policy)?(?:$|[?#])"),
    info=(".classify table", ".classify", ".document-info"),
    body=(".article-content", ".content-article", "#zoomcon"),
    heading=(".content h1", ".title.document-number + .title", "h1.title"),
    signs=("/gkmlpt/",),
    unwrap=unwrap,
)
