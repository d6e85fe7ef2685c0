"""w·P + (1-w)·Y: what a quarter charged no spot check charges again, and what is not known is not counted."""

import dataclasses
from decimal import Decimal

from findings import BRIDGE, FINANCE, UNITS, WILLOW, a_finding

from auditor.inspection.appraisal import TASKS, QuarterTold, TasksTold, appraise, told
from auditor.inspection.scheme import load_scheme
from auditor.inspection.scoring import score

SCHEME = load_scheme("annual_appraisal")
FULL_MARKS = dict(SCHEME.indicators)
EVERYBODY = {unit.name: FULL_MARKS for unit in UNITS}
READ = {unit.name: 10 for unit in UNITS}


def scores_of(*findings):
    return score(findings, UNITS, SCHEME, pages_by_unit=READ)


def of(appraised, unit=FINANCE):
    return next(one for one in appraised if one.unit.name == unit)


def test_what_the_quarter_charged_the_spot_check_does_not_charge_again():
    both, gone = (
        a_finding("FMT001", title="甲"),
        a_finding("FMT008", title="乙", url="http://www.example.gov.cn/2.html"),
    )
    spot = scores_of(both, gone)
    quarter = told("2026Q1", scores_of(both), [spot, spot])
    assert quarter.counted(FINANCE) == Decimal(100) - Decimal("0.5") - Decimal("0.5")
    assert quarter.counted(WILLOW) == 100


def test_the_share_of_daily_work_and_of_the_rest():
    quarters = [QuarterTold(code="2026Q1", frozen=True, scores={FINANCE: Decimal(80)})]
    heavy = dataclasses.replace(SCHEME, daily_share=Decimal("0.7"))
    [marks] = [{name: full / 2 for name, full in FULL_MARKS.items()}]
    assert of(appraise(UNITS, quarters, {FINANCE: marks}, heavy)).total == Decimal(71)
    alone = dataclasses.replace(SCHEME, daily_share=Decimal(1))
    assert of(appraise(UNITS, quarters, {}, alone)).total == Decimal(80)


def test_quarters_that_are_not_frozen_or_did_not_see_the_unit_count_for_nothing():
    quarters = [
        QuarterTold(code="2026Q1", frozen=True, scores={FINANCE: Decimal(90), WILLOW: Decimal(90)}),
        QuarterTold(code="2026Q2", frozen=True, scores={FINANCE: Decimal(70), WILLOW: None}),
        QuarterTold(code="2026Q3"),
    ]
    appraised = appraise(UNITS, quarters, EVERYBODY, SCHEME)
    assert of(appraised).daily == 80 and of(appraised).notes == ()
    assert of(appraised, WILLOW).daily == 90 and "2026Q2没有检查到" in of(appraised, WILLOW).notes[0]
    assert of(appraised, BRIDGE).total is None and of(appraised, BRIDGE).rank is None


def test_units_are_ranked_inside_their_group():
    worth = {name: Decimal(90 - place) for place, name in enumerate(READ)} | {WILLOW: Decimal(60)}
    appraised = appraise(UNITS, [QuarterTold(code="2026Q1", frozen=True, scores=worth)], EVERYBODY, SCHEME)
    assert (of(appraised, BRIDGE).rank, of(appraised, WILLOW).rank) == (1, 2)
    assert {one.rank for one in appraised if one.unit.group == "部门"} == {1, 2, 3, 4, 5}


def test_the_task_ledger_counts_among_the_other_indicators():
    """What was done of what was due; what a person has to look at is neither, and what a person gave counts before it."""
    quarters = [QuarterTold(code="2026Q1", frozen=True, scores={FINANCE: Decimal(80), WILLOW: Decimal(80)})]
    tasks = {FINANCE: TasksTold(done=3, late=1, unknown=5), WILLOW: TasksTold(unknown=2)}
    appraised = appraise(UNITS, quarters, EVERYBODY, SCHEME, tasks)
    full = sum(SCHEME.indicators.values())
    [own, willow] = (of(appraised, name) for name in (FINANCE, WILLOW))
    assert SCHEME.task_marks == 25 and own.marks[TASKS] == Decimal("18.75")
    assert own.other == ((full + Decimal("18.75")) / (full + 25) * 100).quantize(Decimal("0.01"))
    assert own.notes == ("任务有佐证3项，逾期未见佐证1项，待核5项不计",)
    assert TASKS not in willow.marks and willow.other == 100  # nothing was due: the rest decides
    by_hand = {FINANCE: {**FULL_MARKS, TASKS: Decimal(25)}}
    assert of(appraise(UNITS, quarters, by_hand, SCHEME, tasks)).other == 100
    without = dataclasses.replace(SCHEME, task_marks=Decimal(0))
    assert of(appraise(UNITS, quarters, EVERYBODY, without, tasks)).other == 100
