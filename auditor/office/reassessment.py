"""A sample of judged rows for a second person; both the command and the portal show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from auditor.inspection.reassessing import Draw, draw
from auditor.inspection.ruling import as_of
from auditor.models.complaint import CommandError
from auditor.models.issue import Issue
from auditor.models.role import Role
from auditor.office.issues import Desk

_READERS = (Role.INSPECTOR, Role.CHIEF)


def drawn(desk: Desk, issues: Iterable[Issue], *, seed: int, size: int) -> Draw:
    """Of a portal's rows those that somebody else had judged by the desk's moment: the same seed, reader and moment give the same ones.

    Raises CommandError where there are none.
    """
    if desk.actor.role not in _READERS:
        raise CommandError(f"抽样复评由检查人员或者负责人来做，{desk.actor.role.label}不行。")
    moment = desk.at + dt.timedelta(microseconds=1)  # what was done at this very moment is done
    rows = [row for issue in issues if (row := as_of(issue, moment))]
    found = draw(rows, desk.actor.name, seed=seed, size=size)
    if not found.rows:
        raise CommandError(f"没有可以复评的行：要有别人判过、“{desk.actor.name}”没有判过的。")
    return found
