"""Accounts, as the commands `users` keep them: a first password is shown once and has to be changed."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Form, Query
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from auditor.models import Portal
from auditor.models.account import User
from auditor.models.complaint import CommandError, UserError
from auditor.models.role import PEOPLE, Role
from auditor.office.accounts import found, new_user, place_user, reset_password
from auditor.web.acts import Line
from auditor.web.desk import AtHand, Here
from auditor.web.door import refusal
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()


@routes.get("/users")
@admits(Role.OPERATOR, menu="账号")
def users(here: AtHand) -> HTMLResponse:
    """Every account that the operator keeps."""
    return _shown(here)


@routes.post("/users")
@admits(Role.OPERATOR, act="建立账号")
def new(
    here: AtHand,
    name: Line,
    person: Line,
    role: Annotated[Literal["unit", "inspector", "chief", "operator"], Form()],
    portal: Line = "",
    unit: Line = "",
) -> HTMLResponse:
    """One more; its first password stands on the page that answers, and nowhere else."""
    here.request.state.subject = name.strip()[:40]
    given = {"name": name, "person": person, "role": role, "portal": portal, "unit": unit}
    try:
        of, store = _portal(here, portal), here.house.store
        password = new_user(store, name, person, Role(role), here.at, portal=of, unit=unit.strip() or None)
    except UserError as error:
        status, here.request.state.refused = refusal(error)
        return _shown(here, wrong=here.request.state.refused, given=given, status=status)
    return _shown(here, account=name.strip(), password=password)


@routes.post("/users/reset")
@admits(Role.OPERATOR, act="重置密码")
def reset(here: AtHand, account: Line) -> HTMLResponse:
    """A new first password; every stay of the account ends."""
    user = _user(here, account)
    return _shown(here, account=user.name, password=reset_password(here.house.store, user.name))


@routes.post("/users/disable")
@admits(Role.OPERATOR, act="停用或者启用账号")
def disable(
    here: AtHand, account: Line, state: Annotated[Literal["closed", "open"], Form()]
) -> RedirectResponse:
    """Close it at once, or open it again; never one's own, or nobody could open it."""
    user = _user(here, account)
    if user.name == here.user.name:
        raise CommandError("不能停用自己的账号")
    here.house.store.accounts.set_disabled(user.name, state == "closed")
    return sent_to("/users", "done")


@routes.get("/users/one")
@admits(Role.OPERATOR)
def one_user(here: AtHand, account: Annotated[str, Query(max_length=40)] = "") -> Response:
    """One account: role, portal, unit, where it is signed in, what was done under it last."""
    if not account:
        return sent_to("/users")
    user = _user(here, account)
    store = here.house.store
    return page(
        here.request,
        "user.html",
        user=user,
        roles=PEOPLE,
        portals=here.portals,
        stays=store.accounts.stays(user.name),
        deeds=store.deeds.newest(20, user=user.name),
    )


@routes.post("/users/place")
@admits(Role.OPERATOR, act="改身份或者单位")
def place(
    here: AtHand,
    account: Line,
    role: Annotated[Literal["unit", "inspector", "chief", "operator"], Form()],
    portal: Line = "",
    unit: Line = "",
) -> RedirectResponse:
    """Another role, portal or unit; never one's own, or nobody could undo it."""
    user = _user(here, account)
    if user.name == here.user.name:
        raise CommandError("不能改自己的身份，请由另一位运维人员来改")
    place_user(here.house.store, user, Role(role), portal=_portal(here, portal), unit=unit.strip() or None)
    return sent_to("/users", "done")


@routes.post("/users/out")
@admits(Role.OPERATOR, act="让账号退出登录")
def sign_out(here: AtHand, account: Line) -> RedirectResponse:
    """Signed out everywhere; the password stays."""
    here.house.store.accounts.end_stays(_user(here, account).name)
    return sent_to("/users", "done")


def _portal(here: Here, portal: str) -> Portal | None:
    of = here.portal(portal) if portal else None
    if of is None and here.user.portal:
        raise CommandError("您只管一个门户的账号，请选门户")
    return of


def _user(here: Here, name: str) -> User:
    here.request.state.subject = name[:40]
    user = found(here.house.store, name)
    if not _is_kept(here, user):
        raise HTTPException(404, "没有这个账号")
    return user


def _is_kept(here: Here, user: User) -> bool:
    """Whether the operator keeps the account: all of them, or those of one portal."""
    return here.user.portal in (None, user.portal)


def _shown(
    here: Here,
    *,
    account: str = "",
    password: str = "",
    wrong: str = "",
    given: dict[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    return page(
        here.request,
        "users.html",
        status=status,
        users=[user for user in here.house.store.accounts.all() if _is_kept(here, user)],
        portals=here.portals,
        roles=PEOPLE,
        account=account,
        password=password,
        invited=here.house.store.accounts.get(account) if password else None,
        site=f"{'https' if here.house.https else 'http'}://{here.request.headers['host']}/",
        wrong=wrong,
        given=given or dict.fromkeys(("name", "person", "role", "portal", "unit"), ""),
    )
