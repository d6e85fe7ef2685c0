"""Scores as an inspection keeps and shows them. Pure."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import UnitScore
from auditor.models import Finding
from auditor.models.inspection import Inspection, InspectionState, Result
from auditor.models.record import encode


def results(scores: Iterable[UnitScore], scheme: Scheme) -> tuple[Result, ...]:
    """The scores without the findings they rest on."""
    return tuple(
        Result(
            unit=one.unit.name,
            group=one.unit.group,
            score=one.score,
            deducted={name: points for name, points in one.deducted.items() if points},
            rank=one.rank,
            band=one.band,
            ceiling=_ceiling(one, scheme),
            notes=(
                *(f"单项否决：{veto}" for veto in one.vetoes),
                *one.ceilings,
                *one.reckoned,
            ),
        )
        for one in scores
    )


def versions(rules: Mapping[str, int], findings: Iterable[Finding]) -> dict[str, int]:
    """The version of every rule: of those that found something, the one that found it."""
    return dict(sorted({**rules, **{finding.code: finding.rule_version for finding in findings}}.items()))


def sealed(inspection: Inspection, basis: Any) -> Inspection:
    """The inspection with the hash of its data and of what its papers are printed from; the state is no data."""
    bare = dataclasses.replace(
        inspection,
        state=InspectionState.DRAFT,
        data_hash=None,
        appeal_by=None,
        document_number=None,
        issued_on=None,
    )
    return dataclasses.replace(inspection, data_hash=digest_of(bare, basis))


def digest_of(*nouns: Any) -> str:
    """What tells these nouns from all others, `sha256:<hex>`."""
    whole = "\n".join(map(encode, nouns))
    return f"sha256:{hashlib.sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()}"


def view(inspection: Inspection) -> dict[str, Any]:
    """What `inspect show` prints as JSON: every key present, points as numbers, days in ISO."""
    names = "number kind portal period window state scheme rule_versions seed frame_hash strata sample coverage scores"
    shown = {name: plain(getattr(inspection, name)) for name in names.split()}
    shown["window"] = {"from": plain(inspection.window.since), "to": plain(inspection.window.until)}
    return shown | {"data_hash": inspection.data_hash}


def plain(value: Any) -> Any:
    """A noun as JSON takes it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _ceiling(one: UnitScore, scheme: Scheme) -> str | None:
    """The worst of the bands that single faults allow at most."""
    allowed = [c.price.ceiling for c in one.charges if c.price.ceiling and not c.settled]
    return functools.reduce(scheme.lower, allowed) if allowed else None
