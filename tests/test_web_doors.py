"""Every door of the web portal: who is let in, what the browser is told, and that no route stands open."""

import hashlib
import importlib
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from mini_district import District
from portal_visitor import PEOPLE, Portal, Visitor, address

from auditor.models.role import Role
from auditor.office.accounts import new_user
from auditor.store.errors import speaking_of
from auditor.web import app as web_app
from auditor.web.app import refuse_open_doors
from auditor.web.roles import admits_people
from auditor.web.rooms import GuardedRoute, room

STATIC = Path(web_app.__file__).parent / "static"
# htmx 4.0.1, dist/htmx.min.js of the package htmx.org
HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"


@pytest.fixture(scope="module")
def portal(first_night, tmp_path_factory):
    district, _ = first_night
    folder = tmp_path_factory.mktemp("doors")
    shutil.copytree(district.folder, folder, dirs_exist_ok=True)
    return Portal(District(district.portal, folder))


@pytest.fixture(scope="module")
def people(portal):
    return {name: portal.someone(name) for name in PEOPLE if name != "other"}


def doors(app):
    return [route for route in app.routes if isinstance(route, GuardedRoute)]


def test_a_route_that_does_not_say_whom_it_admits_cannot_be_made():
    routes = room()
    with pytest.raises(TypeError, match="whom it admits"):
        routes.get("/open")(lambda: None)
    with pytest.raises(TypeError, match="record"):
        routes.post("/unnamed")(admits_people()(lambda: None))


def test_no_route_stands_open(portal):
    refuse_open_doors(portal.app)
    portal.app.add_route("/backdoor", lambda request: None)
    with pytest.raises(TypeError, match="backdoor"):
        refuse_open_doors(portal.app)
    portal.app.router.routes.pop()


def test_no_room_is_forgotten():
    names = [path.stem for path in Path(web_app.__file__).parent.glob("*.py")]
    modules = [importlib.import_module(f"auditor.web.{name}") for name in names]
    assert {one for one in modules if hasattr(one, "routes")} == set(web_app.ROOMS)


def test_each_door_opens_to_its_roles_alone(portal, people):
    for door in doors(portal.app):
        if door.admission.roles is None or door.path.startswith("/logout"):
            continue
        for name, visitor in people.items():
            answer = _knock(visitor, door, address(door.path, portal))
            admitted = PEOPLE[name][1] in door.admission.roles
            refused = answer.status_code == 403
            assert admitted != refused, (door.path, door.methods, name, answer.status_code)
            assert answer.status_code < 500, (door.path, name)


def test_strangers_are_sent_to_sign_in(portal):
    for door in doors(portal.app):
        if door.admission.roles is None:
            continue
        answer = _knock(Visitor(portal.app), door, address(door.path, portal))
        sent = answer.status_code == 303 and answer.headers["location"].startswith("/login")
        assert sent or answer.status_code == 401, door.path


def test_a_unit_sees_nothing_of_rows_that_it_was_not_told_of(portal, people):
    row = portal.store.issues.of(portal.portal.id)[0]
    for door in doors(portal.app):
        of_an_inspection = door.path.startswith("/inspections/")  # whose number is another one
        if "{number}" in door.path and Role.UNIT in door.admission.roles and not of_an_inspection:
            answer = _knock(people["unit"], door, address(door.path, portal))
            assert answer.status_code in (404, 422), door.path
            assert row.opening.name not in answer.text and row.message not in answer.text


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.CHIEF, Role.OPERATOR])
def test_people_of_another_portal_see_nothing_of_this_one(portal, role):
    elsewhere = replace(portal.portal, id="elsewhere")
    first = new_user(portal.store, f"far-{role}", f"远{role}", role, portal.at, portal=elsewhere)
    visitor = portal.settled(f"far-{role}", first)
    row = portal.store.issues.of(portal.portal.id)[0]
    for door in doors(portal.app):
        if door.admission.roles is None or role not in door.admission.roles or "logout" in door.path:
            continue
        path = address(door.path, portal)
        answer = _knock(visitor, door, path)
        if path != door.path and "/rules/" not in path:
            assert answer.status_code in (400, 404, 422), path
        assert row.message not in answer.text, path
        assert f"/{row.portal}/" not in answer.text or path == "/record", path  # which names what they tried


def test_a_form_from_elsewhere_is_refused(portal, people):
    visitor = people["inspector"]
    row = portal.store.issues.of(portal.portal.id)[0]
    path, form = f"/issues/{row.portal}/{row.number}/confirm", {"seen": "1", "unit": row.unit or ""}
    visitor.get("/account")
    for wrong in ({"origin": "http://evil.example"}, {"origin": "null"}, {"token": "0" * 64}, {"token": ""}):
        answer = visitor.post(path, form, **wrong)
        assert answer.status_code == 403, wrong
    headers = {"origin": "http://127.0.0.1", "sec-fetch-site": "cross-site"}
    assert visitor.client.post(path, data=form | {"csrf": visitor.token}, headers=headers).status_code == 403
    assert visitor.client.post(path, data=form | {"csrf": visitor.token}).status_code == 403
    assert portal.store.issues.numbered(row.number)[0].version == row.version


def test_what_the_browser_is_told(portal, people):
    answer = people["unit"].get("/work")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", answer.text)


def test_only_known_host_names_are_answered(portal):
    visitor = Visitor(portal.app)
    assert visitor.client.get("/login", headers={"host": "evil.example"}).status_code == 400
    assert visitor.client.get("/login", headers={"host": "127.0.0.1"}).status_code == 200


def test_the_script_is_the_one_that_was_looked_at():
    assert hashlib.sha256((STATIC / "htmx.min.js").read_bytes()).hexdigest() == HTMX


def test_what_is_wrong_is_said_in_chinese(portal, people):
    visitor = people["inspector"]
    for path, status in (("/nothing", 404), ("/issues/nowhere/1", 404), ("/issues/wenchangwan/%00", 404)):
        answer = visitor.get(path)
        assert answer.status_code == status, path
        assert re.search("[一-鿿]", answer.text) and "Traceback" not in answer.text


def _knock(visitor, door, path):
    if "GET" in door.methods:
        return visitor.get(path)
    visitor.get("/account")
    return visitor.post(path)


def test_a_form_that_is_too_large_is_refused(portal, people):
    people["unit"].get("/check")
    files = [("file", ("大.txt", b"x" * (web_app.MOST_BYTES + 1)))]
    answer = people["unit"].post("/check", files=files)
    assert answer.status_code == 413 and "文件太大" in answer.text
    unsized = people["unit"].client.post("/check", content=iter([b"x"]))
    assert unsized.status_code == 411 and "长度" in unsized.text


def test_a_fault_of_the_program_is_one_sentence(portal, people, monkeypatch):
    monkeypatch.setattr("auditor.store.issues.Issues.version", lambda *_: 1 / 0)
    for path in ("/work", "/api/v1/issues"):
        answer = people["unit"].get(path)
        assert answer.status_code == 500 and "程序出错" in answer.text and "division" not in answer.text


def test_where_the_database_lies_is_told_to_nobody(portal, people, monkeypatch):
    def broken(*_):
        with speaking_of("/srv/secret/auditor.sqlite3"):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("auditor.store.issues.Issues.version", broken)
    answer = people["unit"].get("/work")
    assert answer.status_code == 503 and "数据库暂时用不了" in answer.text and "/srv" not in answer.text
