"""A page as the JSON that `extract` prints: one key per name of the model, dates ISO, absent fields null."""

from __future__ import annotations

from typing import Any

from auditor.fields import FIELDS
from auditor.models import Page


def page_view(page: Page) -> dict[str, Any]:
    """The page as plain data, every known field present."""
    signed = page.document.signed
    return {
        "source": page.source,
        "url": page.url,
        "cms": page.cms,
        "kind": page.kind.value,
        "document_class": page.document_class.value,
        "title": page.title,
        "heading": page.heading,
        "fields": {
            name: page.fields.get(name) for name in (*FIELDS, *(n for n in page.fields if n not in FIELDS))
        },
        "labels": dict(page.labels),
        "signed": {
            "issuer": signed.issuer,
            "dated_on": signed.dated_on.isoformat() if signed.dated_on else None,
        },
        "metas": dict(page.metas),
        "text_length": page.text_length,
        "attachments": [{"url": a.url, "name": a.name, "type": a.type} for a in page.attachments],
        "links": [{"url": link.url, "text": link.text} for link in page.links],
        "unit": page.unit,
        "section": page.section,
        "recorded_at": page.recorded_at.isoformat() if page.recorded_at else None,
        "problems": [problem.text for problem in page.problems],
    }
