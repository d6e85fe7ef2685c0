"""What was sent to the units + what was decided since -> the record. Nothing enters that no unit was told of. Pure.

Points are only ever taken back: a charge of the draft falls away, shrinks, or stays as it was sent. What shared a cap
with a charge that fell away is not charged in its place. A charge stands where a person confirmed the fault and its
unit was told of it: a machine's word alone costs nobody a point.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditor.inspection.inspected import Inspected
from auditor.inspection.rows import Row, charges_of, rows_of, standing
from auditor.inspection.ruling import Docket, Ruling
from auditor.inspection.scoring import Charge, ranked, unit_score
from auditor.models.issue_kinds import IssueState

_WITHDRAWN = f"{IssueState.WITHDRAWN.label}："  # what the kind of the amendment says already


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What became of one charge after the units had been told of it."""

    number: str  # of the row
    unit: str
    code: str
    name: str
    kind: str  # 申诉后撤销, 改扣分, …
    before: Decimal
    after: Decimal
    why: str


def announced(draft: Inspected, now: Docket) -> Inspected:
    """The draft as it went out: every row says by when its unit was told to mend it. Nothing else of it changes.

    What was not told is to be mended by no day yet.
    """
    rulings = {key: _told_since(one, now.rulings.get(key)) for key, one in draft.docket.rulings.items()}
    rows = (dataclasses.replace(row, ruling=rulings.get(row.fingerprint)) for row in draft.rows)
    return dataclasses.replace(
        draft,
        docket=dataclasses.replace(draft.docket, rulings=rulings),
        rows=tuple(dataclasses.replace(row, rectify_by=_due(row)) for row in rows),
        rectify_by=None,
    )


def settled(draft: Inspected, now: Docket) -> tuple[Inspected, tuple[Amendment, ...]]:
    """The draft with everything that was decided in its units' favour since it was sent, and a list of that."""
    known = {f.fingerprint for f in draft.findings}
    docket = dataclasses.replace(
        draft.docket,
        rulings={**draft.docket.rulings, **{k: r for k, r in now.rulings.items() if k in known}},
        confirmed_only=True,
        told_only=True,
    )
    amended = {one.finding.fingerprint: _amended(one, docket) for s in draft.scores for one in s.charges}
    held = [f for f in standing(draft.findings) if not (docket.cleared(f) or docket.spared(f))]
    scores = ranked(
        [
            unit_score(
                one.unit,
                [docket.weighed(f) for f in held if f.unit == one.unit.name],
                tuple(c for charge in one.charges if (c := amended[charge.finding.fingerprint])),
                draft.scheme,
                one.pages,
                one.rebased,
                one.rated,
            )
            for one in draft.scores
        ]
    )
    charges, gone = charges_of(scores), {row.fingerprint for row in draft.settled}
    units = draft.portal.units
    record = dataclasses.replace(
        draft,
        scores=scores,
        rows=rows_of(
            [f for f in held if f.fingerprint not in gone],
            units,
            charges=charges,
            docket=docket,
        ),
        rectify_by=None,
        settled=rows_of([f for f in held if f.fingerprint in gone], units, charges=charges, docket=docket),
        spared=rows_of(
            [f for f in standing(draft.findings) if docket.spared(f) and not docket.cleared(f)],
            units,
            charges=charges,
            docket=docket,
        ),
        docket=docket,
    )
    return record, tuple(_told(draft, amended, docket.rulings))


def _told_since(then: Ruling, now: Ruling | None) -> Ruling:
    return dataclasses.replace(then, state=now.state, told=now.told, due=now.due) if now else then


def _due(row: Row) -> dt.date | None:
    return row.ruling.due if row.ruling and row.rectify_by else None


def _amended(one: Charge, docket: Docket) -> Charge | None:
    """The charge as it stands now; None where it fell away."""
    if docket.cleared(one.finding) or docket.spared(one.finding):
        return None
    if docket.waits(one.finding) and not one.settled:
        return None
    decided = docket.decided.get(one.finding.fingerprint)
    if decided is None or decided >= one.points:
        return one
    appealed = docket.rulings[one.finding.fingerprint].on_appeal
    return dataclasses.replace(
        one, nominal=decided, points=decided, why="申诉后改扣分" if appealed else "改扣分"
    )


def _told(
    draft: Inspected, amended: Mapping[str, Charge | None], rulings: Mapping[str, Ruling]
) -> Iterator[Amendment]:
    for one in _charges(draft):
        after = amended[one.finding.fingerprint]
        if after == one or (ruling := rulings.get(one.finding.fingerprint)) is None:
            continue
        if not ((ruling.certain and ruling.told) or ruling.cleared or ruling.spared):
            continue  # nobody had confirmed it: the rows themselves say so
        yield Amendment(
            number=ruling.number,
            unit=one.finding.unit or "",
            code=one.finding.code,
            name=one.finding.name,
            kind=_kind(ruling, after),
            before=one.points,
            after=after.points if after else Decimal(0),
            why=ruling.cleared.removeprefix(_WITHDRAWN) or ruling.spared or ruling.appeal or ruling.deviation,
        )


def _charges(draft: Inspected) -> Iterable[Charge]:
    return (charge for one in draft.scores for charge in one.charges)


def _kind(ruling: Ruling, after: Charge | None) -> str:
    if after is not None:
        return "改扣分"
    if ruling.spared:
        return "不计本单位扣分"
    return "申诉后撤销" if ruling.on_appeal else "撤销"
