"""What a row said on its first day, as the finding it is of. Pure."""

from __future__ import annotations

from auditor.models import Finding
from auditor.models.issue import Issue


def finding_of_row(issue: Issue) -> Finding:
    """The finding in the words it was opened with, of the unit that answers for it now; the hour of fetching is not kept."""
    said = issue.opening
    return Finding(
        code=said.code,
        name=said.name,
        verdict=said.verdict,
        severity=said.severity,
        url=said.url,
        section_url=None,
        section=said.section,
        unit=issue.unit,
        title=said.title,
        subject=said.subject,
        quote=said.quote,
        expected=said.expected,
        message=said.message,
        basis=said.basis,
        amount=said.amount,
        fetched_at=None,
        capture=said.capture,
        rule_version=said.rule_version or 0,
        fingerprint=said.fingerprint,
        page_url=said.page_url,
    )
