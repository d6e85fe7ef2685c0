"""Signing in and out, the password, where one is signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from auditor.models.complaint import CommandError
from auditor.office.accounts import SignInError, change_password, digest, sign_in
from auditor.web.desk import AtHand, Here
from auditor.web.door import place_of
from auditor.web.house import House
from auditor.web.pages import menu_of, page, sent_to
from auditor.web.roles import admits_everybody, admits_people
from auditor.web.rooms import room
from auditor.web.sessions import cookie_of, forget, keep

routes = room()
Words = Annotated[str, Form(max_length=500)]


@routes.get("/login")
@admits_everybody()
def login(request: Request, next: str = "/", ended: bool = False) -> Response:  # noqa: A002
    """The form to sign in with."""
    if request.state.visitor is not None:
        return sent_to("/")
    return page(request, "login.html", onward=_onward(next), wrong="", name="", ended=ended)


@routes.post("/login")
@admits_everybody(act="登录")
def log_in(
    request: Request,
    name: Words,
    password: Words,
    once: Words = "",
    next: Words = "/",  # noqa: A002
) -> Response:
    """Sign in: a new stay with a new token, whatever the browser held before."""
    house: House = request.app.state.house
    request.state.subject = name.strip()[:40]
    try:
        token = sign_in(
            house.store, name.strip(), password, place=place_of(request), at=house.clock(), once=once
        )
    except SignInError as error:
        request.state.refused = str(error)
        return page(
            request,
            "login.html",
            status=400,
            onward=_onward(next),
            wrong=str(error),
            name=name.strip(),
            ended=False,
        )
    house.store.accounts.end_stay(digest(cookie_of(request)))
    answer = sent_to(_onward(next))
    keep(answer, token, https=house.https)
    return answer


@routes.post("/logout")
@admits_people(act="退出登录", first=True)
def log_out(here: AtHand) -> RedirectResponse:
    """End this stay."""
    here.house.store.accounts.end_stay(digest(cookie_of(here.request)))
    return _out(here, "out")


@routes.post("/logout/everywhere")
@admits_people(act="退出所有登录", first=True)
def log_out_everywhere(here: AtHand) -> RedirectResponse:
    """End every stay of the account."""
    here.house.store.accounts.end_stays(here.user.name)
    return _out(here, "everywhere")


@routes.get("/password")
@admits_people(first=True)
def password(here: AtHand) -> HTMLResponse:
    """The form to change the password with; the first one has to be changed."""
    return page(here.request, "password.html", wrong="")


@routes.post("/password")
@admits_people(act="修改密码", first=True)
def new_password(here: AtHand, old: Words, new: Words, again: Words) -> Response:
    """Change it; other browsers are signed out, this one gets another token."""
    try:
        if new != again:
            raise CommandError("两次写的新密码不一样")
        token = change_password(
            here.house.store, here.user, old, new, place=place_of(here.request), at=here.at
        )
    except CommandError as error:
        here.request.state.refused = str(error)
        return page(here.request, "password.html", status=400, wrong=str(error))
    answer = sent_to(_first_page(here), "begin") if here.user.must_change else sent_to("/account", "password")
    keep(answer, token, https=here.house.https)
    return answer


@routes.get("/account")
@admits_people()
def account(here: AtHand) -> HTMLResponse:
    """Who one is, and where one is signed in."""
    stays = here.house.store.accounts.stays(here.user.name)
    own = digest(cookie_of(here.request))
    return page(here.request, "account.html", stays=stays, own=own)


@routes.get("/")
@admits_people()
def home(here: AtHand) -> RedirectResponse:
    """The first page of one's menu."""
    return sent_to(_first_page(here))


def _first_page(here: Here) -> str:
    shown, _ = menu_of(here.request)
    return shown[0][1]


def _out(here: AtHand, said: str) -> RedirectResponse:
    answer = sent_to("/login", said)
    forget(answer, https=here.house.https)
    return answer


def _onward(path: str) -> str:
    """A page of ours to go on to; anything else is the first one."""
    is_ours = path.startswith("/") and path.isprintable() and not {"//", "\\", ":"} & {path[:2], *path}
    return path if is_ours else "/"
