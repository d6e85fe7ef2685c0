"""pages x rules -> findings. A broken rule speaks (review, 规则未能执行) and never stops the run.

Judging reads what is stored, not the wire: the same pages, rules and `as_of` give the same findings.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.judge.attachments import file_pages, in_attachment, without_text
from auditor.judge.reasoning import fingerprint, formed_before, reasoned
from auditor.models import Basis, Document, Exemption, Finding, Flaw, Page, Site, Unchecked, Verdict
from auditor.models.address import canonical
from auditor.portal.handover import holders, of_its_day, sections_in_force
from auditor.rule import Rule
from auditor.text.masking import mask

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one run of the rules came to."""

    findings: tuple[Finding, ...]
    exempted: tuple[Finding, ...] = ()  # taken out by the profile; each names its exemption
    unchecked: tuple[Unchecked, ...] = ()  # pages that could not be read
    pages: int = 0  # pages that were judged
    codes: frozenset[str] = frozenset()  # rules that were asked

    @property
    def found(self) -> tuple[Finding, ...]:
        """Everything that is wrong, exempted or not: what the ledger is moved by."""
        return self.findings + self.exempted


def judge(pages: Iterable[Page], site: Site, rules: Sequence[Rule]) -> Judgement:
    """Judge a stream of pages, then the site they make up. `site.pages` is filled here, without body text.

    Page rules are asked as the pages come and know none of the others; those that compare wait for the last one.
    Of a rule with several versions the one in force on the day of `site.as_of` is asked. A paper is its unit's of the
    day it was published; a section is judged while somebody answers for it.
    """
    disabled, today = site.portal.disabled_rules, site.as_of.date()
    active = [rule for rule in rules if rule.code not in disabled and rule.in_force(today)]
    found: list[Finding] = []
    unchecked: list[Unchecked] = []
    heads: list[Page] = []
    waiting: list[tuple[Page, list[Rule]]] = []
    held = holders(site.portal)
    site = dataclasses.replace(site, sections=sections_in_force(site))
    for page in (of_its_day(page, held) for page in pages):
        heads.append(_without_text(page))
        if page.readable:
            late = [rule for rule in active if rule.awaits and rule.awaits(page)]
            found += judge_page(page, site, [rule for rule in active if rule not in late] if late else active)
            waiting += [(page, late)] if late else []
        else:
            unchecked.append(Unchecked(page.url, page.problems[0].text, page.unit))
    site = dataclasses.replace(site, pages=tuple(heads))
    for page, late in waiting:
        found += judge_page(page, site, late)
    found += judge_site(site, active)
    kept, exempted = _sift(reasoned(_distinct(found), active, site), site)
    return Judgement(
        tuple(kept),
        tuple(exempted),
        tuple(unchecked),
        len(heads) - len(unchecked),
        frozenset(rule.code for rule in active),
    )


def judge_page(page: Page, site: Site, rules: Iterable[Rule]) -> list[Finding]:
    """What the page rules say of one page; nothing of a page that was not read."""
    if not page.readable:
        return []
    speaking = [r for r in rules if r.scope == "page" and r.speaks_of(page) and not formed_before(page, r)]
    of_page = (f for rule in speaking for f in _ask(rule, site, page))
    return _distinct((*of_page, *_ask_of_files([r for r in speaking if r.reads_files], site, page)))


def judge_site(site: Site, rules: Iterable[Rule]) -> list[Finding]:
    """What the site rules say of the whole portal."""
    return _distinct(f for rule in rules if rule.scope == "site" for f in _ask(rule, site, None))


def _ask_of_files(rules: Sequence[Rule], site: Site, page: Page) -> Iterator[Finding]:
    """What rules that read files say of the page's attachments."""
    for attachment, view in file_pages(page) if rules else ():
        for rule in rules:
            for flaw in _flaws(rule, site, view):
                yield _finding(rule, in_attachment(flaw, attachment), page, site)


def _ask(rule: Rule, site: Site, page: Page | None) -> Iterator[Finding]:
    for flaw in _flaws(rule, site, page):
        yield _finding(rule, flaw, flaw.page or page, site)


def _flaws(rule: Rule, site: Site, page: Page | None) -> list[Flaw]:
    options = site.portal.rule_options.get(rule.code, {})
    subjects = (page, site) if page else (site,)
    try:
        return list(rule.judge(*subjects, **options))
    except Exception:  # a broken rule must never take the run with it
        log.exception("rule %s raised on %s", rule.code, page.url if page else site.portal.id)
        return [
            Flaw(
                verdict=Verdict.REVIEW, message="规则未能执行，请人工核对", subject="规则未能执行", page=page
            )
        ]


def _finding(rule: Rule, flaw: Flaw, page: Page | None, site: Site) -> Finding:
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
        unit=section.unit if section else page.unit if page else None,
        title=mask(page.title) if page and page.title else None,
        subject=subject,
        quote=mask(flaw.quote),
        expected=mask(flaw.expected),
        message=mask(flaw.message),
        basis=_basis(rule, flaw, site),
        amount=flaw.amount,
        fetched_at=page.fetched_at if page else site.as_of,
        capture=flaw.capture or (page.capture if page else None),
        rule_version=rule.version,
        fingerprint=fingerprint(rule.code, url, subject),
        shadow=rule.shadow or rule.code in site.portal.shadow_rules,
    )


def _basis(rule: Rule, flaw: Flaw, site: Site) -> tuple[Basis, ...]:
    """What the rule and the flaw rest on, then the items of the portal's plans in force that name the code."""
    today = site.as_of.date()
    planned = (basis for plan in site.portal.plans if plan.in_force(today) for basis in plan.bases(rule.code))
    return tuple(dict.fromkeys((*rule.basis, *flaw.basis, *planned)))


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a fingerprint; where a rule says both, `fail` outweighs `review`."""
    kept: dict[str, Finding] = {}
    for finding in findings:
        earlier = kept.get(finding.fingerprint)
        if earlier is None or (earlier.verdict, finding.verdict) == (Verdict.REVIEW, Verdict.FAIL):
            kept[finding.fingerprint] = finding
    return list(kept.values())


def _sift(findings: Iterable[Finding], site: Site) -> tuple[list[Finding], list[Finding]]:
    kept: list[Finding] = []
    exempted: list[Finding] = []
    for finding in findings:
        exemption = next((e for e in site.portal.exemptions if _exempts(e, finding, site)), None)
        if exemption:
            exempted.append(dataclasses.replace(finding, exemption=exemption))
        else:
            kept.append(finding)
    return kept, exempted


def _exempts(exemption: Exemption, finding: Finding, site: Site) -> bool:
    return (
        exemption.code == finding.code
        and exemption.period.covers(site.as_of.date())
        and exemption.unit in (None, finding.unit)
        and exemption.section in (None, finding.section)
        and (exemption.url is None or canonical(exemption.url) == canonical(finding.url))
    )


def _without_text(page: Page) -> Page:
    return dataclasses.replace(
        page,
        document=Document(signed=page.document.signed),
        entries=(),
        attachments=tuple(map(without_text, page.attachments)),
    )
