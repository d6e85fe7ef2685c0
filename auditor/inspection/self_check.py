"""自查对照: what units answered of their duties against what the crawl found, differences first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from auditor.models import TaskRow
from auditor.models.address import canonical
from auditor.models.self_answer import SelfAnswer


class Compared(StrEnum):
    """What an answer is worth beside the crawl, the gravest difference first."""

    NOT_ON_PORTAL = "填报的链接，机检没有在门户上读到"
    OF_ANOTHER = "填报的链接是别的单位的网页"
    FOUND_THOUGH_NONE = "填报无此类信息，机检找到了"
    UNANSWERED_FOUND = "没有填报，机检找到了"
    UNANSWERED = "没有填报，机检也没有找到"
    NOTHING = "填报无此类信息，机检也没有找到"
    AGREES = "填报的链接在门户上"

    @property
    def differs(self) -> bool:
        """Whether somebody has to look."""
        return self not in (Compared.NOTHING, Compared.AGREES)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One duty of one unit: its answer, None where it gave none, and what the crawl says."""

    row: TaskRow
    answer: SelfAnswer | None
    compared: Compared


def self_checks(
    rows: Iterable[TaskRow], answers: Iterable[SelfAnswer], owners: Mapping[str, str | None]
) -> tuple[SelfCheck, ...]:
    """A line for every duty of every unit; `owners`: by canonical address, whose page the crawl holds it for.

    Of several answers the last stands.
    """
    newest = {(one.task, one.unit): one for one in answers}
    found = []
    for row in rows:
        answer = newest.get((row.duty.number, row.unit))
        found.append(SelfCheck(row, answer, _compared(row, answer, owners)))
    order = list(Compared)
    return tuple(sorted(found, key=lambda one: order.index(one.compared)))


def _compared(row: TaskRow, answer: SelfAnswer | None, owners: Mapping[str, str | None]) -> Compared:
    if answer is None:
        return Compared.UNANSWERED_FOUND if row.pages else Compared.UNANSWERED
    if answer.nothing:
        return Compared.FOUND_THOUGH_NONE if row.pages else Compared.NOTHING
    address = canonical(answer.url)
    if address not in owners:
        return Compared.NOT_ON_PORTAL
    return Compared.AGREES if owners[address] in (None, row.unit) else Compared.OF_ANOTHER
