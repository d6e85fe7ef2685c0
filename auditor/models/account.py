"""账号: who may sign in, a stay of theirs, a key for programs, what they sent in, and the record of what was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.models.role import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One person's account. A unit's people belong to one unit of one portal."""

    name: str  # what is typed to sign in
    person: str  # what histories say: 王丽
    role: Role
    portal: str | None = None  # Portal.id
    unit: str | None = None  # Unit.name
    made_at: dt.datetime
    must_change: bool = True  # the password is one that somebody else has seen
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A browser that is signed in; its token is known to the browser alone."""

    digest: str
    user: str
    began_at: dt.datetime
    seen_at: dt.datetime
    place: str  # the network address it came from


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A program's key: it reads what its user may read, until its last day."""

    digest: str
    user: str
    label: str
    made_at: dt.datetime
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file sent in beside a row; its bytes lie among the captures."""

    portal: str
    number: str
    name: str
    capture: str
    size: int
    by: str  # User.name
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of the record: what somebody did or tried. Lines are only ever added."""

    at: dt.datetime
    user: str
    person: str
    role: Role | None
    place: str
    act: str
    subject: str = ""
    outcome: str = ""  # "": it was done; else why it was not
