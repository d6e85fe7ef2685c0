"""Rows of the 台账 with what people did to them, and a period looked at with such rows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from drawn_up import QUARTER
from findings import (
    AS_OF,
    FINANCE,
    HOST,
    a_coverage,
    a_finding,
    a_portal,
)

from auditor.inspection.inspected import Inspected, inspected
from auditor.inspection.ruling import docket
from auditor.ledger.issue import begun, entered
from auditor.ledger.issue_opening import Signs, opening_of
from auditor.models import Finding, Severity, Standing, StandingState, Verdict
from auditor.models.issue import Event, Issue, Opening
from auditor.models.issue_kinds import Act, Deviation, Source
from auditor.models.role import Role

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
