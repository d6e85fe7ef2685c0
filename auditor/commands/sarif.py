"""Findings as JSON lines and as SARIF 2.1.0: one key per name of the model, whatever the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from auditor.models import Exemption, Finding, Verdict
from auditor.rule import Rule
from auditor.text.plain import exemption_view
from auditor.text.terminal import json_text

TOOL = "disclosure-auditor"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Verdict.FAIL: "error", Verdict.REVIEW: "note"}


def sarif(findings: Sequence[Finding], rules: Iterable[Rule], *, version: str) -> str:
    """A SARIF log: `fail` is an error, `review` a note; what is exempted is a suppressed result."""
    ran = list(rules)
    places = {rule.code: index for index, rule in enumerate(ran)}
    driver = {
        "name": TOOL,
        "version": version,
        "language": "zh-CN",
        "rules": [_sarif_rule(rule) for rule in ran],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding, places) for finding in findings],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log, indent=2) + "\n"


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    citations = "；".join(basis.citation for basis in rule.basis)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.manual.split("\n", 1)[0] or rule.name},
        "help": {"text": f"{rule.manual}\n依据：{citations}"},
        "defaultConfiguration": {"level": _LEVELS[rule.verdicts[0]]},
        "properties": {"severity": rule.severity.value, "version": rule.version},
    }


def _sarif_result(finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    region = {"region": {"snippet": {"text": finding.quote}, "startLine": 1}} if finding.quote else {}
    suppressed = {"suppressions": [_suppression(finding.exemption)]} if finding.exemption else {}
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(finding.url)}, **region}}
    return {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": _LEVELS[finding.verdict],
        "message": {"text": finding.message or finding.name},
        "locations": [location],
        "partialFingerprints": {"auditor/v1": finding.fingerprint},
        "properties": {
            "verdict": finding.verdict.value,
            "subject": finding.subject,
            "expected": finding.expected,
            "unit": finding.unit,
            "section": finding.section,
        },
        **suppressed,
    }


def _suppression(exemption: Exemption) -> dict[str, Any]:
    """An exempted finding is no result to act on; whoever reads the log sees why."""
    return {
        "kind": "external",
        "status": "underReview" if exemption.asked_at else "accepted",
        "justification": exemption.reason,
        "properties": exemption_view(exemption),
    }


def _uri(url: str) -> str:
    return url if "://" in url else Path(url).absolute().as_uri()
