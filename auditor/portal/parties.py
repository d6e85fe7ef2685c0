"""The words by which a plan names who owes a duty -> units of the portal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from auditor.models import Duty, Portal, Unit
from auditor.models.spaces import squeeze
from auditor.rule.words import listed

_TOWNS = listed(__file__, "{towns}")
_DEPARTMENTS = listed(__file__, "{departments}")
_EVERYBODY = listed(__file__, "{everybody}")
_TOWN_GROUPS = listed(__file__, "{town_groups}")


def parties(duty: Duty, portal: Portal, day: dt.date) -> Iterator[tuple[str, str]]:
    """(unit, 责任 / 配合 / 涉及) for all whom the duty binds on `day`, each once.

    What the profile knows no unit of stands under the plan's own words; whom it only concerns may be any department.
    """
    seen: set[str] = set()
    named = (
        ("责任", [(words, units_of(words, portal, day)) for words in duty.units]),
        ("配合", [(words, units_of(words, portal, day)) for words in duty.support]),
        ("涉及", [(words, _any_of(words, portal, day)) for words in duty.concerned]),
    )
    for part, all_words in named:
        for words, units in all_words:
            for name in units or [words]:
                if name not in seen:
                    seen.add(name)
                    yield name, part


def units_of(words: str, portal: Portal, day: dt.date) -> list[str]:
    """The names of the units that the words mean; empty where the profile has none."""
    if unit := portal.unit_named(words) or portal.unit_named(words.partition("（")[0]):
        return [unit.name]
    squeezed = squeeze(words)
    if _EVERYBODY.fullmatch(squeezed):
        return _names(portal.units, day)
    towns = [unit for unit in portal.units if _TOWN_GROUPS.search(unit.group)]
    if _TOWNS.fullmatch(squeezed):
        return _names(towns, day)
    if _DEPARTMENTS.fullmatch(squeezed):
        return _names((unit for unit in portal.units if unit not in towns), day)
    return []


def is_group(words: str) -> bool:
    """Whether the words name all units, or all of a group."""
    squeezed = squeeze(words)
    return any(pattern.fullmatch(squeezed) for pattern in (_EVERYBODY, _TOWNS, _DEPARTMENTS))


def _any_of(words: str, portal: Portal, day: dt.date) -> list[str]:
    return units_of(words, portal, day) or units_of("各部门单位", portal, day)


def _names(units: Iterable[Unit], day: dt.date) -> list[str]:
    return [unit.name for unit in units if unit.period.covers(day)]
