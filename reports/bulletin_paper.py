"""通报 as an official paper: the words of the bulletin, none of its own but what its tables are headed with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from auditor.inspection.rows import Row
from auditor.inspection.settling import Amendment
from auditor.text.wording import day, listed, points, window
from reports import narrative
from reports.bulletin import Bulletin
from reports.official.paper import Annex, Block, Column, Line, Paper, Table

_MOST_NUMBERS = 3
_MOST_UNCHECKED = 60
_SCORES = (
    ("名次", 12),
    ("单位", 41),
    ("信息", 14),
    ("问题", 14),
    ("扣分", 18),
    ("得分", 18),
    ("等次", 17),
    ("环比", 22),
)
_LEDGER = (("单位", 26), ("问题类型", 26), ("个数", 12), ("扣分", 16), ("问题编号", 38), ("整改时限", 38))
_AMENDED = (("单位", 29), ("问题", 40), ("更正", 53), ("原扣", 17), ("现扣", 17))
_UNCHECKED = (("单位", 40), ("没有检查的内容", 58), ("原因", 58))
_FACTS = (("检查依据", 26), ("内容", 130))
_LEAVE = (("单位", 32), ("内容", 46), ("理由", 44), ("期限", 34))


def paper_of(bulletin: Bulletin, *, document_number: str = "", signed_on: dt.date | None = None) -> Paper:
    """The paper; its number and its date only where they were given."""
    return Paper(
        title=bulletin.title,
        document_number=document_number,
        addressee=narrative.ADDRESSEE,
        blocks=tuple(_text(bulletin)),
        annexes=tuple(
            Annex(title, tuple(blocks))
            for title, blocks in zip(
                narrative.ANNEXES,
                (_scores(bulletin), _ledger(bulletin), _coverage(bulletin), _leave(bulletin)),
                strict=True,
            )
        ),
        signer=bulletin.signer,
        signed_on=signed_on,
        head="" if signed_on else bulletin.standing,  # whoever dates it has looked at it
        told_on=bulletin.as_of,
    )


def _text(bulletin: Bulletin) -> Iterator[Line]:
    yield Line(bulletin.lead)
    if bulletin.at_once:
        yield Line(level=1, heading=narrative.AT_ONCE)
        yield from map(Line, (*bulletin.at_once, narrative.LINKS_WITHHELD))
    yield Line(level=1, heading=narrative.OVERVIEW)
    yield from map(Line, bulletin.overview)
    yield Line(level=1, heading=narrative.PROBLEMS)
    for topic in bulletin.topics:
        yield Line(level=2, heading=topic.heading)
        yield Line(topic.summary)
        yield from (Line(f"{place}.{one.text}") for place, one in enumerate(topic.examples, 1))
    if not bulletin.topics:
        yield Line(narrative.NO_PROBLEMS)
    yield Line(level=1, heading=narrative.DEMANDS)
    yield from map(Line, (*bulletin.demands, bulletin.contact))


def _scores(bulletin: Bulletin) -> Iterator[Block]:
    for group in bulletin.groups:
        yield Line(f"{group.name}（{len(group.rows)}家）")
        rows = (
            (
                one.rank or "—",
                one.unit,
                str(one.pages),
                str(one.problems),
                _taken(one.deducted),
                one.score,
                one.band,
                one.change or "—",
            )
            for one in group.rows
        )
        yield _table(_SCORES, rows)
    yield from map(Line, bulletin.scoring_notes)


def _taken(deducted: tuple[str, ...]) -> str:
    """All that was taken; a dash where nothing was checked."""
    return points(sum(map(Decimal, deducted), Decimal(0))) if all(deducted) else "—"


def _ledger(bulletin: Bulletin) -> Iterator[Block]:
    """By unit and kind of fault: the rows themselves are in the lists and the sheet."""
    if bulletin.rows:
        yield Line(f"{narrative.DIGEST}{bulletin.confirmed}；{bulletin.due}。")
        kinds: dict[tuple[str, str], list[Row]] = {}
        for row in bulletin.rows:
            kinds.setdefault((row.unit, row.name), []).append(row)
        yield _table(_LEDGER, (_kind(unit, name, own) for (unit, name), own in kinds.items()))
    else:
        yield Line(narrative.NO_ROWS)
    if bulletin.amendments:
        yield Line(narrative.AMENDED)
        yield _table(_AMENDED, map(_amended, bulletin.amendments))


def _amended(one: Amendment) -> tuple[str, ...]:
    told = f"{one.kind}：{one.why}" if one.why else one.kind
    return one.unit, f"{one.name}（台账{one.number}）", told, points(one.before), points(one.after)


def _kind(unit: str, name: str, own: list[Row]) -> tuple[str, ...]:
    numbers = [row.id for row in own]
    told = listed(numbers[:_MOST_NUMBERS]) + (f"等{len(own)}个" if len(own) > _MOST_NUMBERS else "")
    due = min((row.rectify_by for row in own if row.rectify_by), default=None)
    costs = sum((row.points or Decimal(0) for row in own), Decimal(0))
    by = day(due) or (narrative.MENDED if all(row.mended for row in own) else narrative.DUE_LATER)
    return unit, name, str(len(own)), points(costs), told, by


def _coverage(bulletin: Bulletin) -> Iterator[Block]:
    yield from map(Line, bulletin.checked)
    left = bulletin.unchecked
    if left:
        yield Line(narrative.UNCHECKED)
        rows = [(one.unit or "—", one.what, one.cause) for one in left[:_MOST_UNCHECKED]]
        yield _table(_UNCHECKED, rows)
    if len(left) > _MOST_UNCHECKED:
        yield Line(f"其余{len(left) - _MOST_UNCHECKED}项见网页版通报附件3。")
    yield Line(narrative.NOT_LOOKED_AT)
    yield _table(_FACTS, list(bulletin.cover.facts))


def _leave(bulletin: Bulletin) -> Iterator[Block]:
    leave = bulletin.leave
    if not leave:
        yield Line(narrative.NO_LEAVE)
        return
    excused = [
        (row.unit, f"{row.name}：{row.message}", row.exemption.reason, window(row.exemption.period))
        for row in leave.rows
        if row.exemption
    ]
    nils = [(nil.unit, nil.section, nil.declared.reason, window(nil.declared.period)) for nil in leave.nils]
    yield _table(_LEAVE, [*excused, *nils])


def _table(columns: Iterable[tuple[str, int]], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(tuple(Column(*one) for one in columns), tuple(rows))
