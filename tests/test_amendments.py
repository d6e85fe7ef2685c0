"""A profile changed on the screen: the file is the base, the trail lies over it, and every reader sees both."""

import ast
import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest
from amended_folder import AT, BASE, TODAY, auditor, desk, folder, read, table  # noqa: F401  # fixtures among them
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.config.toml_source import read_source
from auditor.installation import open_profile
from auditor.models.amendment import Amendment
from auditor.models.complaint import CommandError, UserError
from auditor.models.role import Actor, Role
from auditor.office import amending
from auditor.office.amending import amend, merge_units, rename_unit, withdraw
from auditor.office.issues import Desk
from auditor.portal import changes
from auditor.portal.amend import laid_over, merged_text
from auditor.portal.changes import SECTIONS, UNITS, change, filled, from_day, handed_over, tables_of


def test_without_a_trail_the_file_is_read_as_it_stands(folder):
    assert read(folder) == open_profile(folder.path, amended=lambda _: ())
    assert folder.merged() == BASE


def test_what_is_entered_is_read_by_whoever_reads_the_profile(folder, desk, tmp_path):
    amend(desk, folder, "新增", [change(UNITS, None, {"name": "区体育局"})], why="三定方案")
    everybody = open_profile(folder.path, f"sqlite:///{tmp_path}/a.sqlite3")
    assert everybody.units[-1].name == "区体育局"
    (kept,) = folder.amendments()
    assert (kept.number, kept.by, kept.role, kept.at, kept.from_on) == (1, "王丽", "inspector", AT, TODAY)
    assert open_profile(folder.path, f"sqlite:///{tmp_path}/none.sqlite3").units[-1].name == "区文化局"
    assert not (tmp_path / "none.sqlite3").exists()


def test_every_command_that_has_a_database_reads_the_profile_with_it():
    root = Path(amending.__file__).parents[1]
    for file in sorted(root.rglob("*.py")):
        text = file.read_text("utf-8")
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") == "open_profile" and "db: Database" in text:
                given = len(call.args) == 2 or [one.arg for one in call.keywords] == ["amended"]
                assert given, f"{file}:{call.lineno}"


def test_a_section_changed_from_a_day_on_is_two_dated_entries(folder, desk):
    before = table(folder, SECTIONS, unit="区旅游局")
    after = filled(before, {"update_within_days": 30})
    amend(
        desk,
        folder,
        "改周期",
        from_day(before, after, dt.date(2026, 7, 1)),
        why="方案",
        from_on=dt.date(2026, 7, 1),
    )
    old, new = [s for s in read(folder).sections if s.unit == "区旅游局"]
    assert (old.update_within_days, old.period.until) == (90, dt.date(2026, 6, 30))
    assert (new.update_within_days, new.period.since, new.period.until) == (30, dt.date(2026, 7, 1), None)


def test_a_correction_changes_the_one_entry(folder, desk):
    before = table(folder, SECTIONS, unit="区旅游局")
    amend(desk, folder, "更正", from_day(before, filled(before, {"kind": ""}), None), why="填错了")
    (section,) = [s for s in read(folder).sections if s.unit == "区旅游局"]
    assert (section.kind, section.nil_returns[0].reason) == ("other", "本年没有制发")


def test_a_section_handed_over_leaves_its_nil_returns_behind(folder, desk):
    section = table(folder, SECTIONS, unit="区旅游局")
    amend(desk, folder, "交接", handed_over([section], "区文化局", dt.date(2026, 5, 1)), why="机构改革")
    old, new = [s for s in read(folder).sections if s.path == "政策文件"]
    assert (old.unit, old.period.until, len(old.nil_returns)) == ("区旅游局", dt.date(2026, 4, 30), 1)
    assert (new.unit, new.period.since, new.nil_returns) == ("区文化局", dt.date(2026, 5, 1), ())


@pytest.mark.parametrize(
    ("part", "entry", "told"),
    [
        (SECTIONS, {"unit": "区水务局", "path": "通知"}, "units 里没有“区水务局”这个单位"),
        (SECTIONS, {"unit": "区旅发委", "path": "通知"}, "这是别名，要写“区旅游局”"),
        (SECTIONS, {"unit": "区文化局", "path": "通知公告"}, "重复；交接的栏目请分别写起止日期"),
        (
            SECTIONS,
            {"unit": "区文化局", "path": "政策", "url": "http://www.qinghe.example/lyj/zcwj/"},
            "与区旅游局的栏目“政策文件”网址相同",
        ),
        (
            SECTIONS,
            {"unit": "区文化局", "path": "政策", "url": "http://evil.example/"},
            "不在 hosts 允许的主机",
        ),
        (UNITS, {"name": "区旅发委"}, "既是“区旅游局”又是“区旅发委”的名称或别名"),
        (UNITS, {"name": "甲局", "credit_code": "1"}, "不是有效的统一社会信用代码"),
        ("exemptions", {"code": "LAG00", "reason": "x"}, "没有规则“LAG00”"),
        ("exemptions", {"code": "LAG001"}, "缺少必填的键“reason”"),
    ],
)
def test_what_contradicts_is_refused_in_the_profiles_own_words(folder, desk, part, entry, told):
    with pytest.raises(UserError) as refused:
        amend(desk, folder, "新增", [change(part, None, entry)], why="x")
    assert told in str(refused.value) and str(folder.path.parent) not in str(refused.value)
    assert not folder.amendments()


def test_whose_fault_it_is_is_said(folder, desk):
    with pytest.raises(UserError, match=r"^这次修改 栏目 网址："):
        entry = {"unit": "区文化局", "path": "政策", "url": "http://evil.example/"}
        amend(desk, folder, "新增", [change(SECTIONS, None, entry)], why="x")


@pytest.mark.parametrize(
    ("role", "why", "told"),
    [
        (Role.UNIT, "x", "由检查人员、负责人办理"),
        (Role.OPERATOR, "x", "由检查人员"),
        (Role.CHIEF, " ", "理由"),
    ],
)
def test_who_may_and_why_is_asked(folder, role, why, told):
    person = Desk(folder.store, Actor(name="某人", role=role, unit="区文化局"), AT)
    with pytest.raises(CommandError, match=told):
        amend(person, folder, "新增", [change(UNITS, None, {"name": "甲局"})], why=why)


def test_a_renamed_unit_is_renamed_wherever_it_is_named(folder, desk):
    rename_unit(desk, folder, "区旅游局", "区文旅局", why="更名", from_on=TODAY)
    portal = read(folder)
    assert portal.unit_named("区旅游局").name == portal.unit_named("区旅发委").name == "区文旅局"
    assert {s.unit for s in portal.sections} == {"区文旅局", "区文化局"}
    assert portal.exemptions[0].unit == "区文旅局"
    rename_unit(desk, folder, "区政府办公室", "区政府办", why="更名", from_on=TODAY)
    assert read(folder).operator == "区政府办"
    with pytest.raises(CommandError, match="还没有到"):
        rename_unit(desk, folder, "区文化局", "区文化馆", why="更名", from_on=dt.date(2026, 6, 2))


def test_a_merged_unit_ends_and_its_sections_go_over(folder, desk):
    unit = table(folder, UNITS, name="区旅游局")
    merge_units(desk, folder, unit, "区文化局", why="机构改革", from_on=dt.date(2026, 6, 1))
    portal = read(folder)
    assert [u.period.until for u in portal.units if u.name == "区旅游局"] == [dt.date(2026, 5, 31)]
    assert [s.unit for s in portal.sections if s.period.covers(TODAY) and s.path == "政策文件"] == [
        "区文化局"
    ]


def test_what_is_withdrawn_holds_no_more_and_stays_on_the_trail(folder, desk):
    amend(desk, folder, "新增", [change(UNITS, None, {"name": "甲局"})], why="x")
    amend(desk, folder, "新增", [change(SECTIONS, None, {"unit": "甲局", "path": "通知"})], why="x")
    with pytest.raises(UserError, match="units 里没有“甲局”"):
        withdraw(desk, folder, 1, why="写错")
    withdraw(desk, folder, 2, why="写错")
    withdraw(desk, folder, 1, why="写错")
    assert read(folder) == open_profile(folder.path, amended=lambda _: ())
    assert [one.number for one in folder.amendments()] == [1, 2, 3, 4]
    with pytest.raises(CommandError, match="没有可以撤回的第 1 号"):
        withdraw(desk, folder, 1, why="再撤")


def test_two_people_at_the_same_entry_are_told(folder, desk):
    before = table(folder, UNITS, name="区文化局")
    amend(desk, folder, "改", [change(UNITS, before, {**before, "group": "镇"})], why="x")
    with pytest.raises(UserError, match="已经不是修改以前的样子"):
        amend(desk, folder, "改", [change(UNITS, before, {**before, "group": "双管单位"})], why="x")
    with pytest.raises(CommandError, match="已经有人改过"):
        changes.table_at(folder.values(), UNITS, changes.key_of(before))
    with pytest.raises(CommandError, match="没有改动"):
        amend(desk, folder, "改", [change(UNITS, before, before)], why="x")


def test_a_file_that_took_the_trail_over_reads_the_same_with_it(folder, desk):
    section = table(folder, SECTIONS, unit="区旅游局")
    amend(desk, folder, "交接", handed_over([section], "区文化局", dt.date(2026, 5, 1)), why="机构改革")
    rename_unit(desk, folder, "区文化局", "区文旅局", why="更名", from_on=TODAY)
    rename_unit(desk, folder, "区政府办公室", "区政府办", why="更名", from_on=TODAY)
    merged, amended = folder.merged(), read(folder)
    assert "# 青禾区的档案" in merged and "# 条例第二十条" in merged
    assert tomllib.loads(merged) == folder.values()
    folder.path.write_text(merged, "utf-8")
    assert read(folder) == amended and folder.merged() == merged
    amend(desk, folder, "新增", [change(UNITS, None, {"name": "甲局"})], why="后来")
    assert read(folder).units[-1].name == "甲局"


def test_the_command_prints_the_trail_and_writes_the_file_anew(folder, desk, tmp_path, capsys):
    rename_unit(desk, folder, "区旅游局", "区文旅局", why="三定方案", from_on=TODAY)
    db = ("--db", tmp_path / "a.sqlite3")
    assert auditor("profile", folder.path, *db, "--out", tmp_path / "新.toml") == 0
    told = capsys.readouterr().out
    assert "第1号" in told and "王丽（检查人员）：三定方案" in told and '+ name = "区文旅局"' in told
    assert open_profile(tmp_path / "新.toml", amended=lambda _: ()).unit_named("区旅游局").name == "区文旅局"
    assert folder.path.read_text("utf-8") == BASE
    assert auditor("profile", folder.path, *db, "--format", "jsonl") == 0
    assert json.loads(capsys.readouterr().out)["from_on"] == "2026-06-01"


def test_the_command_takes_a_change_back(folder, desk, tmp_path, capsys):
    rename_unit(desk, folder, "区旅游局", "区文旅局", why="三定方案", from_on=TODAY)
    db = ("--db", tmp_path / "a.sqlite3")
    assert (
        auditor(
            "profile", "withdraw", folder.path, 1, *db, "--by", "李强", "--role", "operator", "--why", "错"
        )
        == 2
    )
    assert "由检查人员、负责人办理" in capsys.readouterr().err
    assert auditor("profile", "withdraw", folder.path, 1, *db, "--by", "李强", "--why", "填错了") == 0
    assert "撤回第1号修改" in capsys.readouterr().out
    assert read(folder).unit_named("区文旅局") is None


def test_a_command_without_a_database_of_its_own_reads_the_one_of_the_folder(
    folder, desk, tmp_path, monkeypatch
):
    amend(desk, folder, "新增", [change(UNITS, None, {"name": "区体育局"})], why="三定方案")
    monkeypatch.setenv("AUDITOR_DB", str(tmp_path / "a.sqlite3"))
    assert open_profile(folder.path).unit_named("区体育局")


ENTRIES = st.fixed_dictionaries(
    {"path": st.text("栏目甲乙\"'\\#[]=\n ", min_size=1, max_size=8)},
    optional={
        "kind": st.just("policy"),
        "since": st.dates(),
        "statutory": st.booleans(),
        "nil_returns": st.lists(
            st.fixed_dictionaries({"reason": st.just("没有 # 制发")}), min_size=1, max_size=2
        ),
        "feed": st.fixed_dictionaries({"url": st.just("/api?page={page}"), "rows": st.just("data")}),
    },
)


@given(st.lists(st.tuples(st.integers(0, 9), ENTRIES, st.booleans()), max_size=8))
@example([(0, {"path": "甲"}, True)] * 2)  # the last section goes
@example(
    [(0, {"path": "甲"}, drops) for drops in (False, True, False)]
)  # another one takes the name of one that went
def test_the_merged_file_says_what_file_and_trail_say(acts):
    source, trail = read_source(BASE, "qinghe.toml"), []
    for number, (place, entry, drops) in enumerate(acts, 1):
        known = tables_of(laid_over(source, trail, []).values, SECTIONS)
        before = known[place] if place < len(known) else None
        one = change(SECTIONS, before, None if drops and before else {"unit": "区文化局", **entry})
        trail.append(
            Amendment(
                portal="qinghe",
                number=number,
                title="改",
                changes=(one,),
                from_on=TODAY,
                at=AT,
                by="王丽",
                role=Role.INSPECTOR,
                why="x",
            )
        )
    faults = []
    amended = laid_over(source, trail, faults)
    merged = merged_text(amended)
    assert not faults and tomllib.loads(merged) == amended.values
    assert merged.startswith("# 青禾区的档案")
    again = laid_over(read_source(merged, "qinghe.toml"), trail, faults)
    assert not faults and again.values == amended.values
