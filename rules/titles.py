"""A page's title, by the place it stands in."""

from __future__ import annotations

from auditor.models import Page


def table_title(page: Page) -> str | None:
    """The title as the information table states it; None where the table has none."""
    return page.fields.get("title") or (page.title if "title" in page.labels else None)


def tag(page: Page, name: str) -> str | None:
    """The content of a page tag (meta); names are compared without regard to case."""
    return next((value for key, value in page.metas.items() if key.lower() == name.lower()), None)
