"""Rows of the 台账 decide: what people cleared, re-priced, spared or found themselves, in scores, lists and sheets."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
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

from auditor.inspection.inspected import Inspected, inspected
from auditor.inspection.ruling import NOBODY, docket
from auditor.inspection.settling import Amendment, settled
from auditor.ledger.deadlines import owes_answer
from auditor.ledger.issue import begun, entered
from auditor.ledger.issue_opening import Signs, opening_of
from auditor.models import Finding, Section, SectionKind, Severity, Standing, StandingState, Verdict
from auditor.models.issue import Event, Issue, Opening, Outside
from auditor.models.issue_kinds import Act, Deviation, Source
from auditor.models.role import Role
from reports import bulletin, ledger_sheet, spot_check, unit_list

END = dt.datetime(2024, 10, 1, tzinfo=AS_OF.tzinfo)
WHO = {
    Act.OPEN: ("机检", Role.MACHINE),
    **dict.fromkeys((Act.APPEAL, Act.FIXED), (FINANCE, Role.UNIT)),
    Act.DECIDE: ("李强", Role.CHIEF),
    Act.SECOND: ("赵敏", Role.INSPECTOR),
}
TOLD = (Act.CONFIRM, Act.NOTIFY)


def event(act: Act, outcome: str = "", **said: Any) -> Event:
    by, role = WHO.get(act, ("王丽", Role.INSPECTOR))
    given_ = {"why": "理由", "at": AS_OF} | said
    return Event(by=by, role=role, act=act, outcome=outcome, **given_)


def a_row(finding: Finding, *acts: Any, number: str = "2024-0001") -> Issue:
    item = Standing(finding, StandingState.NEW, AS_OF, AS_OF)
    row = begun("qinghe", number, opening_of(item, Signs()), event(Act.OPEN))
    return after(row, *acts)


def after(row: Issue, *acts: Any) -> Issue:
    for act in acts:
        row = entered(row, act if isinstance(act, Event) else event(act))
    return row


def by_hand(source: Source, *acts: Any, code: str = "FLD001", **said: Any) -> Issue:
    points = said.pop("points", None)
    given_ = {"unit": FINANCE, "url": f"{HOST}/hand.html", "name": "信息表必填缺失", "message": "缺索引号"}
    opening = Opening(
        source=source, code=code, severity=Severity.ORDINARY, verdict=Verdict.FAIL, **(given_ | said)
    )
    first = event(Act.ADD, points=points, kind=None if points is None else Deviation.POINTS)
    return after(begun("qinghe", "2024-0009", opening, first), *acts)


def looked_at(findings: Sequence[Finding], rows: Iterable[Issue], scheme=QUARTER, portal=None) -> Inspected:
    made = docket(rows, scheme, end=END, on=AS_OF.date())
    return inspected(
        portal or a_portal(),
        findings,
        a_coverage(),
        scheme,
        as_of=AS_OF,
        period="2024年第三季度",
        docket=made,
    )


def score_of(one: Inspected, unit: str = FINANCE) -> Decimal | None:
    return next(s.score for s in one.scores if s.unit.name == unit)


LATE = a_finding()  # costs one point
DOUBT = a_finding("FMT014", verdict=Verdict.REVIEW, name="附注矛盾")
DECISIONS = [
    ((), 99, 1, ""),
    ((Act.CONFIRM,), 99, 1, ""),
    ((event(Act.DISMISS, points=Decimal(0)),), 100, 0, "误报"),
    ((*TOLD, event(Act.WITHDRAW, points=Decimal(0))), 100, 0, "已撤销"),
    ((event(Act.MERGE, other="2024-0007"),), 100, 0, "并入2024-0007号"),
    ((Act.CONFIRM, event(Act.MERGE, other="2024-0007")), 100, 0, "并入2024-0007号"),
    ((event(Act.MERGE, other="2024-0007"), Act.UNMERGE), 99, 1, ""),
    ((event(Act.REPRICE, points=Decimal("0.4"), kind=Deviation.POINTS), *TOLD), Decimal("99.6"), 1, ""),
    ((*TOLD, Act.APPEAL, event(Act.DECIDE, "uphold")), 99, 1, ""),
    ((*TOLD, Act.APPEAL, event(Act.DECIDE, "withdraw", points=Decimal(0))), 100, 0, "已撤销"),
    ((*TOLD, Act.APPEAL, event(Act.DECIDE, "points", points=Decimal("0.4"))), Decimal("99.6"), 1, ""),
    ((*TOLD, event(Act.PLATFORM, owner="市大数据局")), 100, 0, "市大数据局"),
    ((*TOLD, Act.APPEAL, event(Act.DECIDE, "tolerate", until=AS_OF.date())), 100, 0, "特殊情况"),
    (
        (*TOLD, Act.APPEAL, event(Act.DECIDE, "tolerate", until=AS_OF.date() - dt.timedelta(days=1))),
        99,
        1,
        "",
    ),
    ((*TOLD, event(Act.RECHECK, "fixed", at=END - dt.timedelta(hours=1))), 100, 0, "期内已经整改"),
    ((*TOLD, event(Act.RECHECK, "fixed", at=END + dt.timedelta(hours=1))), 99, 1, ""),
]


@pytest.mark.parametrize(("acts", "score", "listed", "note"), DECISIONS)
def test_what_people_decided_is_what_it_costs(acts: Any, score: Any, listed: int, note: str) -> None:
    one = looked_at([LATE], [a_row(LATE, *acts)])
    assert score_of(one) == Decimal(score) and len(one.rows) == listed
    (row,) = one.ledger
    assert note in row.points_note and row.points == 100 - Decimal(score)
    assert row.ruling and row.ruling.number == "2024-0001"


LEAK = a_finding("PRV001", name="公开居民身份证号码", url=f"{HOST}/leak.html")  # three points
GONE = (*TOLD, event(Act.RECHECK, "fixed", at=END - dt.timedelta(hours=1)))


@pytest.mark.parametrize(
    ("code", "since", "score"),
    [
        ("PRV001", AS_OF - dt.timedelta(days=9), 97),
        ("LAG001", AS_OF - dt.timedelta(days=9), 99),
        ("FLD001", AS_OF - dt.timedelta(days=9), 100),  # a minor one is given back
        (
            "PRV001",
            AS_OF + dt.timedelta(minutes=1),
            100,
        ),  # told of in the period before, which took its points
        ("PRV001", None, 100),  # a spot check charges what it sees
    ],
)
def test_what_leaks_or_is_late_costs_though_it_was_mended_in_the_period(code, since, score) -> None:
    """Taken down, an identity number has been public; nobody finds it any more, and nobody is asked to mend it."""
    row = a_row(replace(LEAK, code=code), *GONE)
    made = docket([row], QUARTER, end=END, on=AS_OF.date(), since=since)
    one = inspected(a_portal(), [], a_coverage(), QUARTER, as_of=AS_OF, period="2024年第三季度", docket=made)
    assert score_of(one) == score and one.urgent == ()
    assert [(r.rectify_by, r.points_note) for r in one.rows] == [(None, "已经改好，不退分")] * (score < 100)
    record, amended = settled(one, docket([row], QUARTER, end=END, on=AS_OF.date(), since=made.since))
    assert score_of(record) == score and amended == ()


def test_nobody_is_praised_for_what_no_person_has_looked_at() -> None:
    """One unit's fault waits, and costs nothing; the others' were confirmed and told. It is not held up to them."""
    others = [
        a_finding("FLD001", unit=unit.name, url=f"{HOST}/{n}.html")
        for n, unit in enumerate(UNITS)
        if unit.name != FINANCE
    ]
    rows = [a_row(f, *TOLD, number=f"2024-{n:04}") for n, f in enumerate(others, 1)]
    draft = looked_at([LATE, *others], rows)
    record, _ = settled(draft, docket(rows, QUARTER, end=END, on=AS_OF.date()))
    assert score_of(record) == 100 and score_of(record, others[0].unit) < 100
    told = bulletin.build(record)
    assert not any("得分较高" in text and "财政局" in text for text in told.overview)
    notes = {row.unit: row.note for group in told.groups for row in group.rows}
    assert notes[FINANCE] == "另有1个没有核实，没有扣分" and not notes[others[0].unit]


@pytest.mark.parametrize(
    ("due", "known", "score"),
    [
        (AS_OF.date() - dt.timedelta(days=1), True, 99),  # half a point, twice
        (AS_OF.date(), True, Decimal("99.5")),  # there is time until the evening, or more was granted
        (AS_OF.date() - dt.timedelta(days=1), False, Decimal("99.5")),  # told of in this period
    ],
)
def test_what_was_charged_before_and_is_not_mended_in_time_costs_more(due, known, score) -> None:
    bare = a_finding("FLD001", name="信息表必填缺失")
    made = docket(
        [a_row(bare, Act.CONFIRM, event(Act.NOTIFY, due_on=due))], QUARTER, end=END, on=AS_OF.date()
    )
    one = inspected(
        a_portal(), [bare], a_coverage(), QUARTER, as_of=AS_OF, period="2024年第三季度", docket=made,
        earlier={bare.fingerprint} if known else set(),
    )  # fmt: skip
    assert score_of(one) == score
    assert [row.points_note for row in one.rows] == ["上期没有改好，按2倍" if score == 99 else ""]


def test_a_doubt_that_a_person_confirmed_costs_what_the_scheme_says() -> None:
    assert score_of(looked_at([DOUBT], [a_row(DOUBT)])) == 100
    confirmed = looked_at([DOUBT], [a_row(DOUBT, Act.CONFIRM)])
    assert score_of(confirmed) == 97 and confirmed.rows[0].verdict == "人工确认"


def test_what_would_veto_needs_two_people_where_the_machine_was_in_doubt() -> None:
    veto = a_finding("TXT002", verdict=Verdict.REVIEW, name="严重表述错误")
    one = looked_at([veto, LATE], [a_row(veto, Act.CONFIRM)])
    two = looked_at([veto, LATE], [a_row(veto, Act.CONFIRM, event(Act.SECOND, "agree"))])
    assert (score_of(one), score_of(two)) == (99, 59)


def test_a_scheme_can_leave_uncharged_what_nobody_confirmed() -> None:
    strict = replace(QUARTER, confirmed_only=True)
    other = a_finding("FMT001", url=f"{HOST}/other.html", name="发文字号格式")
    one = looked_at([LATE, other], [a_row(LATE, Act.CONFIRM)], strict)
    assert score_of(one) == 99 and [row.failed for row in one.rows] == [True, False]


@pytest.mark.parametrize("source", [Source.PERSON, Source.OUTSIDE])
def test_what_people_found_enters_lists_and_scores_once_it_is_confirmed(source: Source) -> None:
    told = Outside("12345", AS_OF.date()) if source is Source.OUTSIDE else None
    bare = by_hand(source, outside=told)
    rows = [bare] if source is Source.PERSON else [bare, after(bare, Act.CONFIRM)]
    assert score_of(looked_at([LATE], rows[-1:])) == Decimal("98.5")
    if source is Source.OUTSIDE:
        assert score_of(looked_at([LATE], rows[:1])) == 99


def test_what_a_unit_found_of_its_own_accord_is_not_held_against_it() -> None:
    assert score_of(looked_at([LATE], [by_hand(Source.SELF, Act.CONFIRM)])) == 99


def test_what_the_scheme_does_not_price_costs_what_people_said() -> None:
    one = looked_at([LATE], [by_hand(Source.PERSON, code="YSQ001", points=Decimal(2))])
    assert score_of(one) == 97
    view = bulletin.build(one)
    assert "其他" in view.categories
    own = next(row for group in view.groups for row in group.rows if row.unit == FINANCE)
    assert 100 - sum(Decimal(taken) for taken in own.deducted) == Decimal(own.score)


def test_what_was_reported_and_is_known_already_counts_once() -> None:
    known = a_row(LATE, Act.CONFIRM)
    told = by_hand(Source.OUTSIDE, Act.CONFIRM, code="LAG001", resembles=known.number)
    one = looked_at([LATE], [known, told])
    assert score_of(one) == 99
    assert any("2024-0001 是同一问题" in row.points_note for row in one.ledger)


@pytest.mark.parametrize(("known", "missed"), [(None, 1), ("2024-0001", 0)])
def test_the_bulletin_says_how_much_of_what_others_told_the_machine_had_missed(known, missed) -> None:
    told = by_hand(Source.OUTSIDE, Act.CONFIRM, resembles=known, outside=Outside("12345", AS_OF.date()))
    view = bulletin.build(looked_at([LATE], [a_row(LATE, Act.CONFIRM), told]))
    assert f"外部转来并经核实的问题1个，其中机检未发现{missed}个。" in view.overview


def test_whoever_told_of_it_is_answered_in_time() -> None:
    day = AS_OF.date()
    told = by_hand(Source.OUTSIDE, outside=Outside("12345", day, day))
    assert not owes_answer(told, day) and owes_answer(told, day + dt.timedelta(days=1))
    assert not owes_answer(after(told, event(Act.REPLY)), day + dt.timedelta(days=1))


def test_a_row_begun_after_the_period_is_of_the_next() -> None:
    late = by_hand(Source.PERSON)
    begun_later = replace(late, events=(replace(late.events[0], at=END),))
    assert score_of(looked_at([LATE], [begun_later])) == 99


def test_the_papers_say_who_confirmed_what_and_what_became_of_appeals(tmp_path) -> None:
    other = a_finding("FMT001", url=f"{HOST}/other.html", name="发文字号格式")
    decided = event(Act.DECIDE, "points", points=Decimal("0.4"), why="会签后定稿")
    spared = a_finding("FMT004", url=f"{HOST}/third.html", name="文号不一致")
    rows = [
        a_row(LATE, Act.CONFIRM, event(Act.NOTIFY, points=Decimal(1)), Act.APPEAL, decided),
        a_row(spared, *TOLD, event(Act.PLATFORM, owner="市大数据局"), number="2024-0002"),
    ]
    one = looked_at([LATE, other, spared], rows)
    page = words(bulletin.write(bulletin.build(one), tmp_path).read_text("utf-8"))
    assert "列入的2个问题中，1个经检查人员确认，1个由系统判定" in page and "1个问题属平台" in page
    own = next(view for view in unit_list.build(one) if view.unit == FINANCE)
    assert [row.code for row in own.spared] == ["FMT004"]
    sheet = openpyxl.load_workbook(ledger_sheet.write_xlsx(one.ledger, tmp_path / "a.xlsx")).active
    head, *body = sheet.iter_rows(values_only=True)
    late = next(dict(zip(head, line, strict=True)) for line in body if line[head.index("规则码")] == "LAG001")
    assert (late["台账编号"], late["台账状态"], late["确认人"]) == ("2024-0001", "已下发", "王丽")
    assert "改扣分（李强）：会签后定稿" in late["申诉情况"]
    assert late["扣分更正"] == "改扣分：1分改为0.4分" and late["扣分"] == 0.4


def test_the_sheet_says_of_which_row_another_one_became_part(tmp_path) -> None:
    one = looked_at([LATE], [a_row(LATE, event(Act.MERGE, other="2024-0007", why="同一处"))])
    sheet = openpyxl.load_workbook(ledger_sheet.write_xlsx(one.ledger, tmp_path / "a.xlsx")).active
    head, line = sheet.iter_rows(values_only=True)
    told = dict(zip(head, line, strict=True))
    assert (told["台账编号"], told["台账状态"]) == ("2024-0001", "已撤销，并入2024-0007号")
    assert told["扣分"] == 0 and "已并入2024-0007号：同一处" in told["扣分说明"]


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


def test_a_doubt_confirmed_after_the_draft_went_out_does_not_enter_the_record() -> None:
    draft = looked_at([DOUBT, LATE], [a_row(DOUBT)])
    now = docket([a_row(DOUBT, Act.CONFIRM)], QUARTER, end=END, on=AS_OF.date())
    record, amendments = settled(draft, now)
    assert score_of(record) == 100 and not amendments


def test_what_people_had_seen_mended_costs_more_when_it_is_back() -> None:
    again = a_finding("FLD002", name="占位或程序值", state="standing")
    row = a_row(again, *TOLD)
    back = replace(row, opening=replace(row.opening, returned_from="2024-0007"))
    once, twice = (100 - score_of(looked_at([again], [one])) for one in (row, back))
    assert twice == once * QUARTER.regressed_times > once > 0


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
