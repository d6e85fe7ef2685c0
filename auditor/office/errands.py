"""What takes too long to wait for: asked for at once, done by the server or the next night, told where it was asked."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from auditor.config.faults import told
from auditor.inspection.period import Term
from auditor.ledger.issue import IssueError
from auditor.models import Portal
from auditor.models.complaint import UserError
from auditor.models.errand import Errand, ErrandAnswer, ErrandKind
from auditor.models.inspection import Inspection, InspectionKind
from auditor.models.issue import Issue
from auditor.models.issue_kinds import OUTCOMES, IssueState
from auditor.models.role import Actor
from auditor.office.issues import Desk, as_seen, find
from auditor.store import Store

if TYPE_CHECKING:
    from auditor.office.recheck import Looked

log = logging.getLogger(__name__)
OF_ROWS = (ErrandKind.LOOK, ErrandKind.RECHECK)
MOST_LOOKS, LOOK_AGAIN = 4, dt.timedelta(hours=1)  # at a page that was not reached
_DAY = dt.timedelta(days=1)


def ask_look(desk: Desk, issue: Issue) -> Errand:
    """Have the page of a row looked at that its unit says is mended. The row stays as it is: an inspector decides."""
    return _asked(desk, issue.portal, ErrandKind.LOOK, issue.number, {})


def ask_recheck(desk: Desk, issue: Issue, said: str, *, why: str) -> Errand:
    """Have the row rechecked in the person's name; `said`: the outcome they saw themselves, "": the machine's.

    Raises IssueError where no recheck is due, or one is on its way.
    """
    desk.refuse_recheck(issue)
    before = desk.store.errands.about(issue.portal, issue.number, (ErrandKind.RECHECK,))
    if before and before.answer is None:
        raise IssueError(f"问题 {issue.number} 的复查还没有办完，请稍后再看")
    given = {"said": said, "why": why, "seen": str(issue.version)}
    return _asked(desk, issue.portal, ErrandKind.RECHECK, issue.number, given)


def ask_opening(desk: Desk, portal: Portal, kind: InspectionKind, given: Mapping[str, str]) -> Errand:
    """Have an inspection drawn up; `given`: period, seed, size, codes, scheme, why, marks (a capture), as they were filled in."""
    subject = f"{kind.label} {given.get('period', '')}".strip()
    return _asked(desk, portal.id, ErrandKind.INSPECTION, subject, dict(given) | {"kind": kind})


def work_off(
    store: Store,
    portals: Mapping[str, Portal],
    clock: Callable[[], dt.datetime],
    *,
    ended: Callable[[], bool] = lambda: False,
) -> int:
    """Do what waits for these portals, the oldest first, until nothing does or `ended` says so; how many were done."""
    for portal_id in portals:
        _look_again(store, portal_id, clock())
    count = 0
    while not ended() and (errand := store.errands.take(portals.keys())) is not None:
        store.errands.end(errand, _answer(store, portals[errand.portal], errand, clock()))
        count += 1
    return count


def will_look_again(errand: Errand) -> bool:
    """Whether a look that reached no page is tried once more."""
    failed = errand.answer is not None and not errand.answer.done
    return failed and errand.kind is ErrandKind.LOOK and _tries(errand) < MOST_LOOKS


def _look_again(store: Store, portal_id: str, at: dt.datetime) -> None:
    """Ask anew for looks that reached nothing a while ago, where the row still waits for one."""
    newest: dict[str, Errand] = {}
    for errand in store.errands.recent(portal_id, ErrandKind.LOOK, at - _DAY):
        newest.setdefault(errand.subject, errand)
    for errand in newest.values():
        if errand.answer and errand.answer.at <= at - LOOK_AGAIN and will_look_again(errand):
            [row] = store.issues.numbered(errand.subject, portal_id)
            if row.state is IssueState.RECHECK:
                given = {**errand.given, "tries": str(_tries(errand) + 1)}
                store.errands.add(
                    replace(errand, id=0, asked_at=at, given=given, under_way=False, answer=None)
                )


def _tries(errand: Errand) -> int:
    return int(errand.given.get("tries", "1"))


def _asked(desk: Desk, portal_id: str, kind: ErrandKind, subject: str, given: Mapping[str, str]) -> Errand:
    actor = desk.actor
    return desk.store.errands.add(
        Errand(
            portal=portal_id,
            kind=kind,
            subject=subject,
            asked_at=desk.at,
            by=actor.name,
            role=actor.role,
            unit=actor.unit,
            given=given,
        )
    )


def _answer(store: Store, portal: Portal, errand: Errand, at: dt.datetime) -> ErrandAnswer:
    """What it came to; whatever goes wrong is a sentence, and the next errand is done all the same."""
    desk = Desk(store, Actor(name=errand.by, role=errand.role, unit=errand.unit), at, errand)
    try:
        return _DO[errand.kind](desk, portal, errand)
    except UserError as error:
        return ErrandAnswer(at=at, done=False, words=str(error))
    except Exception as error:
        log.exception("errand %s", errand.id)
        return ErrandAnswer(at=at, done=False, words=told(error)[1])


def _look(desk: Desk, portal: Portal, errand: Errand) -> ErrandAnswer:
    from auditor.office.recheck import look  # this and opening: more than a night without errands has to hold

    looked = look(desk.store, find(desk.store, errand.subject, portal.id), portal, at=desk.at, tell=log.info)
    return ErrandAnswer(at=desk.at, done=True, words=_seen(looked), after=looked.after, still=looked.still)


def _recheck(desk: Desk, portal: Portal, errand: Errand) -> ErrandAnswer:
    from auditor.office.recheck import look

    given = errand.given
    issue = as_seen(find(desk.store, errand.subject, portal.id), int(given["seen"]))
    desk.refuse_recheck(issue)
    looked = look(desk.store, issue, portal, at=desk.at, tell=log.info)
    result = looked.result(issue, given["said"] or None)
    desk.recheck(issue, result, why=given["why"], before=looked.before, after=looked.after)
    words = f"复查结果：{OUTCOMES[result]}。{_seen(looked)}"
    return ErrandAnswer(at=desk.at, done=True, words=words, after=looked.after, still=looked.still)


def _seen(looked: Looked) -> str:
    if looked.still is None:
        said = f"机器不能断定是否已经整改（{looked.why}），由检查人员看过网页以后写明"
    else:
        said = "网页上仍有这个问题" if looked.still else "网页上没有再发现这个问题"
    return f"{said}。{looked.changed}。"


def _open(desk: Desk, portal: Portal, errand: Errand) -> ErrandAnswer:
    opened = _opened(desk, portal, errand.given)
    return ErrandAnswer(at=desk.at, done=True, number=opened.number)


def _opened(desk: Desk, portal: Portal, given: Mapping[str, str]) -> Inspection:
    from auditor.office import opening

    kind = InspectionKind(given["kind"])
    said: dict[str, Any] = {name: given[name] for name in ("why", "scheme") if name in given}
    term = Term.read(given["period"]) if given.get("period") else None
    if kind is InspectionKind.SPOT:
        seed, size = (int(given[name]) if given.get(name) else None for name in ("seed", "size"))
        return opening.open_spot(desk, portal, term, seed=seed, size=size, **said)
    if kind is InspectionKind.QUARTER:
        return opening.open_quarter(desk, portal, term, **said)
    if kind is InspectionKind.SPECIAL:
        return opening.open_special(desk, portal, term, codes=tuple(given["codes"].split(",")), **said)
    with TemporaryDirectory(prefix="marks-") as folder:
        return opening.open_year(desk, portal, term, marks=_marks(desk.store, given, Path(folder)), **said)


def _marks(store: Store, given: Mapping[str, str], folder: Path) -> Path | None:
    """The table of marks as a file, as long as it is read."""
    if not given.get("marks"):
        return None
    path = folder / "评分.csv"
    path.write_bytes(store.bodies.get(given["marks"]))
    return path


_DO: Mapping[ErrandKind, Callable[[Desk, Portal, Errand], ErrandAnswer]] = {
    ErrandKind.LOOK: _look,
    ErrandKind.RECHECK: _recheck,
    ErrandKind.INSPECTION: _open,
}
