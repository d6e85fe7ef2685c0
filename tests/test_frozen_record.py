"""What is frozen stays to the byte, whatever people do with its rows afterwards; what they do is told beside it."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from drawn_up import QUARTER, an_inspection, words
from findings import AS_OF, FINANCE, a_coverage, a_portal, findings_of_a_quarter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from auditor.cli import run
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
from auditor.office.record import basis_of, corrections, mended
from auditor.store import Store
from auditor.text.wording import day
from auditor.workdays import CALENDAR

INSPECTOR, CHIEF = Actor(name="王丽", role=Role.INSPECTOR), Actor(name="李强", role=Role.CHIEF)
UNIT = Actor(name=FINANCE, role=Role.UNIT, unit=FINANCE)
FOUND = [f for f in findings_of_a_quarter() if f.unit == FINANCE]
QUARTER_DUE = CALENDAR.add(AS_OF.date(), QUARTER.rectify_workdays)  # as a draft counts it
LATER = AS_OF + dt.timedelta(days=40)


def at(store: Store, actor: Actor, day: int = 0) -> Desk:
    return Desk(store, actor, AS_OF + dt.timedelta(days=day))


def sent(folder: Path, on: int = 1) -> Store:
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
    acts.send(at(store, INSPECTOR, on), "2024")
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


def test_every_paper_says_the_day_that_the_ledger_holds(tmp_path) -> None:
    """A unit that is told one day by its list and another by the ledger wins whatever it appeals."""
    with sent(tmp_path, 20) as store:
        due = {day(row.rectify_by) for row in store.issues.of()}
        (told,) = due
        drafted = day(QUARTER_DUE)
        assert told != drafted  # it ran from the day of sending, not from that of the look
        appealed = at(store, UNIT, 21).appeal(store.issues.of()[0], kind=Deviation.MISTAKEN, why="会签在后")
        for state in ("sent", "frozen"):
            page = next(text(p) for p in ours(store, tmp_path / state) if "财政局" in p.name)
            bulletin = text(tmp_path / state / "bulletin.html")
            assert told in page and drafted not in page and "另行通知" not in page.partition("三、反馈")[0]
            assert (
                "附件2写明的整改时限" in bulletin and drafted not in bulletin and "印发之日起" not in bulletin
            )
            heads, *rows = load_workbook(tmp_path / state / "ledger.xlsx").worksheets[0].values
            days = {row[heads.index("整改时限")] for row in rows} - {None}
            assert {day(one.date()) for one in days} == due
            if state == "sent":
                assert f"可在{day(store.inspections.get('2024').appeal_by)}以前提交" in page
                heard = at(store, CHIEF, 26).decide(appealed, "uphold", why="日期不符")
                assert heard.rectify_by > appealed.rectify_by
                acts.freeze(at(store, CHIEF, 60), "2024")
                due.add(day(heard.rectify_by))
        assert "征求意见期间的申诉已经裁定" in bulletin and "初稿" not in bulletin
        assert "问题都经检查人员确认" in bulletin and "与检查人员核实相结合" in bulletin


def ours(store: Store, out: Path) -> list[Path]:
    inspection_papers.write(store, store.inspections.get("2024"), out)
    return sorted((out / "units").iterdir())


def text(path: Path) -> str:
    return words(path.read_text("utf-8"))


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


def test_how_much_of_what_was_told_is_mended_is_said_whenever_it_is_asked(tmp_path, capsys) -> None:
    """A special check has no period before it: its mending rate is told from its own rows."""
    with sent(tmp_path) as store:
        acts.freeze(at(store, CHIEF, 30), "2024")
        first, second, *rest = store.issues.of()
        reported = Desk(store, UNIT, LATER).fixed(first, why="改了")
        Desk(store, INSPECTOR, LATER).recheck(reported, "fixed", before=None, after=None)
        Desk(store, CHIEF, LATER).withdraw(second, why="查实不是")
        kept = basis_of(store, store.inspections.get("2024"))
        assert mended(kept, store.issues.of()) == (1, 1 + len(rest))
    assert run(["inspect", "show", "2024", "--db", f"{tmp_path}/a.sqlite3"]) == 0
    assert f"已下发 {1 + len(rest)} 个，到现在销号 1 个（整改率" in capsys.readouterr().out


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
