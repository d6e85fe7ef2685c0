"""Rows that people write: what an inspector saw, above all on the pages of a spot check, and what others told of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import Form, Query, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.inspection.spot import SpotCheck
from auditor.models import Portal
from auditor.models.address import canonical
from auditor.models.complaint import CommandError
from auditor.models.inspection import InspectionKind
from auditor.models.issue import Issue, Outside
from auditor.models.issue_kinds import Source
from auditor.models.role import Role
from auditor.office.attached import MOST_BYTES, MOST_FILES, attach, clean_name
from auditor.office.issue_sync import add, opening_by_hand
from auditor.web.acts import Files, Line, MaybeDay, Why
from auditor.web.desk import AtHand, Here, link_of
from auditor.web.inspections import address_of, found
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.rows import checks_told
from reports.addresses import is_web

routes = room()
Word = Annotated[str, Query(max_length=2000)]


@routes.get("/inspections/{portal}/{number}/work")
@admits(Role.INSPECTOR, Role.CHIEF)
def work_list(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """The pages that were drawn, what the machine found on each, and what people added."""
    one = found(here, portal, number)
    if one.kind is not InspectionKind.SPOT:
        raise HTTPException(404, "只有日常抽测有工作清单")
    drawn = here.house.store.inspections.basis(one, SpotCheck)
    by_page: defaultdict[str, list[Issue]] = defaultdict(list)
    for row in here.house.store.issues.of(portal):
        if row.opening.source is Source.PERSON:
            by_page[canonical(row.url)].append(row)
    return page(
        here.request,
        "spot_work.html",
        one=one,
        address=address_of(one),
        lines=[(page_, tuple(drawn.rows_on(page_)), by_page[page_.page.address]) for page_ in drawn.pages],
    )


@routes.get("/add")
@admits(Role.INSPECTOR, menu="登记问题")
def form(
    here: AtHand,
    portal: Word = "",
    unit: Word = "",
    url: Word = "",
    title: Word = "",
    section: Word = "",
    inspection: Word = "",
) -> HTMLResponse:
    """The form; a spot check's list fills in what it knows."""
    given = {"portal": portal, "unit": unit, "url": url, "title": title, "section": section}
    why = f"{inspection} 抽测时发现" if inspection else ""
    return page(
        here.request, "add.html", given=given, checks=sorted(checks_told()), portals=here.portals, why=why
    )


@routes.post("/add")
@admits(Role.INSPECTOR, act="登记问题")
def added(
    here: AtHand,
    source: Annotated[Literal["person", "outside"], Form()],
    portal: Line,
    unit: Line,
    url: Line,
    code: Line,
    message: Why,
    quote: Why = "",
    expected: Line = "",
    title: Line = "",
    section: Line = "",
    sender: Line = "",
    received_on: MaybeDay = None,
    answer_by: MaybeDay = None,
    why: Why = "",
    files: Files = [],  # noqa: B006
) -> RedirectResponse:
    """A row of its own; what an inspector saw is confirmed by that, what others told of waits for confirmation."""
    kind, of = Source(source), here.portal(portal)
    if not message.strip():
        raise CommandError("要写明问题是什么")
    opening = opening_by_hand(
        kind,
        code=code,
        unit=_unit(of, unit),
        url=_address(url),
        message=message.strip(),
        quote=quote.strip(),
        expected=expected.strip(),
        title=title.strip() or None,
        section=section.strip() or None,
        outside=_outside(kind, sender.strip(), received_on, answer_by),
    )
    given = [file for file in files if file.filename]
    store = here.house.store
    with store.together():
        names = _names(given)
        row = add(store, of.id, opening, here.actor, here.at, why=why.strip(), files=names)
        _attach(here, row, names, given)
    here.request.state.subject = f"{of.id} {row.number}"
    return sent_to(link_of(row), "noted")


def _outside(
    kind: Source, sender: str, received_on: dt.date | None, answer_by: dt.date | None
) -> Outside | None:
    if kind is not Source.OUTSIDE:
        return None
    if received_on is None or not sender:
        raise CommandError("外部转来的问题要写明由谁转来和收到日期")
    return Outside(sender, received_on, answer_by)


def _names(files: Sequence[UploadFile]) -> tuple[str, ...]:
    """What the row's first event calls the files."""
    names = tuple(clean_name(file.filename or "") for file in files)
    if len(names) > MOST_FILES:
        raise HTTPException(413, f"一次最多交 {MOST_FILES} 个附件")
    if len(set(names)) < len(names):
        raise CommandError("附件不能同名，请改一个文件名")
    return names


def _attach(here: Here, row: Issue, names: Sequence[str], files: Sequence[UploadFile]) -> None:
    for name, file in zip(names, files, strict=True):
        attach(here.house.store, row, name, file.file.read(MOST_BYTES + 1), user=here.user, at=here.at)


def _unit(portal: Portal, words: str) -> str:
    known = portal.unit_named(words)
    if known is None:
        raise CommandError(f"门户档案里没有“{words.strip()}”这个单位")
    return known.name


def _address(words: str) -> str:
    if not is_web(words.strip()):
        raise CommandError(f"“{words.strip()}”不是网址，应当以 http:// 或者 https:// 开头")
    return words.strip()
