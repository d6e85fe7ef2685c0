"""Findings for a person at a terminal: grouped by page, with the quote, what was expected and the basis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from auditor.models import Finding, Verdict
from auditor.models.spaces import fold

_MARKS = {Verdict.FAIL: ("问题", "bold red"), Verdict.REVIEW: ("待核", "bold yellow")}


def print_findings(
    console: Console, findings: Sequence[Finding], *, files: int, exempted: Sequence[Finding] = ()
) -> None:
    """All findings by page, a line for each exempted one, then one that sums up."""
    for url, group in groupby(sorted(findings, key=lambda f: f.url), key=lambda f: f.url):
        console.print(Text(url, style="bold underline"))
        for finding in group:
            console.print(_lines(finding))
        console.print()
    for finding in exempted:
        console.print(_exempted(finding))
    console.print(_summary(findings, files))


def _lines(finding: Finding) -> Text:
    mark, style = ("试行", "dim") if finding.shadow else _MARKS[finding.verdict]
    text = Text.assemble(
        "  ", (mark, style), f" {finding.code} {finding.name}：", finding.message or finding.name
    )
    for label, words in _details(finding):
        text.append(f"\n      {label}：", style="dim")
        text.append(fold(words))
    return text


def _exempted(finding: Finding) -> Text:
    exemption = finding.exemption
    reason = exemption.reason if exemption else ""
    how = "合并核对" if exemption and exemption.asked_at else "按豁免不计"
    return Text(f"{how} {finding.code} {finding.name}：{finding.url}（{reason}）", style="dim")


def _details(finding: Finding) -> Iterable[tuple[str, str]]:
    basis = "；".join(basis.citation for basis in finding.basis)
    given = (("原文", finding.quote), ("应为", finding.expected), ("依据", basis))
    return [(label, words) for label, words in given if words]


def _summary(findings: Sequence[Finding], files: int) -> Text:
    trials = sum(f.shadow for f in findings)
    fails = sum(f.verdict is Verdict.FAIL and not f.shadow for f in findings)
    if not findings:
        return Text(f"检查了 {files} 个文件，没有发现问题。", style="green")
    return Text(
        f"检查了 {files} 个文件：问题 {fails} 个，待人工核对 {len(findings) - fails - trials} 个"
        + (f"，试运行 {trials} 个（不扣分）。" if trials else "。"),
        style="bold",
    )
