"""This period against the last, and what is exempted: what the papers tell of both."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import openpyxl
import pytest
from findings import (
    AS_OF,
    BRIDGE,
    BUILDING,
    ECONOMY,
    FINANCE,
    IDLE,
    LAND,
    LAST_QUARTER,
    OLD_PAPER,
    SOCIAL,
    UNITS,
    WILLOW,
    a_coverage,
    a_finding,
    a_lenient_portal,
    a_portal,
    exempted_findings,
    findings_of_a_quarter,
    two_quarters,
)

from auditor.inspection.inspected import Inspected, inspected
from auditor.inspection.period import Term
from auditor.inspection.scheme import load_scheme
from auditor.ledger.advance import advance
from auditor.models import Finding, Portal, Standing, Verdict
from reports import bulletin, ledger_sheet, unit_list
from reports.comparison import NO_EARLIER, Comparison, Previous, Tally, compare, tally_told, told

QUARTER = load_scheme("quarterly_check")
PERIOD = "2024年第三季度"
BETWEEN = LAST_QUARTER + dt.timedelta(days=20)


def compared(*nights: Sequence[Finding], read: dict[str, int] | None = None) -> Comparison:
    """The first night is the last period's; everything was looked at in all of them."""
    ledger: list[Standing] = []
    times = [LAST_QUARTER, *(BETWEEN + dt.timedelta(days=n) for n in range(len(nights) - 2)), AS_OF]
    for at, found in zip(times, nights, strict=True):
        ledger = advance(ledger, found, seen=lambda finding: True, at=at)
    before = Previous(
        name="2024年第二季度", as_of=LAST_QUARTER, findings=tuple(nights[0]),
        read={unit.name: 3 for unit in UNITS} if read is None else read,
    )  # fmt: skip
    return compare(before, ledger, UNITS, QUARTER)


def lists_of(findings: Sequence[Finding], **given: object) -> dict[str, unit_list.UnitList]:
    quarter = a_quarter(findings, given.pop("portal", a_portal()))
    return {one.unit: one for one in unit_list.build(quarter, **given)}


def a_bulletin(findings: Sequence[Finding], **given: object) -> bulletin.Bulletin:
    return bulletin.build(a_quarter(findings, given.pop("portal", a_portal())), **given)


def a_quarter(findings: Sequence[Finding], portal: Portal, as_of: dt.date = AS_OF) -> Inspected:
    return inspected(portal, findings, a_coverage(), QUARTER, as_of=as_of, period=PERIOD)


def test_every_fault_of_the_last_period_is_followed_to_where_it_is_now():
    mended, left, back = (a_finding(code) for code in ("FMT001", "FMT002", "FMT003"))
    fresh = a_finding("COL001")
    found = compared([mended, left, back], [left], [left, back, fresh])
    assert found.units[FINANCE] == Tally(
        before=3, mended=1, left=1, relapsed=1, now=3, carried=1, back=1, fresh=1
    )
    assert told(found) == (
        "与2024年第二季度（截至2024年6月29日的检查结果）相比，机检问题两期都是3个。"
        "上期的3个问题，已整改1个（33.3%），仍存在1个，整改后反弹1个。"
        "本期的3个中，上期遗留1个，反弹1个，新增1个。"
    )


def test_what_was_mended_before_the_last_period_and_is_there_again_came_back():
    once = a_finding("FMT001")
    ledger: list[Standing] = []
    for at, found in ((LAST_QUARTER - dt.timedelta(days=9), [once]), (LAST_QUARTER, []), (AS_OF, [once])):
        ledger = advance(ledger, found, seen=lambda finding: True, at=at)
    before = Previous(name="2024年第二季度", as_of=LAST_QUARTER, findings=(), read={FINANCE: 1})
    tally = compare(before, ledger, UNITS, QUARTER).total
    assert tally == Tally(now=1, back=1)


@pytest.mark.parametrize(
    "changes",
    [{"exemption": OLD_PAPER}, {"verdict": Verdict.REVIEW}, {"shadow": True}],
    ids=["exempted", "doubted", "on trial"],
)
def test_what_is_no_longer_charged_is_not_called_mended(changes):
    fault = a_finding("LAG001", BUILDING)
    total = compared([fault], [replace(fault, **changes)]).total
    assert total == Tally(before=1, settled=1)
    assert "已整改" not in tally_told(total)


def test_what_was_exempted_and_then_went_is_not_called_mended_either():
    fault = a_finding("LAG001", BUILDING)
    assert compared([fault], [replace(fault, exemption=OLD_PAPER)], []).total == Tally(before=1, settled=1)


def test_doubts_are_in_neither_count():
    doubt = a_finding("PRV002", verdict=Verdict.REVIEW)
    assert compared([doubt], [doubt]).total == Tally()


def test_parts_add_up_for_every_unit():
    found = compare(*two_quarters(), UNITS, QUARTER)
    assert found.total == Tally(
        before=9, mended=4, left=3, relapsed=1, settled=1, now=30, carried=3, back=1, fresh=26
    )
    for tally in (*found.units.values(), found.total):
        assert tally.before == tally.mended + tally.left + tally.relapsed + tally.settled
        assert tally.now == tally.carried + tally.back + tally.fresh
    certain = [f for f in findings_of_a_quarter() if f.verdict is Verdict.FAIL]
    assert found.total.now == len(certain)


def test_a_unit_that_was_not_checked_is_not_compared(tmp_path):
    fault = a_finding("FMT001", ECONOMY)
    found = compared([], [fault], read={FINANCE: 3})
    view = a_bulletin([fault], comparison=found)
    notes = {one.unit: one.note for one in view.compared}
    assert (notes[FINANCE], notes[ECONOMY], notes[SOCIAL]) == ("", "上期未检查", "上期未检查；本期未检查")
    lists = lists_of([fault], comparison=found)
    assert "不作比较" in lists[ECONOMY].followed_up
    assert "不作比较" in lists[SOCIAL].followed_up
    assert "两期都没有" in lists[FINANCE].followed_up


def test_scores_are_set_against_those_of_the_last_period():
    kept = a_finding("FMT001")
    found = compared([kept, a_finding("FMT002"), a_finding("FMT003", WILLOW)], [kept, a_finding("COL001")])
    view = a_bulletin([kept, a_finding("COL001")], comparison=found)
    change = {row.unit: row.change for group in view.groups for row in group.rows}
    assert (change[FINANCE], change[WILLOW], change[BUILDING]) == ("降0.5分", "升0.5分", "持平")


def test_without_an_earlier_period_the_papers_say_so():
    view = a_bulletin(findings_of_a_quarter())
    assert NO_EARLIER in view.overview
    assert all(row.change == "" for group in view.groups for row in group.rows)
    assert {one.followed_up for one in lists_of([]).values()} == {NO_EARLIER}


def test_what_is_exempted_is_named_with_reason_approval_and_end(tmp_path):
    found = [*findings_of_a_quarter(), *exempted_findings()]
    plain = a_bulletin(findings_of_a_quarter())
    view = a_bulletin(found, portal=a_lenient_portal())
    assert [s.score for s in view.scores] == [s.score for s in plain.scores]
    assert len(view.rows) == len(plain.rows)
    page = bulletin.write(view, tmp_path).read_text("utf-8")
    annex = page[page.index('id="leave"') :]
    for part in (
        "历史文件集中补录",
        "区政务公开领导小组2024年第3次会议纪要",
        "至2024年10月31日",
        "2024年没有发生建议提案",
    ):
        assert part in annex
    assert view.leave.unused == (IDLE,)
    assert "另有按豁免不列入台账、不扣分的2条，按零报告不查空白和更新的栏目1个" in " ".join(view.overview)


def test_a_unit_sees_its_own_exemptions_alone():
    lists = lists_of([*findings_of_a_quarter(), *exempted_findings()], portal=a_lenient_portal())
    told_to = {name: ([r.code for r in one.leave.rows], len(one.leave.nils)) for name, one in lists.items()}
    assert (told_to[BUILDING], told_to[LAND]) == ((["LAG001"], 0), (["COL004"], 0))
    assert told_to[BRIDGE] == ([], 1)
    assert not lists[FINANCE].leave


def test_a_nil_return_that_has_ended_excuses_nothing():
    later = dt.date(2025, 1, 1)
    view = bulletin.build(a_quarter([], a_lenient_portal(), later))
    assert (view.leave.nils, view.leave.unused) == ((), (IDLE,))


def test_the_sheet_keeps_what_is_exempted_at_no_cost(tmp_path):
    path = ledger_sheet.write_xlsx(a_quarter(exempted_findings(), a_portal()).ledger, tmp_path / "a.xlsx")
    head, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["状态"], first["扣分"], first["整改时限"]) == ("豁免", 0, None)
    assert first["扣分说明"] == "豁免：历史文件集中补录，至2024年10月31日"


@pytest.mark.parametrize("scheme", ["quarterly_check", "annual_appraisal", "spot_check"])
def test_a_period_begins_on_the_first_day_that_bears_its_name(scheme):
    for day in (dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(0, 731, 5)):
        term = Term.of_scheme(scheme, day)
        assert term.first_on <= day <= term.last_on
        assert Term.of_scheme(scheme, term.first_on) == Term.of_scheme(scheme, term.last_on) == term
        before, after = term.previous, Term.of_scheme(scheme, term.last_on + dt.timedelta(days=1))
        assert before.last_on + dt.timedelta(days=1) == term.first_on
        assert after.previous == term
        assert len({before.name, term.name, after.name}) == 3


def test_periods_bear_the_names_that_papers_print():
    day = dt.date(2026, 4, 14)
    names = [Term.of_scheme(s, day).name for s in ("spot_check", "quarterly_check", "annual_appraisal")]
    assert names == ["2026年4月", "2026年第2季度", "2026年度"]
    assert Term.of_scheme("quarterly_check", dt.date(2026, 1, 1)).previous.name == "2025年第4季度"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026Q2", "2026年第2季度"),
        ("2026年第二季度", "2026年第2季度"),
        ("2026-05", "2026年5月"),
        ("2026", "2026年度"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, name):
    assert Term.read(text).name == name


@pytest.mark.parametrize("text", ["第2季度", "2026Q5", "2026-13", "本季度", ""])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="应当写成 2026Q2"):
        Term.read(text)


def test_what_was_charged_and_cannot_be_mended_is_in_neither_count():
    late, later = a_finding("LAG001"), a_finding("LAG001", url="http://www.example.gov.cn/later.html")
    assert compared([late], [late, later]).total == Tally(before=1, settled=1, now=1, fresh=1)
    assert compared([late], []).total == Tally(before=1, mended=1)
