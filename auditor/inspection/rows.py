"""One row of the 问题台账 for each finding: what the bulletin, a unit's list and the sheet all print."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from auditor.inspection.ruling import NOBODY, UNCONFIRMED, UNTOLD, Docket, Ruling
from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import Charge, UnitScore
from auditor.models import SETTLED, Exemption, Finding, Severity, StandingState, Unit, Verdict
from auditor.text.wording import window
from auditor.workdays import CALENDAR, Calendar, UnknownYearError

NO_UNIT = "未归属单位"
MACHINE, CONFIRMED, PERSON = "机检", "人工确认", "需人工核对"
KEPT = "已经改好，不退分"
WITHHELD = "链接只列在责任单位的清单里"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A finding as people read it. Texts stand as they were found; templates escape them."""

    id: str  # 问题编号: stable across runs
    fingerprint: str
    serial: int
    unit: str
    section: str
    title: str  # "" where the finding speaks of no page
    what: str  # the words of the link: title, section or address
    url: str
    code: str
    name: str
    severity: str
    message: str
    quote: str
    expected: str
    basis: str
    fetched_at: dt.datetime | None
    first_seen_at: dt.datetime | None
    capture: str
    verdict: str  # 机检 / 人工确认 / 未核实 / 未下发 / 需人工核对
    points: Decimal | None  # None: no scheme was applied
    points_note: str
    state: str
    rectify_by: dt.date | None
    exemption: Exemption | None
    settled: bool = False  # charged in an earlier period, and nobody can mend it
    ruling: Ruling | None = None  # its row of the 台账; None: it has none
    page_url: str = ""  # the page to open and mend, where `url` is not it: the one with the dead link

    @property
    def opens(self) -> str:
        """The address of the page that a reader opens."""
        return self.page_url or self.url

    @property
    def failed(self) -> bool:
        """False where a person has to look first."""
        return not (self.doubtful or self.waits)

    @property
    def doubtful(self) -> bool:
        """Whether the machine cannot tell."""
        return self.verdict == PERSON

    @property
    def mended(self) -> bool:
        """Whether it costs points though it was mended in the period."""
        return self.ruling is not None and self.ruling.mended

    @property
    def waits(self) -> bool:
        """Whether it is sure, and a record holds it against nobody: not confirmed, or its unit was not told."""
        return self.verdict in (UNCONFIRMED, UNTOLD)


def standing(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that somebody answers for, one for each fingerprint: not fixed, not exempted, not on trial."""
    return [finding for finding in _open(findings) if not finding.shadow]


def exempted(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that the profile takes out, one for each fingerprint; those of rules on trial are left out."""
    return list(
        {f.fingerprint: f for f in findings if _is_exempted(f) and f.exemption and not f.shadow}.values()
    )


def on_trial(findings: Iterable[Finding]) -> tuple[tuple[str, str, int], ...]:
    """Code, name and number of what rules on trial found: it accuses nobody."""
    counts = Counter((f.code, f.name) for f in _open(findings) if f.shadow)
    return tuple((code, name, number) for (code, name), number in sorted(counts.items()))


def rows_of(
    findings: Iterable[Finding],
    units: Sequence[Unit],
    *,
    charges: Mapping[str, Charge] | None = None,
    rectify_by: dt.date | None = None,
    docket: Docket = NOBODY,
) -> tuple[Row, ...]:
    """What is to be mended, other certain ones, doubts; each by unit (in the portal's order) and severity.

    `rectify_by`: of those whose units were not told a day of their own.
    Numbered from one, so that the bulletin, which shows the first sort alone, and the sheet say the same numbers.
    """
    return tuple(each_row(findings, units, charges=charges, rectify_by=rectify_by, docket=docket))


def each_row(
    findings: Iterable[Finding],
    units: Sequence[Unit],
    *,
    charges: Mapping[str, Charge] | None = None,
    rectify_by: dt.date | None = None,
    docket: Docket = NOBODY,
) -> Iterator[Row]:
    """The same rows, one after another."""
    places = {unit.name: place for place, unit in enumerate(units)}
    ranks = {severity: rank for rank, severity in enumerate(Severity)}

    def order(f: Finding) -> tuple[object, ...]:
        place = places.get(f.unit or "", len(places))
        return (
            not _owed(f, charges, docket),
            f.verdict is not Verdict.FAIL,
            _waits(f, charges, docket),
            place,
            f.unit or "",
            ranks[f.severity],
            f.code,
            f.url,
            f.fingerprint,
        )

    ordered = sorted(findings, key=order)
    return (_row(f, serial, charges, rectify_by, docket) for serial, f in enumerate(ordered, 1))


def withheld(row: Row) -> Row:
    """The row without what would lead others to the page: its own unit's list alone shows that."""
    return replace(row, title="", what=WITHHELD, url="", page_url="", message=row.name, quote="", expected="")


def charges_of(scores: Iterable[UnitScore]) -> dict[str, Charge]:
    """Every charge of a set of scores by the fingerprint of its finding."""
    return {one.finding.fingerprint: one for unit in scores for one in unit.charges}


def rectify_by(scheme: Scheme, as_of: dt.date, calendar: Calendar = CALENDAR) -> dt.date | None:
    """The last day for mending; None where the year's holidays are not known."""
    try:
        return calendar.add(as_of, scheme.rectify_workdays)
    except UnknownYearError:
        return None


def state_label(state: str) -> str:
    """新增, 未整改, 已整改, 反弹; a state of another origin as it stands."""
    return StandingState(state).label if state in set(StandingState) else state


def _row(
    finding: Finding, serial: int, charges: Mapping[str, Charge] | None, by: dt.date | None, docket: Docket
) -> Row:
    points, note = _points(finding, charges, docket)
    ruling = docket.rulings.get(finding.fingerprint)
    return Row(
        id=finding.number,
        fingerprint=finding.fingerprint,
        serial=serial,
        unit=finding.unit or NO_UNIT,
        section=finding.section or "",
        title=finding.title or "",
        what=_what(finding),
        url=finding.url,
        code=finding.code,
        name=finding.name,
        severity=finding.severity.value,
        message=finding.message,
        quote=finding.quote,
        expected=finding.expected,
        basis="；".join(basis.citation for basis in finding.basis),
        fetched_at=finding.fetched_at,
        first_seen_at=finding.first_seen_at,
        capture=finding.capture or "",
        verdict=_waits(finding, charges, docket) or _judged_by(finding, ruling),
        points=points,
        points_note=note,
        state=state_label(finding.state),
        rectify_by=(ruling and ruling.due) or by if _owed(finding, charges, docket) else None,
        exemption=finding.exemption if _is_exempted(finding) else None,
        settled=_is_charged_before(finding, charges),
        ruling=ruling,
        page_url=finding.page_url if finding.page_url and finding.page_url != finding.url else "",
    )


def _judged_by(finding: Finding, ruling: Ruling | None) -> str:
    if finding.verdict is not Verdict.FAIL:
        return PERSON
    return CONFIRMED if ruling and ruling.confirmed_by else MACHINE


def _owed(finding: Finding, charges: Mapping[str, Charge] | None, docket: Docket) -> bool:
    """Whether its unit has to mend it."""
    if finding.verdict is not Verdict.FAIL or finding.shadow or finding.state in SETTLED:
        return False
    if _waits(finding, charges, docket) or docket.mended(finding):
        return False
    return not (_is_charged_before(finding, charges) or docket.cleared(finding) or docket.spared(finding))


def _waits(finding: Finding, charges: Mapping[str, Charge] | None, docket: Docket) -> str:
    """Why it is held against nobody yet; what an earlier period charged does not wait."""
    return "" if _is_charged_before(finding, charges) else docket.waits(finding)


def _is_charged_before(finding: Finding, charges: Mapping[str, Charge] | None) -> bool:
    charged = charges.get(finding.fingerprint) if charges else None
    return charged is not None and charged.settled


def _open(findings: Iterable[Finding]) -> list[Finding]:
    return list({f.fingerprint: f for f in findings if f.state not in SETTLED}.values())


def _is_exempted(finding: Finding) -> bool:
    return finding.state == StandingState.EXEMPTED


def _what(finding: Finding) -> str:
    if finding.title:
        return finding.title
    if finding.section and finding.url == finding.section_url:
        return f"“{finding.section.rsplit('/', 1)[-1]}”栏目"
    return finding.url


def _points(
    finding: Finding, charges: Mapping[str, Charge] | None, docket: Docket
) -> tuple[Decimal | None, str]:
    if charges is None:
        return None, ""
    if told := docket.cleared(finding) or docket.spared(finding):
        return Decimal(0), told
    if finding.state == StandingState.FIXED:
        return Decimal(0), "已整改"
    if _is_exempted(finding):
        return Decimal(0), _exempted_by(finding.exemption)
    if finding.shadow:
        return Decimal(0), "试运行，不扣分"
    if finding.verdict is Verdict.REVIEW:
        return Decimal(0), "核对前不扣分"
    if waits := _waits(finding, charges, docket):
        return Decimal(0), f"{waits}，不扣分"
    if (one := charges.get(finding.fingerprint)) is not None:
        kept = KEPT if docket.mended(finding) else ""
        return one.points, "；".join(filter(None, (one.why, kept)))
    return Decimal(0), "没有责任单位" if finding.unit is None else "未列入扣分表"


def _exempted_by(exemption: Exemption | None) -> str:
    if exemption is None:
        return "豁免"
    if exemption.asked_at:
        return f"合并核对：{exemption.reason}"
    approval = f"，{exemption.approval}" if exemption.approval else ""
    return f"豁免：{exemption.reason}{approval}，{window(exemption.period)}"
