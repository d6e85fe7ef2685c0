"""A browser without a window: people who sign in to the web portal on a small district's database."""

import datetime as dt
import re
from concurrent.futures import Future
from dataclasses import replace
from functools import cache
from threading import Thread
from urllib.parse import urlencode

import anyio
from anyio.from_thread import BlockingPortal
from mini_district import FIRST, District
from starlette.testclient import TestClient

from auditor.installation import open_profile
from auditor.models import Deadline, DeadlineClass, Duty, Plan, Unit
from auditor.models.issue import Issue
from auditor.models.role import Actor, Role
from auditor.office.accounts import new_user
from auditor.office.amending import folder_of
from auditor.office.errands import work_off
from auditor.office.issues import Desk
from auditor.office.opening import open_spot
from auditor.portal.changes import key_of, tables_of
from auditor.store import Store
from auditor.web.app import create_app

UNIT, OTHER = "文昌湾区管委会", "区教育局"
PASSWORD = "很长的密码-2026"
PEOPLE = {
    "unit": ("张敏", Role.UNIT, UNIT),
    "other": ("陈静", Role.UNIT, OTHER),
    "inspector": ("王丽", Role.INSPECTOR, None),
    "chief": ("李强", Role.CHIEF, None),
    "operator": ("赵刚", Role.OPERATOR, None),
}


PLAN = Plan(
    name="2026年文昌湾政务公开工作方案",
    issued_on=dt.date(2026, 3, 1),
    duties=tuple(
        Duty(
            number=str(number),
            duty=f"{unit}更新主动公开目录",
            deadline=Deadline(kind=DeadlineClass.FIXED, due_on=dt.date(2026, 11, 27)),
            units=(unit,),
            keywords=("目录",),
            asks="目录的内容",
        )
        for number, unit in enumerate((UNIT, OTHER), 1)
    ),
)


def browser(app) -> TestClient:
    """One that asks in the loop of all: else each request would begin a loop and threads of its own."""
    client = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
    client.portal = _loop()
    return client


@cache
def _loop() -> BlockingPortal:
    ready: Future[BlockingPortal] = Future()

    async def serve() -> None:
        async with BlockingPortal() as portal:
            ready.set_result(portal)
            await portal.sleep_until_stopped()

    Thread(target=anyio.run, args=[serve], daemon=True).start()
    return ready.result()


class Visitor:
    """One person's browser: forms carry what the page before them said."""

    def __init__(self, app) -> None:
        self.client = browser(app)
        self.token = ""

    def get(self, path, **more):
        answer = self.client.get(path, **more)
        self._remember(answer)
        return answer

    def post(self, path, data=None, *, origin="http://127.0.0.1", token=None, **more):
        form = {"csrf": self.token if token is None else token} | (data or {})
        answer = self.client.post(path, data=form, headers={"origin": origin}, **more)
        self._remember(answer)
        return answer

    def sign_in(self, name, password=PASSWORD):
        answer = self.post("/login", {"name": name, "password": password})
        self.get("/account")
        return answer

    def _remember(self, answer):
        if found := re.search(r'name="csrf" value="([0-9a-f]+)"', answer.text):
            self.token = found[1]


class Portal:
    """The web portal on a district's database, its clock in the test's hand."""

    def __init__(self, district: District) -> None:
        self.at = FIRST + dt.timedelta(hours=11)
        portal = open_profile(district.profile)
        self.portal = replace(portal, units=(*portal.units, Unit(OTHER)), plans=(PLAN,))
        self.district = district
        self.db = district.db
        self.folder = district.folder
        self.app = create_app(
            self.db,
            [self.portal],
            profiles={self.portal.id: district.profile},
            backups=district.folder / "backups",
            clock=lambda: self.at,
        )

    @property
    def store(self) -> Store:
        return self.app.state.house.store

    def work(self) -> int:
        """What was asked for is done, as the thread beside a server does it."""
        return work_off(self.store, {self.portal.id: self.portal}, lambda: self.at)

    def someone(self, name: str) -> Visitor:
        """A person with an account and a password of their own, signed in."""
        person, role, unit = PEOPLE[name]
        if self.store.accounts.get(name) is None:
            mine = {"portal": self.portal, "unit": unit} if role is Role.UNIT else {}
            self.settled(name, new_user(self.store, name, person, role, self.at, **mine))
        visitor = Visitor(self.app)
        visitor.sign_in(name)
        return visitor

    def settled(self, name: str, first: str) -> Visitor:
        """Whoever signs in with the first password and chooses another."""
        visitor = Visitor(self.app)
        visitor.sign_in(name, first)
        visitor.get("/password")
        visitor.post("/password", {"old": first, "new": PASSWORD, "again": PASSWORD})
        return visitor


def address(path: str, portal: Portal, row: Issue | None = None) -> str:
    """A route's address of something that is there: a row, a spot check, the first run, a rule."""
    row = row or portal.store.issues.of(portal.portal.id)[0]
    number = _spot_check(portal) if path.startswith("/inspections/") else row.number
    if path.startswith("/letters/") and (letters := portal.store.letters.of(row.portal)):
        number = letters[0].letter.number
    known = {"{portal}": row.portal, "{number}": number, "{run}": "1", "{code}": "LAG001"}
    for name, value in known.items():
        path = path.replace(name, value)
    if "{key}" in path:
        path = path.replace("{key}", _entry(portal, path.split("/")[3]))
    asked = f"?{urlencode({'url': row.url})}" if path.startswith("/pages/") else ""
    return path.replace("{name}", "x.pdf").replace("{name:path}", "x.pdf") + asked


def _entry(portal: Portal, part: str) -> str:
    """The key of the first entry of a part of the profile; "0" where it has none."""
    folder = folder_of(portal.app.state.house.profiles[portal.portal.id], portal.store)
    return next(map(key_of, tables_of(folder.values(), part)), "0")


def _spot_check(portal: Portal) -> str:
    there = portal.store.inspections.all()
    if not there:
        desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
        there = [open_spot(desk, portal.portal, None, size=2, seed=7)]
    return there[0].number
