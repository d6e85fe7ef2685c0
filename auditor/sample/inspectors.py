"""The day after the demonstration's last night: two fictional inspectors read some rows and draw the quarter up."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from pathlib import Path

from auditor.installation import open_profile
from auditor.models import Verdict
from auditor.models.issue import Issue
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Actor, Role
from auditor.office import inspection_papers, opening
from auditor.office.issues import Desk
from auditor.store import Store

FIRST, SECOND = "演示检查员甲", "演示检查员乙"
READ, AT_ONCE, TURNED_DOWN = 40, 10, 3  # rows that are confirmed, of these read twice, and doubts dismissed


def inspect(db: str, profile: Path, out: Path, *, at: dt.datetime) -> tuple[Path, ...]:
    """Confirm and dismiss some of the rows and write the quarter's papers; () where there are none."""
    portal = open_profile(profile, db)
    with Store.open(db) as store:
        desk, other = (Desk(store, Actor(name=name, role=Role.INSPECTOR), at) for name in (FIRST, SECOND))
        rows = [row for row in store.issues.of(portal.id) if row.state is IssueState.SUSPECTED and row.unit]
        if not rows:
            return ()
        with store.together():
            _read(desk, other, rows)
        quarter = opening.open_quarter(desk, portal, None, why="演示")
        return inspection_papers.write(store, quarter, out)


def _read(desk: Desk, other: Desk, rows: list[Issue]) -> None:
    certain = (row for row in rows if row.opening.verdict is Verdict.FAIL)
    doubtful = (row for row in rows if row.opening.verdict is Verdict.REVIEW)
    confirmed = [desk.confirm(row, why="对照快照属实") for row in islice(certain, READ)]
    for row in confirmed[:AT_ONCE]:
        other.second(row, agree=True)
    for row in islice(doubtful, TURNED_DOWN):
        desk.dismiss(row, why="对照原件，不属于这种情形（演示）")
