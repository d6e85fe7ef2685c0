"""A row's life: no order of acts contradicts itself or loses anything, and nobody does what is not theirs."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.ledger.deadlines import heard, overdue_days, resumed
from auditor.ledger.issue import IssueError, allowed, begun, done, entered, fold
from auditor.ledger.issue_view import issue_view
from auditor.ledger.rule_figures import Figures, rule_figures
from auditor.models import Severity, Verdict
from auditor.models.issue import Event, Issue, Opening
from auditor.models.issue_kinds import ACQUITTED, ENDED, Act, Deviation, IssueState, Source
from auditor.models.record import decode, encode
from auditor.models.role import Actor, Role
from auditor.workdays import BEIJING, CALENDAR

S = IssueState
START = dt.datetime(2026, 3, 2, 9, tzinfo=BEIJING)  # a Monday
DUE = dt.date(2026, 3, 9)
UNIT = "青禾区财政局"
OPENING = Opening(
    source=Source.MACHINE, unit=UNIT, url="http://www.example.gov.cn/1.html", code="FLD001", name="信息表必填缺失",
    message="信息表没有“索引号”", severity=Severity.ORDINARY, verdict=Verdict.FAIL, fingerprint="f1",
)  # fmt: skip
UNIT_ACTOR = Actor(name=UNIT, role=Role.UNIT, unit=UNIT)
INSPECTOR = Actor(name="王丽", role=Role.INSPECTOR)
COLLEAGUE = Actor(name="赵敏", role=Role.INSPECTOR)
READING = (Act.CLAIM, Act.RELEASE, Act.SECOND, Act.REASSESS)
ACTORS = {
    Act.FIXED: UNIT_ACTOR,
    Act.APPEAL: UNIT_ACTOR,
    Act.ASK: UNIT_ACTOR,
    Act.PLEAD: UNIT_ACTOR,
    **dict.fromkeys(READING, COLLEAGUE),
    **dict.fromkeys((Act.DECIDE, Act.ANSWER, Act.WITHDRAW), Actor(name="李强", role=Role.CHIEF)),
}
MACHINE = Actor(name="机检", role=Role.MACHINE)
OUTCOMES = {
    Act.RECHECK: ("fixed", "partly", "not"),
    Act.DECIDE: ("uphold", "points", "withdraw", "tolerate"),
    Act.SECOND: ("agree", "differ"),
    Act.REASSESS: ("fault", "none"),
    Act.ANSWER: ("grant", "refuse"),
}
BY_OTHERS = (Act.ABSORBED, Act.LET_GO)  # an act upon another row says so
BY_MACHINE = (Act.GONE, Act.SEEN, Act.REWORDED, Act.MOVED, Act.SUCCEEDED, *BY_OTHERS)
ACTS = [
    (act, outcome) for act in Act for outcome in OUTCOMES.get(act, ("",)) if act not in (Act.OPEN, Act.ADD)
]


def actor_of(act: Act) -> Actor:
    return MACHINE if act in BY_MACHINE else ACTORS.get(act, INSPECTOR)


def event(act: Act, outcome: str = "", *, day: int = 0, who: Actor | None = None, **said: Any) -> Event:
    actor = who or actor_of(act)
    given: dict[str, Any] = {"why": "理由"}
    if act is Act.NOTIFY:
        given |= {"due_on": DUE, "points": Decimal(1)}
    if act in (Act.DISMISS, Act.WITHDRAW) or outcome == "withdraw":
        given |= {"points": Decimal(0)}
    if outcome == "points":
        given |= {"points": Decimal("0.5")}
    if act is Act.REPRICE:
        given |= {"points": Decimal("0.5"), "instead_of": Decimal(1), "kind": Deviation.POINTS}
    if act in (Act.MERGE, Act.UNMERGE, *BY_OTHERS):
        given |= {"other": "2026-0002"}
    if act is Act.ASK:
        given |= {"until": dt.date(2026, 4, 30)}
    if outcome == "tolerate":
        given |= {"until": dt.date(2026, 4, 30), "due_on": dt.date(2026, 4, 30)}
    if outcome == "grant":
        given |= {"due_on": dt.date(2026, 4, 30)}
    at = START + dt.timedelta(days=day)
    return Event(at=at, by=actor.name, role=actor.role, act=act, outcome=outcome, **(given | said))


def a_row(*acts: Act | tuple[Act, str]) -> Issue:
    issue = begun("qinghe", "2026-0001", OPENING, event(Act.OPEN, who=MACHINE))
    for act in acts:
        one = event(*act) if isinstance(act, tuple) else event(act)
        issue = done(issue, one, actor_of(one.act)) if one.role is not Role.MACHINE else entered(issue, one)
    return issue


NOTIFIED = (Act.CONFIRM, Act.NOTIFY)


def refuse_told_and_merged(issue: Issue) -> None:
    if issue.merged_into:
        assert issue.state is S.WITHDRAWN and not issue.last(Act.NOTIFY)
        assert rule_figures([issue])["FLD001"] == Figures(found=1)


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), max_size=25))
def test_no_order_of_acts_contradicts_itself_or_loses_an_event(tried: Sequence[Any]) -> None:
    issue, kept, day = a_row(), 1, 0
    for (act, outcome), pause in tried:
        day += pause
        one = event(act, outcome, day=day)
        try:
            after = entered(issue, one) if act in BY_MACHINE else done(issue, one, actor_of(act))
        except IssueError as error:
            assert str(error)
            continue
        kept += 1
        assert after.events == (*issue.events, one)
        issue = after
    assert issue.version == kept
    assert fold("qinghe", "2026-0001", OPENING, issue.events) == issue
    view = issue_view(issue, START.date() + dt.timedelta(days=day))
    assert (issue.ended_on is None) == (issue.state not in ENDED)
    assert view["overdue_days"] >= 0
    if issue.state in ACQUITTED:
        assert issue.points == 0 and view["overdue_days"] == 0
    refuse_told_and_merged(issue)
    if issue.state is S.APPEALED:
        assert view["appeal"]["decision"] is None and view["deviation"]["state"] == "待定"
    elif view["appeal"]:
        assert view["appeal"]["reviewer"] not in (None, issue.confirmer)
    if issue.state is S.EXTENDED:
        more = view["extension"] or view["deviation"]
        assert more["until"] == view["rectify_by"] or issue.last(Act.RESUME, Act.ANSWER)
    if issue.state is S.PLATFORM:
        assert (
            view["platform"]["owner"] == issue.last(Act.PLATFORM).owner and not view["platform"]["resumed_on"]
        )
    if issue.state in (S.NOTIFIED, S.EXTENDED, S.RECHECK, S.APPEALED):
        assert view["notified_on"] and issue.confirmer
    assert issue.second_reader is None or issue.second_reader != issue.confirmer
    acts = {e.act for e in issue.events}
    if issue.state is S.CLOSED:
        assert acts & {Act.RECHECK, Act.GONE}
    decoded = [decode(Event, encode(e)) for e in issue.events]
    assert fold("qinghe", "2026-0001", decode(Opening, encode(OPENING)), decoded).state is issue.state


@given(st.lists(st.sampled_from(ACTS), max_size=25), st.data())
def test_what_a_row_was_its_history_says_up_to_any_day(tried: Sequence[Any], data: st.DataObject) -> None:
    issue, states = a_row(), []
    states.append(issue.state)
    for act, outcome in tried:
        one = event(act, outcome)
        try:
            issue = entered(issue, one) if act in BY_MACHINE else done(issue, one, actor_of(act))
        except IssueError:
            continue
        states.append(issue.state)
    cut = data.draw(st.integers(1, issue.version))
    assert fold("qinghe", "2026-0001", OPENING, issue.events[:cut]).state is states[cut - 1]


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((), S.SUSPECTED),
        ((Act.DISMISS,), S.DISMISSED),
        ((Act.DISMISS, Act.CONFIRM), S.CONFIRMED),
        ((Act.REPRICE,), S.SUSPECTED),
        ((Act.CONFIRM, Act.REPRICE), S.CONFIRMED),
        ((Act.MERGE,), S.WITHDRAWN),
        ((Act.MERGE, Act.UNMERGE), S.SUSPECTED),
        ((Act.CONFIRM, Act.MERGE, Act.UNMERGE), S.CONFIRMED),
        ((*NOTIFIED, Act.ABSORBED), S.NOTIFIED),
        (NOTIFIED, S.NOTIFIED),
        ((*NOTIFIED, Act.FIXED), S.RECHECK),
        ((*NOTIFIED, Act.FIXED, (Act.RECHECK, "partly")), S.NOTIFIED),
        ((*NOTIFIED, (Act.RECHECK, "fixed")), S.CLOSED),
        ((*NOTIFIED, Act.ASK, (Act.ANSWER, "refuse")), S.NOTIFIED),
        ((*NOTIFIED, Act.ASK, (Act.ANSWER, "grant"), Act.FIXED, (Act.RECHECK, "not")), S.EXTENDED),
        ((*NOTIFIED, Act.FIXED, Act.APPEAL, (Act.DECIDE, "uphold")), S.RECHECK),
        ((*NOTIFIED, Act.APPEAL, (Act.DECIDE, "points")), S.NOTIFIED),
        ((*NOTIFIED, Act.APPEAL, (Act.DECIDE, "withdraw")), S.WITHDRAWN),
        ((*NOTIFIED, Act.PLATFORM, Act.REMIND, Act.RESUME), S.NOTIFIED),
        ((Act.PLATFORM, Act.REMIND, Act.RESUME), S.SUSPECTED),
        ((Act.CONFIRM, Act.PLATFORM, Act.REMIND, Act.RESUME), S.CONFIRMED),
        ((Act.CONFIRM, Act.PLATFORM, (Act.RECHECK, "fixed")), S.CLOSED),
        ((*NOTIFIED, Act.GONE, Act.SEEN), S.NOTIFIED),
        ((Act.GONE,), S.CLOSED),
    ],
)
def test_every_way_leads_where_the_office_expects(acts: Sequence[Any], state: IssueState) -> None:
    assert a_row(*acts).state is state


@pytest.mark.parametrize(
    "state_acts", [(), NOTIFIED, (*NOTIFIED, Act.APPEAL), (*NOTIFIED, Act.FIXED), (Act.GONE,)]
)
def test_a_refusal_names_the_state_and_what_is_allowed(state_acts: Sequence[Any]) -> None:
    issue = a_row(*state_acts)
    may = allowed(issue.state)
    for act in set(ACTORS) | {Act.CONFIRM, Act.NOTIFY, Act.RECHECK}:
        if act in may:
            continue
        with pytest.raises(IssueError) as caught:
            done(issue, event(act, OUTCOMES.get(act, ("",))[0]), actor_of(act))
        assert issue.state.label in str(caught.value) and issue.state.value in str(caught.value)
        assert all(one.label in str(caught.value) for one in may)


@pytest.mark.parametrize("act", [act for act, _ in ACTS if act not in BY_MACHINE])
def test_a_role_does_its_own_acts_alone(act: Act) -> None:
    issue = a_row(*NOTIFIED)
    own = actor_of(act).role
    for role in set(Role) - {own}:
        if role is Role.OPERATOR and act in (Act.REBUT, Act.PLATFORM, Act.REMIND, Act.RESUME):
            continue
        if role is Role.CHIEF and act in (*READING, Act.REPLY):
            continue
        stranger = Actor(name="赵刚", role=role, unit=UNIT)
        with pytest.raises(IssueError, match="办理"):
            done(issue, event(act, OUTCOMES.get(act, ("",))[0], who=stranger), stranger)


def test_one_person_reads_a_row_at_a_time_and_the_second_is_another() -> None:
    held = a_row(Act.CONFIRM, Act.CLAIM)
    third, chief = Actor(name="钱进", role=Role.INSPECTOR), Actor(name="李强", role=Role.CHIEF)
    assert held.holder == COLLEAGUE.name
    for act, outcome in ((Act.CLAIM, ""), (Act.SECOND, "agree"), (Act.DISMISS, ""), (Act.RELEASE, "")):
        with pytest.raises(IssueError, match=COLLEAGUE.name):
            done(held, event(act, outcome, who=third), third)
    assert done(held, event(Act.RELEASE, who=chief), chief).holder is None
    read = done(held, event(Act.SECOND, "agree"), COLLEAGUE)
    assert (read.holder, read.second_reader) == (None, COLLEAGUE.name)
    with pytest.raises(IssueError, match="已由"):
        done(read, event(Act.SECOND, "agree", who=third), third)


@pytest.mark.parametrize("act", [Act.CLAIM, Act.SECOND])
def test_who_confirmed_does_not_read_second(act: Act) -> None:
    with pytest.raises(IssueError, match="另一个人"):
        done(a_row(Act.CONFIRM), event(act, OUTCOMES.get(act, ("",))[0], who=INSPECTOR), INSPECTOR)


def test_a_second_reader_who_differs_sends_it_back_and_says_why() -> None:
    with pytest.raises(IssueError, match="理由"):
        done(a_row(Act.CONFIRM), event(Act.SECOND, "differ", why=""), COLLEAGUE)
    back = a_row(Act.CONFIRM, (Act.SECOND, "differ"))
    assert (back.state, back.second_reader) == (S.SUSPECTED, None)
    again = a_row(Act.CONFIRM, (Act.SECOND, "agree"), Act.DISMISS, Act.CONFIRM)
    assert again.second_reader is None


def test_a_special_case_costs_nothing_until_its_day_and_is_then_to_be_mended() -> None:
    row = a_row(*NOTIFIED, Act.APPEAL, (Act.DECIDE, "tolerate"))
    view = issue_view(row, START.date())
    assert (row.state, row.points, row.rectify_by) == (S.EXTENDED, Decimal(1), dt.date(2026, 4, 30))
    assert view["deviation"] == {
        "kind": "特殊情况",
        "state": "同意",
        "from": 1,
        "to": 0,
        "until": "2026-04-30",
    }


@pytest.mark.parametrize("unit", ["青禾区财政局会计中心", "青禾区审计局", None])
@pytest.mark.parametrize("act", [Act.FIXED, Act.APPEAL, Act.ASK, Act.PLEAD])
def test_a_unit_acts_for_itself_alone(act: Act, unit: str | None) -> None:
    other = Actor(name=unit or "张三", role=Role.UNIT, unit=unit)
    with pytest.raises(IssueError, match="只能办理本单位"):
        done(a_row(*NOTIFIED), event(act, who=other), other)


@pytest.mark.parametrize("decision", OUTCOMES[Act.DECIDE])
def test_who_confirmed_does_not_judge_the_appeal(decision: str) -> None:
    issue = a_row(*NOTIFIED, Act.APPEAL)
    same = Actor(name=INSPECTOR.name, role=Role.CHIEF)
    with pytest.raises(IssueError, match="另一个人"):
        done(issue, event(Act.DECIDE, decision, who=same), same)


def test_who_read_second_does_not_judge_the_appeal_either() -> None:
    """What he agreed to he would have to take back."""
    chief = Actor(name="李强", role=Role.CHIEF)
    read = done(a_row(Act.CONFIRM), event(Act.SECOND, "agree", who=chief), chief)
    filed = entered(entered(read, event(Act.NOTIFY)), event(Act.APPEAL))
    with pytest.raises(IssueError, match="第二人复核"):
        done(filed, event(Act.DECIDE, "uphold", who=chief), chief)
    other = Actor(name="周正", role=Role.CHIEF)
    assert done(filed, event(Act.DECIDE, "uphold", who=other), other).state is S.NOTIFIED


@pytest.mark.parametrize("act", [Act.DISMISS, Act.APPEAL, Act.ASK, Act.PLEAD, Act.PLATFORM, Act.WITHDRAW])
def test_what_takes_something_away_needs_a_reason(act: Act) -> None:
    issue = a_row() if act is Act.DISMISS else a_row(*NOTIFIED)
    with pytest.raises(IssueError, match="理由"):
        done(issue, event(act, why=" "), actor_of(act))


def test_more_time_comes_before_the_time_is_over_and_reaches_beyond_it() -> None:
    issue = a_row(*NOTIFIED)
    with pytest.raises(IssueError, match="已经过了"):
        done(issue, event(Act.ASK, day=8), UNIT_ACTOR)
    with pytest.raises(IssueError, match="以后"):
        done(issue, event(Act.ASK, until=DUE), UNIT_ACTOR)
    asked = done(issue, event(Act.ASK, day=7), UNIT_ACTOR)
    with pytest.raises(IssueError, match="等待批复"):
        done(asked, event(Act.ASK, day=7), UNIT_ACTOR)
    with pytest.raises(IssueError, match="已经过了"):
        done(asked, event(Act.ANSWER, "grant", day=8), ACTORS[Act.ANSWER])
    assert done(asked, event(Act.ANSWER, "refuse", day=8), ACTORS[Act.ANSWER]).rectify_by == DUE
    assert done(asked, event(Act.ANSWER, "grant", day=7), ACTORS[Act.ANSWER]).rectify_by == dt.date(
        2026, 4, 30
    )


def test_the_clock_runs_for_the_unit_and_stands_while_others_are_to_act() -> None:
    issue, on = a_row(*NOTIFIED), dt.date(2026, 3, 20)
    assert overdue_days(issue, DUE) == 0 and overdue_days(issue, on) == 11
    late = entered(issue, event(Act.FIXED, day=10))  # 03-12
    assert overdue_days(late, on) == 3
    assert overdue_days(entered(late, event(Act.RECHECK, "fixed", day=17)), on) == 3
    assert overdue_days(entered(late, event(Act.RECHECK, "not", day=17)), on) == 11
    assert overdue_days(entered(issue, event(Act.APPEAL, day=2)), on) == 0
    assert overdue_days(a_row(Act.CONFIRM), on) == 0


def test_the_clock_goes_on_with_the_working_days_that_were_left() -> None:
    stopped = entered(a_row(*NOTIFIED), event(Act.PLATFORM, day=2, owner="市级平台"))  # Wednesday; 3 are left
    assert resumed(stopped, dt.date(2026, 3, 27), CALENDAR) == dt.date(2026, 4, 1)
    late = entered(a_row(*NOTIFIED), event(Act.PLATFORM, day=9))  # two days beyond
    due = resumed(late, dt.date(2026, 3, 27), CALENDAR)
    assert due == dt.date(2026, 3, 25)
    assert overdue_days(entered(late, event(Act.RESUME, day=25, due_on=due)), dt.date(2026, 3, 27)) == 2
    assert resumed(stopped, dt.date(2099, 3, 27), CALENDAR) is None


def test_after_an_appeal_the_clock_goes_on_with_the_working_days_that_were_left() -> None:
    """Nobody is late because the office took its time to hear him; who appeals too late gains nothing by it."""
    told = entered(a_row(Act.CONFIRM), event(Act.NOTIFY, appeal_by=DUE))
    filed = entered(told, event(Act.APPEAL, day=2))  # Wednesday; 3 are left
    assert heard(filed, dt.date(2026, 3, 27), CALENDAR) == dt.date(2026, 4, 1)
    assert heard(entered(told, event(Act.APPEAL, day=8)), dt.date(2026, 3, 27), CALENDAR) is None
    mended = entered(entered(told, event(Act.FIXED, day=2)), event(Act.APPEAL, day=3))
    assert heard(mended, dt.date(2026, 3, 27), CALENDAR) is None
    assert heard(filed, dt.date(2099, 3, 27), CALENDAR) is None


def test_a_claim_of_a_platforms_fault_waits_for_an_inspector_and_stops_the_clock_from_its_day() -> None:
    issue, on = a_row(*NOTIFIED), dt.date(2026, 3, 20)
    claimed = done(issue, event(Act.PLEAD, day=2, owner="市级平台"), UNIT_ACTOR)
    assert claimed.state is S.NOTIFIED and claimed.plea and overdue_days(claimed, on) == 11
    with pytest.raises(IssueError, match="正等检查人员认定"):
        done(claimed, event(Act.PLEAD, day=3), UNIT_ACTOR)
    stopped = done(claimed, event(Act.PLATFORM, day=9, owner="市大数据局", why="属实"), INSPECTOR)
    assert stopped.plea is None and overdue_days(stopped, on) == 0
    assert resumed(stopped, dt.date(2026, 3, 27), CALENDAR) == dt.date(2026, 4, 1)  # three were left
    view = issue_view(stopped, on)
    assert view["platform"]["since"] == "2026-03-04" and view["platform"]["owner"] == "市大数据局"
    plea = view["plea"]
    assert (plea["owner"], plea["decided_owner"], plea["state"]) == ("市级平台", "市大数据局", "同意")
    again = done(entered(stopped, event(Act.RESUME, day=10)), event(Act.PLATFORM, day=12), INSPECTOR)
    assert issue_view(again, on)["platform"]["since"] == "2026-03-14"  # nobody had claimed that one


def test_a_claim_that_is_turned_down_leaves_the_clock_as_it_was() -> None:
    claimed = a_row(*NOTIFIED, Act.PLEAD)
    with pytest.raises(IssueError, match="理由"):
        done(claimed, event(Act.REBUT, why=""), INSPECTOR)
    refused = done(claimed, event(Act.REBUT, why="栏目可以自行修改"), INSPECTOR)
    assert (refused.state, refused.rectify_by, refused.plea) == (S.NOTIFIED, DUE, None)
    assert overdue_days(refused, dt.date(2026, 3, 20)) == 11
    plea = issue_view(refused, DUE)["plea"]
    assert (plea["state"], plea["decision_reason"]) == ("不同意", "栏目可以自行修改")
    with pytest.raises(IssueError, match="没有等认定"):
        done(refused, event(Act.REBUT), INSPECTOR)
    assert done(refused, event(Act.PLEAD), UNIT_ACTOR).plea
    assert a_row(*NOTIFIED, Act.PLEAD, Act.FIXED, (Act.RECHECK, "not")).plea is None


def test_both_values_of_what_was_asked_and_decided_are_kept() -> None:
    issue = a_row(*NOTIFIED, Act.APPEAL, (Act.DECIDE, "points"))
    deviation = issue_view(issue, DUE)["deviation"]
    assert deviation == {"kind": "误报", "state": "同意", "from": 1, "to": 0.5}
    refused = a_row(*NOTIFIED, Act.APPEAL, (Act.DECIDE, "uphold"))
    assert issue_view(refused, DUE)["deviation"]["state"] == "不同意" and refused.points == 1
