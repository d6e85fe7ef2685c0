"""Rows of the 台账 decide: what people cleared, re-priced, spared or found themselves, in scores, lists and sheets."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from drawn_up import QUARTER, words
from findings import (
    AS_OF,
    FINANCE,
    HOST,
    UNITS,
    a_coverage,
    a_finding,
    a_portal,
)
from rulings import DECISIONS, DOUBT, END, LATE, TOLD, a_row, after, by_hand, event, looked_at, score_of

from auditor.inspection.inspected import inspected
from auditor.inspection.ruling import docket
from auditor.inspection.settling import settled
from auditor.ledger.deadlines import owes_answer
from auditor.models import Verdict
from auditor.models.issue import Outside
from auditor.models.issue_kinds import Act, Source
from reports import bulletin, ledger_sheet, unit_list


@pytest.mark.parametrize(("acts", "score", "listed", "note"), DECISIONS)
def test_what_people_decided_is_what_it_costs(acts: Any, score: Any, listed: int, note: str) -> None:
    one = looked_at([LATE], [a_row(LATE, *acts)])
    assert score_of(one) == Decimal(score) and len(one.rows) == listed
    (row,) = one.ledger
    assert note in row.points_note and row.points == 100 - Decimal(score)
    assert row.ruling and row.ruling.number == "2024-0001"


LEAK = a_finding("PRV001", name="公开居民身份证号码", url=f"{HOST}/leak.html")  # three points
GONE = (*TOLD, event(Act.RECHECK, "fixed", at=END - dt.timedelta(hours=1)))


@pytest.mark.parametrize(
    ("code", "since", "score"),
    [
        ("PRV001", AS_OF - dt.timedelta(days=9), 97),
        ("LAG001", AS_OF - dt.timedelta(days=9), 99),
        ("FLD001", AS_OF - dt.timedelta(days=9), 100),  # a minor one is given back
        (
            "PRV001",
            AS_OF + dt.timedelta(minutes=1),
            100,
        ),  # told of in the period before, which took its points
        ("PRV001", None, 100),  # a spot check charges what it sees
    ],
)
def test_what_leaks_or_is_late_costs_though_it_was_mended_in_the_period(code, since, score) -> None:
    """Taken down, an identity number has been public; nobody finds it any more, and nobody is asked to mend it."""
    row = a_row(replace(LEAK, code=code), *GONE)
    made = docket([row], QUARTER, end=END, on=AS_OF.date(), since=since)
    one = inspected(a_portal(), [], a_coverage(), QUARTER, as_of=AS_OF, period="2024年第三季度", docket=made)
    assert score_of(one) == score and one.urgent == ()
    assert [(r.rectify_by, r.points_note) for r in one.rows] == [(None, "已经改好，不退分")] * (score < 100)
    record, amended = settled(one, docket([row], QUARTER, end=END, on=AS_OF.date(), since=made.since))
    assert score_of(record) == score and amended == ()


def test_nobody_is_praised_for_what_no_person_has_looked_at() -> None:
    """One unit's fault waits, and costs nothing; the others' were confirmed and told. It is not held up to them."""
    others = [
        a_finding("FLD001", unit=unit.name, url=f"{HOST}/{n}.html")
        for n, unit in enumerate(UNITS)
        if unit.name != FINANCE
    ]
    rows = [a_row(f, *TOLD, number=f"2024-{n:04}") for n, f in enumerate(others, 1)]
    draft = looked_at([LATE, *others], rows)
    record, _ = settled(draft, docket(rows, QUARTER, end=END, on=AS_OF.date()))
    assert score_of(record) == 100 and score_of(record, others[0].unit) < 100
    told = bulletin.build(record)
    assert not any("得分较高" in text and "财政局" in text for text in told.overview)
    notes = {row.unit: row.note for group in told.groups for row in group.rows}
    assert notes[FINANCE] == "另有1个没有核实，没有扣分" and not notes[others[0].unit]


@pytest.mark.parametrize(
    ("due", "known", "score"),
    [
        (AS_OF.date() - dt.timedelta(days=1), True, 99),  # half a point, twice
        (AS_OF.date(), True, Decimal("99.5")),  # there is time until the evening, or more was granted
        (AS_OF.date() - dt.timedelta(days=1), False, Decimal("99.5")),  # told of in this period
    ],
)
def test_what_was_charged_before_and_is_not_mended_in_time_costs_more(due, known, score) -> None:
    bare = a_finding("FLD001", name="信息表必填缺失")
    made = docket(
        [a_row(bare, Act.CONFIRM, event(Act.NOTIFY, due_on=due))], QUARTER, end=END, on=AS_OF.date()
    )
    one = inspected(
        a_portal(), [bare], a_coverage(), QUARTER, as_of=AS_OF, period="2024年第三季度", docket=made,
        earlier={bare.fingerprint} if known else set(),
    )  # fmt: skip
    assert score_of(one) == score
    assert [row.points_note for row in one.rows] == ["上期没有改好，按2倍" if score == 99 else ""]


def test_a_doubt_that_a_person_confirmed_costs_what_the_scheme_says() -> None:
    assert score_of(looked_at([DOUBT], [a_row(DOUBT)])) == 100
    confirmed = looked_at([DOUBT], [a_row(DOUBT, Act.CONFIRM)])
    assert score_of(confirmed) == 97 and confirmed.rows[0].verdict == "人工确认"


def test_what_would_veto_needs_two_people_where_the_machine_was_in_doubt() -> None:
    veto = a_finding("TXT002", verdict=Verdict.REVIEW, name="严重表述错误")
    one = looked_at([veto, LATE], [a_row(veto, Act.CONFIRM)])
    two = looked_at([veto, LATE], [a_row(veto, Act.CONFIRM, event(Act.SECOND, "agree"))])
    assert (score_of(one), score_of(two)) == (99, 59)


def test_a_scheme_can_leave_uncharged_what_nobody_confirmed() -> None:
    strict = replace(QUARTER, confirmed_only=True)
    other = a_finding("FMT001", url=f"{HOST}/other.html", name="发文字号格式")
    one = looked_at([LATE, other], [a_row(LATE, Act.CONFIRM)], strict)
    assert score_of(one) == 99 and [row.failed for row in one.rows] == [True, False]


@pytest.mark.parametrize("source", [Source.PERSON, Source.OUTSIDE])
def test_what_people_found_enters_lists_and_scores_once_it_is_confirmed(source: Source) -> None:
    told = Outside("12345", AS_OF.date()) if source is Source.OUTSIDE else None
    bare = by_hand(source, outside=told)
    rows = [bare] if source is Source.PERSON else [bare, after(bare, Act.CONFIRM)]
    assert score_of(looked_at([LATE], rows[-1:])) == Decimal("98.5")
    if source is Source.OUTSIDE:
        assert score_of(looked_at([LATE], rows[:1])) == 99


def test_what_a_unit_found_of_its_own_accord_is_not_held_against_it() -> None:
    assert score_of(looked_at([LATE], [by_hand(Source.SELF, Act.CONFIRM)])) == 99


def test_what_the_scheme_does_not_price_costs_what_people_said() -> None:
    one = looked_at([LATE], [by_hand(Source.PERSON, code="YSQ001", points=Decimal(2))])
    assert score_of(one) == 97
    view = bulletin.build(one)
    assert "其他" in view.categories
    own = next(row for group in view.groups for row in group.rows if row.unit == FINANCE)
    assert 100 - sum(Decimal(taken) for taken in own.deducted) == Decimal(own.score)


def test_what_was_reported_and_is_known_already_counts_once() -> None:
    known = a_row(LATE, Act.CONFIRM)
    told = by_hand(Source.OUTSIDE, Act.CONFIRM, code="LAG001", resembles=known.number)
    one = looked_at([LATE], [known, told])
    assert score_of(one) == 99
    assert any("2024-0001 是同一问题" in row.points_note for row in one.ledger)


@pytest.mark.parametrize(("known", "missed"), [(None, 1), ("2024-0001", 0)])
def test_the_bulletin_says_how_much_of_what_others_told_the_machine_had_missed(known, missed) -> None:
    told = by_hand(Source.OUTSIDE, Act.CONFIRM, resembles=known, outside=Outside("12345", AS_OF.date()))
    view = bulletin.build(looked_at([LATE], [a_row(LATE, Act.CONFIRM), told]))
    assert f"外部转来并经核实的问题1个，其中机检未发现{missed}个。" in view.overview


def test_whoever_told_of_it_is_answered_in_time() -> None:
    day = AS_OF.date()
    told = by_hand(Source.OUTSIDE, outside=Outside("12345", day, day))
    assert not owes_answer(told, day) and owes_answer(told, day + dt.timedelta(days=1))
    assert not owes_answer(after(told, event(Act.REPLY)), day + dt.timedelta(days=1))


def test_a_row_begun_after_the_period_is_of_the_next() -> None:
    late = by_hand(Source.PERSON)
    begun_later = replace(late, events=(replace(late.events[0], at=END),))
    assert score_of(looked_at([LATE], [begun_later])) == 99


def test_the_papers_say_who_confirmed_what_and_what_became_of_appeals(tmp_path) -> None:
    other = a_finding("FMT001", url=f"{HOST}/other.html", name="发文字号格式")
    decided = event(Act.DECIDE, "points", points=Decimal("0.4"), why="会签后定稿")
    spared = a_finding("FMT004", url=f"{HOST}/third.html", name="文号不一致")
    rows = [
        a_row(LATE, Act.CONFIRM, event(Act.NOTIFY, points=Decimal(1)), Act.APPEAL, decided),
        a_row(spared, *TOLD, event(Act.PLATFORM, owner="市大数据局"), number="2024-0002"),
    ]
    one = looked_at([LATE, other, spared], rows)
    page = words(bulletin.write(bulletin.build(one), tmp_path).read_text("utf-8"))
    assert "列入的2个问题中，1个经检查人员确认，1个由系统判定" in page and "1个问题属平台" in page
    own = next(view for view in unit_list.build(one) if view.unit == FINANCE)
    assert [row.code for row in own.spared] == ["FMT004"]
    sheet = openpyxl.load_workbook(ledger_sheet.write_xlsx(one.ledger, tmp_path / "a.xlsx")).active
    head, *body = sheet.iter_rows(values_only=True)
    late = next(dict(zip(head, line, strict=True)) for line in body if line[head.index("规则码")] == "LAG001")
    assert (late["台账编号"], late["台账状态"], late["确认人"]) == ("2024-0001", "已下发", "王丽")
    assert "改扣分（李强）：会签后定稿" in late["申诉情况"]
    assert late["扣分更正"] == "改扣分：1分改为0.4分" and late["扣分"] == 0.4


def test_the_sheet_says_of_which_row_another_one_became_part(tmp_path) -> None:
    one = looked_at([LATE], [a_row(LATE, event(Act.MERGE, other="2024-0007", why="同一处"))])
    sheet = openpyxl.load_workbook(ledger_sheet.write_xlsx(one.ledger, tmp_path / "a.xlsx")).active
    head, line = sheet.iter_rows(values_only=True)
    told = dict(zip(head, line, strict=True))
    assert (told["台账编号"], told["台账状态"]) == ("2024-0001", "已撤销，并入2024-0007号")
    assert told["扣分"] == 0 and "已并入2024-0007号：同一处" in told["扣分说明"]


def test_what_people_had_seen_mended_costs_more_when_it_is_back() -> None:
    again = a_finding("FLD002", name="占位或程序值", state="standing")
    row = a_row(again, *TOLD)
    back = replace(row, opening=replace(row.opening, returned_from="2024-0007"))
    once, twice = (100 - score_of(looked_at([again], [one])) for one in (row, back))
    assert twice == once * QUARTER.regressed_times > once > 0
