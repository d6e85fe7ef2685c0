"""文书 to one unit: 提醒函, 整改通知书, 督办单, 约谈通知书, 申诉复核决定书; and who signed for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from auditor.models.role import Role


class LetterKind(StrEnum):
    """What is written to a unit."""

    REMINDER = "reminder"
    RECTIFICATION = "rectification"
    SUPERVISION = "supervision"
    SUMMONS = "summons"
    DECISION = "decision"

    @property
    def label(self) -> str:
        """The Chinese name that people read."""
        return _KINDS[self]


_KINDS = {
    LetterKind.REMINDER: "提醒函",
    LetterKind.RECTIFICATION: "整改通知书",
    LetterKind.SUPERVISION: "督办单",
    LetterKind.SUMMONS: "约谈通知书",
    LetterKind.DECISION: "申诉复核决定书",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterItem:
    """One row of the 台账 as the letter tells it, whatever becomes of the row."""

    issue: str  # Issue.number
    code: str = ""
    rule_version: int | None = None  # None: no machine found it
    found_on: dt.date | None = None
    section: str = ""
    title: str = ""
    url: str = ""
    name: str
    message: str
    quote: str = ""
    expected: str = ""
    basis: str = ""
    rectify_by: dt.date | None = None
    appeal_by: dt.date | None = None
    why: str = ""  # which condition of the ladder it meets


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was said and decided about an appeal."""

    filed_on: dt.date
    reason: str
    files: tuple[str, ...] = ()
    outcome: str  # uphold, points, withdraw, tolerate
    why: str
    before: Decimal | None = None  # points
    after: Decimal | None = None
    reviewer: str
    decided_on: dt.date
    until: dt.date | None = None  # up to which a special case costs nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What was issued. Nothing of it changes; its number is nobody else's, whatever becomes of it."""

    number: str = ""  # given by the shelf
    portal: str
    portal_name: str
    kind: LetterKind
    step: str = ""  # of the ladder; "": a decision
    unit: str
    items: tuple[LetterItem, ...]
    basis: str = ""
    answer_by: dt.date | None = None
    appeal_workdays: int = 0  # 0: it takes no appeal
    decision: Decision | None = None
    note: str = ""  # what whoever issues it adds
    document_number: str = ""  # 发文字号
    signer: str  # the office
    issued_at: dt.datetime
    by: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """签收: who read it when."""

    at: dt.datetime
    by: str
    role: Role
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter with everybody who signed for it, first first."""

    letter: Letter
    receipts: tuple[Receipt, ...] = ()
