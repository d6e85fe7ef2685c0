"""What comparable tools were warned of, one by one, where no other test holds it already.

Held elsewhere: private and shared addresses (test_wire), tags and styles of crawled pages (test_inert_view, test_web_hostile),
letters and names that stay words (test_web_hostile), where one goes after signing in (test_web_accounts), archives that burst
(test_files), tables without formulas (test_ledger_sheet, test_web_api), what units see of each other (test_web_crawl).
"""

import io
import shutil
import socket
import ssl
import zipfile
from dataclasses import replace
from urllib import request

import pytest
import uvicorn
from mini_district import District
from portal_visitor import PASSWORD, PEOPLE, Portal, Visitor, address
from test_web_unit import told

from auditor.config.settings import version
from auditor.models.issue_kinds import Source
from auditor.models.role import Actor, Role
from auditor.office import accounts, errands
from auditor.office.issues import Desk
from auditor.portal.hosts import is_among
from auditor.store import Store
from auditor.web import server
from auditor.web.rooms import GuardedRoute
from spiders import fetch, peers
from spiders.family import Step
from spiders.manners import Manners

HOSTS = ["www.a.gov.cn"]


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


@pytest.mark.parametrize(
    "url",
    [
        "http://www.a.gov.cn\\@127.0.0.1/",
        "http://127.0.0.1\\@www.a.gov.cn/",
        "http://www.a.gov.cn#@127.0.0.1/",
        "http://www.a.gov.cn?@127.0.0.1/",
        "http://www.a.gov.cn@127.0.0.1/",
        "http://www.a.gov.cn:80\\@127.0.0.1:80/",
        "http://www.a.gov.cn%2f@127.0.0.1/",
        "http://www.a.gov.cn;@127.0.0.1/",
        "http://www.a.gov.cn\t@127.0.0.1/",
        "http://127.0.0.1 @www.a.gov.cn/",
        "http:127.0.0.1/",
        "http:///127.0.0.1/",
        "http://www.a.gov.cn.127.0.0.1.nip.io/",
    ],
)
def test_whoever_allows_an_address_and_whoever_asks_for_it_mean_the_same_host(url):
    if is_among(url, HOSTS):
        asked: request.Request = fetch._request(url, "x", None, {})
        assert asked.host.rpartition("@")[2] in HOSTS, asked.full_url


def led_to(*addresses):
    """Name servers that answer with these addresses, one after another; the last one for ever."""
    told = list(addresses)

    def look_up(_host, port, *_, **__):
        address = told.pop(0) if len(told) > 1 else told[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return look_up


@pytest.fixture
def dialled(monkeypatch):
    """The addresses to which a connection was begun; none is let through."""
    known: list[str] = []

    def connect(peer, *_):
        known.append(peer[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(peers.socket, "create_connection", connect)
    return known


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("address", ["100.64.0.9", "127.0.0.1", "169.254.169.254", "10.0.0.1", "fd00::1"])
def test_a_name_of_the_portal_that_leads_inside_is_not_asked(portal, monkeypatch, dialled, address, scheme):
    monkeypatch.setattr(peers.socket, "getaddrinfo", led_to(address))
    said: list[str] = []
    of = replace(portal.portal, hosts=("www.a.gov.cn",))
    assert Manners(of, lambda _: True, said.append).ask(f"{scheme}://www.a.gov.cn/") is None
    assert "域名 www.a.gov.cn 解析到内部网络地址" in said[0] and not dialled


def test_a_name_that_leads_inside_the_second_time_it_is_asked_for_is_not_followed(
    portal, monkeypatch, dialled
):
    """DNS rebinding: what was looked at is what is connected to."""
    monkeypatch.setattr(peers.socket, "getaddrinfo", led_to("93.184.216.34", "127.0.0.1"))
    of = replace(portal.portal, hosts=("www.a.gov.cn",))
    given = Manners(of, lambda _: True, lambda _: None)._fetched(Step("http://www.a.gov.cn/"))
    assert dialled == ["93.184.216.34"] and "主机拒绝连接" in given.fault
    dialled.clear()
    given = Manners(of, lambda _: True, lambda _: None)._fetched(Step("http://www.a.gov.cn/"))
    assert not dialled and "内部网络" in given.fault


def test_one_address_inside_among_others_is_enough(portal, monkeypatch, dialled):
    both = [led_to(one)("", 80)[0] for one in ("93.184.216.34", "192.168.1.1")]
    monkeypatch.setattr(peers.socket, "getaddrinfo", lambda *_, **__: both)
    of = replace(portal.portal, hosts=("www.a.gov.cn",))
    given = Manners(of, lambda _: True, lambda _: None)._fetched(Step("http://www.a.gov.cn/"))
    assert not dialled and "192.168.1.1" in given.fault


class Wire:
    """A connection on which this is answered, whatever is asked."""

    def __init__(self, answer: bytes) -> None:
        self.sent, self._answer = b"", answer

    def sendall(self, data) -> None:
        self.sent += data

    def makefile(self, *_):
        return io.BytesIO(self._answer)

    def setsockopt(self, *_) -> None:
        """Nothing to set."""

    close = setsockopt


def test_the_name_is_what_the_server_is_told_and_its_certificate_is_of(monkeypatch):
    wire, told_to = Wire(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), []

    def wrap(_context, given, server_hostname=None, **_):
        told_to.append(server_hostname)
        return given

    monkeypatch.setattr(peers.socket, "getaddrinfo", led_to("93.184.216.34"))
    monkeypatch.setattr(peers.socket, "create_connection", lambda peer, *_: told_to.append(peer) or wire)
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)
    assert fetch.fetch("https://www.a.gov.cn/x").body == b"ok"
    assert told_to == [("93.184.216.34", 443), "www.a.gov.cn"]
    assert wire.sent.startswith(b"GET /x HTTP/1.1") and b"\r\nHost: www.a.gov.cn\r\n" in wire.sent


def test_whoever_asks_the_open_internet_is_redirected_into_no_private_network(monkeypatch):
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://b.example/\r\nContent-Length: 0\r\n\r\n"
    peers_asked = []
    monkeypatch.setattr(peers.socket, "getaddrinfo", led_to("93.184.216.34", "93.184.216.34", "127.0.0.1"))
    monkeypatch.setattr(
        peers.socket, "create_connection", lambda peer, *_: peers_asked.append(peer) or Wire(moved)
    )
    assert "域名 b.example 解析到内部网络地址 127.0.0.1" in fetch.fetch("http://www.a.gov.cn/").fault
    assert peers_asked == [("93.184.216.34", 80)]


def test_a_look_asks_no_machine_that_is_none_of_the_portals(portal, monkeypatch):
    """An address typed by hand, or told from outside, may be any."""
    desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    row = told(portal)
    opening = replace(row.opening, source=Source.PERSON, url="http://169.254.169.254/latest/", page_url=None)
    [typed] = portal.store.issues.open(row.portal, [(opening, row.events[0])])
    monkeypatch.setattr(fetch, "_opener", lambda *_: pytest.fail("it was asked"))
    errands.ask_look(desk, typed)
    assert portal.work() == 1
    answer = portal.store.errands.about(row.portal, typed.number, errands.OF_ROWS).answer
    assert not answer.done and "不在门户档案写明的主机上" in answer.words and answer.after is None


def test_every_form_is_refused_that_does_not_come_from_its_page(portal):
    people = {role: portal.someone(name) for name, (_, role, _) in PEOPLE.items() if name != "other"}
    doors = [one for one in portal.app.routes if isinstance(one, GuardedRoute) and "POST" in one.methods]
    assert len(doors) > 40
    for door in doors:
        for role in door.admission.roles or people:
            visitor, path = people[role], address(door.path, portal)
            visitor.get("/account")
            for wrong in ({"token": "0" * 64}, {"origin": "http://evil.example"}):
                if door.admission.roles is None and "token" in wrong:
                    continue  # nobody has a token before signing in
                answer = visitor.post(path, **wrong)
                assert answer.status_code == 403, (path, wrong)


def test_nothing_that_changes_anything_can_be_asked_for_by_a_link(portal):
    visitor = portal.someone("inspector")
    for door in portal.app.routes:
        if isinstance(door, GuardedRoute) and door.methods == {"POST"} and door.admission.roles:
            assert visitor.get(address(door.path, portal)).status_code in (200, 303, 403, 404, 405, 422), (
                door.path
            )
    assert not [deed for deed in portal.store.deeds.newest(50) if deed.act not in ("登录", "修改密码")]


def test_strangers_are_not_told_what_runs_here(portal, monkeypatch):
    stranger = Visitor(portal.app)
    for path in (
        "/login",
        "/nothing",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/api/v1/openapi.json",
        "/static/no.css",
    ):
        answer = stranger.get(path)
        assert answer.status_code in (200, 303, 401, 404), path
        assert (path == "/login") == (answer.status_code == 200)
        assert version() not in answer.text and "server" not in answer.headers
        assert not {"fastapi", "starlette", "uvicorn", "python"} & set(answer.text.lower().split())
    assert version() in portal.someone("inspector").get("/account").text
    kept = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, **_: kept.append(self.config))
    with Store.open(portal.db):
        server.run_server(portal.app, host="127.0.0.1", port=0)
    assert not kept[0].server_header and not kept[0].access_log


def test_a_stay_that_somebody_else_chose_is_nobodys(portal):
    portal.someone("inspector")
    victim, thief = Visitor(portal.app), Visitor(portal.app)
    for visitor in (victim, thief):
        visitor.client.cookies.set("auditor", "chosen-by-a-thief", domain="127.0.0.1")
    victim.post("/login", {"name": "inspector", "password": PASSWORD})
    assert thief.get("/issues").status_code == 303


def test_no_answer_tells_whether_there_is_such_an_account(portal, monkeypatch):
    portal.someone("inspector")
    worked, hasher = [], accounts._hasher()
    verify = hasher.verify
    monkeypatch.setattr(hasher, "verify", lambda *given: worked.append(given) or verify(*given))
    told_of = {}
    for name in ("inspector", "nobody-of-that-name"):
        told_of[name] = [
            Visitor(portal.app).post("/login", {"name": name, "password": "x"}).text.replace(name, "")
            for _ in range(accounts.GUESSES + 1)
        ]
    assert told_of["inspector"] == told_of["nobody-of-that-name"]
    assert len(worked) == 2 * accounts.GUESSES  # one that is not there is as much work to refuse


def test_a_name_of_several_lines_makes_no_lines_of_its_own(portal, caplog):
    hostile = "x\n2026-01-01 00:00:00 ERROR auditor: forged"
    Visitor(portal.app).post("/login", {"name": hostile, "password": "x"})
    [deed] = portal.store.deeds.newest(1)
    assert "\n" not in deed.subject and "forged" not in caplog.text


def test_an_archive_writes_nothing_where_its_names_say(portal):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../escaped.txt", "关于某事的通知")
        archive.writestr("/tmp/escaped-too.txt", "关于某事的通知")
    before = sorted(portal.folder.parent.rglob("*escaped*"))
    visitor = portal.someone("unit")
    visitor.get("/check")
    answer = visitor.post("/check", files=[("file", ("../../稿.zip", packed.getvalue()))])
    assert answer.status_code < 500
    assert sorted(portal.folder.parent.rglob("*escaped*")) == before
