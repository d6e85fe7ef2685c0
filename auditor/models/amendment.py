"""修改: what somebody changed of a portal's profile, kept beside the file and laid over it. Nothing is ever taken away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.models.role import Role

TOP = ""  # the part of a change to keys that stand in no table


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One table of the profile, before and after, as TOML; "": there was none, or there is none any more."""

    part: str  # units, sections, exemptions, plans; TOP: keys outside of tables
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One act of a person upon a profile: all of its changes hold, or none."""

    portal: str  # Portal.id
    number: int  # counted for each portal, from 1
    title: str  # what was done: 交接栏目“政策文件”给区文化和旅游局
    changes: tuple[Change, ...] = ()
    withdraws: int | None = None  # the number of an earlier one that holds no more
    from_on: dt.date  # the day from which it holds
    at: dt.datetime
    by: str
    role: Role
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScheme:
    """A 扣分表 that somebody made of another one on the screen; once kept it is never changed."""

    name: str
    text: str  # TOML, as a file of its own would have it
    copied_from: str
    at: dt.datetime
    by: str
    role: Role
    why: str
