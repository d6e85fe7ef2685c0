"""The record of what was done and tried in the portal, for those who answer for it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import HTMLResponse

from auditor.models.role import Role
from auditor.web.desk import AtHand
from auditor.web.pages import page
from auditor.web.roles import admits
from auditor.web.rooms import room

routes = room()
MOST = 500


@routes.get("/record")
@admits(Role.OPERATOR, menu="操作记录")
def record(here: AtHand, user: Annotated[str, Query(max_length=40)] = "") -> HTMLResponse:
    """The newest lines, of everybody or of one account; an operator of one portal reads those of its people."""
    store = here.house.store
    lines = store.deeds.newest(MOST, user=user or None)
    if here.user.portal is not None:
        own = {one.name for one in store.accounts.all() if one.portal == here.user.portal}
        lines = [line for line in lines if line.user in own]
    return page(here.request, "record.html", lines=lines, user=user, most=MOST)
