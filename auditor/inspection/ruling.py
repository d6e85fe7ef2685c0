"""What people made of a fault: its row of the 台账, as scores and papers of one period read it. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import takewhile

from auditor.inspection.scheme import Scheme
from auditor.ledger.issue import fold
from auditor.ledger.issue_finding import finding_of_row
from auditor.ledger.issue_view import appeal_told, deviation_told
from auditor.models import Finding, Standing, StandingState, Verdict
from auditor.models.issue import Event, Issue
from auditor.models.issue_kinds import ACQUITTED, ENDED, Act, Deviation, IssueState, Source
from auditor.text.wording import day

MENDED, SAME = "期内已经整改销号", "与台账 {} 是同一问题，不重复计算"
UNCONFIRMED, UNTOLD = "未核实", "未下发"
_BY_HAND = (Source.PERSON, Source.OUTSIDE)  # what a unit found of its own accord is not held against it


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A row as the papers tell it. `cleared`: in the sheet alone; `spared`: a fault, and nobody's points."""

    number: str
    state: str  # in Chinese
    source: str  # in Chinese
    unit: str | None = None
    confirmed_by: str = ""
    certain: bool = False  # by the word of as many people as the scheme wants
    returned: bool = False  # had ended, and came back
    told: bool = False  # its unit was told of it, and could appeal
    due: dt.date | None = None  # the last day for mending that its unit was told
    second_by: str = ""
    appeal: str = ""  # what the unit said, and what became of it
    on_appeal: bool = False  # it was an appeal that ended it, or that its points come from
    deviation: str = ""  # 改扣分：1分改为0.5分
    points: Decimal | None = None  # what people decided that it costs; None: by the scheme
    cleared: str = ""  # why it is no fault of the period
    spared: str = ""  # why it costs nothing
    mended: bool = False  # in the period that it is charged in: the scheme gives no points back for it
    known_as: str | None = None  # of what people brought: the row by which it was known already


@dataclass(frozen=True, slots=True)
class Docket:
    """Every row of a portal that speaks of a period, by the fingerprint of its fault; and the faults people found."""

    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    by_hand: tuple[Finding, ...] = ()
    confirmed_only: bool = False  # what nobody has confirmed costs nothing
    told_only: bool = False  # nor what its unit was not told of: so a record has it
    end: dt.datetime | None = None  # of the period; None: it speaks of none
    since: dt.datetime | None = (
        None  # its beginning; None: it is no period that charges what was mended in it
    )

    @property
    def decided(self) -> dict[str, Decimal]:
        """The points that people said, by fingerprint."""
        return {key: one.points for key, one in self.rulings.items() if one.points is not None}

    def overdue(self, on: dt.date) -> frozenset[str]:
        """The fingerprints of what was to be mended before the day: more time that was granted counts."""
        return frozenset(key for key, one in self.rulings.items() if one.due and one.due < on)

    @property
    def confirmed(self) -> frozenset[str]:
        """The fingerprints of what people confirmed."""
        return frozenset(key for key, one in self.rulings.items() if one.certain)

    def ruled(self, finding: Finding) -> Finding:
        """The finding as people left it: a doubt that they confirmed is certain; theirs, where nobody knew whose; back,
        where they had seen it mended."""
        ruling = self.rulings.get(finding.fingerprint, _NONE)
        if ruling.returned and finding.state in (StandingState.NEW, StandingState.STANDING):
            finding = replace(finding, state=StandingState.REGRESSED.value)
        if ruling.certain:
            return replace(finding, verdict=Verdict.FAIL, unit=finding.unit or ruling.unit)
        return finding

    def waits(self, finding: Finding) -> str:
        """Why a fault that is no doubt is held against nobody yet; "" where it is held against somebody."""
        ruling = self.rulings.get(finding.fingerprint, _NONE)
        if finding.verdict is not Verdict.FAIL or ruling.cleared or ruling.spared:
            return ""
        if self.confirmed_only and not ruling.certain:
            return UNCONFIRMED
        return UNTOLD if self.told_only and not ruling.told else ""

    def weighed(self, finding: Finding) -> Finding:
        """The finding as scores take it: what still waits is a doubt."""
        return replace(finding, verdict=Verdict.REVIEW) if self.waits(finding) else finding

    def answered(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those that somebody answers for, or may have to."""
        return [self.ruled(f) for f in findings if not (self.cleared(f) or self.spared(f))]

    def counted(self, findings: Iterable[Finding]) -> list[Finding]:
        """The same as scores take them."""
        return [self.weighed(finding) for finding in self.answered(findings)]

    def about(self, fingerprints: Container[str]) -> Docket:
        """The part that speaks of some findings alone."""
        rulings = {key: one for key, one in self.rulings.items() if key in fingerprints}
        by_hand = tuple(f for f in self.by_hand if f.fingerprint in fingerprints)
        return replace(self, rulings=rulings, by_hand=by_hand)

    def followed(self, ledger: Iterable[Standing]) -> Iterator[Standing]:
        """The machine's ledger as people left it: without what they cleared or spare; what ended inside the period is mended."""
        for item in ledger:
            finding = self.weighed(self.ruled(item.finding))
            cleared = self.cleared(finding)
            if cleared == MENDED:
                yield replace(item, finding=finding, state=StandingState.FIXED)
            elif not (cleared or self.spared(finding)):
                yield replace(item, finding=finding)

    def cleared(self, finding: Finding) -> str:
        """Why people say that it is no fault of the period; "" where they do not."""
        ruling = self.rulings.get(finding.fingerprint)
        return ruling.cleared if ruling else ""

    def mended(self, finding: Finding) -> bool:
        """Whether it costs points though it was mended: nobody is asked to mend it any more."""
        ruling = self.rulings.get(finding.fingerprint)
        return ruling is not None and ruling.mended

    def spared(self, finding: Finding) -> str:
        """Why it costs its unit nothing, though it is there."""
        ruling = self.rulings.get(finding.fingerprint)
        return ruling.spared if ruling else ""


NOBODY = Docket()
_NONE = Ruling(number="", state="", source="")


def docket(
    issues: Iterable[Issue],
    scheme: Scheme,
    *,
    end: dt.datetime,
    on: dt.date,
    until: dt.datetime | None = None,
    since: dt.datetime | None = None,
) -> Docket:
    """What the rows say of a period that ended at `end` and was looked at last `on`; it began at `since`.

    People decide after the period too: their word counts up to `until`, None: the last one. What ended inside the
    period was mended in it; a row that people began afterwards is of the next.
    """
    rows = [row for issue in issues if (row := as_of(issue, until))]
    rulings: dict[str, Ruling] = {}
    by_hand: list[Finding] = []
    living = {row.number for row in rows if row.state not in ENDED}
    for row in sorted(rows, key=lambda row: row.events[0].at >= end, reverse=True):
        then = as_of(row, end)
        ruling = _ruling(row, then, scheme, on, living)
        if _costs_though_mended(row, then, scheme, since):
            ruling = replace(ruling, cleared="", mended=True)
        if row.opening.source is Source.MACHINE:
            rulings.update(dict.fromkeys(row.fingerprints, ruling))
            by_hand += [_no_more_there(row)] if ruling.mended else []
        elif row.opening.source in _BY_HAND and row.events[0].at < end and _was_taken_up(row):
            by_hand.append(finding := found_by_hand(row))
            rulings[finding.fingerprint] = ruling
    return Docket(rulings, tuple(by_hand), confirmed_only=scheme.confirmed_only, end=end, since=since)


def _costs_though_mended(row: Issue, then: Issue | None, scheme: Scheme, since: dt.datetime | None) -> bool:
    """Whether its unit was told of it and mended it in the period, and the scheme gives no points back for that."""
    price = scheme.prices.get(row.opening.code)
    if price is None or price.refunds or since is None or row.state in ACQUITTED:
        return False
    told = then.last(Act.NOTIFY) if then is not None and then.state is IssueState.CLOSED else None
    return told is not None and told.at >= since


def _no_more_there(row: Issue) -> Finding:
    """What the machine does not find any more, as it was told."""
    first = row.events[0].at
    return replace(
        finding_of_row(row), verdict=Verdict.FAIL, url=row.url, quote=row.quote, message=row.message,
        fingerprint=row.fingerprint, first_seen_at=first, last_seen_at=first,
        state="regressed" if row.opening.returned_from else "new",
    )  # fmt: skip


def as_of(issue: Issue, moment: dt.datetime | None) -> Issue | None:
    """The row as it stood just before the moment; None where nobody had begun it."""
    events = tuple(takewhile(lambda e: moment is None or e.at < moment, issue.events))
    if len(events) == issue.version:
        return issue
    return fold(issue.portal, issue.number, issue.opening, events) if events else None


def found_by_hand(issue: Issue) -> Finding:
    """What a person found or was told of, as a finding."""
    return replace(
        finding_of_row(issue),
        verdict=Verdict.FAIL,
        url=issue.url,
        subject=issue.number,
        quote=issue.quote,
        message=issue.message,
        fingerprint=hashlib.sha256(f"{issue.portal}/{issue.number}".encode()).hexdigest(),
        first_seen_at=issue.events[0].at,
        last_seen_at=issue.events[0].at,
        state="regressed" if issue.opening.returned_from else "new",
    )


def _ruling(row: Issue, then: Issue | None, scheme: Scheme, on: dt.date, living: set[str]) -> Ruling:
    return Ruling(
        number=row.number,
        state=row.state_told,
        source=row.opening.source.label,
        unit=row.unit,
        confirmed_by=_confirmed_by(row),
        certain=_is_certain(row, scheme),
        returned=row.opening.returned_from is not None,
        told=row.last(Act.NOTIFY) is not None,
        due=row.rectify_by if row.last(Act.NOTIFY) else None,
        second_by=row.second_reader or "",
        appeal=appeal_told(row),
        on_appeal=_by_appeal(row),
        deviation=deviation_told(row),
        points=decided(row),
        cleared=_cleared(row, then, living),
        spared=_spared(row, then, on),
        known_as=None if row.opening.source is Source.MACHINE else row.opening.resembles,
    )


def _confirmed_by(row: Issue) -> str:
    stands = _was_taken_up(row) and row.state is not IssueState.DISMISSED
    return (row.confirmer or "") if stands else ""


def _is_certain(row: Issue, scheme: Scheme) -> bool:
    if not _confirmed_by(row):
        return False
    return row.state is not IssueState.CONFIRMED or not awaits_second(row, scheme)


def awaits_second(row: Issue, scheme: Scheme) -> bool:
    """Whether a second person has still to read it."""
    said = row.opening
    by_machine = said.source is Source.MACHINE and said.verdict is Verdict.FAIL
    return row.second_reader is None and scheme.wants_second(said.code, certain=by_machine)


def _was_taken_up(row: Issue) -> bool:
    """Whether a person said that it is a fault, or that it was none after all: a bare suspicion is neither."""
    if row.state is IssueState.SUSPECTED:
        return False
    return row.opening.source is Source.PERSON or row.last(Act.CONFIRM, Act.DISMISS) is not None


def _cleared(row: Issue, then: Issue | None, living: set[str]) -> str:
    if row.merged_into:
        said = row.last(Act.MERGE)
        return f"已并入{row.merged_into}号：{said.why if said else ''}"
    if row.state in ACQUITTED:
        said = row.last(Act.DISMISS, Act.DECIDE, Act.WITHDRAW)
        return f"{row.state.label}：{said.why}" if said and said.why else row.state.label
    if then is not None and then.state is IssueState.CLOSED:
        return MENDED
    twin = row.opening.resembles
    if row.opening.source is not Source.MACHINE and twin in living:
        return SAME.format(twin)
    return ""


def _spared(row: Issue, then: Issue | None, on: dt.date) -> str:
    if row.state is IssueState.PLATFORM or (then and then.state is IssueState.PLATFORM):
        began = row.last(Act.PLATFORM)
        return f"平台或上级原因：{began.owner}" if began else IssueState.PLATFORM.label
    tolerated = row.last(Act.DECIDE, outcomes=("tolerate",))
    if tolerated and tolerated.until and on <= tolerated.until:
        return f"特殊情况，{day(tolerated.until)}以前不扣分：{tolerated.why}"
    return ""


def _by_appeal(row: Issue) -> bool:
    """One that was lost, and whatever people did to the row by themselves, is none."""
    ended = row.state in ACQUITTED
    said = row.last(Act.DISMISS, Act.DECIDE, Act.WITHDRAW) if ended else _priced(row)
    return said is not None and said.act is Act.DECIDE


def decided(row: Issue) -> Decimal | None:
    """The points that people said, not those that the scheme says; None where nobody did."""
    said = _priced(row)
    return said.points if said else None


def _priced(row: Issue) -> Event | None:
    said = (e for e in reversed(row.events) if e.points is not None and _is_said(e.act, e.outcome, e.kind))
    return next(said, None)


def _is_said(act: Act, outcome: str, kind: Deviation | None) -> bool:
    if act is Act.DECIDE:
        return outcome == "points"
    return act in (Act.ADD, Act.REPRICE, Act.NOTIFY) and kind is Deviation.POINTS
