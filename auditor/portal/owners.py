"""责任单位 in a plan's words -> who owes it, who helps, and whom it only concerns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.portal import parties
from auditor.rule.words import listed

_JOINT = "\0"  # stands for the 、 inside the name of a group: 各部门、单位
_CLAUSE = re.compile(r"[，,；;。](?![^（(]*[）)])")
_NAME = re.compile(r"[、/](?![^（(]*[）)])")
_WHOLE = listed(__file__, "(?:{ends}|{leads}|{helps})$")
_GROUP = listed(parties.__file__, r"(?:{towns}|{departments}|{everybody})(?=$|[、/])")
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
        for clause in _CLAUSE.split(_joined(cell)):
            _take(owners, clause.strip(), helps=helps)
    return owners


def _joined(cell: str) -> str:
    """The cell on one line: white space parts names only where one is whole; elsewhere it only breaks a line or fills it."""
    done = ""
    for gap, piece in re.findall(r"(\s*)(\S+)", cell.strip()):
        if done and _WHOLE.search(done):
            done += "，" if "\n" in gap else "、"
        done += piece
    return done


def _take(owners: Owners, clause: str, *, helps: bool) -> None:
    helps = helps or bool(_HELP_LABEL.search(clause))
    bare = _LABEL.sub("", clause)
    helps = helps or bool(_HELPS.search(bare))
    names = _GROUP.sub(lambda group: group[0].replace("、", _JOINT), _LEADS.sub("", _HELPS.sub("", bare)))
    for part in _NAME.split(names):
        name = part.replace(_JOINT, "、").strip().removesuffix("等")
        if not name:
            continue
        if _CONCERNED.search(name) and not parties.is_group(name):
            owners.concerned.append(name)
        else:
            (owners.support if helps else owners.units).append(name)
