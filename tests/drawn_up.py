"""The papers of the quarter in tests/findings.py, drawn up and read as their readers read them."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from findings import AS_OF, a_coverage, a_portal, findings_of_a_quarter
from lxml import html

from auditor.inspection.appraisal import QuarterTold, Year, appraise, told
from auditor.inspection.inspected import inspected
from auditor.inspection.results import results
from auditor.inspection.sample import Drawable, draw, frame_hash, strata_of
from auditor.inspection.scheme import load_scheme
from auditor.inspection.spot import Examined, SpotCheck
from auditor.models import Period
from auditor.models.address import canonical
from auditor.models.inspection import Inspection, InspectionKind
from reports import bulletin, unit_list

QUARTER = load_scheme("quarterly_check")
PERIOD = "2024年第三季度"


def a_bulletin(findings=None, coverage=None, **changes):
    given = {"since": dt.date(2024, 7, 1)} | changes
    findings = findings_of_a_quarter() if findings is None else findings
    quarter = a_quarter(findings, given.pop("portal", None), coverage, **_taken(given))
    return bulletin.build(quarter, **given)


def printed(view, folder: Path) -> str:
    return bulletin.write(view, folder).read_text("utf-8")


def lists(findings, **changes):
    given = dict(changes)
    quarter = a_quarter(findings, given.pop("portal", None), given.pop("coverage", None), **_taken(given))
    return unit_list.build(quarter, **given)


def a_quarter(findings, portal=None, coverage=None, *, as_of=AS_OF, period=PERIOD):
    return inspected(
        portal or a_portal(), findings, coverage or a_coverage(), QUARTER, as_of=as_of, period=period
    )


def a_spot_check(findings):
    """The inspection and what its report is printed from: a page of each finding could be drawn, and 30 were."""
    pages = [
        Drawable(
            address=canonical(f.url),
            url=f.url,
            unit=f.unit,
            section=f.section or "工作动态",
            title=f.title or "",
            published_on=f.fetched_at.date() if f.fetched_at else None,
        )
        for f in {canonical(f.url): f for f in findings if f.unit}.values()
    ]
    drawn = draw(pages, seed=7, size=30)
    quarter = a_quarter(findings, period="2024年9月")
    examined = tuple(
        Examined(
            page=page,
            why=why,
            fetched_at=AS_OF,
            capture="sha256:" + "a" * 64,
            fingerprints=tuple(f.fingerprint for f in findings if canonical(f.url) == page.address),
        )
        for page, why in drawn
    )
    spot = SpotCheck(seed=7, frame=tuple(pages), pages=examined, inspected=quarter, fixes={})
    inspection = replace(
        an_inspection(InspectionKind.SPOT, quarter),
        seed=7,
        frame_hash=frame_hash(pages),
        strata=strata_of(pages, [page for page, _ in drawn]),
    )
    return inspection, spot


def a_year(findings):
    """A year of two frozen quarters, and the inspection."""
    scheme, portal = load_scheme("annual_appraisal"), a_portal()
    scores = a_quarter(findings).scores
    codes = ("2024Q1", "2024Q2", "2024Q3", "2024Q4")
    quarters = [QuarterTold(code=code) for code in codes[:2]] + [told(code, scores, []) for code in codes[2:]]
    marks = {unit.name: dict(scheme.indicators) for unit in portal.units[:-1]}
    year = Year(
        portal=portal,
        period="2024年度",
        scheme=scheme,
        quarters=tuple(quarters),
        units=appraise(portal.units, quarters, marks, scheme),
        inspections=codes[2:],
        rule_versions={},
    )
    return year, an_inspection(InspectionKind.YEAR, a_quarter(findings))


def an_inspection(kind, quarter):
    return Inspection(
        number="2024-09-S1" if kind is InspectionKind.SPOT else "2024",
        kind=kind,
        portal=quarter.portal.id,
        period="2024-09" if kind is InspectionKind.SPOT else "2024",
        window=Period(dt.date(2024, 9, 1), quarter.as_of),
        scheme=quarter.scheme.name,
        rule_versions={},
        coverage=quarter.coverage,
        scores=results(quarter.scores, quarter.scheme),
        appeal_workdays=3,
    )


def _taken(given):
    return {name: given.pop(name) for name in ("as_of", "period") if name in given}


def words(page: str) -> str:
    tree = html.fromstring(page)
    for style in tree.xpath("//style|//script"):
        style.drop_tree()
    return " ".join(tree.text_content().split())
