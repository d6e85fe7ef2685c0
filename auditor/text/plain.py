"""A page as the JSON that `extract` prints: one key per name of the model, dates ISO, absent fields null."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from auditor.models import Exemption, Finding, Page, Proof, TaskRow
from auditor.text.fields import FIELDS
from auditor.text.terminal import json_text


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


def finding_view(finding: Finding) -> dict[str, Any]:
    """The finding as plain data, every key present."""
    values = {f.name: _value(getattr(finding, f.name)) for f in dataclasses.fields(finding)}
    view: dict[str, Any] = {"number": finding.number} | values
    view["basis"] = [basis.record for basis in finding.basis]
    view["exemption"] = exemption_view(finding.exemption) if finding.exemption else None
    return view


def jsonl(findings: Iterable[Finding]) -> Iterator[str]:
    """One JSON object a line, one line after another."""
    return (json_text(finding_view(f)) + "\n" for f in findings)


def exemption_view(exemption: Exemption) -> dict[str, Any]:
    period = exemption.period
    return {
        "reason": exemption.reason,
        "approval": exemption.approval,
        "since": _value(period.since),
        "until": _value(period.until),
    }


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def task_view(row: TaskRow) -> dict[str, Any]:
    """A row of the ledger of duties as plain data."""
    duty = row.duty
    return {
        "task": duty.number,
        "unit": row.unit,
        "part": row.part,
        "duty": duty.duty,
        "deadline_class": _value(duty.deadline.kind) if duty.deadline else None,
        "limit": duty.limit,
        "due_on": _value(row.due_on),
        "workdays_left": row.workdays_left,
        "light": row.light.value,
        "why": row.why,
        "basis": duty.basis or None,
        "asks": duty.asks or None,
        "pages": row.pages,
        "evidence": [_proof_view(proof) for proof in row.evidence],
    }


def _proof_view(proof: Proof) -> dict[str, Any]:
    given = {"url": proof.url or None, "title": proof.title or None}
    if proof.by:
        said = {"by": proof.by, "role": _value(proof.role), "note": proof.note, "at": _value(proof.at)}
        return given | said
    return given | {"published_on": _value(proof.published_on), "found_at": _value(proof.found_at)}
