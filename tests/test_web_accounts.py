"""Accounts of the web portal: passwords, stays, guessing, and the record of what was done."""

import base64
import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from mini_district import District
from portal_visitor import PASSWORD, Portal, Visitor

from auditor.models.complaint import UserError
from auditor.models.role import Role
from auditor.office.accounts import GUESSES, GUESSES_OF_PLACE, IDLE, LONGEST, new_user, reset_password
from auditor.office.one_time import STEP_SECONDS, code, number_at
from auditor.web import account_pages


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def test_the_first_password_opens_nothing_but_its_change(portal):
    first = new_user(portal.store, "wang", "王丽", Role.INSPECTOR, portal.at)
    visitor = Visitor(portal.app)
    visitor.sign_in("wang", first)
    assert visitor.get("/issues").headers["location"] == "/password"
    visitor.get("/password")
    for weak in ("short-1", "1234567890", "wang-password", first):
        answer = visitor.post("/password", {"old": first, "new": weak, "again": weak})
        assert answer.status_code == 400 and "密码" in answer.text, weak
    before = visitor.client.cookies["auditor"]
    assert visitor.post("/password", {"old": first, "new": PASSWORD, "again": PASSWORD}).status_code == 303
    assert visitor.client.cookies["auditor"] != before
    assert visitor.get("/issues").status_code == 200


def test_passwords_are_kept_as_argon2_asks_of_the_dear_kind(portal, as_dear_as_ever):
    new_user(portal.store, "wang", "王丽", Role.INSPECTOR, portal.at)
    kept = portal.store.accounts.password("wang")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_stay_ends_when_it_is_left_alone_and_after_a_day(portal):
    visitor = portal.someone("inspector")
    portal.at += IDLE - dt.timedelta(minutes=1)
    assert visitor.get("/issues").status_code == 200
    portal.at += IDLE + dt.timedelta(minutes=1)
    assert visitor.get("/issues").status_code == 303
    visitor.sign_in("inspector")
    began = portal.at
    while portal.at - began < LONGEST:
        assert visitor.get("/issues").status_code == 200
        portal.at += IDLE / 2
    portal.at += dt.timedelta(minutes=1)
    assert visitor.get("/issues").status_code == 303


def test_whoever_has_chosen_a_password_stands_on_the_first_page_of_their_work(portal):
    first = new_user(portal.store, "new", "孙悦", Role.INSPECTOR, portal.at)
    visitor = Visitor(portal.app)
    visitor.sign_in("new", first)
    assert "<nav" not in visitor.get("/password").text  # no way that would lead back to where they stand
    form = {"old": first, "new": PASSWORD, "again": PASSWORD}
    assert visitor.post("/password", form).headers["location"] == "/work?said=begin"
    assert (
        "<nav" in visitor.get("/work").text and "要办的事从这里开始" in visitor.get("/work?said=begin").text
    )
    visitor.get("/password")
    again = {"old": PASSWORD, "new": f"{PASSWORD}二", "again": f"{PASSWORD}二"}
    assert visitor.post("/password", again).headers["location"] == "/account?said=password"


def test_signing_in_gives_another_token_and_signing_out_ends_it(portal):
    visitor = portal.someone("inspector")
    old = visitor.client.cookies["auditor"]
    visitor.client.cookies.clear()
    visitor.sign_in("inspector")
    assert visitor.client.cookies["auditor"] != old
    thief = Visitor(portal.app)
    thief.client.cookies.set("auditor", visitor.client.cookies["auditor"])
    assert thief.get("/issues").status_code == 200
    visitor.post("/logout")
    assert thief.get("/issues").status_code == 303


def test_signed_out_everywhere_at_once(portal):
    at_work, at_home = portal.someone("inspector"), portal.someone("inspector")
    at_work.post("/logout/everywhere")
    assert at_home.get("/issues").status_code == 303


def test_guessing_is_stopped_and_counted_for_the_account(portal):
    portal.someone("inspector")
    guesser = Visitor(portal.app)
    for _ in range(GUESSES):
        assert "账号或者密码不对" in guesser.post("/login", {"name": "inspector", "password": "x"}).text
    assert "失败的次数太多" in guesser.post("/login", {"name": "inspector", "password": PASSWORD}).text
    assert "账号或者密码不对" in guesser.post("/login", {"name": "nobody", "password": "x"}).text
    portal.at += dt.timedelta(minutes=16)
    assert guesser.post("/login", {"name": "inspector", "password": PASSWORD}).status_code == 303


def test_guessing_through_many_accounts_is_stopped_for_the_address_and_for_no_other(portal, monkeypatch):
    """A spray: few guesses of each account, many of one machine."""
    portal.someone("inspector")
    portal.at += dt.timedelta(minutes=16)
    guesser, other = Visitor(portal.app), Visitor(portal.app)
    monkeypatch.setattr(account_pages, "place_of", lambda _: "10.9.8.7")
    for number in range(GUESSES_OF_PLACE):
        told = guesser.post("/login", {"name": f"nobody{number}", "password": "x"}).text
        assert "账号或者密码不对" in told, number
    right = {"name": "inspector", "password": PASSWORD}
    assert "失败的次数太多" in guesser.post("/login", right).text
    monkeypatch.setattr(account_pages, "place_of", lambda _: "10.9.8.8")
    assert other.post("/login", right).status_code == 303
    monkeypatch.setattr(account_pages, "place_of", lambda _: "10.9.8.7")
    portal.at += dt.timedelta(minutes=16)
    assert guesser.post("/login", right).status_code == 303


def test_a_closed_account_is_out_at_once(portal):
    visitor = portal.someone("inspector")
    portal.store.accounts.set_disabled("inspector", True)
    assert visitor.get("/issues").status_code == 303
    assert "停用" in Visitor(portal.app).post("/login", {"name": "inspector", "password": PASSWORD}).text


def test_a_reset_ends_every_stay_and_wants_a_new_password(portal):
    visitor = portal.someone("inspector")
    first = reset_password(portal.store, "inspector")
    assert visitor.get("/issues").status_code == 303
    visitor.sign_in("inspector", first)
    assert visitor.get("/issues").headers["location"] == "/password"


def test_no_password_and_no_token_is_kept(portal):
    visitor = portal.someone("inspector")
    kept = b"".join(path.read_bytes() for path in portal_files(portal))
    assert PASSWORD.encode() not in kept and visitor.client.cookies["auditor"].encode() not in kept


def portal_files(portal):
    return Path(portal.db.removeprefix("sqlite:///")).parent.glob("auditor.sqlite3*")


def test_what_was_done_and_tried_is_on_record(portal):
    portal.someone("inspector")
    Visitor(portal.app).post("/login", {"name": "inspector", "password": "wrong"})
    newest, *before = portal.store.deeds.newest(10)
    assert (newest.act, newest.subject, newest.outcome) == ("登录", "inspector", "账号或者密码不对")
    assert "修改密码" in [deed.act for deed in before]


def test_after_signing_in_one_goes_on_within_the_portal_alone(portal):
    portal.someone("inspector")
    for path, goes_to in (
        ("/issues", "/issues"),
        ("//evil.example/x", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ):
        answer = Visitor(portal.app).post("/login", {"name": "inspector", "password": PASSWORD, "next": path})
        assert answer.headers["location"] == goes_to, path


def test_an_account_names_a_known_unit_and_a_person_of_its_own(portal):
    def add(name, person, role=Role.UNIT, **more):
        return new_user(portal.store, name, person, role, portal.at, **more)

    with pytest.raises(UserError, match="要写门户档案和单位"):
        add("a", "甲")
    with pytest.raises(UserError, match="没有“区某局”"):
        add("a", "甲", portal=portal.portal, unit="区某局")
    add("a", "甲", role=Role.INSPECTOR)
    with pytest.raises(UserError, match="姓名也是“甲”"):
        add("b", "甲", role=Role.CHIEF)
    with pytest.raises(UserError, match="已经有账号"):
        add("a", "乙", role=Role.CHIEF)


# RFC 6238, appendix B: SHA-1, eight digits
VECTORS = {59: "94287082", 1111111109: "07081804", 1234567890: "89005924", 20000000000: "65353130"}


def test_one_time_passwords_are_those_of_every_authenticator():
    secret = base64.b32encode(b"12345678901234567890").decode()
    for seconds, expected in VECTORS.items():
        number = number_at(dt.datetime.fromtimestamp(seconds, dt.UTC))
        assert code(secret, number, digits=8) == expected


def test_an_account_with_a_phone_wants_each_one_time_password_once(portal):
    visitor = portal.someone("inspector")
    secret = re.search('name="secret" value="([A-Z2-7]+)"', visitor.get("/account/second").text)[1]
    right = code(secret, number_at(portal.at))
    wrong = str((int(right) + 1) % 10**6).zfill(6)
    assert visitor.post("/account/second", {"secret": secret, "once": wrong}).status_code == 400
    assert visitor.post("/account/second", {"secret": secret, "once": right}).status_code == 303

    def tried(once):
        form = {"name": "inspector", "password": PASSWORD, "once": once}
        return Visitor(portal.app).post("/login", form).status_code

    assert [tried(""), tried(wrong), tried(right), tried(right)] == [400, 400, 303, 400]
    portal.at += dt.timedelta(seconds=STEP_SECONDS)
    assert tried(right) == 400  # an older one is not taken after a newer
    assert tried(code(secret, number_at(portal.at))) == 303
    first = reset_password(portal.store, "inspector")
    form = {"name": "inspector", "password": first}
    assert Visitor(portal.app).post("/login", form).status_code == 303
