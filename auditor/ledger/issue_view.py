"""A row as plain data: what `auditor issue show` prints and a web page will show. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from typing import Any

from auditor.ledger.deadlines import overdue_days, stopped_on
from auditor.models.issue import Event, Issue
from auditor.models.issue_kinds import OUTCOMES, Act, Deviation, IssueState

_NO_DETAIL = {"at", "by", "role", "act", "why", "files", "run"}
_PENDING, _AGREED, _REFUSED = "待定", "同意", "不同意"


def issue_view(issue: Issue, on: dt.date) -> dict[str, Any]:
    """Every key of the contract, null where there is nothing; `on`: the day the overdue days are counted to."""
    said = issue.opening
    notified = issue.last(Act.NOTIFY)
    return issue_line(issue, on) | {
        "inspection": issue.inspection,
        "source": said.source.value,
        "outside": _outside(issue),
        "basis": [basis.record for basis in said.basis],
        "severity": said.severity.value,
        "duty": "must" if any(basis.binding for basis in said.basis) else "should",
        "verdict": said.verdict.value,
        "appeal_by": _value(notified.appeal_by) if notified else None,
        "reported": _reported(issue),
        "recheck": _recheck(issue),
        "reply": _reply(issue),
        "appeal": _appeal(issue),
        "extension": _extension(issue),
        "deviation": _deviation(issue),
        "plea": _plea(issue),
        "platform": _platform(issue),
        "holder": issue.holder,
        "confirmed_by": issue.confirmer if issue.state is not IssueState.SUSPECTED else None,
        "second_reader": issue.second_reader,
        "returned_from": said.returned_from,
        "dismissed_as": said.dismissed_as,
        "resembles": said.resembles,
        "merged_into": issue.merged_into,
        "absorbed": list(issue.absorbed),
        "fingerprint": issue.fingerprint or None,
        "rule_version": said.rule_version,
        "capture": said.capture,
        "events": [_event(event) for event in issue.events],
    }


def issue_line(issue: Issue, on: dt.date) -> dict[str, Any]:
    """What of it a table of many rows shows."""
    said = issue.opening
    return {
        "number": issue.number,
        "portal": issue.portal,
        "state": issue.state.value,
        "unit": issue.unit,
        "section": said.section,
        "title": said.title,
        "url": issue.url,
        "code": said.code,
        "name": said.name,
        "message": issue.message,
        "quote": issue.quote,
        "expected": said.expected,
        "points": _value(issue.points),
        "notified_on": _day(issue.last(Act.NOTIFY)),
        "rectify_by": _value(issue.rectify_by),
        "overdue_days": overdue_days(issue, on),
        "ended_on": _value(issue.ended_on),
        "version": issue.version,
    }


def _outside(issue: Issue) -> dict[str, Any] | None:
    told = issue.opening.outside
    if told is None:
        return None
    return {
        "from": told.sender,
        "received_on": _value(told.received_on),
        "answer_by": _value(told.answer_by),
        "answered_on": _day(issue.last(Act.REPLY)),
    }


def _reported(issue: Issue) -> dict[str, Any] | None:
    event = issue.last(Act.FIXED)
    if event is None:
        return None
    return {"at": _value(event.at), "by": event.by, "text": event.why, "url": event.url}


def _reply(issue: Issue) -> dict[str, Any] | None:
    event = issue.last(Act.REPLY)
    return {"at": _value(event.at), "by": event.by, "text": event.why} if event else None


def _recheck(issue: Issue) -> dict[str, Any] | None:
    event = issue.last(Act.RECHECK)
    if event is None:
        return None
    return {
        "at": _value(event.at),
        "result": event.outcome,
        "before": event.before,
        "after": event.after,
    }


def _appeal(issue: Issue) -> dict[str, Any] | None:
    filed = issue.last(Act.APPEAL)
    if filed is None:
        return None
    decided = _answer(issue, filed, Act.DECIDE)
    return {
        "filed_at": _value(filed.at),
        "by": filed.by,
        "reason": filed.why,
        "files": list(filed.files),
        "late": bool(
            (told := issue.last(Act.NOTIFY)) and told.appeal_by and filed.at.date() > told.appeal_by
        ),
        "reviewer": decided.by if decided else None,
        "decision": decided.outcome if decided else None,
        "decision_reason": decided.why if decided else None,
        "decided_at": _value(decided.at) if decided else None,
    }


def _extension(issue: Issue) -> dict[str, Any] | None:
    asked = issue.last(Act.ASK)
    if asked is None:
        return None
    answered = _answer(issue, asked, Act.ANSWER)
    return {
        "asked_at": _value(asked.at),
        "by": asked.by,
        "reason": asked.why,
        "files": list(asked.files),
        "until": _value(answered.due_on if answered and answered.due_on else asked.until),
        "approver": answered.by if answered else None,
        "decision": answered.outcome if answered else None,
        "decided_at": _value(answered.at) if answered else None,
    }


def _deviation(issue: Issue) -> dict[str, Any] | None:
    """In which way it is said to be otherwise, and both values."""
    said = issue.last(Act.DISMISS, Act.REPRICE, Act.APPEAL, Act.WITHDRAW)
    if said is None:
        return None
    if said.act is Act.REPRICE:
        return _deviates(Deviation.POINTS, _AGREED, said.instead_of, said.points)
    before = _points_before(issue, said)
    if said.act is not Act.APPEAL:
        return _deviates(Deviation.MISTAKEN, _AGREED, before, said.points)
    decided = _answer(issue, said, Act.DECIDE)
    kind = said.kind or Deviation.MISTAKEN
    if decided is None:
        return _deviates(kind, _PENDING, before, said.asked)
    if decided.outcome == "uphold":
        return _deviates(kind, _REFUSED, before, said.asked)
    if decided.outcome == "tolerate":
        told = _deviates(Deviation.SPECIAL, _AGREED, before, Decimal(0))
        return told | {"until": _value(decided.until)}
    return _deviates(kind, _AGREED, before, decided.points)


def _deviates(kind: Deviation, state: str, before: Decimal | None, after: Decimal | None) -> dict[str, Any]:
    return {"kind": kind.value, "state": state, "from": _value(before), "to": _value(after)}


def appeal_told(issue: Issue) -> str:
    """What the unit said and what became of it, in a line; "" where it said nothing."""
    filed = issue.last(Act.APPEAL)
    if filed is None:
        return ""
    decided = _answer(issue, filed, Act.DECIDE)
    ended = f"裁定{OUTCOMES[decided.outcome]}（{decided.by}）：{decided.why}" if decided else "尚未裁定"
    return f"单位提出{filed.kind.value if filed.kind else '申诉'}：{filed.why}；{ended}"


def deviation_told(issue: Issue) -> str:
    """What people changed, both values, in a line; "" where nothing was changed."""
    said = _deviation(issue)
    if said is None or said["state"] != _AGREED:
        return ""
    before = "" if said["from"] is None else f"{said['from']}分"
    until = f"，{said['until']}以前" if said.get("until") else ""
    decided = issue.last(Act.DECIDE, outcomes=("points",))
    kind = Deviation.POINTS if decided else said["kind"]
    return f"{kind}：{before or '未计分'}改为{said['to']}分{until}"


def _points_before(issue: Issue, event: Event) -> Decimal | None:
    earlier = issue.events[: issue.events.index(event)]
    return next((e.points for e in reversed(earlier) if e.points is not None), None)


def _platform(issue: Issue) -> dict[str, Any] | None:
    began = issue.last(Act.PLATFORM)
    if began is None:
        return None
    reminded = _answer(issue, began, Act.REMIND)
    ended = None if issue.state is IssueState.PLATFORM else _answer(issue, began, Act.RESUME)
    return {
        "owner": began.owner,
        "since": _value(stopped_on(issue)),
        "reminded_on": _day(reminded),
        "resumed_on": _day(ended),
    }


def _plea(issue: Issue) -> dict[str, Any] | None:
    """What the unit said of a platform's fault, and what an inspector said of that: both stay to be read."""
    said = issue.last(Act.PLEAD)
    if said is None:
        return None
    after = issue.events[issue.events.index(said) + 1 :]
    answer = next((event for event in after if event.act in (Act.PLATFORM, Act.REBUT)), None)
    return {
        "filed_at": _value(said.at),
        "by": said.by,
        "owner": said.owner,
        "reason": said.why,
        "files": list(said.files),
        "state": (_AGREED if answer.act is Act.PLATFORM else _REFUSED) if answer else _PENDING,
        "decided_by": answer.by if answer else None,
        "decided_owner": answer.owner if answer else None,
        "decision_reason": answer.why if answer else None,
        "decided_at": _value(answer.at) if answer else None,
    }


def _answer(issue: Issue, asked: Event, act: Act) -> Event | None:
    """The newest event of an act that came after another one."""
    later = issue.events[issue.events.index(asked) + 1 :]
    return next((event for event in reversed(later) if event.act is act), None)


def _event(event: Event) -> dict[str, Any]:
    told: dict[str, Any] = {
        "at": _value(event.at),
        "by": event.by,
        "role": event.role.value,
        "act": event.act.value,
        "why": event.why,
        "files": list(event.files),
    }
    more = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in _NO_DETAIL}
    return told | {name: _value(value) for name, value in more.items() if value not in (None, "")}


def _day(event: Event | None) -> str | None:
    return event.at.date().isoformat() if event else None


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value
