"""The story of one page, told in order: looks, versions, moves, lists, findings, rows of the 台账. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.models import Look, Page, Standing, TargetState
from auditor.models.exchange import Exchange
from auditor.models.history import Asked, Listed, Twin
from auditor.models.issue import Issue
from auditor.store.pages import Fetch

_STATES = {
    TargetState.PENDING: "待读",
    TargetState.FETCHED: "读到",
    TargetState.UNCHANGED: "未变",
    TargetState.FAILED: "没有读到",
    TargetState.UNASKED: "没有去读",
    TargetState.SKIPPED: "不读",
}


MOMENTS = {  # kinds of them, as people read them
    "look": "访问",
    "version": "存档",
    "move": "去向",
    "list": "列表",
    "finding": "问题",
    "issue": "台账",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The page as it was fetched, numbered from 1. `same_as`: the earlier version with the very same bytes."""

    number: int
    fetch: Fetch
    same_as: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened. `kind`: look, version, move, list, finding, issue."""

    at: dt.datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything remembered of an address on one portal."""

    portal: str
    url: str
    page: Page | None = None  # as last read
    asked: Sequence[Asked] = ()
    exchanges: Sequence[tuple[int, Exchange]] = ()  # by run
    looks: Sequence[tuple[int, Look]] = ()
    fetches: Sequence[Fetch] = ()
    listed: Sequence[Listed] = ()
    twins: Sequence[Twin] = ()
    standings: Sequence[Standing] = ()
    issues: Sequence[Issue] = ()

    @property
    def versions(self) -> list[Version]:
        """The versions whose bytes were kept, oldest first."""
        first: dict[str, int] = {}
        found = []
        kept = [fetch for fetch in self.fetches if fetch.capture]
        for number, fetch in enumerate(kept, 1):
            capture = fetch.capture or ""
            found.append(Version(number=number, fetch=fetch, same_as=first.get(capture)))
            first.setdefault(capture, number)
        return found

    @property
    def first_seen_at(self) -> dt.datetime | None:
        """When it was surely there for the first time: fetched, or in a list."""
        fetched = [fetch.fetched_at for fetch in self.fetches if fetch.capture]
        return min([*fetched, *(each.first_seen_at for each in self.listed)], default=None)

    @property
    def last_absent_at(self) -> dt.datetime | None:
        """When the list that showed it first had last been read whole without it."""
        return min(self.listed, key=lambda each: each.first_seen_at).last_absent_at if self.listed else None

    @property
    def moments(self) -> list[Moment]:
        """All of it in order; of one instant in the order in which it came about."""
        ways = (_looks, _moves, _versions, _lists, _findings, _issues)
        told = [moment for way in ways for moment in way(self)]
        return sorted(told, key=lambda moment: moment.at)


def story_view(story: Story) -> dict[str, Any]:
    """The story as plain data, every key present."""
    page = story.page
    return {
        "portal": story.portal,
        "url": story.url,
        "title": page.title if page else None,
        "unit": page.unit if page else None,
        "section": page.section if page else None,
        "index_number": page.fields.get("index_number") if page else None,
        "first_seen_at": _iso(story.first_seen_at),
        "last_absent_at": _iso(story.last_absent_at),
        "looks": [_look_view(*each) for each in _answers(story)],
        "versions": [
            {
                "number": v.number, "fetched_at": _iso(v.fetch.fetched_at), "capture": v.fetch.capture,
                "status": v.fetch.status, "run": v.fetch.run_id, "same_as": v.same_as,
            }
            for v in story.versions
        ],
        "moves": [{"at": _iso(m.at), "text": m.text} for m in _moves(story)],
        "twins": [
            {
                "url": twin.url, "title": twin.title, "same": list(twin.same),
                "first_seen_at": _iso(twin.first_seen_at), "last_seen_at": _iso(twin.last_seen_at),
            }
            for twin in story.twins
        ],
        "lists": [
            {
                "unit": each.unit, "section": each.path, "title": each.title, "published_on": _iso(each.published_on),
                "first_seen_at": _iso(each.first_seen_at), "last_seen_at": _iso(each.last_seen_at),
                "last_absent_at": _iso(each.last_absent_at), "is_listed": each.is_listed,
            }
            for each in story.listed
        ],
        "findings": [_finding_view(item) for item in story.standings],
        "issues": [
            {
                "number": issue.number, "state": issue.state.value, "code": issue.opening.code,
                "opened_at": _iso(issue.events[0].at), "ended_on": _iso(issue.ended_on),
            }
            for issue in story.issues
        ],
    }  # fmt: skip


def _finding_view(item: Standing) -> dict[str, Any]:
    finding = item.finding
    return {
        "number": finding.number,
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "state": item.state.value,
        "first_seen_at": _iso(item.first_seen_at),
        "last_seen_at": _iso(item.last_seen_at),
        "fixed_at": _iso(item.fixed_at),
        "earlier": [
            {name: _iso(getattr(spell, name)) for name in ("first_seen_at", "last_seen_at", "fixed_at")}
            for spell in item.earlier
        ],
        "fingerprint": finding.fingerprint,
    }


def _answers(story: Story) -> Iterator[tuple[int, dt.datetime, int | None, str]]:
    """Each time the address was asked for: run, when, status, what came. The wire's own word goes first."""
    told: dict[int, list[tuple[int, dt.datetime, int | None, str]]] = {}
    for run_id, exchange in story.exchanges:
        told.setdefault(run_id, []).append((run_id, exchange.at, exchange.status, _redirected(exchange)))
    for run_id, look in story.looks:
        if run_id not in told:
            words = look.error or (f"{look.size} 字节" if look.size else "")
            told[run_id] = [(run_id, look.at, look.status, words)]
    states = {asked.run_id: asked for asked in story.asked}
    for asked in story.asked:
        if asked.run_id not in told and asked.at:
            told[asked.run_id] = [(asked.run_id, asked.at, asked.status, "")]
    for run_id in sorted(told):
        *earlier, (_, at, status, words) = told[run_id]
        yield from earlier
        yield run_id, at, status, "，".join(filter(None, (_came(states.get(run_id)), words)))


def _came(asked: Asked | None) -> str:
    if asked is None:
        return ""
    return (
        f"{_STATES[TargetState(asked.state)]}（{asked.why}）"
        if asked.why
        else _STATES[TargetState(asked.state)]
    )


def _look_view(run_id: int, at: dt.datetime, status: int | None, words: str) -> dict[str, Any]:
    return {"run": run_id, "at": _iso(at), "status": status, "result": words}


def _looks(story: Story) -> Iterator[Moment]:
    for run_id, at, status, words in _answers(story):
        answer = f"状态码 {status}" if status is not None else "没有应答"
        yield Moment(at=at, kind="look", text=f"第 {run_id} 次运行：{answer}{'，' if words else ''}{words}")


def _redirected(exchange: Exchange) -> str:
    where = next((value for name, value in exchange.headers if name.lower() == "location"), "")
    return f"跳转到 {where}" if 300 <= exchange.status < 400 and where else ""


def _moves(story: Story) -> Iterator[Moment]:
    """Where the address led, which addresses led to it: each as it began."""
    seen = set()
    for _, exchange in story.exchanges:
        ways = [f"由 {url} 跳转而来（状态码 {status}）" for url, status in exchange.redirects]
        for text in filter(None, (_redirected(exchange), *ways)):
            if text not in seen:
                seen.add(text)
                yield Moment(at=exchange.at, kind="move", text=text)
    for twin in story.twins:
        yield Moment(
            at=twin.first_seen_at,
            kind="move",
            text=f"另一网址的{'、'.join(twin.same)}与它相同：{twin.url}《{twin.title or ''}》",
        )


def _versions(story: Story) -> Iterator[Moment]:
    for version in story.versions:
        same = f"，与第 {version.same_as} 版完全相同" if version.same_as else ""
        text = f"第 {version.number} 版，快照 {version.fetch.capture}{same}"
        yield Moment(at=version.fetch.fetched_at, kind="version", text=text)


def _lists(story: Story) -> Iterator[Moment]:
    for each in story.listed:
        name = f"{each.unit}“{each.path}”"
        if each.last_absent_at:
            yield Moment(at=each.last_absent_at, kind="list", text=f"{name}的列表读完，没有这一条")
        dated = f"，列表所示日期 {each.published_on}" if each.published_on else ""
        yield Moment(at=each.first_seen_at, kind="list", text=f"{name}的列表首次见到《{each.title}》{dated}")
        last = "" if each.is_listed else "，此后的列表中不再有"
        if last or each.last_seen_at > each.first_seen_at:
            yield Moment(at=each.last_seen_at, kind="list", text=f"{name}的列表最近一次见到{last}")


def _findings(story: Story) -> Iterator[Moment]:
    for item in story.standings:
        finding = item.finding
        name = f"{finding.number} {finding.name}"
        for spell in item.earlier:
            yield Moment(at=spell.first_seen_at, kind="finding", text=f"{name}：发现")
            yield Moment(at=spell.fixed_at, kind="finding", text=f"{name}：已整改")
        again = "再次发现" if item.earlier else "发现"
        yield Moment(at=item.first_seen_at, kind="finding", text=f"{name}：{again}。{finding.message}")
        if item.fixed_at:
            yield Moment(at=item.fixed_at, kind="finding", text=f"{name}：已整改")
        elif item.last_seen_at > item.first_seen_at:
            yield Moment(at=item.last_seen_at, kind="finding", text=f"{name}：仍在（{item.state.label}）")


def _issues(story: Story) -> Iterator[Moment]:
    for issue in story.issues:
        for event in issue.events:
            why = f"：{event.why}" if event.why else ""
            by = "" if event.act.label.startswith(event.by) else event.by
            text = f"{issue.number}号：{by}{event.act.label}{why}"
            yield Moment(at=event.at, kind="issue", text=text)


def _iso(value: dt.date | dt.datetime | None) -> str | None:
    return value.isoformat() if value else None
