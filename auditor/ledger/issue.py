"""A row's life: one table of what leads where, a fold over its history, and who may do what when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from auditor.models.complaint import CommandError
from auditor.models.issue import Event, Issue, Opening
from auditor.models.issue_kinds import ENDED, Act, IssueState, Source
from auditor.models.role import Actor, Role

S = IssueState
Step = tuple[Act, str]  # an act and its outcome

_OWED = (S.NOTIFIED, S.EXTENDED)
_TOLD = (S.CONFIRMED, *_OWED, S.RECHECK, S.PLATFORM)
_READ = (S.SUSPECTED, S.CONFIRMED)
HOSTS = (*_READ, S.NOTIFIED)  # what another row of the same fault can become part of
_JUDGED = (S.CONFIRMED, S.DISMISSED, *_OWED, S.WITHDRAWN)


class _Back:
    """To where it was: the unit has to mend it, or where the appeal, or the platform's cause, found it."""


_RUNNING, _RESUMES = _Back(), _Back()


def _stays(states: Iterable[S]) -> Mapping[S, S]:
    return {state: state for state in states}


# (state, act) -> state: whatever is not here is refused.
_TABLE: Mapping[Step, Mapping[S, S | _Back]] = {
    (Act.CONFIRM, ""): {S.SUSPECTED: S.CONFIRMED, S.DISMISSED: S.CONFIRMED},
    (Act.DISMISS, ""): {S.SUSPECTED: S.DISMISSED, S.CONFIRMED: S.DISMISSED},
    (Act.REPRICE, ""): _stays(_READ),
    (Act.MERGE, ""): dict.fromkeys(_READ, S.WITHDRAWN),
    (Act.UNMERGE, ""): {S.WITHDRAWN: _RESUMES},
    (Act.ABSORBED, ""): _stays(HOSTS),
    (Act.LET_GO, ""): _stays(set(S) - ENDED),
    (Act.NOTIFY, ""): {S.CONFIRMED: S.NOTIFIED},
    (Act.FIXED, ""): dict.fromkeys(_OWED, S.RECHECK),
    (Act.RECHECK, "fixed"): dict.fromkeys((*_OWED, S.RECHECK, S.PLATFORM), S.CLOSED),
    (Act.RECHECK, "partly"): {S.RECHECK: _RUNNING, **_stays((*_OWED, S.PLATFORM))},
    (Act.RECHECK, "not"): {S.RECHECK: _RUNNING, **_stays((*_OWED, S.PLATFORM))},
    (Act.APPEAL, ""): dict.fromkeys((*_OWED, S.RECHECK), S.APPEALED),
    (Act.DECIDE, "uphold"): {S.APPEALED: _RESUMES},
    (Act.DECIDE, "points"): {S.APPEALED: _RESUMES},
    (Act.DECIDE, "withdraw"): {S.APPEALED: S.WITHDRAWN},
    (Act.DECIDE, "tolerate"): {S.APPEALED: _RUNNING},
    (Act.ASK, ""): _stays(_OWED),
    (Act.ANSWER, "grant"): dict.fromkeys(_OWED, S.EXTENDED),
    (Act.ANSWER, "refuse"): _stays(_OWED),
    (Act.PLEAD, ""): _stays(_OWED),
    (Act.REBUT, ""): _stays(_OWED),
    (Act.PLATFORM, ""): dict.fromkeys((*_READ, *_OWED), S.PLATFORM),
    (Act.REMIND, ""): _stays((S.PLATFORM,)),
    (Act.RESUME, ""): {S.PLATFORM: _RESUMES},
    (Act.WITHDRAW, ""): dict.fromkeys(_TOLD, S.WITHDRAWN),
    (Act.GONE, ""): {S.SUSPECTED: S.CLOSED, **dict.fromkeys(_OWED, S.RECHECK)},
    (Act.SEEN, ""): {S.RECHECK: _RUNNING, S.CLOSED: S.SUSPECTED},
    (Act.REWORDED, ""): _stays((S.SUSPECTED,)),
    (Act.MOVED, ""): _stays(S),
    (Act.SUCCEEDED, ""): _stays(S),
    (Act.CLAIM, ""): _stays(_READ),
    (Act.RELEASE, ""): _stays(_READ),
    (Act.SECOND, "agree"): _stays((S.CONFIRMED,)),
    (Act.SECOND, "differ"): {S.CONFIRMED: S.SUSPECTED},
    (Act.REASSESS, "fault"): _stays(_JUDGED),
    (Act.REASSESS, "none"): _stays(_JUDGED),
    (Act.REPLY, ""): _stays(S),
}

_JUDGING = (
    Act.CLAIM,
    Act.CONFIRM,
    Act.DISMISS,
    Act.REPRICE,
    Act.MERGE,
    Act.SECOND,
    Act.PLATFORM,
)  # by who holds it
_READERS = frozenset({Role.INSPECTOR, Role.CHIEF})
_ROLES: Mapping[Act, frozenset[Role]] = {
    Act.ADD: frozenset({Role.INSPECTOR, Role.UNIT}),
    Act.CONFIRM: frozenset({Role.INSPECTOR}),
    Act.DISMISS: frozenset({Role.INSPECTOR}),
    Act.REPRICE: frozenset({Role.INSPECTOR}),
    Act.MERGE: frozenset({Role.INSPECTOR}),
    Act.UNMERGE: frozenset({Role.INSPECTOR}),
    Act.NOTIFY: frozenset({Role.INSPECTOR}),
    Act.FIXED: frozenset({Role.UNIT}),
    Act.RECHECK: frozenset({Role.INSPECTOR}),
    Act.APPEAL: frozenset({Role.UNIT}),
    Act.DECIDE: frozenset({Role.CHIEF}),
    Act.ASK: frozenset({Role.UNIT}),
    Act.ANSWER: frozenset({Role.CHIEF}),
    Act.PLEAD: frozenset({Role.UNIT}),
    Act.REBUT: frozenset({Role.INSPECTOR, Role.OPERATOR}),
    Act.PLATFORM: frozenset({Role.INSPECTOR, Role.OPERATOR}),
    Act.REMIND: frozenset({Role.INSPECTOR, Role.OPERATOR}),
    Act.RESUME: frozenset({Role.INSPECTOR, Role.OPERATOR}),
    Act.WITHDRAW: frozenset({Role.CHIEF}),
    Act.CLAIM: _READERS,
    Act.RELEASE: _READERS,
    Act.SECOND: _READERS,
    Act.REASSESS: _READERS,
    Act.REPLY: _READERS,
}

_REASONED = frozenset(
    {
        Act.DISMISS,
        Act.REPRICE,
        Act.MERGE,
        Act.APPEAL,
        Act.DECIDE,
        Act.ASK,
        Act.PLEAD,
        Act.REBUT,
        Act.PLATFORM,
        Act.WITHDRAW,
        Act.REPLY,
    }
)


class IssueError(CommandError):
    """An act that the row's state, or the actor's role, does not allow. Nothing was changed."""


def begun(portal: str, number: str, opening: Opening, first: Event) -> Issue:
    """The row on its first day. What an inspector saw needs nobody to confirm it."""
    seen = opening.source is Source.PERSON and first.role is Role.INSPECTOR
    state = S.CONFIRMED if seen else S.SUSPECTED
    return Issue(portal=portal, number=number, opening=opening, state=state, events=(first,))


def fold(portal: str, number: str, opening: Opening, events: Iterable[Event]) -> Issue:
    """The row as its whole history leaves it."""
    first, *later = events
    issue = begun(portal, number, opening, first)
    for event in later:
        issue = entered(issue, event)
    return issue


def entered(issue: Issue, event: Event) -> Issue:
    """The row with one more event. Raises IssueError where its state does not allow it."""
    after = _TABLE.get((event.act, event.outcome), {}).get(issue.state)
    if event.act is Act.REPLY and issue.opening.source is not Source.OUTSIDE:
        after = None
    if event.act is Act.UNMERGE and not issue.merged_into:
        after = None
    if after is None:
        raise IssueError(_refusal(issue, event.act))
    resumes = issue.state if event.act in (Act.APPEAL, Act.PLATFORM, Act.MERGE) else issue.resumes
    moved = replace(issue, events=(*issue.events, event), resumes=resumes)
    if isinstance(after, _Back):
        after = moved.running if after is _RUNNING else issue.resumes or moved.running
    return replace(moved, state=after)


def done(issue: Issue, event: Event, actor: Actor) -> Issue:
    """The same where a person acts: the role, the unit and the second reviewer are looked at too."""
    refuse_stranger(event.act, actor, issue.unit)
    after = entered(issue, event)
    _refuse_own(issue, event)
    _refuse_held(issue, event, actor)
    _refuse_late(issue, event)
    _refuse_unasked(issue, event)
    if (event.act in _REASONED or event.outcome == "differ") and not event.why.strip():
        raise IssueError(f"{event.act.label}要写明理由：--why")
    if event.act is Act.NOTIFY and issue.unit is None:
        raise IssueError(
            f"问题 {issue.number} 还没有责任单位，下发以前请在确认时写明：auditor issue confirm --unit 单位"
        )
    return after


def allowed(state: IssueState, source: Source = Source.MACHINE, *, merged: bool = False) -> tuple[Act, ...]:
    """What people can do with a row in this state; only others who told of it are answered, only what was merged is parted."""
    acts = {act for (act, _), states in _TABLE.items() if state in states and act in _ROLES}
    acts -= {Act.REPLY} if source is not Source.OUTSIDE else set()
    acts -= set() if merged else {Act.UNMERGE}
    return tuple(act for act in Act if act in acts)


def outcomes(act: Act) -> tuple[str, ...]:
    """What the act can come to; ("",) where it comes to nothing but itself."""
    return tuple(outcome for known, outcome in _TABLE if known is act)


def refuse_stranger(act: Act, actor: Actor, unit: str | None) -> None:
    """Raise IssueError where the actor's role does not do this, or not for this unit."""
    if actor.role not in _ROLES[act]:
        may = "、".join(role.label for role in Role if role in _ROLES[act])
        raise IssueError(f"{act.label}由{may}办理，“{actor.name}”是{actor.role.label}")
    if actor.role is Role.UNIT and (unit is None or actor.unit != unit):
        whose = f"“{unit}”" if unit else "尚未归属到单位"
        raise IssueError(f"这一行的责任单位是{whose}，“{actor.unit or actor.name}”只能办理本单位的问题")


def _refusal(issue: Issue, act: Act) -> str:
    merged = issue.merged_into is not None
    may = "、".join(act.label for act in allowed(issue.state, issue.opening.source, merged=merged))
    return (
        f"问题 {issue.number} 现在是“{issue.state_told}”（{issue.state}），不能{act.label}；"
        f"现在可以：{may or '没有可办的事'}"
    )


def _refuse_own(issue: Issue, event: Event) -> None:
    """Who said that a row is a fault, first or second, does not judge the complaint about it."""
    if event.act in (Act.DECIDE, Act.WITHDRAW) and event.by == issue.confirmer:
        raise IssueError(f"问题 {issue.number} 是“{event.by}”确认的，申诉和撤销要由另一个人裁定")
    if event.act is Act.DECIDE and event.by == issue.second_reader:
        raise IssueError(f"问题 {issue.number} 是“{event.by}”第二人复核的，申诉要由另一个人裁定")


def _refuse_held(issue: Issue, event: Event, actor: Actor) -> None:
    """One person reads a row at a time, and the second one is another."""
    holder = issue.holder
    if event.act is Act.RELEASE and holder is None:
        raise IssueError(f"问题 {issue.number} 没有人领取")
    if event.act is Act.RELEASE and event.by != holder and actor.role is not Role.CHIEF:
        raise IssueError(f"问题 {issue.number} 是“{holder}”领取的，由本人或者负责人放回")
    if event.act is Act.REASSESS and event.by in _judges(issue):
        raise IssueError(f"问题 {issue.number}“{event.by}”已经判过，抽样复评要由另一个人来做")
    if event.act not in _JUDGING:
        return
    if holder is not None and (event.by != holder or event.act is Act.CLAIM):
        raise IssueError(
            f"问题 {issue.number} 已由“{holder}”领取，放回（auditor issue release）以后才能{event.act.label}"
        )
    if event.act is Act.SECOND or (event.act is Act.CLAIM and issue.state is S.CONFIRMED):
        _refuse_same_reader(issue, event)


def _judges(issue: Issue) -> set[str]:
    judging = (Act.CONFIRM, Act.DISMISS, Act.ADD, Act.SECOND, Act.REASSESS)
    return {event.by for event in issue.events if event.act in judging}


def _refuse_same_reader(issue: Issue, event: Event) -> None:
    if event.by == issue.confirmer:
        raise IssueError(f"问题 {issue.number} 是“{event.by}”确认的，第二人复核要由另一个人来做")
    if issue.second_reader:
        raise IssueError(f"问题 {issue.number} 已由“{issue.second_reader}”复核")


def _refuse_unasked(issue: Issue, event: Event) -> None:
    """A platform's fault is claimed once at a time, and only what was claimed is turned down."""
    if event.act is Act.PLEAD and issue.plea is not None:
        raise IssueError(f"问题 {issue.number} 已说明过平台原因，正等检查人员认定")
    if event.act is Act.REBUT and issue.plea is None:
        raise IssueError(f"问题 {issue.number} 没有等认定的平台原因")


def _refuse_late(issue: Issue, event: Event) -> None:
    """An extension is asked for and granted while there is time left, one at a time."""
    if event.act is Act.ANSWER and issue.extension is None:
        raise IssueError(f"问题 {issue.number} 没有待批复的延期申请")
    if event.act is Act.ASK and issue.extension is not None:
        raise IssueError(f"问题 {issue.number} 已有一份延期申请等待批复")
    due = issue.rectify_by
    if due is None:
        return
    if event.act is Act.ASK or (event.act, event.outcome) == (Act.ANSWER, "grant"):
        if event.at.date() > due:
            raise IssueError(f"问题 {issue.number} 的整改时限是 {due}，已经过了，延期要在时限以前申请和批准")
        until = event.until or event.due_on
        if until is None or until <= due:
            raise IssueError(f"延期要延到现在的整改时限 {due} 以后")
