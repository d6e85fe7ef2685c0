"""A large district as a year of nights leaves it: 50 units with 200 rows each and 200,000 pages. Its pages are written in bulk,
as the store's own shelves leave them; all else goes through the shelves. `scale` makes it smaller in rows and pages; units and
sections stay as many.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path

from auditor.config.clock import now
from auditor.installation import open_profile
from auditor.ledger.issue_opening import Signs, opening_of
from auditor.models import (
    Basis,
    Finding,
    Portal,
    Section,
    Severity,
    Standing,
    StandingState,
    Verdict,
)
from auditor.models.issue import Actor, Event
from auditor.models.issue_kinds import Act, IssueState
from auditor.models.role import Role
from auditor.office.accounts import change_password, found, new_user
from auditor.office.coverage import coverage_of, keep_coverage
from auditor.office.issues import Desk
from auditor.office.letters import issue, receive
from auditor.office.papers import SCHEME, scheme_of
from auditor.office.task_proofs import ProofNotes
from auditor.store import Store
from tests.bench.large_nights import batches, night, write_nights
from tests.bench.large_pages import SECTIONS, WORDS, LargeDistrict, address_of, profile_in, unit_name

PASSWORD = "很长的密码-2026"
ROWS = 200  # of each unit, at scale 1
_CODES = ("LAG001", "FLD001", "TXT001", "COL009", "FMT002", "LNK001")
_BATCH = 500
_WRITTEN_TO = 1  # of each section's rows: each letter reads all rows, so they are issued while there are few


def build(folder: Path, scale: float, db: str = "") -> LargeDistrict:
    """Write profile, plan, accounts and three nights into the folder; into an empty database, where one is named."""
    profile = profile_in(folder)
    made = LargeDistrict(
        profile, db or f"sqlite:///{folder / 'auditor.sqlite3'}", open_profile(profile), folder / "captures"
    )
    with made.opened() as store:
        _people(store, made.portal)
        write_nights(made, store, scale, [now() - dt.timedelta(days=ago) for ago in (3, 2, 1)])
        _rows(store, made.portal, round(ROWS * scale), now() - dt.timedelta(days=3))
        _count(store, made.portal)
    return made


def write_a_night(made: LargeDistrict, scale: float) -> None:
    """A night that reads every page anew, a few at a time, again and again until it is ended."""
    with made.opened() as store:
        while True:
            night(store, made.portal, scale, now(), whole=True, at_once=20)


def _people(store: Store, portal: Portal) -> None:
    for name, role in (
        ("unit", Role.UNIT),
        ("inspector", Role.INSPECTOR),
        ("chief", Role.CHIEF),
        ("operator", Role.OPERATOR),
    ):
        unit = {"portal": portal, "unit": unit_name(0)} if role is Role.UNIT else {}
        first = new_user(store, name, f"{name}某", role, now(), **unit)
        change_password(store, found(store, name), first, PASSWORD, place="127.0.0.1", at=now())


def _count(store: Store, portal: Portal) -> None:
    """What a night keeps at its end for those who read."""
    runs = store.runs.newest(portal.id)
    for run in runs:
        keep_coverage(
            store, portal, run, coverage_of(store, portal, run.id, as_of=run.as_of, until=run.ended_at)
        )
    proofs = ProofNotes(portal, now().date())
    for _ in proofs.along(store.pages.all(portal.id)):
        pass
    proofs.keep(store, runs[0].id)
    store.search.refresh(portal.id)


def _rows(store: Store, portal: Portal, each: int, at: dt.datetime) -> None:
    """Rows of every unit in every state that people leave rows in."""
    each = max(each // SECTIONS, 1)
    faults = [
        Standing(_finding(section, place, number, at), StandingState.STANDING, at, at)
        for place, section in enumerate(portal.sections)
        for number in range(each)
    ]
    run = store.runs.newest(portal.id, limit=1)[0].id
    store.findings.apply(portal.id, run, faults, [])
    early = [item for place, item in enumerate(faults) if place % each < _WRITTEN_TO]
    _open_rows(store, portal, early, at)
    _letters(store, portal, at + dt.timedelta(days=2))
    _open_rows(store, portal, [item for place, item in enumerate(faults) if place % each >= _WRITTEN_TO], at)


def _open_rows(store: Store, portal: Portal, faults: Sequence[Standing], at: dt.datetime) -> None:
    run = store.runs.newest(portal.id, limit=1)[0].id
    first = Event(at=at, by="机检", role=Role.MACHINE, act=Act.OPEN, run=run)
    for some in batches(faults, _BATCH):
        with store.together():
            openings = [(opening_of(item, Signs(title=item.finding.title)), first) for item in some]
            for place, row in enumerate(store.issues.open(portal.id, openings)):
                for version, event in enumerate(_life(place, at), 1):
                    store.issues.append(portal.id, row.number, event, version=version)


def _letters(store: Store, portal: Portal, at: dt.datetime) -> None:
    """One to every unit, which half of them have signed for."""
    desk, scheme = Desk(store, Actor(name="王丽", role=Role.INSPECTOR), at), scheme_of(SCHEME)
    rows = store.issues.of(portal.id)
    for place, unit in enumerate(portal.units):
        own = (row for row in rows if row.unit == unit.name and row.state is IssueState.NOTIFIED)
        told = [row.number for row in islice(own, 5)]
        letter = issue(desk, portal, scheme, "整改通知", unit.name, numbers=told)
        if place % 2:
            reader = Actor(name="张敏", role=Role.UNIT, unit=unit.name)
            receive(store, letter.number, portal.id, reader, at + dt.timedelta(hours=1))


def _life(place: int, at: dt.datetime) -> Iterator[Event]:
    """What people did with the row: of ten, two wait for a word, one is none, seven were told, three of them mended."""
    kind, by = place % 10, {"by": "王丽", "role": Role.INSPECTOR}
    hour = dt.timedelta(hours=1)
    if kind in (0, 1):
        return
    if kind == 2:
        yield Event(at=at + hour, act=Act.DISMISS, why="网页上写明了", **by)
        return
    yield Event(at=at + hour, act=Act.CONFIRM, **by)
    due = at.date() + dt.timedelta(days=place % 40 - 10)
    yield Event(at=at + 2 * hour, act=Act.NOTIFY, due_on=due, appeal_by=due, points=Decimal("0.5"), **by)
    if kind >= 7:
        yield Event(at=at + 3 * hour, by="张敏", role=Role.UNIT, act=Act.FIXED, why="已经改好")
    if kind >= 8:
        yield Event(at=at + 4 * hour, act=Act.RECHECK, outcome="fixed", **by)


def _finding(section: Section, place: int, number: int, at: dt.datetime) -> Finding:
    code = _CODES[(place + number) % len(_CODES)]
    nth = place * 1000 + number
    return Finding(
        code=code,
        name="主动公开超期",
        verdict=Verdict.FAIL,
        severity=Severity.ORDINARY,
        url=address_of(section, nth),
        section_url=section.url,
        section=section.path,
        unit=section.unit,
        title=f"关于{WORDS[number % len(WORDS)]}工作第{nth}批事项的通知",
        subject="",
        quote=f"成文日期：2026年3月2日，第{nth}批",
        expected="",
        message="信息形成于2026年3月2日，4月9日公开，超过20个工作日",
        basis=(Basis("《中华人民共和国政府信息公开条例》", "第二十六条", verified=True, binding=True),),
        amount=None,
        fetched_at=at,
        capture=None,
        rule_version=1,
        fingerprint=hashlib.sha256(f"{place}/{number}".encode()).hexdigest(),
    )
