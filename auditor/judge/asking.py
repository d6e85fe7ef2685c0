"""One rule asked once: flaws become findings, and a rule that breaks speaks (review, 规则未能执行)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from auditor.judge.limit import Within, seconds_for
from auditor.judge.reasoning import fingerprint
from auditor.judge.sight import last_sight
from auditor.models import Finding, Flaw, Page, PageKind, Plan, Portal, Site, Verdict
from auditor.rule import Rule
from auditor.text.glyphs import as_it_stands
from auditor.text.masking import mask

log = logging.getLogger(__name__)


def flaws_of(rule: Rule, portal: Portal, *subjects: Page | Site) -> tuple[list[Flaw], bool]:
    """What the rule says of a page and its site, or of a site alone; and whether it broke, which stops nothing.

    Raises Overdue where it gave no answer in time.
    """
    try:
        with Within(seconds_for(rule)):
            return list(rule.judge(*subjects, **portal.rule_options.get(rule.code, {}))), False
    except Exception:  # a broken rule must never take the run with it
        page = next((subject for subject in subjects if isinstance(subject, Page)), None)
        log.exception("rule %s raised on %s", rule.code, page.url if page else portal.id)
        broken = Flaw(
            verdict=Verdict.REVIEW, message="规则未能执行，请人工核对", subject="规则未能执行", page=page
        )
        return [broken], True


def finding_of(rule: Rule, flaw: Flaw, page: Page | None, site: Site) -> Finding:
    """The flaw with everything an appeal will ask for; `page`: the one it is of, if any."""
    section = flaw.section
    url = flaw.url or (page.url if page else None) or (section.url if section else None) or site.portal.home
    subject = mask(flaw.subject)
    return Finding(
        code=rule.code,
        name=rule.name,
        verdict=flaw.verdict,
        severity=rule.severity,
        url=url,
        section_url=section.url if section else page.section_url if page else None,
        section=section.path if section else page.section if page else None,
        unit=_owner(rule, flaw, page, site),
        title=mask(page.title) if page and page.title else None,
        subject=subject,
        quote=mask(as_it_stands(flaw.quote, page.document.paragraphs) if page else flaw.quote),
        expected=mask(flaw.expected),
        message=mask(flaw.message),
        basis=tuple(dict.fromkeys((*rule.basis, *flaw.basis))),
        amount=flaw.amount,
        fetched_at=page.fetched_at if page else last_sight(site, url, flaw),
        capture=flaw.capture or (page.capture if page else None),
        rule_version=rule.version,
        fingerprint=fingerprint(rule.code, url, subject),
        shadow=rule.shadow or rule.code in site.portal.shadow_rules,
        page_url=flaw.page_url or (page.url if page else section.url if section else None),
    )


def _owner(rule: Rule, flaw: Flaw, page: Page | None, site: Site) -> str | None:
    """Whose fault it is. What concerns the whole site, or its home page, is the operator's."""
    operator = site.portal.operator
    if rule.code.startswith("SITE") and operator:
        return operator
    if flaw.section:
        return flaw.section.unit
    if page is None:
        return None
    return page.unit or (operator if page.kind is PageKind.HOME else None)


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a fingerprint; where a rule says both, `fail` outweighs `review`."""
    kept: dict[str, Finding] = {}
    for finding in findings:
        earlier = kept.get(finding.fingerprint)
        if earlier is None or (earlier.verdict, finding.verdict) == (Verdict.REVIEW, Verdict.FAIL):
            kept[finding.fingerprint] = finding
    return list(kept.values())


def planned(findings: Iterable[Finding], site: Site) -> list[Finding]:
    """The findings, each resting also on the items of the portal's plans in force on the day that name its code."""
    plans = [plan for plan in site.portal.plans if plan.in_force(site.as_of.date())]
    return [_with_items(finding, plans) for finding in findings] if plans else list(findings)


def _with_items(finding: Finding, plans: Iterable[Plan]) -> Finding:
    items = [basis for plan in plans for basis in plan.bases(finding.code)]
    return replace(finding, basis=tuple(dict.fromkeys((*finding.basis, *items)))) if items else finding
