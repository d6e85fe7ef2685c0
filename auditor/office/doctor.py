"""One look at everything the operator answers for, and what to do about each thing that is not well."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median

from auditor.config.calendar import CalendarError, operator_calendar
from auditor.installation import open_profile
from auditor.models import Portal, Run, RunState
from auditor.office.backup import bodies_of
from auditor.office.terms import NIGHT
from auditor.portal.profile import PortalError
from auditor.store import Store
from auditor.store.condition import condition
from auditor.workdays import BEIJING, UnknownYearError
from spiders.rendering import missing

LATE_HOURS, LOST_HOURS = 36, 72  # since the last good night
LITTLE_BYTES, FEW_BYTES = 5 << 30, 1 << 30  # left on the disk
GAP = dt.timedelta(minutes=2)  # between our clock and the servers'
ANNOUNCED_IN = 12  # the month by which the next year's holidays are known
LOOKED_BACK = 30  # runs
_SHOWN = 5


class State(StrEnum):
    """How one thing is."""

    WELL = "✓"
    WATCH = "!"
    ILL = "✗"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. All texts are Chinese; `todo` is empty where nothing is to be done."""

    what: str
    state: State
    told: str
    todo: str = ""


def examine(url: str, profiles: Sequence[Path], *, at: dt.datetime) -> list[Check]:
    """Everything, in the order in which it is mended: what comes later may follow from what comes first."""
    portals, checks = _profiles(profiles, url)
    base = _database(url)
    checks = [base, *checks, *_calendar(at.date()), *_extras(url), _schedule()]
    if base.state is State.ILL:
        return checks
    with Store.existing(url) as store:
        checks.append(_captures(store, url))
        ids = [portal.id for portal in portals] or store.histories.portals()
        for portal_id in ids:
            checks += _portal(store, portal_id, at)
    return checks


def _database(url: str) -> Check:
    found = condition(url)
    what = f"数据库 {found.place}"
    if found.fault:
        return Check(
            what,
            State.ILL,
            found.fault,
            "从备份恢复：auditor restore 备份 --db 新位置；还没有抓取过的，先运行 auditor nightly 档案",
        )
    size = f"{found.size / (1 << 20):.1f} MB"
    if found.file and not os.access(found.file.parent, os.W_OK):
        return Check(
            what, State.ILL, f"没有写权限：{found.file.parent.absolute()}", "给运行本程序的用户写权限"
        )
    if not found.is_current:
        told = f"版本 {found.revision}，本程序用 {found.wanted}，{size}"
        return Check(what, State.WATCH, told, "先备份，再运行任何命令即自动升级")
    return Check(what, State.WELL, f"版本 {found.revision}，{size}，完整")


def _captures(store: Store, url: str) -> Check:
    bodies = bodies_of(url)
    used = {use.capture for use in store.captures.uses()}
    gone = sum(not bodies.path_of(capture).exists() for capture in used)
    here = next(p for p in (bodies.folder, *bodies.folder.absolute().parents) if p.exists())
    free = shutil.disk_usage(here).free
    told = f"{len(used)} 份，磁盘还剩 {free / (1 << 30):.1f} GB"
    if gone:
        return Check(
            "快照", State.ILL, f"{told}，缺失 {gone} 份", "运行 auditor evidence verify 看缺哪些，从备份恢复"
        )
    if free < LITTLE_BYTES:
        return Check(
            "快照",
            State.ILL if free < FEW_BYTES else State.WATCH,
            told,
            "清理磁盘，或者把数据库和快照移到大的磁盘",
        )
    return Check("快照", State.WELL, told)


def _profiles(paths: Iterable[Path], url: str) -> tuple[list[Portal], list[Check]]:
    portals, checks = [], []
    for path in paths:
        try:
            portal = open_profile(path, url)
        except PortalError as error:
            checks.append(Check(f"档案 {path}", State.ILL, str(error), "按提示改正后再运行"))
            continue
        unknown = sum(section.url is None for section in portal.sections)
        told = f"{portal.name}，{len(portal.units)} 个单位，{len(portal.sections)} 个栏目"
        more = f"，其中 {unknown} 个还没有网址" if unknown else ""
        todo = "用 auditor discover 找到网址，补进档案" if unknown else ""
        checks.append(Check(f"档案 {path}", State.WATCH if unknown else State.WELL, told + more, todo))
        portals.append(portal)
    return portals, checks


def _calendar(today: dt.date) -> Iterator[Check]:
    try:
        calendar = operator_calendar()
    except CalendarError as error:
        yield Check("放假安排", State.ILL, str(error), "改正 calendar.toml")
        return
    for year in (today.year, today.year + 1):
        what, due = f"{year} 年放假安排", year == today.year or today.month >= ANNOUNCED_IN
        try:
            calendar.is_workday(dt.date(year, 1, 4))
        except UnknownYearError:
            state = State.ILL if year == today.year else State.WATCH if due else State.WELL
            todo = (
                "国务院办公厅公布后写进 calendar.toml；在此以前涉及这一年的时限一律转人工核对" if due else ""
            )
            yield Check(what, state, "没有收录" if due else "还没有到公布的时候", todo)
        else:
            yield Check(what, State.WELL, "已收录")


def _extras(url: str) -> Iterator[Check]:
    if why := missing():
        yield Check("浏览器", State.WATCH, why, "门户没有由脚本填充的列表的，不用理会")
    else:
        yield Check("浏览器", State.WELL, "可用")
    if not url.startswith("sqlite"):
        lacking = [name for name in ("pg_dump", "pg_restore") if shutil.which(name) is None]
        told, todo = f"没有 {'、'.join(lacking)}", "安装 postgresql-client，否则不能备份"
        yield (
            Check("PostgreSQL 客户端", State.WATCH, told, todo)
            if lacking
            else Check("PostgreSQL 客户端", State.WELL, "可用")
        )


def _schedule() -> Check:
    """Whether some process of this machine keeps watch; other machines are not seen from here."""
    proc = Path("/proc")
    if not proc.is_dir():
        return Check("值守", State.WATCH, "这个系统上看不到", "自行确认 auditor schedule 在运行")
    for folder in proc.glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:  # it ended meanwhile, or is somebody else's
            continue
        if (
            "schedule" in words[:4]
            and any("auditor" in word for word in words[:3])
            and int(folder.name) != os.getpid()
        ):
            return Check("值守", State.WELL, f"正在运行（进程 {folder.name}）")
    return Check(
        "值守",
        State.WATCH,
        "本机没有运行",
        "运行 auditor schedule 档案…；由别的主机或 cron 定时运行的不用理会",
    )


def _portal(store: Store, portal_id: str, at: dt.datetime) -> Iterator[Check]:
    runs = store.runs.newest(portal_id, limit=LOOKED_BACK)
    good = store.runs.last_good(portal_id, NIGHT)
    yield _last_good(portal_id, good, at)
    yield from _troubles(portal_id, runs, good)
    yield from _orphans(portal_id, runs)
    yield from _clock(store, portal_id, runs)


def _last_good(portal_id: str, good: Run | None, at: dt.datetime) -> Check:
    what, todo = f"{portal_id} 最近正常的一夜", "看 auditor runs 的说明；手工补跑：auditor nightly 档案"
    if good is None:
        return Check(what, State.ILL, "还没有过", todo)
    hours = (at - good.as_of).total_seconds() / 3600
    told = f"{good.as_of.astimezone(BEIJING):%Y-%m-%d %H:%M}，{_ago(hours)}"
    if hours > LATE_HOURS:
        return Check(what, State.ILL if hours > LOST_HOURS else State.WATCH, told, todo)
    return Check(what, State.WELL, told)


def _ago(hours: float) -> str:
    """In hours, and in days where nobody counts hours any more."""
    return f"{hours / 24:.0f} 天以前" if hours > LOST_HOURS else f"{max(hours, 0):.0f} 小时以前"


def _troubles(portal_id: str, runs: Iterable[Run], good: Run | None) -> Iterator[Check]:
    """The nights since the last good one that did not end well, or did not take place."""
    bad = [run for run in runs if run.kind == NIGHT and (good is None or run.id > good.id)]
    for run in [run for run in bad if run.state in (RunState.FAILED, RunState.VOID, RunState.HELD)][:_SHOWN]:
        told = run.why if run.why.startswith("错过") else f"{run.state.label}：{run.why}"
        held = f"等下一夜，或确认后运行：auditor runs release {run.id}"
        todo = held if run.state is RunState.HELD else "下一夜自动再跑；接连如此的，检查网络和门户"
        yield Check(f"{portal_id} 第 {run.id} 次运行", State.WATCH, told, todo)


def _orphans(portal_id: str, runs: Iterable[Run]) -> Iterator[Check]:
    for run in runs:
        if not run.alive and run.state in (RunState.PLANNED, RunState.RUNNING):
            beat = f"，最后的动静在 {run.beat_at:%Y-%m-%d %H:%M}" if run.beat_at else ""
            todo = "再次运行 auditor nightly 档案即从断处继续"
            yield Check(f"{portal_id} 第 {run.id} 次运行", State.WATCH, f"进程已经不在{beat}", todo)


def _clock(store: Store, portal_id: str, runs: Iterable[Run]) -> Iterator[Check]:
    """Our clock against the servers' own, by the newest run that was no replay of another day."""
    for run in runs:
        if (
            run.beat_at is None
            or run.ended_at is None
            or abs(run.beat_at - run.ended_at) > dt.timedelta(hours=1)
        ):
            continue
        gaps = [gap.total_seconds() for gap in store.histories.clock_gaps(run.id)]
        if not gaps:
            continue
        gap = dt.timedelta(seconds=median(gaps))
        told = f"与门户服务器相差 {abs(gap.total_seconds()):.0f} 秒（第 {run.id} 次运行）"
        well = abs(gap) <= GAP
        todo = "" if well else "核对本机时间（北京时间）并开启自动对时；门户的钟不准的，佐证以本机为准"
        yield Check(f"{portal_id} 时钟", State.WELL if well else State.WATCH, told, todo)
        return
