"""The papers of the quarter in tests/findings.py, drawn up and read as their readers read them."""

import datetime as dt
from pathlib import Path

from findings import AS_OF, a_coverage, a_portal, findings_of_a_quarter
from lxml import html

from auditor.inspection.inspected import inspected
from auditor.inspection.scheme import load_scheme
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


def _taken(given):
    return {name: given.pop(name) for name in ("as_of", "period") if name in given}


def words(page: str) -> str:
    tree = html.fromstring(page)
    for style in tree.xpath("//style|//script"):
        style.drop_tree()
    return " ".join(tree.text_content().split())
