"""A page's title in the information table, and the page tags (网页标签) of the site guideline."""

from __future__ import annotations

from auditor.models import Page

REQUIRED_TAGS = ("ArticleTitle", "PubDate", "ContentSource")  # of a content page
GUIDELINE_TAGS = (  # names that only the guideline uses
    *("SiteName", "SiteDomain", "SiteIDCode"),
    *("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    *REQUIRED_TAGS,
)
TAGS = (*GUIDELINE_TAGS, "Keywords", "Author", "Description", "Image", "Url")


def table_title(page: Page) -> str | None:
    """The title as the information table states it; None where the table has none."""
    return page.fields.get("title") or (page.title if "title" in page.labels else None)


def tag(page: Page, name: str) -> str | None:
    """The content of a page tag; names are compared without regard to case."""
    return next((value for key, value in page.metas.items() if key.lower() == name.lower()), None)
