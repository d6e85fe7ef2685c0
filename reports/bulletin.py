"""通报: findings, coverage and scores -> one report. `build` is pure; `write` prints it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from auditor.inspection.inspected import Inspected
from auditor.inspection.leave import Leave
from auditor.inspection.pictured import Pictured
from auditor.inspection.rows import CONFIRMED, NO_UNIT, Row, on_trial
from auditor.inspection.scoring import UnitScore
from auditor.inspection.settling import Amendment
from auditor.models import Coverage, Portal, Unchecked
from auditor.text.wording import day, mean, points, short
from reports import narrative
from reports.charts import BarChart, Item, bar_chart
from reports.comparison import ComparedUnit, Comparison, Tally, by_unit
from reports.cover import UNSTAMPED, Cover, Stamp, cover, standing_of
from reports.official.paper import DATE_OPEN
from reports.pictures import small
from reports.printing import print_page
from reports.topics import Topic, topics_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands at the head of the report."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One unit in 各单位得分情况."""

    unit: str
    rank: str
    pages: int
    problems: int
    deducted: tuple[str, ...]  # by category, in the order of Bulletin.categories
    score: str
    band: str
    change: str  # 环比
    note: str


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """The units that are ranked against each other: 镇, 部门, 双管单位."""

    name: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """Everything the report prints, in its order; the template adds nothing but form."""

    title: str
    standing: str  # draft or record, over the title
    is_record: bool
    document_number: str
    signed: str  # its date
    cover: Cover
    portal: str
    period: str
    scheme: str
    as_of: dt.date
    at_once: tuple[str, ...]
    lead: str
    figures: tuple[Figure, ...]
    overview: tuple[str, ...]
    charts: tuple[BarChart, ...]
    topics: tuple[Topic, ...]
    demands: tuple[str, ...]
    contact: str
    signer: str
    categories: tuple[str, ...]
    groups: tuple[ScoreGroup, ...]
    scoring_notes: tuple[str, ...]
    rows: tuple[Row, ...]  # certain ones alone
    settled: tuple[Row, ...]
    checked: tuple[str, ...]
    unchecked: tuple[Unchecked, ...]
    trials: tuple[tuple[str, str, int], ...]  # code, name and number found by rules on trial
    comparison: Comparison | None  # None: there is no earlier period
    compared: tuple[ComparedUnit, ...]
    leave: Leave
    scores: tuple[UnitScore, ...]
    confirmed: str  # how many of what counts a person confirmed
    due: str  # from when the days for mending run
    amendments: tuple[Amendment, ...]  # decided after the units had been told


def build(
    inspected: Inspected,
    *,
    comparison: Comparison | None = None,
    since: dt.date | None = None,
    stamp: Stamp = UNSTAMPED,
    amendments: Iterable[Amendment] = (),
    pictured: Pictured | None = None,
) -> Bulletin:
    """The report of one period: `comparison` with the last one, None where there is none; `since` the window's
    first day. Exempted findings are named, with their reasons, and neither listed nor scored. Doubts are counted and
    not named; what is urgent is told first, without its address.
    """
    portal, coverage, scheme = inspected.portal, inspected.coverage, inspected.scheme
    scores, names = inspected.scores, {unit.name: short(unit) for unit in inspected.portal.units}
    rows = tuple(row for row in inspected.public(inspected.rows) if row.failed)
    topics = topics_of(rows, scheme, names)
    return Bulletin(
        title=f"{portal.operator or ''}关于{inspected.period}政务公开检查情况的通报",
        standing=standing_of(stamp, narrative.DRAFT),
        is_record=stamp.is_record,
        document_number=stamp.document_number,
        signed=day(stamp.issued_on) or DATE_OPEN,
        cover=cover(stamp, coverage, since, inspected.as_of),
        portal=portal.name,
        period=inspected.period,
        scheme=scheme.name,
        as_of=inspected.as_of,
        at_once=narrative.at_once(inspected.urgent, names),
        lead=narrative.lead(
            portal,
            coverage,
            scheme,
            since,
            inspected.as_of,
            by_people=any(r.verdict == CONFIRMED for r in rows),
        ),
        figures=_figures(portal, coverage, scores, rows),
        overview=narrative.overview(inspected, comparison, names),
        charts=(
            *_charts(topics, scores, coverage, comparison, names),
            *(small(inspected, pictured, since) if pictured else ()),
        ),
        topics=topics,
        demands=narrative.demands(inspected.rows, scheme, inspected.rectify_by, stamp),
        contact=narrative.contact(portal.contact),
        signer=portal.operator or portal.name,
        categories=_categories(inspected),
        confirmed=_confirmed(rows),
        due=narrative.DUE_AS_TOLD if narrative.was_told(rows) else narrative.DUE_FROM_ISSUE,
        amendments=tuple(amendments),
        groups=_groups(
            scores,
            _categories(inspected),
            comparison.scores if comparison else {},
            Counter(row.unit for row in inspected.rows if row.waits),
        ),
        scoring_notes=narrative.scoring_notes(scheme, scores, names, is_record=stamp.is_record),
        rows=rows,
        settled=inspected.public(inspected.settled),
        checked=narrative.checked(coverage),
        unchecked=coverage.unchecked,
        trials=on_trial(inspected.findings),
        scores=scores,
        comparison=comparison,
        compared=by_unit(comparison, _unread(scores)) if comparison else (),
        leave=replace(inspected.leave, rows=inspected.public(inspected.leave.rows)),
    )


def write(bulletin: Bulletin, out_dir: Path) -> Path:
    """Print the report as one HTML file; returns its path."""
    return print_page("bulletin.html", out_dir / "bulletin.html", bulletin=bulletin, words=narrative)


def _categories(inspected: Inspected) -> tuple[str, ...]:
    """Those that some code is priced in, and what people priced besides: the columns add up to the score."""
    taken = dict.fromkeys(name for one in inspected.scores for name, points in one.deducted.items() if points)
    return tuple(dict.fromkeys((*inspected.scheme.categories, *taken)))


def _confirmed(rows: Sequence[Row]) -> str:
    read = sum(row.verdict == CONFIRMED for row in rows)
    rest = len(rows) - read
    if rows and not rest:
        return f"列入的{len(rows)}个问题都经检查人员确认"
    return f"列入的{len(rows)}个问题中，{read}个经检查人员确认" + (f"，{rest}个由系统判定" if rest else "")


def _figures(
    portal: Portal, coverage: Coverage, scores: Sequence[UnitScore], rows: Sequence[Row]
) -> tuple[Figure, ...]:
    scored = [s.score for s in scores if s.score is not None]
    average = mean(scored)
    return (
        Figure("检查单位", str(len(scored)), f"应查{len(portal.units)}家"),
        Figure("读取栏目", str(coverage.sections_read), f"共{coverage.sections}个"),
        Figure("检查信息", str(sum(coverage.pages_by_unit.values())), "条"),
        Figure(
            "确定问题" if any(r.verdict == CONFIRMED for r in rows) else "机检问题",
            str(len(rows)),
            f"涉及{len({row.unit for row in rows} - {NO_UNIT})}家",
        ),
        Figure("平均分", points(average) or "—", f"{len(scored)}家参评"),
    )


def _unread(scores: Iterable[UnitScore]) -> frozenset[str]:
    return frozenset(s.unit.name for s in scores if s.score is None)


def _charts(
    topics: Sequence[Topic],
    scores: Sequence[UnitScore],
    coverage: Coverage,
    comparison: Comparison | None,
    names: Mapping[str, str],
) -> tuple[BarChart, ...]:
    by_topic = [Item(topic.name, (Decimal(topic.failed),), f"{topic.failed}个") for topic in topics]
    seen = [
        ("本次读到", coverage.fetched),
        ("未变化", coverage.unchanged),
        ("未读到", coverage.failed),
        ("留待下次", coverage.pending),
    ]
    by_state = [Item(label, (Decimal(n),), f"{n}个") for label, n in seen]
    charts = (
        bar_chart("topics", "各类问题数量", by_topic),
        bar_chart("scores", "各单位得分", _score_items(scores, names), most=Decimal(100)),
        bar_chart("coverage", "网页读取情况", by_state),
        _mended_chart(comparison.units, names) if comparison else None,
    )
    return tuple(chart for chart in charts if chart)


def _mended_chart(units: Mapping[str, Tally], names: Mapping[str, str]) -> BarChart | None:
    """How far each unit came with the last period's faults."""
    split = {name: (one.mended, one.left + one.relapsed) for name, one in units.items() if one.before}
    items = [
        Item(names.get(n, n), (Decimal(done), Decimal(left)), _count_text(done, left))
        for n, (done, left) in split.items()
    ]
    return bar_chart("mended", "上期问题整改情况", items, series=("已整改", "仍存在或反弹"))


def _score_items(scores: Sequence[UnitScore], names: Mapping[str, str]) -> list[Item]:
    """The scored units, best first, under the name of the group they are ranked in."""
    items: list[Item] = []
    for group in dict.fromkeys(s.unit.group for s in scores):
        own = [s for s in scores if s.unit.group == group and s.score is not None]
        own.sort(key=lambda s: (s.rank or 0, s.unit.name))
        if own:
            items.append(Item(group, (), ""))
        items += [
            Item(names.get(s.unit.name, s.unit.name), (s.score or Decimal(0),), f"{points(s.score)}分")
            for s in own
        ]
    return items


def _count_text(first: int, second: int) -> str:
    return f"{first} + {second}" if second else str(first)


def _groups(
    scores: Sequence[UnitScore],
    categories: Sequence[str],
    before: Mapping[str, Decimal],
    waiting: Mapping[str, int],
) -> tuple[ScoreGroup, ...]:
    names = dict.fromkeys(s.unit.group for s in scores)
    return tuple(
        ScoreGroup(
            name,
            tuple(
                _score_row(s, categories, before.get(s.unit.name), waiting.get(s.unit.name, 0))
                for s in sorted(scores, key=lambda s: (s.rank or len(scores) + 1, s.unit.name))
                if s.unit.group == name
            ),
        )
        for name in names
    )


def _score_row(one: UnitScore, categories: Sequence[str], before: Decimal | None, waiting: int) -> ScoreRow:
    unread = one.score is None
    return ScoreRow(
        unit=one.unit.name,
        rank="" if one.rank is None else str(one.rank),
        pages=one.pages,
        problems=one.problems,
        deducted=tuple("" if unread else points(one.deducted.get(name)) for name in categories),
        score="—" if unread else points(one.score),
        band=one.band,
        change=_change(one.score, before),
        note="；".join(
            (
                *(f"单项否决：{reason}" for reason in one.vetoes),
                *one.ceilings,
                *one.reckoned,
                *([f"另有{waiting}个没有核实，没有扣分"] if waiting else []),
            )
        ),
    )


def _change(now: Decimal | None, before: Decimal | None) -> str:
    if now is None or before is None:
        return ""
    if now == before:
        return "持平"
    return f"{'升' if now > before else '降'}{points(abs(now - before))}分"
