"""A 扣分表 copied and changed on the screen: checked as a file is, never changed again, and what an inspection was held by."""

import datetime as dt
from decimal import Decimal

import pytest

from auditor.inspection.own_scheme import Sheet, price_line, whole
from auditor.inspection.scheme import BUILTIN, SchemeError, load_scheme, parse_scheme
from auditor.models.complaint import CommandError, UserError
from auditor.models.role import Actor, Role
from auditor.office.issues import Desk
from auditor.office.papers import scheme_of
from auditor.office.schemes import all_schemes, keep, text_of
from auditor.store import Store
from auditor.workdays import BEIJING

AT = dt.datetime(2026, 6, 1, 9, tzinfo=BEIJING)
BANDS = "优秀 90\n良好 70\n合格 60\n不合格 0"


@pytest.fixture
def desk(tmp_path):
    with Store.open(f"sqlite:///{tmp_path}/a.sqlite3") as store:
        yield Desk(store, Actor(name="王丽", role=Role.INSPECTOR), AT)


def sheet(base="quarterly_check", **more):
    """The form as it is shown, with what somebody changed."""
    values = whole((BUILTIN / f"{base}.toml").read_text("utf-8"))
    categories = {one["name"]: one for one in values["categories"]}
    given = {
        "name": "本区季度检查",
        "bands": BANDS,
        "indicators": "\n".join(f"{one['name']} {one['full']}" for one in values.get("indicators", [])),
        "caps": {name: str(one["cap"]) for name, one in categories.items()},
        "points": {
            name: "\n".join(price_line(code, price, "名") for code, price in one["points"].items())
            for name, one in categories.items()
        },
    }
    return Sheet(**given | more)


@pytest.mark.parametrize("name", ["quarterly_check", "spot_check", "annual_appraisal"])
def test_a_copy_is_the_whole_of_what_was_copied(desk, name):
    keep(desk, name, sheet(name), why="另立")
    own, packed = scheme_of("本区季度检查", desk.store), load_scheme(name)
    assert own.prices == packed.prices and own.caps == packed.caps and own.ladder == packed.ladder
    assert own.columns == packed.columns and own.columns
    assert (own.rectify_workdays, own.bands, own.daily_share) == (
        packed.rectify_workdays,
        packed.bands,
        packed.daily_share,
    )
    assert own.indicators == packed.indicators
    assert "extends" not in text_of(desk.store, "本区季度检查")


def test_points_change_and_all_else_of_the_price_stays(desk):
    points = sheet().points
    late = points["时效"].replace("LAG001 1 名", "lag001 0.5 名")
    keep(
        desk,
        "quarterly_check",
        sheet(points={**points, "时效": late}, plain={"rectify_workdays": 7}),
        why="方案",
    )
    own, packed = scheme_of("本区季度检查", desk.store), load_scheme("quarterly_check")
    assert (own.prices["LAG001"].points, own.rectify_workdays) == (Decimal("0.5"), 7)
    assert own.prices["LAG001"].tiers == packed.prices["LAG001"].tiers
    assert {c: p for c, p in own.prices.items() if c != "LAG001"} == {
        c: p for c, p in packed.prices.items() if c != "LAG001"
    }


@pytest.mark.parametrize(
    ("base", "more", "told"),
    [
        ("annual_appraisal", {"plain": {"daily_share": 0.4}}, "应当不小于 0.5"),
        ("quarterly_check", {"bands": "优秀 90\n合格 60"}, "最低一档的 from 应当是 0"),
        ("quarterly_check", {"bands": "优秀九十"}, "“优秀九十”读不懂"),
        ("quarterly_check", {"points": {"时效": "LAG999 1"}}, "没有规则 LAG999"),
        ("quarterly_check", {"points": {"时效": "LAG001 很多"}}, "“LAG001 很多”读不懂"),
        ("quarterly_check", {"points": {"时效": "LAG001 101"}}, "不大于100"),
        ("quarterly_check", {"points": {"时效": "FMT001 1"}}, "已经列在"),
        ("quarterly_check", {"caps": {"时效": "二十"}}, "“二十”不是数字"),
        ("quarterly_check", {"name": "季度检查"}, "另起一个名称"),
        ("quarterly_check", {"name": "quarterly_check"}, "另起一个名称"),
        ("nothing", {}, "没有扣分表“nothing”"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused_and_says_what_would_be_right(desk, base, more, told):
    given = sheet("quarterly_check" if base == "nothing" else base, **more)
    with pytest.raises(UserError, match=told):
        keep(desk, base, given, why="另立")
    assert not desk.store.own_schemes.all()


def test_what_is_kept_is_never_changed(desk):
    keep(desk, "quarterly_check", sheet(), why="另立")
    with pytest.raises(CommandError, match="另起一个名称"):
        keep(desk, "quarterly_check", sheet(), why="再改")
    assert ("本区季度检查", "本区季度检查") in list(all_schemes(desk.store))
    keep(desk, "本区季度检查", sheet(name="本区季度检查（二）"), why="再改")
    kept = desk.store.own_schemes.get("本区季度检查（二）")
    assert (kept.copied_from, kept.by, kept.why, kept.at) == ("本区季度检查", "王丽", "再改", AT)


@pytest.mark.parametrize(
    ("role", "why", "told"), [(Role.OPERATOR, "x", "由检查人员"), (Role.CHIEF, "", "理由")]
)
def test_who_may_and_why_is_asked(desk, role, why, told):
    person = Desk(desk.store, Actor(name="某人", role=role), AT)
    with pytest.raises(CommandError, match=told):
        keep(person, "quarterly_check", sheet(), why=why)


def test_a_text_that_is_no_toml_says_so():
    with pytest.raises(SchemeError, match="甲 第1行"):
        parse_scheme("name = 甲", "甲")
