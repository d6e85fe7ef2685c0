"""The very page that a row was said of, read again from the bytes that were kept."""

from __future__ import annotations

import datetime as dt

from auditor.models import Page, Portal
from auditor.models.issue import Issue
from auditor.store import Store, StoreError
from spiders.extract.answer import Answer, read


def judged_page(store: Store, issue: Issue, portal: Portal) -> Page | None:
    """The page as it was; None where no bytes of it are kept. Where the row names none, the page as last read."""
    url, wanted = issue.opening.page_url or issue.opening.url, issue.opening.capture
    stored = store.pages.stored(issue.portal, url)
    if stored and wanted in (None, stored[0].capture):
        return stored[0]
    if wanted is None:
        return None
    fetched = next((f for f in store.pages.versions(issue.portal, url) if f.capture == wanted), None)
    return kept_page(store, url, wanted, portal, fetched.fetched_at if fetched else issue.events[0].at)


def kept_page(store: Store, url: str, capture: str, portal: Portal, at: dt.datetime) -> Page | None:
    """The page of a capture, fetched at that time; None where its bytes are lost."""
    try:
        body = store.bodies.get(capture)
    except StoreError:
        return None
    return read(Answer(url=url, body=body, fetched_at=at), portal)
