"""A large district as a year of nights leaves it: 50 units with 200 rows each and 200,000 pages, written through the store's
own shelves. `scale` makes it smaller in rows and pages; units and sections stay as many.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

from auditor.config.clock import now
from auditor.installation import open_profile
from auditor.ledger.issue_opening import Signs, opening_of
from auditor.models import (
    Basis,
    Document,
    Entry,
    Finding,
    Mark,
    Page,
    PageKind,
    Paragraph,
    Portal,
    RunState,
    Section,
    Severity,
    Standing,
    StandingState,
    TargetState,
    Verdict,
    Visit,
    VisitState,
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
from auditor.store import Store, Target

T = TypeVar("T")
SITE = "http://www.daqu.example"
PASSWORD = "很长的密码-2026"
UNITS, SECTIONS = 50, 10  # of each unit
ROWS, PAGES = 200, 4_000  # of each unit, at scale 1
DUTIES = 40
_SECTIONS = (
    "政策文件 通知公告 政策解读 会议公开 建议提案 财政预决算 行政执法 重点项目 统计信息 机构职能".split()
)
_WORDS = ("停水", "供暖", "校车", "低保", "防汛", "招标", "拆迁", "补贴", "体检", "公交")
_CODES = ("LAG001", "FLD001", "TXT001", "COL009", "FMT002", "LNK001")
_SENTENCE = "为进一步规范{word}工作，现将第{number}批{section}有关事项通知如下，请各镇人民政府、区直各部门结合实际认真抓好落实。"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class LargeDistrict:
    """Where it lies."""

    profile: Path
    db: str
    portal: Portal


def build(folder: Path, scale: float) -> LargeDistrict:
    """Write profile, plan, accounts and three nights into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(_plan(), "utf-8")
    profile = folder / "daqu.toml"
    profile.write_text(_profile(), "utf-8")
    made = LargeDistrict(profile, f"sqlite:///{folder / 'auditor.sqlite3'}", open_profile(profile))
    with Store.open(made.db) as store:
        _people(store, made.portal)
        for ago in (3, 2, 1):
            _night(store, made.portal, scale, now() - dt.timedelta(days=ago), whole=ago == 3)
        _rows(store, made.portal, round(ROWS * scale), now() - dt.timedelta(days=3))
        _letters(store, made.portal, now() - dt.timedelta(days=1))
        _count(store, made.portal)
    return made


def write_a_night(db: str, profile: Path, scale: float) -> None:
    """A night that reads every page anew, a few at a time, again and again until it is ended."""
    portal = open_profile(profile)
    with Store.open(db) as store:
        while True:
            _night(store, portal, scale, now(), whole=True, at_once=20)


def page_of(section: Section, unit: int, number: int, at: dt.datetime) -> Page:
    """The page of that number."""
    word, draw = _WORDS[number % len(_WORDS)], Random(f"{unit}/{number}")
    shown = at.date() - dt.timedelta(days=draw.randrange(3, 700))
    sentence = _SENTENCE.format(word=word, number=number, section=section.path.rpartition("/")[2])
    lines = (*(sentence for _ in range(12)), f"{section.unit}", f"{shown:%Y年%m月%d日}")
    text = "\n".join(lines)
    url = address_of(section, number)
    return Page(
        source=url,
        url=url,
        kind=PageKind.ARTICLE,
        fetched_at=at,
        status=200,
        title=f"关于{word}工作第{number}批事项的通知",
        fields={
            "published_on": f"{shown:%Y-%m-%d}",
            "dated_on": f"{shown - dt.timedelta(days=draw.randrange(40)):%Y-%m-%d}",
            "index_number": f"11370300MB{unit:02}/{shown.year}-{number:07}",
        },
        document=Document(tuple(map(Paragraph, lines))),
        text_digest=hashlib.sha256(text.encode()).hexdigest(),
        text_length=len(text),
        section=section.path,
        section_url=section.url,
        unit=section.unit,
    )


def address_of(section: Section, number: int) -> str:
    """Of the page of that number."""
    return f"{section.url}t{number:06}.html"


def articles(portal: Portal, scale: float) -> Iterator[tuple[Section, int, int]]:
    """Section, unit and number of every page."""
    each = round(PAGES * scale / SECTIONS)
    for place, section in enumerate(portal.sections):
        for number in range(each):
            yield section, place // SECTIONS, place * each + number


def _batches(items: Iterable[T], size: int = _BATCH) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _profile() -> str:
    units = "".join(
        f'\n[[units]]\nname = "{_unit(n)}"\ngroup = "{("部门", "镇")[n % 2]}"\n' for n in range(UNITS)
    )
    sections = "".join(
        f'\n[[sections]]\nunit = "{_unit(n)}"\npath = "法定主动公开内容/{name}"\nurl = "{SITE}/u{n}/c{c}/"\n'
        f'kind = "notice"\nupdate_within_days = 90\n'
        for n in range(UNITS)
        for c, name in enumerate(_SECTIONS)
    )
    return (
        f'id = "daqu"\nname = "大区"\nhome = "{SITE}/"\nhosts = ["www.daqu.example"]\ncms = "trs"\n'
        f'[politeness]\ncontact = "mailto:gongkai@example.test"\n[[plans]]\nfile = "plan.toml"\n{units}{sections}'
    )


def _plan() -> str:
    year = now().year
    tasks = "".join(
        f'\n[[tasks]]\nnumber = "{n + 1}"\nduty = "公开{_WORDS[n % len(_WORDS)]}工作第{n + 1}项进展"\n'
        f'deadline = {{ class = "FIXED", due_on = {year}-12-{n % 28 + 1:02} }}\n'
        f"units = [{', '.join(f'{chr(34)}{_unit(u)}{chr(34)}' for u in range(UNITS))}]\n"
        f'keywords = ["{_WORDS[n % len(_WORDS)]} 第{n}批"]\n'
        for n in range(DUTIES)
    )
    return f'name = "{year}年大区政务公开工作方案"\nissued_on = {year}-01-10\n{tasks}'


def _unit(number: int) -> str:
    return f"大区第{number + 1}办事处"


def _people(store: Store, portal: Portal) -> None:
    for name, role in (
        ("unit", Role.UNIT),
        ("inspector", Role.INSPECTOR),
        ("chief", Role.CHIEF),
        ("operator", Role.OPERATOR),
    ):
        unit = {"portal": portal, "unit": _unit(0)} if role is Role.UNIT else {}
        first = new_user(store, name, f"{name}某", role, now(), **unit)
        change_password(store, found(store, name), first, PASSWORD, place="127.0.0.1", at=now())


def _night(
    store: Store, portal: Portal, scale: float, at: dt.datetime, *, whole: bool, at_once: int = _BATCH
) -> None:
    """The first reads every page, the others find them unchanged; every one visits every list."""
    run = store.runs.plan(portal.id, "nightly", at=at, as_of=at)
    store.runs.start(run, at=at)
    capture = store.bodies.put(f"<html><body><p>{_SENTENCE}</p></body></html>".encode())
    for some in _batches(articles(portal, scale), at_once):
        targets = [Target(address_of(section, n), "article", section.url) for section, _, n in some]
        with store.together():
            store.frontier.plan(portal.id, run, targets)
            if whole:
                for section, unit, number in some:
                    page = page_of(section, unit, number, at)
                    store.pages.save(portal.id, run, replace(page, capture=capture))
            else:
                store.pages.touch_all(portal.id, run, [(target.url, at) for target in targets])
            state = TargetState.FETCHED if whole else TargetState.UNCHANGED
            store.frontier.mark_all(portal.id, run, [Mark(target, state, at, 200) for target in targets])
    each = round(PAGES * scale / SECTIONS)
    for place, section in enumerate(portal.sections):
        entries = [
            Entry(address_of(section, n), f"关于{_WORDS[n % len(_WORDS)]}工作第{n}批事项的通知", at.date())
            for n in range(place * each, place * each + each)
        ]
        visit = Visit(visited_at=at, state=VisitState.READABLE, entry_count=each)
        store.sections.save_visit(portal.id, run, section, visit, entries)
    store.runs.finish(run, RunState.DONE, at=at + dt.timedelta(minutes=50))


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
    faults = [
        Standing(_finding(section, place, number, at), StandingState.STANDING, at, at)
        for place, section in enumerate(portal.sections)
        for number in range(max(each // SECTIONS, 1))
    ]
    run = store.runs.newest(portal.id, limit=1)[0].id
    store.findings.apply(portal.id, run, faults, [])
    first = Event(at=at, by="机检", role=Role.MACHINE, act=Act.OPEN, run=run)
    for some in _batches(faults):
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
        title=f"关于{_WORDS[number % len(_WORDS)]}工作第{nth}批事项的通知",
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
