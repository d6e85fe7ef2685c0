"""What many findings together mean: one fault is one deduction. Pure, order-independent.

A fault that another finding already explains is moot (`covers`); a fault that most pages of a template share is one
fault of the template, owed by the unit that answers for the platform.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from auditor.models import Finding, Page, PageKind, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import Rule

TEMPLATE_PAGES = 5  # fewer pages than this prove no template
TEMPLATE_SHARE = 0.8
_TEMPLATED = (PageKind.ARTICLE, PageKind.LIST)


class _Fault(NamedTuple):
    """One fault as a template would make it: the same rule and subject on the same kind of page of a CMS."""

    code: str
    subject: str
    cms: str
    kind: PageKind


def reasoned(findings: Iterable[Finding], rules: Sequence[Rule], site: Site) -> list[Finding]:
    """The findings with moot ones left out and template faults counted once."""
    known = {rule.code: rule for rule in rules}
    return _templates(_uncovered(list(findings), known), known, site)


def fingerprint(code: str, url: str, subject: str) -> str:
    """Code, canonical address and subject: stable across runs, page order and re-rendering."""
    return hashlib.sha256("\n".join((code, canonical(url), subject)).encode()).hexdigest()[:24]


def _uncovered(findings: list[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    moot = {
        (canonical(finding.url), code)
        for finding in findings
        if finding.verdict is Verdict.FAIL and not finding.shadow
        for code in rules[finding.code].covers
    }
    return [finding for finding in findings if (canonical(finding.url), finding.code) not in moot]


def _templates(findings: list[Finding], rules: Mapping[str, Rule], site: Site) -> list[Finding]:
    pages = {canonical(page.url): page for page in site.pages if page.kind in _TEMPLATED and page.readable}
    judged = Counter((page.cms, page.kind) for page in pages.values())
    shared: dict[_Fault, list[Finding]] = defaultdict(list)
    kept: list[Finding] = []
    for finding in findings:
        page = pages.get(canonical(finding.url))
        if page is not None and rules[finding.code].template:
            shared[_Fault(finding.code, finding.subject, page.cms, page.kind)].append(finding)
        else:
            kept.append(finding)
    for fault, group in shared.items():
        if len(group) >= max(TEMPLATE_PAGES, TEMPLATE_SHARE * judged[fault.cms, fault.kind]):
            kept.append(_of_template(fault, group, site))
        else:
            kept += group
    return kept


def _of_template(fault: _Fault, group: Sequence[Finding], site: Site) -> Finding:
    first = min(group, key=lambda finding: finding.url)
    subject = f"{fault.subject}/模板{fault.cms}"
    return dataclasses.replace(
        first,
        url=site.portal.home,
        section=None,
        section_url=None,
        unit=site.portal.operator,
        title=None,
        subject=subject,
        message=f"{first.message}；该模板的{len(group)}个页面都如此，按模板问题计一次，由平台主管单位处理，例如：{first.url}",
        amount=len(group),
        fingerprint=fingerprint(first.code, site.portal.home, subject),
    )


def formed_before(page: Page, rule: Rule) -> bool:
    """Whether the paper is older than the law the rule rests on: it is judged by the law of its time."""
    if rule.since is None:
        return False
    formed_on = page.date("dated_on") or page.document.signed.dated_on or page.shown_on
    return formed_on is not None and formed_on < rule.since
