"""A rule's examples run against the rule: what of them does not hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.judge.judge import judge_page, judge_site
from auditor.models import Finding, Verdict
from auditor.rule import Rule
from auditor.rule.examples import page_of, site_of, told

VERDICTS = {"good": set(), "bad": {Verdict.FAIL}, "review": {Verdict.REVIEW}}


def examples_of(rule: Rule) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Kind and example, in the order of the file; one with `each` once for every word."""
    for kind in VERDICTS:
        yield from ((kind, one) for example in rule.examples.get(kind, []) for one in told(example))


def judged(rule: Rule, example: Mapping[str, Any]) -> list[Finding]:
    """What the rule finds on the example's page or site."""
    site = site_of(example.get("site", {}))
    if rule.scope == "page":
        return list(judge_page(page_of(example["page"]), site, [rule]))
    return list(judge_site(site, [rule]))


def difference(rule: Rule, kind: str, example: Mapping[str, Any]) -> str:
    """How the findings differ from what the example tells; empty where they agree."""
    findings = judged(rule, example)
    if any("规则未能执行" in f.message for f in findings):
        return f"raised: {findings}"
    if {f.verdict for f in findings} != VERDICTS[kind]:
        return f"{[str(f.verdict) for f in findings]} {[f.message for f in findings]}"
    for name in ("quote", "message", "subject", "expected"):
        if name in example and not any(example[name] in getattr(f, name) for f in findings):
            return f"{name}: {[getattr(f, name) for f in findings]}"
    if "count" in example and len(findings) != example["count"]:
        return f"count: {len(findings)}"
    return ""
