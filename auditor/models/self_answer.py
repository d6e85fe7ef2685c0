"""自查: what a unit answers of one of its duties before a quarter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.models.role import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAnswer:
    """A link to what was published, or why there is nothing; exactly one of the two."""

    term: str  # Term.code
    task: str  # Duty.number
    unit: str
    at: dt.datetime
    by: str
    role: Role
    url: str = ""
    nothing: str = ""  # 无此类信息: the reason
