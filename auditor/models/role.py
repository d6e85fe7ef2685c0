"""Who acts: what a person may do with a row, a task or an inspection hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """In what capacity somebody acts; the program itself acts as MACHINE."""

    UNIT = "unit"
    INSPECTOR = "inspector"
    CHIEF = "chief"
    OPERATOR = "operator"
    MACHINE = "machine"

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _LABELS[self]


_LABELS = {
    Role.UNIT: "责任单位",
    Role.INSPECTOR: "检查人员",
    Role.CHIEF: "负责人",
    Role.OPERATOR: "运维人员",
    Role.MACHINE: "机检",
}
PEOPLE = tuple(role for role in Role if role is not Role.MACHINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. A unit's people act for their unit alone."""

    name: str
    role: Role
    unit: str | None = None
