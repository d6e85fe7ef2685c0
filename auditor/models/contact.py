"""联系人: whom the office calls about a unit, and who stands in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from auditor.models.role import Role


@dataclass(frozen=True, slots=True)
class Contact:
    """One person, by what an office needs to reach them at work and no more."""

    name: str
    phone: str  # of the office: 0533-2181234, 8181234-802


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """A unit's people as somebody wrote them down. A new card takes the place of the last one; all are kept."""

    unit: str
    contact: Contact
    deputies: tuple[Contact, ...] = ()
    at: dt.datetime
    by: str
    role: Role
