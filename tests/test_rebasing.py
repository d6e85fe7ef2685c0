"""折算: a unit without the columns that a category looks at is counted by the other categories, and every paper says so."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from drawn_up import QUARTER, an_inspection, words
from findings import (
    AS_OF,
    BRIDGE,
    ECONOMY,
    FINANCE,
    HOST,
    LAND,
    OFFICE,
    UNITS,
    a_coverage,
    a_finding,
    a_portal,
)
from hypothesis import given
from hypothesis import strategies as st
from rulings import END, TOLD, a_row, event

from auditor.inspection.appraisal import appraise
from auditor.inspection.appraisal import told as told_of
from auditor.inspection.inspected import Inspected, inspected
from auditor.inspection.ruling import Docket, docket
from auditor.inspection.scheme import Scheme, SchemeError, load_scheme, parse_scheme
from auditor.inspection.scoring import UnitScore
from auditor.inspection.settling import settled
from auditor.models import Finding, NilReturn, Period, Section, SectionKind, Verdict
from auditor.models.inspection import InspectionKind
from auditor.models.issue_kinds import Act
from auditor.models.record import decode, encode
from reports import bulletin, bulletin_paper, unit_list

SAID = "没有解读、决策类栏目，按110÷85折算"
POLICY, EXPLAINED, CONSULTED, REPORT = (
    SectionKind.POLICY,
    SectionKind.INTERPRETATION,
    SectionKind.CONSULTATION,
    SectionKind.ANNUAL_REPORT,
)
ONE_BY_ONE = replace(QUARTER, rate_from=0)
BARE = a_finding("FLD001", name="信息表必填缺失")  # half a point
VETO = a_finding("PRV006", name="擅自更改", url=f"{HOST}/veto.html")


def sections(**kinds: tuple[SectionKind, ...]) -> tuple[Section, ...]:
    """Every unit has papers; those that are named have more."""
    more = {{"office": OFFICE, "finance": FINANCE, "land": LAND}[who]: of for who, of in kinds.items()}
    return tuple(
        Section(unit.name, f"{unit.name}/{kind.value}", kind=kind)
        for unit in UNITS
        for kind in (POLICY, *more.get(unit.name, ()))
    )


WANTING = sections(office=(EXPLAINED, CONSULTED))  # FINANCE has neither, and is of the same group


def looked_at(
    findings: list[Finding],
    rows: Any = (),
    *,
    parts: tuple[Section, ...] = WANTING,
    scheme: Scheme = ONE_BY_ONE,
    since: dt.date | None = None,
    made: Docket | None = None,
) -> Inspected:
    return inspected(
        a_portal(sections=parts), findings, a_coverage(), scheme, as_of=AS_OF, period="2024年第三季度",
        docket=made or docket(rows, scheme, end=END, on=AS_OF.date()), since=since,
    )  # fmt: skip


def own(one: Inspected, unit: str = FINANCE) -> UnitScore:
    return next(score for score in one.scores if score.unit.name == unit)


def test_who_lacks_the_columns_of_a_category_is_charged_more_for_the_others():
    bare, full = own(looked_at([BARE])), own(looked_at([a_finding("FLD001", OFFICE)]), OFFICE)
    assert bare.score == Decimal("99.35")  # 0.5 x 110 / 85 = 0.647
    assert [(c.nominal, c.points, c.why) for c in bare.charges] == [(Decimal("0.5"), Decimal("0.65"), SAID)]
    assert full.score == Decimal("99.5") and full.rebased is None
    assert full.charges[0].why == ""


def ending(on: dt.date) -> tuple[Section, ...]:
    gone = Section(FINANCE, "政策解读", kind=EXPLAINED, period=Period(until=on))
    return (*sections(office=(EXPLAINED,)), gone)


NIL = Section(FINANCE, "政策解读", kind=EXPLAINED, nil_returns=(NilReturn("今年没有需要解读的文件"),))
APPLIES = {
    "it has one": sections(office=(EXPLAINED,), finance=(EXPLAINED,)),
    "it declared nothing": (*sections(office=(EXPLAINED,)), NIL),
    "nobody has one": sections(),
    "only another group has one": sections(land=(EXPLAINED, CONSULTED, REPORT)),
    "one kind of several is enough": sections(office=(CONSULTED,), finance=(SectionKind.DECISION,)),
    "it ended on the first day": ending(dt.date(2024, 7, 1)),
    "the profile names none of it": tuple(s for s in WANTING if s.unit != FINANCE),
}


@pytest.mark.parametrize("parts", APPLIES.values(), ids=APPLIES)
def test_where_a_category_applies_nothing_changes(parts):
    one = own(looked_at([BARE], parts=parts, since=dt.date(2024, 7, 1)))
    assert (one.score, one.rebased) == (Decimal("99.5"), None)


def test_a_column_that_ended_before_the_period_is_none():
    one = own(looked_at([BARE], parts=ending(dt.date(2024, 6, 30)), since=dt.date(2024, 7, 1)))
    assert one.charges[0].why == "没有解读类栏目，按110÷95折算"


def test_units_that_were_gone_before_the_period_are_no_measure():
    portal = a_portal(
        units=tuple(
            replace(unit, period=Period(until=dt.date(2024, 6, 30))) if unit.name == OFFICE else unit
            for unit in UNITS
        ),
        sections=WANTING,
    )
    one = inspected(
        portal, [BARE], a_coverage(), QUARTER, as_of=AS_OF, period="第三季度", since=dt.date(2024, 7, 1)
    )
    assert own(one).rebased is None


def test_a_category_in_which_something_is_charged_applies():
    """No such column is known, and yet there was something to look at."""
    unlinked = a_finding("INT002", name="文件没有链接解读", url=f"{HOST}/paper.html")  # half a point
    one = own(looked_at([BARE, unlinked]))
    assert one.rebased and one.rebased.lacking == ("决策",)
    assert one.deducted["解读"] == one.deducted["格式要素"] == Decimal("0.55")
    doubt = replace(unlinked, verdict=Verdict.REVIEW)
    assert own(looked_at([BARE, doubt])).charges[0].why == SAID


def test_a_veto_settles_as_before_and_ceilings_stay():
    leak = a_finding("PRV001", name="公开居民身份证号码", url=f"{HOST}/leak.html")
    one = own(looked_at([BARE, leak, VETO]))
    assert one.score == QUARTER.veto_score and one.vetoes == ("擅自更改（PRV006）1个",)
    assert one.ceilings == ("公开居民身份证号码，等次最高为良好",)
    assert own(looked_at([VETO])).rebased is None  # nothing was taken that could weigh more


def test_what_people_said_that_a_fault_costs_is_what_it_costs():
    other = a_finding("FLD002", name="占位或程序值", url=f"{HOST}/2.html")
    cut = a_row(BARE, *TOLD, Act.APPEAL, event(Act.DECIDE, "points", points=Decimal("0.3")))
    draft = looked_at([BARE, other], [cut])
    taken = {c.finding.code: (c.points, c.why) for c in own(draft).charges}
    assert taken == {"FLD001": (Decimal("0.3"), ""), "FLD002": (Decimal("0.65"), SAID)}


def test_an_appeal_after_the_draft_is_taken_from_what_was_told_and_the_rest_stays():
    """What falls away in a record makes no category apply or not: points are only ever taken back."""
    unlinked = a_finding("INT002", name="文件没有链接解读", url=f"{HOST}/paper.html")
    told = [a_row(BARE, *TOLD), a_row(unlinked, *TOLD, number="2024-0002")]
    draft = looked_at([BARE, unlinked], told)
    won = a_row(unlinked, *TOLD, Act.APPEAL, event(Act.DECIDE, "withdraw", points=0), number="2024-0002")
    cut = a_row(BARE, *TOLD, Act.APPEAL, event(Act.DECIDE, "points", points=Decimal("0.5")))
    for rows, score in ((told, "98.9"), ([told[0], won], "99.45"), ([cut, told[1]], "98.95")):
        record, _ = settled(draft, docket(rows, QUARTER, end=END, on=AS_OF.date()))
        assert own(record).score == Decimal(score) and own(record).rebased == own(draft).rebased


def many(code: str, number: int, first: int = 0) -> list[Finding]:
    return [a_finding(code, url=f"{HOST}/{code}/{n}.html", subject=f"{n}") for n in range(first, number)]


def test_a_category_costs_no_more_than_its_cap_comes_to_and_all_no_more_than_a_hundred():
    crowd = many("FLD006", 90)  # 90 x 0.3, of 15; 0.3 x 110 / 85 is rounded up
    one = own(looked_at(crowd))
    assert one.deducted["格式要素"] == Decimal("19.41") == one.rebased.of(QUARTER.caps["格式要素"])
    worst = [
        f
        for code, number in (("LAG006", 20), ("COL002", 30), ("LNK001", 20), ("PRV004", 20), ("ANR002", 20))
        for f in many(code, number)
    ]
    lost = own(looked_at([*crowd, *worst]))
    assert lost.score == 0 and sum(lost.deducted.values()) == 100
    assert "已扣至零分" in {c.why for c in lost.charges}


def test_half_a_cent_is_rounded_up_after_the_rate():
    rated = replace(QUARTER, rate_from=152)  # of 176 pieces that FINANCE published
    (charge,) = own(looked_at([BARE], scheme=rated)).charges
    pages = a_coverage().pages_by_unit[FINANCE]
    by_rate = (Decimal("0.5") * 152 / pages).quantize(Decimal("0.01"))
    assert charge.points == (by_rate * 110 / 85).quantize(Decimal("0.01"))
    assert charge.why == f"信息{pages}条，按152÷{pages}折算；{SAID}"
    exact = replace(QUARTER, caps={**QUARTER.caps, "时效": Decimal(24), "栏目内容": Decimal(20)})
    bare = replace(
        exact, prices={**QUARTER.prices, "FLD001": replace(QUARTER.prices["FLD001"], points=Decimal("0.42"))}
    )
    (charge,) = own(looked_at([BARE], scheme=bare)).charges
    assert charge.points == Decimal("0.55")  # 0.42 x 109 / 84 = 0.545 exactly


KINDS = st.sets(st.sampled_from([EXPLAINED, CONSULTED, REPORT]))
FAULTS = st.lists(
    st.tuples(
        st.sampled_from([*QUARTER.prices]), st.sampled_from([OFFICE, FINANCE, LAND]), st.integers(0, 40)
    ),
    max_size=80,
)


@given(FAULTS, KINDS, KINDS)
def test_what_is_printed_as_taken_adds_up_to_what_is_printed_as_score(faults, office, finance):
    found = {f.fingerprint: f for f in (a_finding(c, u, url=f"{HOST}/{n}.html") for c, u, n in faults)}
    parts = sections(office=tuple(office), finance=tuple(finance))
    one = looked_at([*found.values()], parts=parts)
    plain = looked_at([*found.values()], parts=sections())
    for score, unmoved in zip(one.scores, plain.scores, strict=True):
        if score.score is None:
            continue
        assert 0 <= score.score <= unmoved.score
        assert sum(c.points for c in score.charges) == sum(score.deducted.values()) <= 100
        if not score.vetoes:
            assert score.score == 100 - sum(score.deducted.values())
        assert all(c.points == c.points.quantize(Decimal("0.01")) for c in score.charges)
        assert (score.vetoes, score.ceilings) == (unmoved.vetoes, unmoved.ceilings)
        if score.rebased is None:
            assert replace(score, rank=None) == replace(unmoved, rank=None)
        else:
            assert not any(score.deducted[name] for name in score.rebased.lacking)
    assert decode(Inspected, encode(one)) == one


def test_every_paper_says_in_a_sentence_how_it_is_counted(tmp_path):
    one = looked_at([BARE, a_finding("FLD001", ECONOMY, url=f"{HOST}/3.html")])
    told = "没有解读、决策类栏目，这2类不计，其他各类的扣分和上限按110÷85折算"
    page = words(bulletin.write(bulletin.build(one), tmp_path).read_text("utf-8"))
    assert page.count(told) >= 2 and SAID in page
    (note,) = (n for n in bulletin.build(one).scoring_notes if "折算" in n)
    assert note.startswith("同组有的单位有、本单位没有的栏目，不当作满分：") and told in note
    assert told in repr(bulletin_paper.paper_of(bulletin.build(one)))
    unit_list.write(unit_list.build(one), tmp_path, fixes={})
    own_list = words(next(tmp_path.glob(f"units/*{FINANCE}.html")).read_text("utf-8"))
    assert (
        f"格式要素扣0.65分（最多19.41分）。本单位{told}。" in own_list and f"扣0.65分（{SAID}）" in own_list
    )
    assert "折算" not in words(next(tmp_path.glob(f"units/*{BRIDGE}.html")).read_text("utf-8"))
    kept = {r.unit: r.notes for r in an_inspection(InspectionKind.QUARTER, one).scores}
    assert kept[FINANCE] == (told,) and kept[OFFICE] == ()
    quarter = told_of("2024Q3", one.scores, [])
    year = {a.unit.name: a.notes for a in appraise(UNITS, [quarter], {}, load_scheme("annual_appraisal"))}
    assert f"2024Q3{told}" in year[FINANCE] and not any("折算" in note for note in year[OFFICE])


def test_a_record_of_before_is_kept_to_the_byte():
    """It was made by a scheme that said nothing of columns; nothing is counted anew when it is settled or read."""
    draft = looked_at([BARE], [a_row(BARE, *TOLD)], scheme=replace(ONE_BY_ONE, columns={}))
    text = encode(draft)
    assert '"columns"' not in text and '"rebased"' not in text
    again = decode(Inspected, text)
    assert again == draft and encode(again) == text
    record, amended = settled(again, docket([a_row(BARE, *TOLD)], QUARTER, end=END, on=AS_OF.date()))
    assert (own(record).score, own(record).rebased, amended) == (Decimal("99.5"), None, ())


@pytest.mark.parametrize("name", ["quarterly_check", "spot_check", "annual_appraisal"])
def test_the_packed_schemes_say_what_their_categories_look_at(name):
    assert load_scheme(name).columns == {
        "解读": (EXPLAINED,),
        "决策": (SectionKind.DECISION, CONSULTED, SectionKind.CONSULTATION_FEEDBACK),
        "年报": (REPORT,),
    }


OWN = 'extends = "quarterly_check"\nname = "本区"\n[[categories]]\nname = "解读"\n'


def test_a_local_scheme_says_other_columns_or_none():
    assert parse_scheme(OWN + 'columns = ["policy"]', "本区").columns["解读"] == (POLICY,)
    assert "解读" not in parse_scheme(OWN + "columns = []", "本区").columns
    assert parse_scheme(OWN + "cap = 12", "本区").columns["解读"] == (EXPLAINED,)


def test_a_kind_that_is_none_is_named_with_what_would_be_right():
    with pytest.raises(SchemeError) as error:
        parse_scheme(OWN + 'columns = ["interpretations"]', "本区")
    told = str(error.value)
    assert (
        "columns" in told
        and "没有“interpretations”（是不是“interpretation”？）" in told
        and "decision" in told
    )
    with pytest.raises(SchemeError, match=r"columns.*列表"):
        parse_scheme(OWN + 'columns = "interpretation"', "本区")
