"""The named metas of a page, and its own name."""

from __future__ import annotations

from typing import Any

from spiders.html.visible import words

_META_NAMES = {
    name.lower(): name
    for name in (
        *(
            "SiteName",
            "SiteDomain",
            "SiteIDCode",
            "ColumnName",
            "ColumnDescription",
            "ColumnKeywords",
            "ColumnType",
        ),
        *("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url"),
    )
}


def metas_of(root: Any) -> dict[str, str]:
    """The named metas; those of the 47号 annex under their standard spelling, an exactly spelt one first."""
    metas: dict[str, str] = {}
    exact: set[str] = set()
    for meta in root.iter("meta"):
        name = (meta.get("name") or "").strip()
        standard = _META_NAMES.get(name.lower(), name)
        if not name or standard in exact or (standard in metas and name != standard):
            continue
        metas[standard] = (meta.get("content") or "").strip()
        exact.update({standard} if name == standard else ())
    return metas


def page_name(root: Any) -> str:
    """The words of <title>."""
    return words(next(root.iter("title"))) if next(root.iter("title"), None) is not None else ""
