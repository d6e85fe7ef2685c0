"""The operator looks after everything: the log, the examination, backups that can be restored, people's accounts."""

import re
import shutil

import pytest
from mini_district import District
from portal_visitor import OTHER, UNIT, Portal

from auditor.models.role import Role
from auditor.office.accounts import new_user
from auditor.office.backup import back_up, restore
from auditor.store import Store
from auditor.web.app import create_app


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


@pytest.fixture
def operator(portal):
    return portal.someone("operator")


@pytest.fixture
def local(portal):
    """An operator of this one portal."""
    first = new_user(portal.store, "local", "孙立", Role.OPERATOR, portal.at, portal=portal.portal)
    return portal.settled("local", first)


def test_the_end_of_the_log_is_shown_as_it_stands(portal, operator, local, tmp_path, monkeypatch):
    log = tmp_path / "auditor.log"
    monkeypatch.setenv("AUDITOR_LOG", str(log))
    assert "没有记录" in operator.get("/log").text
    run = portal.store.runs.newest()[0]
    when = f"{run.beat_at:%Y-%m-%d %H:%M}"  # by the wall clock, as the log has it
    log.write_text("".join(f"{when}:00 WARNING 第{n}行<b>\n" for n in range(30)), "utf-8")
    page = operator.get("/log?lines=10").text
    assert "第29行&lt;b&gt;" in page and "第19行" not in page
    assert "第5行" in operator.get(f"/runs/{run.id}/log").text
    assert f"/runs/{run.id}/log" in operator.get(f"/runs/{run.id}").text
    assert local.get("/log").status_code == local.get(f"/runs/{run.id}/log").status_code == 404


def test_everything_is_examined_when_somebody_asks(operator, local):
    assert "<tbody>" not in operator.get("/doctor").text
    page = operator.post("/doctor").text
    assert "完整" in page and "个单位" in page and "最近正常的一夜" in page
    local.get("/doctor")
    assert local.post("/doctor").status_code == 404


@pytest.mark.parametrize(("kind", "name"), [("growing", "持续备份"), ("whole", "2026-11-23-120000.tar")])
def test_a_backup_is_made_listed_and_can_be_restored(portal, operator, tmp_path, kind, name):
    assert "还没有" in operator.get("/backups").text
    assert operator.post("/backups", {"kind": kind}).status_code == 303
    portal.app.state.house.backups.wait()
    page = operator.get("/backups").text
    assert (
        page.index('id="now"') < page.index(name) < page.rindex("</div>")
    )  # what is drawn anew holds the list too
    assert f"{name}：已备份并逐个核对" in page and re.search(rf'"名称">{name}</td>.*2026-11-23 12:00', page)
    restore(tmp_path / "backups" / name, f"sqlite:///{tmp_path}/again/a.sqlite3")
    with Store.open(f"sqlite:///{tmp_path}/again/a.sqlite3") as store:
        assert store.accounts.get("operator")


def test_one_backup_at_a_time_and_a_failed_one_is_told(portal, operator, tmp_path, monkeypatch):
    place = portal.app.state.house.backups
    with place._busy:
        refused = operator.post("/backups", {"kind": "growing"})
        assert refused.status_code == 400 and "正在备份" in refused.text
    (tmp_path / "backups").write_text("挡路", "utf-8")
    operator.post("/backups", {"kind": "growing"})
    place.wait()
    assert "没有备份成" in operator.get("/backups").text


def test_an_unfinished_file_is_said_to_be_one(portal, operator, tmp_path):
    back_up(portal.db, tmp_path / "backups" / "旧.tar", at=portal.at)
    whole = (tmp_path / "backups" / "旧.tar").read_bytes()
    (tmp_path / "backups" / "断.tar").write_bytes(whole[:300])
    page = operator.get("/backups").text
    assert re.search(r'"名称">断.tar</td>.*不完整，不能恢复', page) and '"名称">旧.tar' in page


def test_without_a_folder_the_page_says_how(portal):
    app = create_app(portal.db, [portal.portal], clock=lambda: portal.at)
    portal.app = app
    visitor = portal.someone("operator")
    assert "auditor serve --backups" in visitor.get("/backups").text
    assert visitor.post("/backups", {"kind": "whole"}).status_code == 400
    assert visitor.get("/profile/wenchangwan").status_code == 404


def test_an_invitation_names_everything_a_newcomer_needs(operator):
    operator.get("/users")
    form = {"name": "zhou", "person": "周敏", "role": "unit", "portal": "wenchangwan", "unit": UNIT}
    page = operator.post("/users", form).text
    card = page[page.index("给本人的说明") :]
    assert "http://127.0.0.1/" in card and "账号：zhou" in card and UNIT in card


def test_a_person_moves_to_another_unit_or_role(portal, operator):
    contact = portal.someone("unit")
    page = operator.get("/users/one?account=unit").text
    assert "张敏" in page and UNIT in page and "登录" in page
    assert '对什么">/' not in page
    form = {"account": "unit", "role": "unit", "portal": "wenchangwan", "unit": OTHER}
    assert operator.post("/users/place", form).status_code == 303
    assert contact.get("/work").status_code == 303
    assert portal.store.accounts.get("unit").unit == OTHER
    assert "没有“区某局”" in operator.post("/users/place", form | {"unit": "区某局"}).text
    assert "只有责任单位" in operator.post("/users/place", form | {"role": "chief"}).text
    assert operator.post("/users/place", form | {"role": "chief", "unit": ""}).status_code == 303
    assert portal.store.accounts.get("unit").role is Role.CHIEF
    assert "不能改自己" in operator.post("/users/place", form | {"account": "operator"}).text


def test_a_person_is_signed_out_from_afar(portal, operator):
    inspector = portal.someone("inspector")
    operator.get("/users")
    assert operator.post("/users/out", {"account": "inspector"}).status_code == 303
    assert inspector.get("/issues").status_code == 303


def test_an_operator_of_one_portal_moves_its_people_alone(portal, local):
    portal.someone("inspector")
    assert local.get("/users/one?account=inspector").status_code == 404
    form = {"account": "inspector", "role": "chief", "portal": "wenchangwan"}
    assert local.post("/users/place", form).status_code == 404
    assert local.post("/users/out", {"account": "inspector"}).status_code == 404
    new_user(portal.store, "mine", "周敏", Role.CHIEF, portal.at, portal=portal.portal)
    refused = local.post("/users/place", {"account": "mine", "role": "chief", "portal": ""})
    assert refused.status_code == 400 and "只管一个门户" in refused.text
