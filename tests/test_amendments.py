"""A profile changed on the screen: the file is the base, the trail lies over it, and every reader sees both."""

import ast
import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.cli import run
from auditor.config.toml_source import read_source
from auditor.installation import open_profile
from auditor.models.amendment import Amendment
from auditor.models.complaint import CommandError, UserError
from auditor.models.role import Actor, Role
from auditor.office import amending
from auditor.office.amending import Folder, amend, merge_units, rename_unit, settle, withdraw
from auditor.office.issues import Desk
from auditor.portal import changes
from auditor.portal.amend import laid_over, merged_text
from auditor.portal.changes import SECTIONS, UNITS, change, filled, from_day, handed_over, tables_of
from auditor.store import Store
from auditor.workdays import BEIJING

AT = dt.datetime(2026, 6, 1, 9, tzinfo=BEIJING)
TODAY = AT.date()
BASE = """# 青禾区的档案
name = "青禾区政务公开门户"
home = "http://www.qinghe.example/"
hosts = ["www.qinghe.example"]
operator = "区政府办公室"

[[units]]
name = "区政府办公室"  # 也管门户

[[units]]
name = "区旅游局"
aliases = ["区旅发委"]

[[units]]
name = "区文化局"

[[sections]]  # 条例第二十条
unit = "区旅游局"
path = "政策文件"
url = "http://www.qinghe.example/lyj/zcwj/"
kind = "policy"
update_within_days = 90
[[sections.nil_returns]]
reason = "本年没有制发"
until = 2026-12-31

[[sections]]
unit = "区文化局"
path = "通知公告"
url = "http://www.qinghe.example/whj/tzgg/"

[[exemptions]]
code = "LAG001"
unit = "区旅游局"
reason = "平台迁移"
until = 2026-12-31
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "qinghe.toml").write_text(BASE, "utf-8")
    with Store.open(f"sqlite:///{tmp_path}/a.sqlite3") as store:
        yield Folder(tmp_path / "qinghe.toml", "qinghe", store)


@pytest.fixture
def desk(folder):
    return Desk(folder.store, Actor(name="王丽", role=Role.INSPECTOR), AT)


def read(folder):
    return open_profile(folder.path, amended=folder.store.amendments.of)


def table(folder, part, **which):
    (found,) = [t for t in tables_of(folder.values(), part) if which.items() <= t.items()]
    return found


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


def rewritten(folder, old, new):
    """Somebody edits the file by hand."""
    text = folder.path.read_text("utf-8")
    assert old in text
    folder.path.write_text(text.replace(old, new), "utf-8")


def regrouped(desk, folder, group="镇"):
    """The unit 区文化局 put into a group on the screen."""
    before = table(folder, UNITS, name="区文化局")
    return amend(desk, folder, "改分组", [change(UNITS, before, {**before, "group": group})], why="x")


NAMED, ALIASED = 'name = "区文化局"', 'name = "区文化局"\naliases = ["文化局"]'
GROUPED = 'name = "区文化局"\ngroup = "双管单位"'


def test_file_and_screen_may_change_different_keys_of_one_entry(folder, desk):
    regrouped(desk, folder)
    rewritten(folder, NAMED, ALIASED)
    unit = read(folder).unit_named("文化局")
    assert (unit.name, unit.group) == ("区文化局", "镇")
    (told,) = folder.clashes()[1]
    assert told.lines == (("其他名称", "（没有写）", "文化局", "（没有写）"),)
    merged = folder.merged()
    folder.path.write_text(merged, "utf-8")
    assert read(folder).unit_named("文化局") == unit and folder.merged() == merged
    assert folder.clashes() == ([], [])


def test_who_changes_an_entry_that_both_changed_goes_on_from_both(folder, desk):
    regrouped(desk, folder)
    rewritten(folder, NAMED, ALIASED)
    regrouped(desk, folder, "双管单位")
    unit = read(folder).unit_named("文化局")
    assert (unit.group, unit.aliases) == ("双管单位", ("文化局",))
    folder.path.write_text(folder.merged(), "utf-8")
    assert read(folder).unit_named("文化局") == unit
    regrouped(desk, folder, "国有企业")
    assert read(folder).unit_named("文化局").group == "国有企业"
    rewritten(folder, 'aliases = ["文化局"]', 'aliases = ["文化局", "文体局"]')
    assert (read(folder).unit_named("文体局").group, folder.clashes()[0]) == ("国有企业", [])


def test_what_was_entered_and_taken_over_into_the_file_can_be_changed_again(folder, desk):
    amend(desk, folder, "新增", [change(UNITS, None, {"name": "甲局"})], why="x")
    folder.path.write_text(folder.merged(), "utf-8")
    before = table(folder, UNITS, name="甲局")
    amend(desk, folder, "改", [change(UNITS, before, {**before, "group": "镇"})], why="x")
    assert read(folder).unit_named("甲局").group == "镇"
    folder.path.write_text(folder.merged(), "utf-8")
    assert read(folder).unit_named("甲局").group == "镇"


def test_a_key_that_file_and_screen_both_changed_is_refused_and_both_are_told(folder, desk):
    regrouped(desk, folder)
    rewritten(folder, NAMED, GROUPED)
    told = (
        "修改第1号“改分组”对不上档案：单位“区文化局”.*分组原来是“（没有写）”，档案文件里现在是“双管单位”，"
        "网页上改成“镇”.*--keep file.*--keep screen.*撤回这条修改"
    )
    with pytest.raises(UserError, match=told):
        read(folder)
    withdraw(desk, folder, 1, why="档案里已经改了")
    assert read(folder).unit_named("区文化局").group == "双管单位"


@pytest.mark.parametrize(("by_file", "group"), [(True, "双管单位"), (False, "镇")])
def test_somebody_chooses_and_what_only_one_side_changed_is_kept(folder, desk, by_file, group):
    before = table(folder, UNITS, name="区文化局")
    amend(
        desk, folder, "改", [change(UNITS, before, {**before, "group": "镇", "aliases": ["文体局"]})], why="x"
    )
    rewritten(folder, NAMED, GROUPED + "\nsince = 2020-01-01")
    kept = settle(desk, folder, 1, by_file=by_file, why="以三定方案为准")
    unit = read(folder).unit_named("文体局")
    assert (unit.group, unit.period.since) == (group, dt.date(2020, 1, 1))
    assert kept.title.startswith("以档案文件为准" if by_file else "以网页上的修改为准")
    with pytest.raises(CommandError, match="没有要选的地方"):
        settle(desk, folder, 1, by_file=by_file, why="再选")
    folder.path.write_text(folder.merged(), "utf-8")
    assert read(folder).unit_named("文体局") == unit


@pytest.mark.parametrize(("by_file", "named"), [(True, None), (False, "区文化局")])
def test_an_entry_that_the_file_lost_is_left_out_or_comes_back(folder, desk, by_file, named):
    folder.path.write_text(f'{BASE}\n[[units]]\nname = "甲局"\n', "utf-8")
    before = table(folder, UNITS, name="甲局")
    amend(desk, folder, "改", [change(UNITS, before, {**before, "group": "镇"})], why="x")
    folder.path.write_text(BASE, "utf-8")
    with pytest.raises(UserError, match="（没有这一条）"):
        read(folder)
    settle(desk, folder, 1, by_file=by_file, why="x")
    unit = read(folder).unit_named("甲局")
    assert (unit.group if unit else None) == ("镇" if named else None)


def test_a_section_that_was_parted_by_a_day_is_chosen_as_a_whole(folder, desk):
    section = table(folder, SECTIONS, unit="区旅游局")
    day = dt.date(2026, 5, 1)
    amend(desk, folder, "交接", handed_over([section], "区文化局", day), why="机构改革", from_on=day)
    rewritten(folder, "update_within_days = 90", "update_within_days = 60")
    with pytest.raises(UserError, match="修改第1号“交接”对不上档案"):
        read(folder)
    settle(desk, folder, 1, by_file=True, why="不交接了")
    (only,) = [one for one in read(folder).sections if one.path == "政策文件"]
    assert (only.unit, only.update_within_days) == ("区旅游局", 60)


def test_the_older_half_of_a_parted_section_takes_what_the_file_says(folder, desk):
    section = table(folder, SECTIONS, unit="区旅游局")
    day = dt.date(2026, 5, 1)
    amend(desk, folder, "交接", handed_over([section], "区文化局", day), why="机构改革", from_on=day)
    rewritten(folder, "update_within_days = 90", "update_within_days = 60")
    settle(desk, folder, 1, by_file=False, why="照交接")
    old, new = [one for one in read(folder).sections if one.path == "政策文件"]
    assert (old.update_within_days, new.update_within_days, new.unit) == (60, 90, "区文化局")


def test_of_several_that_fit_no_more_each_is_settled_by_itself(folder, desk):
    regrouped(desk, folder)
    before = table(folder, UNITS, name="区旅游局")
    amend(desk, folder, "改", [change(UNITS, before, {**before, "group": "镇"})], why="x")
    rewritten(folder, NAMED, GROUPED)
    rewritten(folder, 'name = "区旅游局"', 'name = "区旅游局"\ngroup = "双管单位"')
    withdraw(desk, folder, 1, why="x")
    assert [one.number for one in folder.clashes()[0]] == [2]
    settle(desk, folder, 2, by_file=False, why="x")
    assert {one.name: one.group for one in read(folder).units}["区旅游局"] == "镇"


def test_what_is_wrong_besides_is_no_way_around_the_checks(folder, desk):
    regrouped(desk, folder)
    rewritten(folder, NAMED, GROUPED)
    with pytest.raises(UserError, match="units 里没有“甲局”") as refused:
        amend(desk, folder, "新增", [change(SECTIONS, None, {"unit": "甲局", "path": "通知"})], why="x")
    assert "改分组" not in str(refused.value)


def test_the_lines_of_the_file_are_still_told(folder, desk):
    amend(desk, folder, "新增", [change(UNITS, None, {"name": "甲局"})], why="x")
    folder.path.write_text(BASE.replace('kind = "policy"', 'kind = "polici"'), "utf-8")
    line = BASE[: BASE.index('kind = "policy"')].count("\n") + 1
    with pytest.raises(UserError, match=f"qinghe.toml 第{line}行 sections"):
        read(folder)


def auditor(*arguments):
    return run([str(one) for one in arguments])


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


def test_the_command_settles_what_file_and_screen_both_changed(folder, desk, tmp_path, capsys):
    regrouped(desk, folder)
    rewritten(folder, NAMED, GROUPED)
    db = ("--db", tmp_path / "a.sqlite3")
    assert auditor("profile", folder.path, *db) == 2
    assert "auditor profile settle 档案 1 --keep file" in capsys.readouterr().err
    said = ("--by", "李强", "--why", "以三定方案为准")
    assert auditor("profile", "settle", folder.path, 1, *db, "--keep", "both", *said) == 2
    assert auditor("profile", "settle", folder.path, 1, *db, "--keep", "screen", *said) == 0
    assert "第2号　以网页上的修改为准：第1号修改“改分组”" in capsys.readouterr().out
    rewritten(folder, GROUPED, GROUPED + '\naliases = ["文化局"]')
    assert auditor("profile", folder.path, *db) == 0
    assert "第2号修改和档案文件改了单位“区文化局”的不同地方，两处都算数" in capsys.readouterr().out


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
