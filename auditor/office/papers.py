"""The papers of an inspection, written from what the store remembers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.config.calendar import operator_calendar
from auditor.config.clock import now
from auditor.inspection.inspected import inspected
from auditor.inspection.period import Term
from auditor.inspection.scheme import Scheme, load_scheme
from auditor.models import Coverage, Finding, Portal, Run, RunState, Standing, StandingState
from auditor.models.complaint import CommandError
from auditor.office.coverage import coverage_of
from auditor.rule.book import rulebook
from auditor.store import Store
from auditor.text.wording import day
from auditor.workdays import BEIJING
from reports.comparison import Comparison, Previous, compare

SCHEME = "quarterly_check"
READING, JUDGING = ("nightly", "crawl"), ("nightly", "judge")  # kinds of runs
OUT = Path("reports-out")


def scheme_of(name: str | Path) -> Scheme:
    """A deduction scheme by name or path; a code that neither a rule nor the packed schemes know is a typo.

    Raises SchemeError.
    """
    known = {rule.code for rule in rulebook()} | load_scheme(SCHEME).prices.keys()
    return load_scheme(name, codes=known)


def last_crawl(store: Store, portal: Portal) -> Run:
    """The newest run that read the portal and can be believed."""
    run = _newest(store, portal, READING)
    if run is None:
        raise CommandError(
            f"还没有成功抓取过“{portal.name}”。请先运行：auditor nightly 门户档案；运行情况见：auditor runs"
        )
    return run


def refuse_future(as_of: dt.datetime | None, visit: Run) -> None:
    """Raise CommandError where somebody asks for a day that has not come; a replayed visit's own day has."""
    if as_of is not None and as_of.date() > max(now(), visit.as_of).date():
        raise CommandError(
            f"{day(as_of)}还没有到，不能按这一天检查。最近一次正常读取门户是{day(visit.as_of)}；不写 --as-of 就按那一次检查。"
        )


def write_papers(
    store: Store,
    portal: Portal,
    run: Run,
    *,
    out: Path,
    coverage: Coverage | None = None,
    scheme: str = SCHEME,
    period: str | None = None,
) -> tuple[Path, ...]:
    """Write the report of what stands after `run` into the folder `out`; the files, the report first."""
    from reports import (
        bulletin,
        ledger_sheet,
        unit_list,
    )  # templates and sheets: a judgement needs none of them
    from reports.book import rulebook as rulebook_paper

    day = run.as_of.date()
    prices, term = scheme_of(scheme), Term.of_scheme(scheme, day)
    quarter = inspected(
        portal,
        [
            *store.findings.listed(portal.id),
            *store.findings.listed(portal.id, state=StandingState.EXEMPTED),
        ],
        coverage or coverage_of(store, portal, run.id, as_of=run.as_of),
        prices,
        as_of=run.as_of,
        period=period or term.name,
        calendar=operator_calendar(),
    )
    compared = _compared(store, portal, prices, term)
    report = bulletin.build(quarter, comparison=compared, since=_since(store, portal, term, day))
    lists = unit_list.build(quarter, comparison=compared)
    return (
        bulletin.write(report, out),
        unit_list.write(lists, out, fixes=rulebook_paper.fixes(rulebook())),
        ledger_sheet.write_xlsx(quarter.ledger, out / "ledger.xlsx"),
    )


def _compared(store: Store, portal: Portal, prices: Scheme, term: Term) -> Comparison | None:
    """This period against the last one in which the portal was judged; None where there is none."""
    ledger = store.findings.standings(portal.id)
    previous = _previous(store, portal, ledger, term)
    return compare(previous, ledger, portal.units, prices) if previous else None


def _previous(store: Store, portal: Portal, ledger: Iterable[Standing], term: Term) -> Previous | None:
    began = dt.datetime.combine(term.first_on, dt.time(), BEIJING)
    judged, read = (_newest(store, portal, kinds, before=began) for kinds in (JUDGING, READING))
    if judged is None or read is None:
        return None
    return Previous(
        name=Term.of(term.months, judged.as_of.date()).name,
        as_of=judged.as_of,
        findings=tuple(_stood(store, portal, judged, ledger)),
        read=store.coverage.of(portal.id, read.id).sections_by_unit,
    )


def _stood(store: Store, portal: Portal, run: Run, ledger: Iterable[Standing]) -> Iterator[Finding]:
    """What stood after a past run: what it sighted in the words of its night, and what it did not look at."""
    sighted = store.findings.listed(portal.id, run=run.id)
    taken_out = store.findings.listed(portal.id, run=run.id, state=StandingState.EXEMPTED)
    named = {finding.fingerprint for finding in (*sighted, *taken_out)}
    yield from sighted
    for item in ledger:
        if item.fingerprint not in named and item.stood_at(run.as_of) and not item.finding.exemption:
            yield item.finding


def _newest(
    store: Store, portal: Portal, kinds: Iterable[str], *, before: dt.datetime | None = None
) -> Run | None:
    found = [store.runs.last_good(portal.id, kind, before=before) for kind in kinds]
    return max((run for run in found if run), key=lambda run: run.id, default=None)


def _since(store: Store, portal: Portal, term: Term, day: dt.date) -> dt.date | None:
    """The first day of the period on which the portal was read."""
    good = (
        r for r in store.runs.newest(portal.id, limit=400) if r.state is RunState.DONE and r.kind in READING
    )
    days = [r.as_of.date() for r in good if term.first_on <= r.as_of.date() <= day]
    return min(days, default=None)
