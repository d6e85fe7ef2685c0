"""What people change of a profile; each form is one act of the office, tried by the profile's own checks."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Form
from starlette.responses import RedirectResponse

from auditor.models.complaint import CommandError
from auditor.office import profile_acts
from auditor.office.amending import AMENDERS, settle, withdraw
from auditor.portal.changes import EXEMPTIONS, SECTIONS, UNITS, key_of, tables_of
from auditor.web.acts import Day, Line, MaybeDay, Why
from auditor.web.desk import AtHand, Here
from auditor.web.profile_fields import (
    NIL_FIELDS,
    SECTION_FIELDS,
    SINCE,
    UNIT_FIELDS,
    UNTIL,
    Field,
    Given,
    line,
    read_fields,
)
from auditor.web.profile_pages import back_to, fields_of_exemption
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
Keys = Annotated[list[str], Form(max_length=50)]
_NAME = Field(key="name", label="名称", required=True)
_UNIT = Field(key="unit", label="责任单位", required=True)


@routes.post("/profile/{portal}/units")
@admits(*AMENDERS, act="新增单位")
def new_unit(here: AtHand, portal: str, given: Given, why: Why) -> RedirectResponse:
    """One more."""
    fields = read_fields((_NAME, *UNIT_FIELDS), given)
    _noted(here, portal, line(given, "name"))
    profile_acts.enter(here.desk, here.folder(portal), UNITS, fields, why=why)
    return back_to(portal)


@routes.post("/profile/{portal}/units/{key}")
@admits(*AMENDERS, act="修改单位")
def change_unit(here: AtHand, portal: str, key: str, given: Given, why: Why) -> RedirectResponse:
    """Its other names, its group, its days."""
    fields = read_fields(UNIT_FIELDS, given)
    _noted(here, portal, _named(here, portal, UNITS, key))
    profile_acts.correct(here.desk, here.folder(portal), UNITS, key, fields, why=why)
    return back_to(portal)


@routes.post("/profile/{portal}/units/{key}/rename")
@admits(*AMENDERS, act="单位更名")
def rename(here: AtHand, portal: str, key: str, name: Line, from_on: Day, why: Why) -> RedirectResponse:
    """The same unit under another name."""
    _noted(here, portal, name)
    if not name.strip():
        raise CommandError("要写明新名称")
    profile_acts.rename(here.desk, here.folder(portal), key, name.strip(), why=why, from_on=from_on)
    return back_to(portal)


@routes.post("/profile/{portal}/units/{key}/merge")
@admits(*AMENDERS, act="单位合并")
def merge(here: AtHand, portal: str, key: str, into: Line, from_on: Day, why: Why) -> RedirectResponse:
    """It ends, and another has what it held."""
    _noted(here, portal, into)
    profile_acts.merge(here.desk, here.folder(portal), key, into.strip(), why=why, from_on=from_on)
    return back_to(portal)


@routes.post("/profile/{portal}/units/{key}/split")
@admits(*AMENDERS, act="单位拆分")
def split(
    here: AtHand,
    portal: str,
    key: str,
    name: Line,
    from_on: Day,
    why: Why,
    sections: Keys = [],  # noqa: B006
) -> RedirectResponse:
    """A new unit has some of its sections."""
    _noted(here, portal, name)
    folder = here.folder(portal)
    profile_acts.split(here.desk, folder, key, name.strip(), sections, why=why, from_on=from_on)
    return back_to(portal)


@routes.post("/profile/{portal}/sections")
@admits(*AMENDERS, act="新增栏目")
def new_section(here: AtHand, portal: str, given: Given, why: Why) -> RedirectResponse:
    """One more."""
    fields = read_fields((_UNIT, *SECTION_FIELDS, SINCE, UNTIL), given)
    _noted(here, portal, line(given, "path"))
    profile_acts.enter(here.desk, here.folder(portal), SECTIONS, fields, why=why)
    return back_to(portal, "/sections")


@routes.post("/profile/{portal}/hand-over")
@admits(*AMENDERS, act="交接栏目")
def hand_over(
    here: AtHand,
    portal: str,
    unit: Line,
    from_on: Day,
    why: Why,
    sections: Keys = [],  # noqa: B006
) -> RedirectResponse:
    """Sections that are another unit's from a day on."""
    _noted(here, portal, unit)
    folder = here.folder(portal)
    profile_acts.hand_over(here.desk, folder, sections, unit.strip(), why=why, from_on=from_on)
    return back_to(portal, "/sections")


@routes.post("/profile/{portal}/sections/{key}")
@admits(*AMENDERS, act="修改栏目")
def change_section(
    here: AtHand, portal: str, key: str, given: Given, why: Why, from_on: MaybeDay = None
) -> RedirectResponse:
    """As it is from a day on, or as it should have been written."""
    fields = read_fields([one for one in (*SECTION_FIELDS, UNTIL) if one.key in given], given)
    _noted(here, portal, _named(here, portal, SECTIONS, key))
    profile_acts.change_section(here.desk, here.folder(portal), key, fields, why=why, from_on=from_on)
    return back_to(portal, "/sections")


@routes.post("/profile/{portal}/sections/{key}/nil-returns")
@admits(*AMENDERS, act="登记零报告")
def declare_nil(here: AtHand, portal: str, key: str, given: Given, why: Why) -> RedirectResponse:
    """Nothing of the kind arose."""
    fields = read_fields(NIL_FIELDS, given)
    _noted(here, portal, _named(here, portal, SECTIONS, key))
    profile_acts.declare_nil(here.desk, here.folder(portal), key, fields, why=why)
    return back_to(portal, "/nil-returns")


@routes.post("/profile/{portal}/sections/{key}/nil-returns/end")
@admits(*AMENDERS, act="零报告截止")
def end_nil(
    here: AtHand, portal: str, key: str, place: Annotated[int, Form(ge=0, le=1000)], until: Day, why: Why
) -> RedirectResponse:
    """It ends on a day."""
    _noted(here, portal, _named(here, portal, SECTIONS, key))
    profile_acts.end_nil(here.desk, here.folder(portal), key, place, until, why=why)
    return back_to(portal, "/nil-returns")


@routes.post("/profile/{portal}/exemptions")
@admits(*AMENDERS, act="新增豁免")
def new_exemption(here: AtHand, portal: str, given: Given, why: Why) -> RedirectResponse:
    """One more."""
    fields = read_fields(fields_of_exemption(here, portal), given)
    _noted(here, portal, line(given, "code"))
    profile_acts.enter(here.desk, here.folder(portal), EXEMPTIONS, fields, why=why)
    return back_to(portal, "/exemptions")


@routes.post("/profile/{portal}/exemptions/{key}")
@admits(*AMENDERS, act="修改豁免")
def change_exemption(here: AtHand, portal: str, key: str, given: Given, why: Why) -> RedirectResponse:
    """Another reason, another end."""
    fields = read_fields(fields_of_exemption(here, portal), given)
    _noted(here, portal, _named(here, portal, EXEMPTIONS, key))
    profile_acts.correct(here.desk, here.folder(portal), EXEMPTIONS, key, fields, why=why)
    return back_to(portal, "/exemptions")


@routes.post("/profile/{portal}/withdraw")
@admits(*AMENDERS, act="撤回档案修改")
def take_back(
    here: AtHand, portal: str, amendment: Annotated[int, Form(ge=1, le=10**6)], why: Why
) -> RedirectResponse:
    """An amendment holds no more."""
    _noted(here, portal, f"第{amendment}号")
    withdraw(here.desk, here.folder(portal), amendment, why=why)
    return back_to(portal, "/trail")


@routes.post("/profile/{portal}/settle")
@admits(*AMENDERS, act="选定档案修改")
def choose(
    here: AtHand,
    portal: str,
    amendment: Annotated[int, Form(ge=1, le=10**6)],
    keep: Annotated[Literal["file", "screen"], Form()],
    why: Why,
) -> RedirectResponse:
    """File and amendment changed the same entry: one of them holds."""
    _noted(here, portal, f"第{amendment}号")
    settle(here.desk, here.folder(portal), amendment, by_file=keep == "file", why=why)
    return back_to(portal, "/trail")


def _named(here: Here, portal: str, part: str, key: str) -> str:
    """What people call the entry, for the record of deeds; nothing where it is not there as it was seen."""
    found = (one for one in tables_of(here.folder(portal).values(), part) if key_of(one) == key)
    return next((profile_acts.name_of(part, one) for one in found), "")


def _noted(here: Here, portal: str, words: str) -> None:
    here.request.state.subject = f"{portal} {words}"[:100]
