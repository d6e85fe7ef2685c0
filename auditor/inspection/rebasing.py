"""折算: who has no columns that a category looks at loses nothing there; what it loses elsewhere weighs the more. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.inspection.prices import in_cents
from auditor.inspection.scheme import Scheme
from auditor.models import Portal, SectionKind, Unit
from auditor.models.portal import Period
from auditor.text.wording import listed, points

Held = Mapping[str, frozenset[SectionKind]]  # by unit: the kinds of its sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebased:
    """How a unit is counted to which some categories do not apply."""

    lacking: tuple[str, ...]  # the categories
    whole: Decimal  # the caps of all categories together
    left: Decimal  # those of the categories that apply

    def of(self, taken: Decimal) -> Decimal:
        """What the points come to, in cents."""
        return in_cents(taken * self.whole / self.left)

    @property
    def why(self) -> str:
        """Beside a charge: 没有解读、决策类栏目，按110÷85折算."""
        return f"没有{listed(self.lacking)}类栏目，按{points(self.whole)}÷{points(self.left)}折算"

    @property
    def told(self) -> str:
        """Beside a score, in a sentence without its full stop."""
        these = "这一类" if len(self.lacking) == 1 else f"这{len(self.lacking)}类"
        return (
            f"没有{listed(self.lacking)}类栏目，{these}不计，"
            f"其他各类的扣分和上限按{points(self.whole)}÷{points(self.left)}折算"
        )


def held(portal: Portal, window: Period) -> Held:
    """The kinds of the sections that each unit has within the days; one of which it declared nothing is one too."""
    there = {unit.name for unit in portal.units if unit.period.overlaps(window)}
    kinds: dict[str, set[SectionKind]] = {}
    for section in portal.sections:
        if section.unit in there and section.period.overlaps(window):
            kinds.setdefault(section.unit, set()).add(section.kind)
    return {name: frozenset(own) for name, own in kinds.items()}


def rebased(
    unit: Unit, units: Sequence[Unit], scheme: Scheme, held: Held, charged: Collection[str]
) -> Rebased | None:
    """How the unit is to be counted; None where every category applies to it.

    A category does not apply where the unit has none of its columns and another of its group has one; where none has,
    all are alike, and a profile may simply not say it, as where it names no section of the unit at all.
    `charged`: the categories in which something is held against the unit: they apply.
    """
    if unit.name not in held:
        return None
    rivals = [held.get(one.name, frozenset()) for one in units if one.group == unit.group]
    lacking = tuple(
        name
        for name in scheme.categories
        if name not in charged and _lacks(scheme.columns.get(name, ()), held[unit.name], rivals)
    )
    whole = _together(scheme, scheme.categories)
    left = whole - _together(scheme, lacking)
    return Rebased(lacking=lacking, whole=whole, left=left) if 0 < left < whole else None


def _lacks(
    columns: Collection[SectionKind], own: Collection[SectionKind], rivals: Iterable[Collection[SectionKind]]
) -> bool:
    wanted = set(columns)
    return wanted.isdisjoint(own) and any(not wanted.isdisjoint(kinds) for kinds in rivals)


def _together(scheme: Scheme, categories: Iterable[str]) -> Decimal:
    return sum((scheme.caps[name] for name in categories), Decimal(0))
