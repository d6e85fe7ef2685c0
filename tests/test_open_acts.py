"""What a page offers is what the ledger takes: by state, role, unit, deadline and second reviewer."""

import datetime as dt
from dataclasses import replace

import pytest

from auditor.ledger.issue import begun, entered
from auditor.ledger.open_acts import is_shown, open_acts, open_outcomes
from auditor.models import Severity, Verdict
from auditor.models.issue import Actor, Event, Opening
from auditor.models.issue_kinds import Act, Source
from auditor.models.role import Role
from auditor.workdays import BEIJING

AT = dt.datetime(2026, 11, 23, 12, tzinfo=BEIJING)
UNIT = "区教育局"
OPENING = Opening(
    source=Source.MACHINE,
    unit=UNIT,
    url="http://www.example.gov.cn/1.html",
    code="LAG001",
    name="超期公开",
    message="晚了",
    severity=next(iter(Severity)),
    verdict=Verdict.FAIL,
)


def who(role, name="某人", unit=UNIT):
    return Actor(name=name, role=role, unit=unit if role is Role.UNIT else None)


def row(*acts, **said):
    def event(act, by="王丽", role=Role.INSPECTOR, **more):
        return Event(at=AT, by=by, role=role, act=act, **more)

    issue = begun("p", "2026-0001", OPENING, event(Act.OPEN, "机检", Role.MACHINE))
    for act in acts:
        more = {"due_on": AT.date() + dt.timedelta(days=9)} if act is Act.NOTIFY else {}
        more |= {"other": "2026-0002"} if act is Act.MERGE else {}
        issue = entered(issue, event(act, **more, **said))
    return issue


TOLD = (Act.CONFIRM, Act.NOTIFY)


@pytest.mark.parametrize(
    ("acts", "role", "offered"),
    [
        (
            (),
            Role.INSPECTOR,
            {Act.CONFIRM, Act.DISMISS, Act.REPRICE, Act.MERGE, Act.CLAIM, Act.PLATFORM},
        ),
        ((Act.MERGE,), Role.CHIEF, {Act.REASSESS}),
        ((Act.MERGE,), Role.INSPECTOR, {Act.UNMERGE, Act.REASSESS}),
        ((*TOLD, Act.WITHDRAW), Role.INSPECTOR, {Act.REASSESS}),
        ((), Role.UNIT, set()),
        (
            (Act.CONFIRM,),
            Role.INSPECTOR,
            {
                Act.DISMISS,
                Act.REPRICE,
                Act.MERGE,
                Act.NOTIFY,
                Act.CLAIM,
                Act.SECOND,
                Act.REASSESS,
                Act.PLATFORM,
            },
        ),
        (TOLD, Role.UNIT, {Act.FIXED, Act.APPEAL, Act.ASK, Act.PLEAD}),
        (TOLD, Role.INSPECTOR, {Act.RECHECK, Act.PLATFORM, Act.REASSESS}),
        (TOLD, Role.OPERATOR, {Act.PLATFORM}),
        (TOLD, Role.CHIEF, {Act.WITHDRAW, Act.REASSESS}),
        ((*TOLD, Act.APPEAL), Role.CHIEF, {Act.DECIDE}),
        ((*TOLD, Act.ASK), Role.CHIEF, {Act.ANSWER, Act.WITHDRAW, Act.REASSESS}),
        ((*TOLD, Act.ASK), Role.UNIT, {Act.FIXED, Act.APPEAL, Act.PLEAD}),
        ((*TOLD, Act.PLEAD), Role.UNIT, {Act.FIXED, Act.APPEAL, Act.ASK}),
        ((*TOLD, Act.PLEAD), Role.OPERATOR, {Act.PLATFORM, Act.REBUT}),
        ((*TOLD, Act.PLATFORM), Role.UNIT, set()),
    ],
)
def test_each_role_is_offered_what_its_state_allows(acts, role, offered):
    assert set(open_acts(row(*acts), who(role), AT)) == offered


def test_who_confirmed_is_not_offered_to_decide():
    issue = row(*TOLD, Act.APPEAL)
    assert not open_acts(issue, who(Role.CHIEF, "王丽"), AT)
    assert open_outcomes(issue, Act.DECIDE, who(Role.CHIEF), AT) == (
        "uphold",
        "points",
        "withdraw",
        "tolerate",
    )


def test_another_unit_is_offered_nothing_and_shown_nothing():
    other = who(Role.UNIT, unit="区财政局")
    assert not open_acts(row(*TOLD), other, AT) and not is_shown(row(*TOLD), other)


def test_more_time_is_not_offered_after_the_last_day():
    assert Act.ASK not in open_acts(row(*TOLD), who(Role.UNIT), AT + dt.timedelta(days=10))


def test_a_row_without_a_unit_is_not_offered_to_be_told():
    nobodys = begun("p", "1", replace(OPENING, unit=None), row().events[0])
    nobodys = entered(nobodys, replace(row(Act.CONFIRM).events[-1]))
    assert Act.NOTIFY not in open_acts(nobodys, who(Role.INSPECTOR), AT)


def test_a_unit_sees_a_row_from_the_notice_on():
    own = who(Role.UNIT)
    assert [is_shown(row(*acts), own) for acts in ((), (Act.CONFIRM,), TOLD)] == [False, False, True]
    assert is_shown(row(*TOLD, Act.WITHDRAW), own) and is_shown(row(), who(Role.CHIEF))
