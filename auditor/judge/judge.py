"""pages x rules -> findings. A broken rule speaks (review, 规则未能执行) and never stops the run.

Judging reads what is stored, not the wire: the same pages, rules and `as_of` give the same findings, whatever of them
was remembered from an earlier judgement.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.judge.asking import distinct, planned
from auditor.judge.attachments import without_text
from auditor.judge.hearing import Hearing
from auditor.judge.limit import Overruns
from auditor.judge.memory import Memory, SiteVerdicts, Verdicts, site_key
from auditor.judge.reasoning import reasoned
from auditor.judge.usage import asked_once
from auditor.judge.watch import Watch
from auditor.judge.whole import judge_site, judge_watched
from auditor.models import Document, Exemption, Finding, Page, Site, Unchecked
from auditor.models.address import canonical
from auditor.portal.handover import holders, of_its_day, sections_in_force
from auditor.rule import Rule


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one run of the rules came to."""

    findings: tuple[Finding, ...]
    # Taken out by the profile, or asked about elsewhere; each names its exemption.
    exempted: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()  # pages that could not be read, and questions that were broken off
    pages: int = 0  # pages that were judged
    codes: frozenset[str] = frozenset()  # rules that were asked, and answered for the portal as a whole
    late: Mapping[str, int] = field(
        default_factory=dict
    )  # rules that gave no answer in time, on how many pages
    unjudged: frozenset[tuple[str, str]] = frozenset()  # code and canonical address of these
    heard: Mapping[str, Verdicts] = field(
        default_factory=dict
    )  # by canonical address: what memory did not hold
    whole: SiteVerdicts | None = None  # what is to be remembered of the portal as a whole

    @property
    def found(self) -> tuple[Finding, ...]:
        """Everything that is wrong, exempted or not: what the ledger is moved by."""
        return self.findings + self.exempted


def judge(
    pages: Iterable[Page], site: Site, rules: Sequence[Rule], memory: Memory | None = None
) -> Judgement:
    """Judge a stream of pages, then the site they make up. `site.pages` is filled here, without body text.

    Page rules are asked as the pages come and know none of the others; those that compare wait for the last one.
    Of a rule with several versions the one in force on the day of `site.as_of` is asked. A paper is its unit's of the
    day it was published; a section is judged while somebody answers for it. With a `memory` the page rules are asked
    only what it does not hold, and the judgement tells what they said; the findings are the same.
    """
    disabled, today = site.portal.disabled_rules, site.as_of.date()
    active = [rule for rule in rules if rule.code not in disabled and rule.in_force(today)]
    found: list[Finding] = []
    unchecked: list[Unchecked] = []
    heads: list[Page] = []
    alike: dict[object, object] = {}  # what many pages say: held once
    waiting: list[tuple[Page, list[Rule]]] = []
    held = holders(site.portal)
    site = dataclasses.replace(site, sections=sections_in_force(site))
    overruns, watch = Overruns(), Watch(site)
    hearing = Hearing(site, active, memory, overruns)
    for page in (of_its_day(page, held) for page in pages):
        head = _without_text(page, alike)
        heads.append(watch.page(head) if memory else head)
        said, late = hearing.of(page)
        found += said
        waiting += [(page, late)] if late else []
        if not page.readable:
            unchecked.append(Unchecked(page.url, page.problems[0].text, page.unit))
    site = dataclasses.replace(site, pages=tuple(heads))
    for page, late in waiting:
        found += judge_page(page, site, late, overruns)
    whole = None
    if memory:
        key = site_key(site, hearing.keys, hearing.ground)
        known = memory.whole if memory.whole.key == key else SiteVerdicts(key)
        said, whole = judge_watched(site, watch, active, known, overruns)
    else:
        said = judge_site(site, active, overruns)
    found += said
    sifted = _sift(planned(reasoned(distinct(found), active, site), site), site)
    kept, exempted = _parted(asked_once(sifted, active, site))
    return Judgement(
        tuple(kept),
        tuple(exempted),
        (*unchecked, *overruns.unchecked),
        len(heads) - len(unchecked),
        frozenset(rule.code for rule in active) - overruns.codes,
        overruns.counts,
        overruns.unjudged | _template_faults(overruns, active, site),
        hearing.heard,
        whole,
    )


def judge_page(
    page: Page, site: Site, rules: Iterable[Rule], overruns: Overruns | None = None
) -> list[Finding]:
    """What the page rules say of one page, those that compare it with others included; nothing of one not read."""
    hearing = Hearing(site, rules, overruns=overruns)
    return planned(hearing.at_once(page), site) if page.readable else []


def _template_faults(overruns: Overruns, rules: Iterable[Rule], site: Site) -> frozenset[tuple[str, str]]:
    """Where a rule missed a page, the fault of a template may only seem gone: it stands at the home page's address."""
    missed = {code for code, _ in overruns.unjudged}
    return frozenset((r.code, canonical(site.portal.home)) for r in rules if r.template and r.code in missed)


def _sift(findings: Iterable[Finding], site: Site) -> Iterator[Finding]:
    for finding in findings:
        exemption = next((e for e in site.portal.exemptions if _exempts(e, finding, site)), None)
        yield dataclasses.replace(finding, exemption=exemption) if exemption else finding


def _parted(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """What stands, and what is exempted."""
    kept: list[Finding] = []
    exempted: list[Finding] = []
    for finding in findings:
        (exempted if finding.exemption else kept).append(finding)
    return kept, exempted


def _exempts(exemption: Exemption, finding: Finding, site: Site) -> bool:
    return (
        exemption.code == finding.code
        and exemption.period.covers(site.as_of.date())
        and exemption.unit in (None, finding.unit)
        and exemption.section in (None, finding.section)
        and (exemption.url is None or canonical(exemption.url) == canonical(finding.url))
    )


_ALIKE = ("lead_text", "breadcrumb", "cms", "unit", "section", "section_url")


def _without_text(page: Page, alike: dict[object, object]) -> Page:
    said = {name: getattr(page, name) for name in _ALIKE}
    shared: dict[str, Any] = {name: alike.setdefault(value, value) for name, value in said.items()}
    return dataclasses.replace(
        page,
        **shared,
        source=page.url if page.source == page.url else page.source,
        heading=page.title if page.heading == page.title else page.heading,
        document=Document(signed=page.document.signed, document_number=page.document.document_number),
        entries=(),
        attachments=tuple(map(without_text, page.attachments)),
    )
