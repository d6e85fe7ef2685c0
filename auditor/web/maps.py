"""图: how every duty of every unit was looked at last night, where what is open stands, how the rows come on. Each cell leads
to its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query
from starlette.responses import HTMLResponse

from auditor.inspection.inspected import Inspected
from auditor.inspection.leave import leave_of
from auditor.inspection.period import Term
from auditor.models import Coverage, Portal
from auditor.models.issue import Issue
from auditor.models.issue_kinds import ENDED
from auditor.models.role import Role
from auditor.office.papers import SCHEME, scheme_of
from auditor.office.pictures import as_it_stands, kept_quarters
from auditor.web.desk import AtHand, Here
from auditor.web.overview import last_night
from auditor.web.pages import page
from auditor.web.roles import admits
from auditor.web.rooms import room
from reports.figures import Card, Drawn, Figure
from reports.quarter_bars import funnel, of_quarters
from reports.unit_maps import heat, last_level, tested

routes = room()
Word = Annotated[str, Query(max_length=100)]


@routes.get("/maps")
@admits(Role.INSPECTOR, Role.CHIEF, menu="图表", aside=True)
def maps(here: AtHand, portal: Word = "") -> HTMLResponse:
    """Of one portal, the first where none is named."""
    of = here.portal(portal) if portal else next(iter(here.portals), None)
    figures = _known(here, of) if of else []
    return page(here.request, "maps.html", portals=here.portals, portal=of, figures=figures)


def _known(here: Here, portal: Portal) -> list[Figure]:
    """Drawn anew where something was done, noted or read since."""
    store, night = here.house.store, last_night(here, portal)
    notes, kept = store.task_notes.all(portal.id), store.inspections.all(portal.id)
    run = (night.run.id, night.run.state, night.run.why) if night.run else None
    key = (
        here.today,
        store.issues.version(portal.id),
        run,
        store.amendments.version(portal.id),
        len(notes),
        [(one.number, one.state) for one in kept],
    )
    return here.house.remembered(
        f"pictures of {portal.id}",
        repr(key),
        lambda: list(_figures(here, portal, night.coverage or Coverage())),
    )


def _figures(here: Here, portal: Portal, coverage: Coverage) -> Iterator[Figure]:
    """The same pictures as the papers of a quarter print, of this day."""
    rows, scheme = here.house.rows(portal.id), scheme_of(SCHEME)
    pictured = as_it_stands(here.house.store, portal, scheme, coverage, rows, here.today)
    now = Inspected(
        portal=portal,
        as_of=here.today,
        period=Term.of(3, here.today).name,
        scheme=scheme,
        coverage=coverage,
        findings=(),
        scores=(),
        rows=(),
        settled=(),
        leave=leave_of(portal, (), here.today),
        rectify_by=None,
    )
    since = Term.of(3, here.today).first_on
    yield tested(
        Drawn(now, pictured, None, lambda unit, task: _address("/duties", portal, unit=unit, task=task))
    )
    yield _living(Drawn(now, pictured, None, _rows_of), rows)
    yield funnel(Drawn(now, pictured, since))
    yield of_quarters(kept_quarters(here.house.store, portal))


def _living(drawn: Drawn, rows: Iterable[Issue]) -> Figure:
    """Where the rows stand that are not settled."""
    counts = Counter(
        (row.unit or "", last_level(row.opening.section)) for row in rows if row.state not in ENDED
    )
    card = Card(
        means="各单位各栏目里台账上没有了结的问题有多少个；颜色越深越多，数字是个数，点开就是那几行。",
        numerator="台账里没有销号、没有排除、没有撤销的行，机检疑似的也在内。",
        denominator="没有除以信息条数：信息多的栏目，问题也可能多。",
        window=drawn.window,
        silent="空白是台账上没有，不是没有问题；没有读到的栏目也是空白，见检查覆盖图。",
    )
    return heat(drawn, counts, card)


def _rows_of(unit: str, section: str) -> str:
    return (
        f"/issues?{urlencode({'which': 'living', 'unit': unit} | ({'section': section} if section else {}))}"
    )


def _address(path: str, portal: Portal, *, unit: str, task: str) -> str:
    return f"{path}?{urlencode({'portal': portal.id, 'unit': unit} | ({'task': task} if task else {}))}"
