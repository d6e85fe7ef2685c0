"""A run as people are told of it: what it came to, how long it took, why it did not end well."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from auditor.models import Run, RunState, TargetState
from auditor.store import Store
from auditor.text.wording import instant

KINDS = {"nightly": "整夜", "crawl": "抓取", "judge": "检查"}
MISSED = "错过"  # how the reason of a night that did not take place begins
_LONGEST = dt.timedelta(days=7)
_READ = (TargetState.FETCHED, TargetState.UNCHANGED, TargetState.FAILED, TargetState.PENDING)


def counted(store: Store, run: Run) -> Run:
    """The run with what it has read by now, where it has not said so itself."""
    if run.kind == "judge" or "fetched" in run.counts or run.started_at is None:
        return run
    seen = store.coverage.progress(run.id)
    return replace(run, counts={state.value: seen.get(state, 0) for state in _READ} | dict(run.counts))


def read_pages(run: Run) -> int | None:
    """How many addresses answered; None where the run asked none."""
    if "fetched" not in run.counts:
        return None
    return run.counts.get("fetched", 0) + run.counts.get("unchanged", 0)


def result_of(run: Run) -> str:
    """In a word."""
    if not run.alive:
        return "中断"
    return MISSED if was_missed(run) else run.state.label


def was_missed(run: Run) -> bool:
    """Whether it is a night that did not take place."""
    return run.why.startswith(MISSED)


def duration_of(run: Run) -> str:
    """How long it took; of one under way, until its last sign of life."""
    until = run.ended_at or run.beat_at
    if run.started_at is None or until is None:
        return ""
    took = until - run.started_at
    if not dt.timedelta() <= took < _LONGEST:  # a replayed night under way: its clock is not the wall's
        return ""
    minutes = round(took.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours}小时{rest}分" if hours else f"{rest}分" if minutes else "不到1分"


def why_of(run: Run) -> str:
    """What there is to say of it: why it did not end well, what is still to be read."""
    if run.alive:
        pending = run.counts.get("pending", 0) if run.state is RunState.RUNNING else 0
        return f"还有 {pending} 个地址待读" if pending else run.why
    last = f"，最后一次动静在 {instant(run.beat_at)}" if run.beat_at else ""
    return f"运行的进程已经不在{last}；再次运行即从断处继续"


def reason_of(run: Run) -> str:
    """The same beside its result, which has said already that it was missed."""
    return why_of(run).removeprefix(f"{MISSED}：")
