"""动态口令 for one's account: begun with a phone at hand, ended with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from starlette.responses import HTMLResponse, Response

from auditor.models.complaint import CommandError
from auditor.office.accounts import ask_second, drop_second
from auditor.office.one_time import address_of, new_secret
from auditor.web.desk import AtHand, Here
from auditor.web.door import place_of
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits_people
from auditor.web.rooms import room

routes = room()
ISSUER = "政务公开检查系统"
Code = Annotated[str, Form(max_length=20)]


@routes.get("/account/second")
@admits_people()
def second(here: AtHand) -> HTMLResponse:
    """Whether it is on; where it is not, a new secret to give to the phone."""
    return _shown(here, new_secret())


@routes.post("/account/second")
@admits_people(act="开通动态口令")
def begin(here: AtHand, secret: Annotated[str, Form(pattern="^[A-Z2-7]{32}$")], once: Code) -> Response:
    """From now on, once the phone has proved that it has the secret."""
    if here.house.store.accounts.second(here.user.name):
        raise CommandError("已经开通了动态口令，换手机请先关闭再开通")
    try:
        ask_second(here.house.store, here.user, secret, once, here.at)
    except CommandError as error:
        here.request.state.refused = str(error)
        return _shown(here, secret, str(error), 400)
    return sent_to("/account/second", "done")


@routes.post("/account/second/end")
@admits_people(act="关闭动态口令")
def end(here: AtHand, once: Code) -> Response:
    """Not any more."""
    drop_second(here.house.store, here.user, once, place_of(here.request), here.at)
    return sent_to("/account/second", "done")


def _shown(here: Here, secret: str, wrong: str = "", status: int = 200) -> HTMLResponse:
    return page(
        here.request,
        "second.html",
        status=status,
        is_on=here.house.store.accounts.second(here.user.name) is not None,
        secret=secret,
        address=address_of(secret, here.user.name, ISSUER),
        wrong=wrong,
    )
