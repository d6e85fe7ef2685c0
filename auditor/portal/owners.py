"""责任单位 in a plan's words -> who owes it, who helps, and whom it only concerns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.portal.parties import is_group
from auditor.rule.words import listed

_CLAUSE = re.compile(r"[，,；;。\n](?![^（(]*[）)])")
_NAME = re.compile(r"[、/\s](?![^（(]*[）)])")
_LABEL = listed(__file__, "^(?:{lead_labels}|{help_labels})[:：]")
_LEADS = listed(__file__, "{leads}$")
_HELPS = listed(__file__, "{helps}$")
_HELP_LABEL = listed(__file__, "^{help_labels}[:：]")
_CONCERNED = listed(__file__, "{signs}.*{bodies}$|^{signs}{bodies}?$")


@dataclass(slots=True)
class Owners:
    """The names of one cell by their part."""

    units: list[str]
    support: list[str]
    concerned: list[str]


def read_owners(words: str, support: str = "") -> Owners:
    """The names in the cell of 责任单位, and in that of 配合单位 where the table has one."""
    owners = Owners([], [], [])
    for cell, helps in ((words, False), (support, True)):
        for clause in _CLAUSE.split(cell.strip()):
            _take(owners, clause.strip(), helps=helps)
    return owners


def _take(owners: Owners, clause: str, *, helps: bool) -> None:
    helps = helps or bool(_HELP_LABEL.search(clause))
    bare = _LABEL.sub("", clause)
    helps = helps or bool(_HELPS.search(bare))
    for part in _NAME.split(_LEADS.sub("", _HELPS.sub("", bare))):
        name = part.strip().removesuffix("等")
        if not name:
            continue
        if _CONCERNED.search(name) and not is_group(name):
            owners.concerned.append(name)
        else:
            (owners.support if helps else owners.units).append(name)
