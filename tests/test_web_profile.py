"""The profile on the screen: what is entered there is what every page and the next night read."""

import re
import shutil
import tomllib

import pytest
from mini_district import District
from portal_visitor import UNIT, Portal, Visitor
from test_web_unit import told

from auditor.cli import run
from auditor.inspection.period import Term
from auditor.installation import open_profile
from auditor.office.quarter import Quarter
from auditor.office.self_check import newest_answers

BASE = "/profile/wenchangwan"
LATER = "2026-11-30"


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


@pytest.fixture
def inspector(portal) -> Visitor:
    return portal.someone("inspector")


def link(visitor, page, words):
    """The address behind the first link with these words."""
    text = visitor.get(page).text
    return re.search(rf'<a href="([^"]+)"[^>]*>{re.escape(words)}</a>', text)[1]


def read(portal):
    return open_profile(portal.folder / "wenchangwan.toml", portal.db)


def test_a_unit_is_entered_and_the_other_pages_know_it(portal, inspector):
    inspector.get(BASE)
    form = {"name": "区体育局", "aliases": "体育中心\n区体委", "group": "部门", "why": "三定方案"}
    answer = inspector.post(f"{BASE}/units", form)
    assert answer.headers["location"] == f"{BASE}?said=amended"
    assert read(portal).unit_named("区体委").name == "区体育局"
    assert "区体育局" in inspector.get("/add").text
    assert "区体育局" in inspector.get(BASE).text
    trail = inspector.get(f"{BASE}/trail").text
    assert "第1号" in trail and "王丽" in trail and "检查人员" in trail and "三定方案" in trail


def test_what_contradicts_is_said_beside_the_form_and_nothing_is_kept(portal, inspector):
    inspector.get(BASE)
    answer = inspector.post(f"{BASE}/units", {"name": "甲局", "credit_code": "12", "why": "x"})
    assert answer.status_code == 400 and "不是有效的统一社会信用代码" in answer.text
    answer = inspector.post(f"{BASE}/units", {"name": "甲局", "since": "明年", "why": "x"})
    assert answer.status_code == 400 and "应当是日期" in answer.text
    answer = inspector.post(f"{BASE}/units", {"name": "甲局", "why": " "})
    assert (answer.status_code in (400, 422) and "理由" in answer.text) or "why" in answer.text
    assert not portal.store.amendments.of("wenchangwan")


def test_a_section_is_handed_over_from_a_day_on(portal, inspector):
    inspector.get(BASE)
    inspector.post(f"{BASE}/units", {"name": "区文旅局", "why": "机构改革"})
    page = inspector.get(f"{BASE}/sections?unit={UNIT}").text
    key = re.search(r'name="sections" value="(\w+)"', page)[1]
    path = re.search(rf'{BASE}/sections/{key}">([^<]+)<', page)[1]
    form = {"sections": key, "unit": "区文旅局", "from_on": LATER, "why": "机构改革"}
    assert inspector.post(f"{BASE}/hand-over", form).status_code == 303
    old, new = [one for one in read(portal).sections if one.path == path]
    assert (old.unit, str(old.period.until)) == (UNIT, "2026-11-29")
    assert (new.unit, str(new.period.since)) == ("区文旅局", LATER)
    again = inspector.post(f"{BASE}/hand-over", form)
    assert again.status_code == 400 and "已经有人改过" in again.text
    assert inspector.post(f"{BASE}/hand-over", form | {"sections": []}).status_code == 400


def test_a_section_changes_from_a_day_on_and_is_corrected(portal, inspector):
    page = inspector.get(f"{BASE}/sections?unit={UNIT}").text
    key, path = re.search(rf'{BASE}/sections/(\w+)">([^<]+)<', page).groups()
    form = {
        "path": path,
        "url": "",
        "kind": "policy",
        "update_within_days": "30",
        "statutory": "no",
        "until": "",
    }
    url, kind = next((one.url, one.kind) for one in read(portal).sections if one.path == path)
    same = form | {"url": url, "kind": kind, "update_within_days": "", "statutory": "yes", "why": "看看"}
    unchanged = inspector.post(f"{BASE}/sections/{key}", same)
    assert unchanged.status_code == 400 and "没有改动" in unchanged.text
    answer = inspector.post(f"{BASE}/sections/{key}", form | {"url": url, "from_on": LATER, "why": "方案"})
    assert answer.status_code == 303
    old, new = [one for one in read(portal).sections if one.path == path]
    assert (new.update_within_days, new.statutory, new.kind) == (30, False, "policy") and old.statutory
    key = re.search(rf'{BASE}/sections/(\w+)">{path}<', inspector.get(f"{BASE}/sections?words={path}").text)[
        1
    ]
    evil = inspector.post(f"{BASE}/sections/{key}", form | {"url": "http://evil.example/", "why": "x"})
    assert evil.status_code == 400 and "不在 hosts 允许的主机之内" in evil.text


def test_an_exemption_and_a_nil_return_are_entered_and_ended(portal, inspector):
    inspector.get(BASE)
    form = {"code": "LAG001", "unit": UNIT, "reason": "平台迁移", "until": "2026-12-31", "why": "纪要"}
    assert inspector.post(f"{BASE}/exemptions", form).status_code == 303
    key = link(inspector, f"{BASE}/exemptions", "LAG001")
    assert inspector.post(key, form | {"until": "2026-11-25"}).status_code == 303
    (exemption,) = read(portal).exemptions
    assert (exemption.reason, str(exemption.period.until)) == ("平台迁移", "2026-11-25")
    wrong = inspector.post(f"{BASE}/exemptions", form | {"code": "LAG01"})
    assert wrong.status_code == 400 and "没有规则“LAG01”" in wrong.text and "是不是" in wrong.text

    page = inspector.get(f"{BASE}/sections?unit={UNIT}").text
    section = re.search(rf"{BASE}/sections/\w+", page)[0]
    inspector.get(section)
    declared = {"reason": "本年没有制发", "since": "2026-01-01", "until": "2026-12-31", "why": "单位申报"}
    assert inspector.post(f"{section}/nil-returns", declared).status_code == 303
    assert "本年没有制发" in inspector.get(f"{BASE}/nil-returns").text
    section = re.search(rf"{BASE}/sections/\w+", inspector.get(f"{BASE}/nil-returns").text)[0]
    inspector.get(section)
    end = {"place": "0", "until": "2026-06-30", "why": "下半年有了"}
    assert inspector.post(f"{section}/nil-returns/end", end).status_code == 303
    (nil,) = [nil for one in read(portal).sections for nil in one.nil_returns]
    assert str(nil.period.until) == "2026-06-30"


def test_a_renamed_units_rows_and_people_go_with_it(portal, inspector):
    contact = portal.someone("unit")
    row = told(portal)
    key = link(inspector, BASE, UNIT)
    inspector.get(key)
    form = {"name": "文昌湾新区管委会", "from_on": "2026-11-23", "why": "更名批复"}
    assert inspector.post(f"{key}/rename", form).status_code == 303
    assert contact.get("/work").status_code == 303  # signed in anew, under the new name
    contact.sign_in("unit")
    assert row.number in contact.get("/work").text
    after = portal.store.issues.numbered(row.number)[0]
    assert (after.unit, after.state) == ("文昌湾新区管委会", row.state)
    assert "更名：" in after.events[-1].why and after.events[-1].by == "王丽"
    assert read(portal).unit_named(UNIT).name == "文昌湾新区管委会"


def renamed(inspector, key, name="文昌湾新区管委会"):
    inspector.get(key)
    form = {"name": name, "from_on": "2026-11-23", "why": "更名批复"}
    assert inspector.post(f"{key}/rename", form).status_code == 303


def test_a_renamed_unit_reads_and_signs_what_was_written_to_it_before(portal, inspector):
    contact, row = portal.someone("unit"), told(portal)
    visitor = portal.someone("inspector")
    visitor.get("/letters/proposed")
    form = {"portal": row.portal, "step": "整改通知", "unit": UNIT, "rows": [row.number]}
    letter = visitor.post("/letters/proposal", form).headers["location"].partition("?")[0]
    contact.get("/self")
    said = {"period": "2026Q4", "task": "1", "url": "", "nothing": "目录由上级统一编制"}
    assert contact.post("/self/wenchangwan", said).status_code == 303
    renamed(inspector, link(inspector, BASE, UNIT))
    contact.sign_in("unit")
    assert letter in contact.get("/letters").text and letter in contact.get("/work").text
    contact.get(letter)
    assert contact.post(f"{letter}/receive", {"why": "收到"}).status_code == 303
    assert "<button>签收</button>" not in contact.get(letter).text
    [(task, unit)] = newest_answers(portal.store, read(portal), Term.read("2026Q4"))
    assert (task, unit) == ("1", "文昌湾新区管委会")


def test_a_renaming_that_is_withdrawn_gives_rows_and_people_back(portal, inspector):
    contact, row = portal.someone("unit"), told(portal)
    renamed(inspector, link(inspector, BASE, UNIT))
    inspector.get(f"{BASE}/trail")
    assert inspector.post(f"{BASE}/withdraw", {"amendment": "1", "why": "批复作废"}).status_code == 303
    contact.sign_in("unit")
    assert row.number in contact.get("/work").text
    after = portal.store.issues.numbered(row.number)[0]
    assert after.unit == UNIT and "撤回第1号修改：更名" in after.events[-1].why
    assert all(one.unit != "文昌湾新区管委会" for one in portal.store.issues.of())


def test_a_unit_is_split_and_merged(portal, inspector):
    inspector.get(BASE)
    key = link(inspector, BASE, UNIT)
    page = inspector.get(key).text
    sections = re.findall(r'name="sections" value="(\w+)"', page)
    form = {"name": "新设局", "from_on": "2026-11-20", "why": "批复", "sections": sections[0]}
    assert inspector.post(f"{key}/split", form).status_code == 303
    assert {one.unit for one in read(portal).sections} >= {"新设局", UNIT}
    key = link(inspector, BASE, "新设局")
    inspector.get(key)
    back = {"into": UNIT, "from_on": "2026-11-23", "why": "批复"}
    assert inspector.post(f"{key}/merge", back).status_code == 303
    ended = next(one for one in read(portal).units if one.name == "新设局")
    assert str(ended.period.until) == "2026-11-22"


def test_a_change_is_taken_back_and_stays_on_the_trail(portal, inspector):
    inspector.get(BASE)
    inspector.post(f"{BASE}/units", {"name": "甲局", "why": "x"})
    inspector.get(f"{BASE}/trail")
    assert inspector.post(f"{BASE}/withdraw", {"amendment": "1", "why": "写错了"}).status_code == 303
    assert read(portal).unit_named("甲局") is None
    trail = inspector.get(f"{BASE}/trail").text
    assert "已撤回" in trail and "撤回第1号修改" in trail and "写错了" in trail
    assert inspector.post(f"{BASE}/withdraw", {"amendment": "1", "why": "再"}).status_code == 400


def test_what_file_and_screen_both_changed_is_chosen_on_the_page(portal, inspector):
    inspector.get(BASE)
    inspector.post(f"{BASE}/units", {"name": "甲局", "group": "部门", "why": "x"})
    key = link(inspector, BASE, "甲局")
    inspector.get(key)
    file = portal.folder / "wenchangwan.toml"
    file.write_text(inspector.get(f"{BASE}/merged.toml").text, "utf-8")
    assert inspector.post(key, {"group": "镇", "why": "x"}).status_code == 303
    (line,) = re.findall(r'name = "甲局"\ngroup = "部门"', file.read_text("utf-8"))
    file.write_text(file.read_text("utf-8").replace(line, line.replace("部门", "双管单位")), "utf-8")
    assert "到修改记录里选" in inspector.get(f"{BASE}/sections").text
    trail, work = inspector.get(f"{BASE}/trail").text, inspector.get("/work").text
    assert "档案对不上" in work and f'href="{BASE}/trail"' in work
    assert "要选：第2号修改" in trail and "双管单位" in trail and "以档案文件为准" in trail
    form = {"amendment": "2", "keep": "", "why": "以三定方案为准"}
    assert inspector.post(f"{BASE}/settle", form).status_code in (400, 422)
    assert inspector.post(f"{BASE}/settle", {**form, "keep": "file"}).status_code == 303
    assert read(portal).unit_named("甲局").group == "双管单位"
    assert "档案对不上" not in inspector.get("/work").text
    trail = inspector.get(f"{BASE}/trail").text
    assert "要选" not in trail and "以档案文件为准：第2号修改" in trail
    done = portal.someone("operator").get("/record").text
    assert "wenchangwan 甲局" in done and key.rpartition("/")[2] not in done


def test_the_portal_opens_where_file_and_screen_clash_for_there_it_is_settled(
    portal, inspector, monkeypatch, capsys
):
    inspector.get(BASE)
    file, name = portal.folder / "wenchangwan.toml", f'name = "{UNIT}"'
    inspector.post(link(inspector, BASE, UNIT), {"group": "镇", "why": "x"})
    file.write_text(file.read_text("utf-8").replace(name, f'{name}\ngroup = "部门"', 1), "utf-8")
    opened = []
    monkeypatch.setattr("auditor.web.server.run_server", lambda app, **_: opened.append(app.state.house))
    assert run(["serve", str(file), "--db", portal.db]) == 0
    assert "选定以前，网页版暂按档案文件" in capsys.readouterr().out
    assert opened[0].portals["wenchangwan"].unit_named(UNIT).group == "部门"
    assert opened[0].trail_faults("wenchangwan")
    file.write_text("name = 1", "utf-8")
    assert run(["serve", str(file), "--db", portal.db]) == 2


def test_the_merged_file_is_saved_and_says_the_same(portal, inspector):
    inspector.get(BASE)
    inspector.post(f"{BASE}/units", {"name": "甲局", "why": "x"})
    answer = inspector.get(f"{BASE}/merged.toml")
    assert "attachment" in answer.headers["content-disposition"]
    assert tomllib.loads(answer.text)["units"][-1] == {"name": "甲局"}


def test_who_may_only_look_finds_no_form(portal):
    operator = portal.someone("operator")
    page = operator.get(f"{BASE}/trail").text + operator.get(BASE).text
    assert f'action="{BASE}' not in page
    assert operator.post(f"{BASE}/units", {"name": "甲局", "why": "x"}).status_code == 403
    assert portal.someone("unit").get(BASE).status_code == 403


def test_a_file_changed_under_the_trail_is_said_on_its_page(portal, inspector):
    key = link(inspector, BASE, UNIT)
    inspector.get(key)
    inspector.post(key, {"aliases": "管委会", "group": "部门", "why": "x"})
    file = portal.folder / "wenchangwan.toml"
    file.write_text(
        file.read_text("utf-8").replace(f'name = "{UNIT}"', f'name = "{UNIT}"\ngroup = "镇"'), "utf-8"
    )
    page = inspector.get(f"{BASE}/trail")
    assert page.status_code == 200 and "改了同一处" in page.text


def test_the_next_night_reads_what_was_entered(portal, first_night):
    district, _ = first_night
    inspector = portal.someone("inspector")
    key = link(inspector, BASE, UNIT)
    inspector.get(key)
    inspector.post(f"{key}/rename", {"name": "文昌湾新区管委会", "from_on": "2026-11-23", "why": "批复"})
    night = District(district.portal, portal.folder).night(1)
    assert night.state.believed
    with portal.store as store:
        assert {one.unit for one in store.findings.listed("wenchangwan")} <= {"文昌湾新区管委会", None, ""}


def test_an_inspection_keeps_the_profile_that_it_was_drawn_up_by(portal, inspector):
    form = {"kind": "quarter", "portal": "wenchangwan", "period": "2026Q4"}
    inspector.get("/inspections")
    assert inspector.post("/inspections", form).status_code == 303
    portal.work()
    before = portal.store.inspections.get("2026Q4", "wenchangwan")
    key = link(inspector, BASE, UNIT)
    inspector.get(key)
    inspector.post(f"{key}/rename", {"name": "文昌湾新区管委会", "from_on": "2026-11-23", "why": "批复"})
    after = portal.store.inspections.get("2026Q4", "wenchangwan")
    kept = portal.store.inspections.basis(after, Quarter).inspected.portal
    assert after == before and kept.units[0].name == UNIT


def test_a_renamed_unit_still_sees_its_earlier_scores(portal, inspector):
    contact = portal.someone("unit")
    inspector.get("/inspections")
    inspector.post("/inspections", {"kind": "quarter", "portal": "wenchangwan", "period": "2026Q4"})
    portal.work()
    inspector.get("/inspections/wenchangwan/2026Q4")
    assert inspector.post("/inspections/wenchangwan/2026Q4/send", {"why": ""}).status_code == 303
    assert "2026Q4" in contact.get("/score").text
    key = link(inspector, BASE, UNIT)
    inspector.get(key)
    inspector.post(f"{key}/rename", {"name": "文昌湾新区管委会", "from_on": "2026-11-23", "why": "批复"})
    contact.sign_in("unit")
    assert "2026Q4" in contact.get("/score").text
