"""What was sent and what was decided since: the record takes no more than the draft, and its papers add up."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from drawn_up import QUARTER, a_spot_check, words
from findings import (
    AS_OF,
    FINANCE,
    HOST,
    OFFICE,
    UNITS,
    WILLOW,
    a_coverage,
    a_finding,
    a_portal,
    findings_of_a_quarter,
)
from hypothesis import given
from hypothesis import strategies as st
from rulings import DECISIONS, DOUBT, END, LATE, TOLD, a_row, event, looked_at, score_of

from auditor.inspection.inspected import inspected
from auditor.inspection.ruling import NOBODY, docket
from auditor.inspection.settling import Amendment, settled
from auditor.models import Section, SectionKind
from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act, Deviation
from reports import bulletin, spot_check, unit_list

FATES = [acts for acts, *_ in DECISIONS]
ROUND = [f for f in findings_of_a_quarter() if f.unit]
ALIKE = a_portal()
WANTING = a_portal(  # of a group where others have columns that most have not
    sections=(
        *ALIKE.sections,
        *(Section(name, "政策解读", kind=SectionKind.INTERPRETATION) for name in (OFFICE, WILLOW)),
    )
)


@given(
    st.lists(st.sampled_from([None, *FATES]), min_size=len(ROUND), max_size=len(ROUND)),
    st.sampled_from([ALIKE, WANTING]),
)
def test_printed_deductions_add_up_to_the_printed_score(fates: Any, portal: Any) -> None:
    one = looked_at(ROUND, rows_of_fates(fates), portal=portal)
    view = bulletin.build(one)
    for unit in (row for group in view.groups for row in group.rows if row.rank):
        taken = sum(Decimal(points or 0) for points in unit.deducted)
        own = sum(row.points for row in one.ledger if row.unit == unit.unit and row.points)
        vetoed = "单项否决" in unit.note
        assert taken == own and (vetoed or Decimal(unit.score) == 100 - taken)
    assert {row.fingerprint for row in one.ledger} == {f.fingerprint for f in ROUND}
    cleared = {row.fingerprint for row in one.ledger if row.ruling and row.ruling.cleared}
    assert not cleared & {row.fingerprint for row in (*one.rows, *one.settled, *one.spared)}


def rows_of_fates(fates: Any) -> list[Issue]:
    return [
        a_row(f, *acts, number=f"2024-{n:04d}")
        for n, (f, acts) in enumerate(zip(ROUND, fates, strict=True), 1)
        if acts is not None
    ]


@given(
    st.lists(st.sampled_from([None, (), TOLD]), min_size=len(ROUND), max_size=len(ROUND)),
    st.lists(st.sampled_from(FATES), min_size=len(ROUND), max_size=len(ROUND)),
    st.sampled_from([ALIKE, WANTING]),
)
def test_what_is_frozen_is_what_was_sent_less_what_was_taken_back(sent: Any, later: Any, portal: Any) -> None:
    draft = looked_at(ROUND, rows_of_fates(sent), portal=portal)
    now = docket(rows_of_fates(later), QUARTER, end=END, on=AS_OF.date())
    record, amendments = settled(draft, now)
    for was, it_is in zip(draft.scores, record.scores, strict=True):
        if it_is.score is None:  # nothing of it was read, and nothing is held against it any more
            assert not was.pages and not it_is.charges
        else:
            assert was.score is not None and it_is.score >= was.score
        assert {c.finding.fingerprint for c in it_is.charges} <= {c.finding.fingerprint for c in was.charges}
    taken_back = {one.number: (one.before, one.after) for one in amendments if one.before != one.after}
    after_ = {c.finding.fingerprint: c.points for s in record.scores for c in s.charges}
    rows = {row.fingerprint: row for row in record.ledger}
    for charge in (c for s in draft.scores for c in s.charges):
        row, costs = rows[charge.finding.fingerprint], after_.get(charge.finding.fingerprint, 0)
        if row.waits:
            assert costs == row.points == 0 and "不扣分" in row.points_note
        elif costs != charge.points:
            assert taken_back.pop(row.ruling.number) == (charge.points, costs)
        elif costs:
            assert row.verdict == "人工确认" and row.ruling.told
    assert not taken_back
    assert settled(record, now) == (record, ())


def test_an_appeal_that_was_won_is_told_with_both_values() -> None:
    draft = looked_at([LATE], [a_row(LATE, *TOLD)])
    won = a_row(LATE, *TOLD, Act.APPEAL, event(Act.DECIDE, "withdraw", points=Decimal(0), why="会签在后"))
    record, (one,) = settled(draft, docket([won], QUARTER, end=END, on=AS_OF.date()))
    assert (one.number, one.kind, one.before, one.after) == ("2024-0001", "申诉后撤销", 1, 0)
    assert "会签在后" in one.why and score_of(record) == 100 and not record.rows


LOST = (Act.APPEAL, event(Act.DECIDE, "uphold", why="日期确实在后"))
LESS = event(Act.NOTIFY, points=Decimal("0.5"), kind=Deviation.POINTS)


@pytest.mark.parametrize(
    ("told", "later", "kind", "note"),
    [
        (TOLD, (*LOST, event(Act.WITHDRAW, points=Decimal(0), why="事后查实")), "撤销", ""),
        (TOLD, (Act.APPEAL, event(Act.DECIDE, "points", points=Decimal("0.5"))), "改扣分", "申诉后改扣分"),
        ((), (Act.CONFIRM, LESS, *LOST), "改扣分", "改扣分"),
    ],
    ids=["withdrawn after a lost appeal", "an appeal changed the points", "other points, an appeal lost"],
)
def test_only_what_an_appeal_did_is_told_as_done_on_appeal(
    told: Any, later: Any, kind: str, note: str
) -> None:
    draft = looked_at([LATE], [a_row(LATE, *told)])
    now = a_row(LATE, *told, *later)
    record, (one,) = settled(draft, docket([now], QUARTER, end=END, on=AS_OF.date()))
    assert one.kind == kind
    assert [charge.why for score in record.scores for charge in score.charges] == [note] * bool(note)


def test_a_doubt_confirmed_after_the_draft_went_out_does_not_enter_the_record() -> None:
    draft = looked_at([DOUBT, LATE], [a_row(DOUBT)])
    now = docket([a_row(DOUBT, Act.CONFIRM)], QUARTER, end=END, on=AS_OF.date())
    record, amendments = settled(draft, now)
    assert score_of(record) == 100 and not amendments


def test_of_faults_that_share_a_cap_the_confirmed_one_is_charged() -> None:
    """Else the machine's word alone would take the place of a person's, and then fall away."""
    twins = [a_finding("FLD013", url=f"{HOST}/{n}.html", name="内容页标签缺") for n in range(6)]
    for sure in twins:
        rows = [
            a_row(one, *(TOLD if one is sure else ()), number=f"2024-{n:04d}") for n, one in enumerate(twins)
        ]
        draft = looked_at(twins, rows)
        record, _ = settled(draft, docket(rows, QUARTER, end=END, on=AS_OF.date()))
        assert score_of(draft) == score_of(record) == Decimal("99.8")


@pytest.mark.parametrize(
    ("acts", "score", "verdict"),
    [((), 100, "未核实"), ((Act.CONFIRM,), 100, "未下发"), (TOLD, 99, "人工确认")],
)
def test_a_record_takes_points_for_what_a_person_confirmed_and_its_unit_was_told_of(
    acts, score, verdict, tmp_path
) -> None:
    draft = looked_at([LATE], [a_row(LATE)])
    assert score_of(draft) == 99 and draft.rows[0].verdict == "机检"
    record, amendments = settled(draft, docket([a_row(LATE, *acts)], QUARTER, end=END, on=AS_OF.date()))
    assert (score_of(record), record.rows[0].verdict, amendments) == (score, verdict, ())
    page = words(bulletin.write(bulletin.build(record), tmp_path).read_text("utf-8"))
    own = next(view for view in unit_list.build(record) if view.unit == FINANCE)
    assert (verdict == "人工确认") == bool(own.failed) == (not own.waiting)
    assert ("1个没有核实或者没有下发" in page) == bool(own.waiting)


def test_where_nobody_did_anything_nothing_is_said() -> None:
    assert looked_at(ROUND, []) == replace(
        inspected(a_portal(), ROUND, a_coverage(), QUARTER, as_of=AS_OF, period="2024年第三季度"),
        docket=replace(NOBODY, end=END),
    )
    assert UNITS


def test_a_spot_report_prints_what_was_decided_after_it_went_out(tmp_path) -> None:
    inspection, spot = a_spot_check([LATE])
    taken = Amendment(
        number="2024-0001", unit=FINANCE, code="LAG001", name="主动公开超期", kind="申诉后撤销",
        before=Decimal(1), after=Decimal(0), why="会签在后",
    )  # fmt: skip
    report = spot_check.build(inspection, replace(spot, amendments=(taken,)))
    page = words(spot_check.write(report, tmp_path).read_text("utf-8"))
    assert "征求意见以后更正的" in page and "申诉后撤销" in page and "会签在后" in page
    assert "更正的" not in words(
        spot_check.write(spot_check.build(inspection, spot), tmp_path).read_text("utf-8")
    )
