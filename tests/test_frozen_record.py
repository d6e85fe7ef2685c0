"""What is frozen stays to the byte, whatever people do with its rows afterwards; what they do is told beside it."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from drawn_up import QUARTER, an_inspection
from findings import AS_OF, FINANCE, a_coverage, a_portal, findings_of_a_quarter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.inspection.inspected import inspected
from auditor.inspection.results import view
from auditor.inspection.ruling import docket
from auditor.ledger.issue import IssueError
from auditor.ledger.issue_opening import Signs, opening_of
from auditor.models import Standing, StandingState, Verdict
from auditor.models.complaint import CommandError
from auditor.models.inspection import InspectionKind
from auditor.models.issue import Event
from auditor.models.issue_kinds import Act, Deviation, IssueState
from auditor.models.role import Actor, Role
from auditor.office import acts, inspection_papers
from auditor.office.issues import Desk
from auditor.office.quarter import Quarter
from auditor.office.record import corrections
from auditor.store import Store

INSPECTOR, CHIEF = Actor(name="王丽", role=Role.INSPECTOR), Actor(name="李强", role=Role.CHIEF)
UNIT = Actor(name=FINANCE, role=Role.UNIT, unit=FINANCE)
FOUND = [f for f in findings_of_a_quarter() if f.unit == FINANCE]
LATER = AS_OF + dt.timedelta(days=40)


def at(store: Store, actor: Actor, day: int = 0) -> Desk:
    return Desk(store, actor, AS_OF + dt.timedelta(days=day))


def sent(folder: Path) -> Store:
    """A quarter of one unit, every row of it confirmed, as it was sent out."""
    store = Store.open(f"sqlite:///{folder / 'a.sqlite3'}")
    first = Event(at=AS_OF, by="机检", role=Role.MACHINE, act=Act.OPEN)
    items = [Standing(f, StandingState.NEW, AS_OF, AS_OF) for f in FOUND]
    for row in store.issues.open("qinghe", [(opening_of(item, Signs()), first) for item in items]):
        at(store, INSPECTOR).confirm(row)
    made = docket(store.issues.of(), QUARTER, end=AS_OF + dt.timedelta(hours=1), on=AS_OF.date())
    one = inspected(
        a_portal(), FOUND, a_coverage(), QUARTER, as_of=AS_OF, period="2024年第三季度", docket=made
    )
    quarter = Quarter(inspected=one, comparison=None, since=None, fixes={})
    acts.opened(at(store, INSPECTOR), an_inspection(InspectionKind.QUARTER, one), quarter)
    acts.send(at(store, INSPECTOR, 1), "2024")
    return store


def papers(store: Store, out: Path) -> dict[str, bytes]:
    inspection_papers.write(store, store.inspections.get("2024"), out)
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_sending_tells_the_units_of_every_confirmed_row_with_what_the_draft_takes(tmp_path) -> None:
    with sent(tmp_path) as store:
        (score,) = (r.score for r in store.inspections.get("2024").scores if r.unit == FINANCE)
        rows = store.issues.of()
        assert {row.state for row in rows} == {IssueState.NOTIFIED}
        assert {row.inspection for row in rows} == {"2024"} and all(row.rectify_by for row in rows)
        assert 100 - sum(row.points for row in rows) == score


def test_what_a_second_person_should_have_read_holds_the_whole_draft_back(tmp_path, monkeypatch) -> None:
    import dataclasses

    monkeypatch.setitem(globals(), "QUARTER", dataclasses.replace(QUARTER, second_reader="all"))
    with pytest.raises(IssueError, match="第二人复核"):
        sent(tmp_path)
    with Store.open(f"sqlite:///{tmp_path / 'a.sqlite3'}") as store:
        assert store.inspections.get("2024").state == "draft"
        assert {row.state for row in store.issues.of()} == {IssueState.CONFIRMED}


def test_an_open_appeal_holds_the_record_up_and_is_named(tmp_path) -> None:
    with sent(tmp_path) as store:
        row = store.issues.of()[0]
        filed = at(store, UNIT, 2).appeal(row, kind=Deviation.MISTAKEN, why="会签在后")
        with pytest.raises(CommandError, match=row.number):
            acts.freeze(at(store, CHIEF, 30), "2024", why="等不及")
        at(store, CHIEF, 3).decide(filed, "withdraw", why="属实")
        before = store.inspections.get("2024").scores
        after = acts.freeze(at(store, CHIEF, 30), "2024").scores
        gained = sum(a.score - b.score for a, b in zip(after, before, strict=True) if a.score is not None)
        assert gained == filed.points
        told = inspection_papers.write(store, store.inspections.get("2024"), tmp_path / "out")[0]
        assert "申诉后撤销" in told.read_text("utf-8")


DONE = st.tuples(
    st.integers(0, len(FOUND) - 1), st.sampled_from(["withdraw", "points", "fixed", "platform", "recheck"])
)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.lists(DONE, max_size=8))
def test_whatever_people_do_later_the_record_stays(tmp_path_factory, later) -> None:
    folder = tmp_path_factory.mktemp("record")
    with sent(folder) as store:
        acts.freeze(at(store, CHIEF, 30), "2024")
        was = view(store.inspections.get("2024")), papers(store, folder / "before")
        for place, act in later:
            _do(store, store.issues.of()[place].number, act)
        assert (view(store.inspections.get("2024")), papers(store, folder / "after")) == was
        told = {number for number, _ in corrections(store, store.inspections.get("2024"))}
        taken_back = {
            row.number for row in store.issues.of() if row.state is IssueState.WITHDRAWN and _cost(row)
        }
        assert taken_back <= told


def _cost(row) -> bool:
    return any(e.act is Act.NOTIFY and e.points for e in row.events)


def _do(store: Store, number: str, act: str) -> None:
    (row,) = store.issues.numbered(number)
    unit, chief, inspector = (Desk(store, actor, LATER) for actor in (UNIT, CHIEF, INSPECTOR))
    try:
        if act == "withdraw":
            chief.withdraw(row, why="查实不是")
        elif act == "points":
            filed = unit.appeal(row, kind=Deviation.POINTS, points=Decimal(0), why="轻")
            chief.decide(filed, "points", points=Decimal(0), why="轻")
        elif act == "fixed":
            unit.fixed(row, why="改了")
        elif act == "platform":
            inspector.platform(row, "市大数据局", why="模板")
        else:
            inspector.recheck(row, "fixed", before=None, after=None)
    except IssueError:
        return


def test_the_rows_of_this_test_are_certain_ones() -> None:
    assert len([f for f in FOUND if f.verdict is Verdict.FAIL]) > 2
