"""The papers of an inspection, written from what the store remembers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from auditor.coverage import coverage_of
from auditor.faults import CommandError
from auditor.models import Coverage, Run, RunState
from auditor.portal import Portal
from auditor.rulebook import rulebook
from auditor.store import Store
from reports import bulletin, ledger_sheet, unit_list
from reports import rulebook as rulebook_paper
from reports.rows import rectify_by
from reports.scheme import Scheme, load_scheme

SCHEME = "quarterly_check"
OUT = Path("reports-out")


def scheme_of(name: str | Path) -> Scheme:
    """A deduction scheme by name or path; a code that neither a rule nor the packed schemes know is a typo.

    Raises SchemeError.
    """
    known = {rule.code for rule in rulebook()} | load_scheme(SCHEME).prices.keys()
    return load_scheme(name, codes=known)


def period_of(scheme: str, day: dt.date) -> str:
    """The usual name of the period a scheme is for: 2026年第2季度, 2026年度, 2026年4月."""
    if scheme == "annual_appraisal":
        return f"{day.year}年度"
    if scheme == "spot_check":
        return f"{day.year}年{day.month}月"
    return f"{day.year}年第{(day.month + 2) // 3}季度"


def last_crawl(store: Store, portal: Portal) -> Run:
    """The newest run that read the portal and can be believed."""
    found = [store.last_good_run(portal.id, kind) for kind in ("nightly", "crawl")]
    runs = [run for run in found if run]
    if not runs:
        raise CommandError(
            f"还没有成功抓取过“{portal.name}”。请先运行：auditor nightly 门户档案；运行情况见：auditor runs"
        )
    return max(runs, key=lambda run: run.id)


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
    day = run.as_of.date()
    prices = scheme_of(scheme)
    name = period or period_of(scheme, day)
    found = store.findings(portal.id)
    seen = coverage or coverage_of(store, portal, run.id, as_of=run.as_of)
    report = bulletin.build(
        portal,
        found,
        seen,
        prices,
        as_of=run.as_of,
        period_name=name,
        since=_since(store, portal, scheme, day),
    )
    lists = unit_list.build(portal, found, seen, prices, as_of=run.as_of, period_name=name)
    by = rectify_by(prices, day)
    return (
        bulletin.write(report, out),
        unit_list.write(lists, out, fixes=rulebook_paper.fixes(rulebook())),
        ledger_sheet.write_xlsx(found, out / "ledger.xlsx", units=portal.units, scheme=prices, rectify_by=by),
    )


def _since(store: Store, portal: Portal, scheme: str, day: dt.date) -> dt.date | None:
    """The first day of the period on which the portal was read."""
    period = period_of(scheme, day)
    good = (r for r in store.runs(portal.id, limit=400) if r.state is RunState.DONE and r.kind != "judge")
    days = [
        r.as_of.date() for r in good if r.as_of.date() <= day and period_of(scheme, r.as_of.date()) == period
    ]
    return min(days, default=None)
