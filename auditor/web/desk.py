"""What a page has at hand: the house, who asks, at what moment. The one place that makes an actor of a visitor."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request

from auditor.ledger.open_acts import is_shown
from auditor.models import Coverage, Portal, Run
from auditor.models.account import User
from auditor.models.issue import Actor, Issue
from auditor.models.issue_kinds import Act
from auditor.models.role import Role
from auditor.office.amending import Folder
from auditor.office.coverage import kept_coverage
from auditor.office.issues import Desk, as_seen
from auditor.web.house import House

_NOWHERE = "没有这一页，或者不是给您的身份看的"


@dataclass(frozen=True, slots=True)
class Here:
    """One request of a person who is let in."""

    request: Request
    house: House
    user: User
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        """The day of the request, in Beijing."""
        return self.at.date()

    @property
    def actor(self) -> Actor:
        """The person as histories know them."""
        return Actor(name=self.user.person, role=self.user.role, unit=self.user.unit)

    @property
    def portals(self) -> list[Portal]:
        """The portals that the person has to do with."""
        return [one for one in self.house.portals.values() if self.user.portal in (None, one.id)]

    def portal(self, portal_id: str) -> Portal:
        """One of them; else there is no such page."""
        for one in self.portals:
            if one.id == portal_id:
                return one
        raise HTTPException(404, _NOWHERE)

    def folder(self, portal_id: str) -> Folder:
        """The profile of one of them, to be looked into and changed; where its file is not known there is no such page."""
        path = self.house.profiles.get(self.portal(portal_id).id)
        if path is None:
            raise HTTPException(404, "网页版启动时没有写明这个门户的档案文件，不能在这里修改")
        return Folder(path, portal_id, self.house.store)

    def rows(self) -> Iterator[Issue]:
        """Every row that the person may see."""
        for portal in self.portals:
            rows: Iterable[Issue] = self.house.rows(portal.id)
            if self.user.role is Role.UNIT:
                rows = self.house.rows(portal.id).by_unit.get(self.user.unit or "", ())
            yield from (row for row in rows if is_shown(row, self.actor))

    def rows_by_day(self) -> Iterator[Issue]:
        """The same, the nearest last day for mending first."""
        rows = (self.house.rows(portal.id).by_day for portal in self.portals)
        merged = heapq.merge(*rows, key=lambda row: (row.rectify_by or dt.date.max, row.number))
        return (row for row in merged if is_shown(row, self.actor))

    def row(self, portal_id: str, number: str) -> Issue:
        """One of them; of any other it is not even said whether it is there."""
        self.request.state.subject = f"{portal_id} {number}"
        known = self.house.store.issues.numbered(number, self.portal(portal_id).id)
        if not known or not is_shown(known[0], self.actor):
            raise HTTPException(404, _NOWHERE)
        return known[0]

    def coverage(self, portal: Portal, run: Run) -> Coverage:
        """What a run came to; of one under way, what it had come to a minute ago at most."""
        minute = None if run.ended_at else self.at.replace(second=0, microsecond=0)
        return self.house.remembered(
            f"coverage of {portal.id}",
            (run.id, run.state, run.why, minute),
            lambda: kept_coverage(self.house.store, portal, run),
        )

    @property
    def desk(self) -> Desk:
        """The person at work, at this moment."""
        return Desk(self.house.store, self.actor, self.at)

    def hurry(self) -> None:
        """Something was asked for that is done in the background: it need not wait for the next round."""
        self.house.asked.set()

    @contextmanager
    def acting(self, portal_id: str, number: str, seen: int) -> Iterator[tuple[Desk, Issue]]:
        """The person at work on the row as they saw it; what is done inside is kept together or not at all."""
        issue = as_seen(self.row(portal_id, number), seen)
        with self.house.store.together():
            yield self.desk, issue


def here(request: Request) -> Here:
    """Of the request, behind its door."""
    house: House = request.app.state.house
    if request.state.visitor is None:
        raise HTTPException(401, "请先登录")
    return Here(request, house, request.state.visitor, house.clock())


AtHand = Annotated[Here, Depends(here)]


def link_of(issue: Issue, act: Act | None = None) -> str:
    """The address of a row's page, or of an act upon it."""
    base = f"/issues/{issue.portal}/{issue.number}"
    return f"{base}/{act.value}" if act else base
