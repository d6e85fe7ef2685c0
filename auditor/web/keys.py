"""Keys for programs: made and taken back by their owner; each is shown once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.office.accounts import new_key
from auditor.web.desk import AtHand
from auditor.web.pages import page, sent_to
from auditor.web.roles import admits_people
from auditor.web.rooms import room

routes = room()


@routes.get("/account/keys")
@admits_people()
def keys(here: AtHand) -> HTMLResponse:
    """The keys that are valid, and how to use them."""
    return page(here.request, "keys.html", keys=here.house.store.accounts.keys(here.user.name), token_made="")


@routes.post("/account/keys")
@admits_people(act="建立接口密钥")
def make_key(here: AtHand, label: Annotated[str, Form(max_length=60)]) -> HTMLResponse:
    """One more; the answer is the only place where it stands."""
    here.request.state.subject = label
    made = new_key(here.house.store, here.user, label, here.at)
    known = here.house.store.accounts.keys(here.user.name)
    return page(here.request, "keys.html", keys=known, token_made=made)


@routes.post("/account/keys/end")
@admits_people(act="作废接口密钥")
def end_key(here: AtHand, digest: Annotated[str, Form(max_length=64)]) -> RedirectResponse:
    """One less."""
    here.house.store.accounts.end_key(here.user.name, digest)
    return sent_to("/account/keys", "ended")
