"""Templates -> answers. Whatever was crawled or typed is escaped; a page works without a script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from auditor.config.settings import version
from auditor.text import wording
from auditor.web.desk import link_of
from auditor.web.door import as_on_a_page
from auditor.web.rooms import GuardedRoute
from auditor.web.sessions import FIELD, cookie_of, form_token
from auditor.web.ticks import tick_of
from reports.addresses import addressed, linked
from reports.printing import TEMPLATES as PAPERS

_TEMPLATES = Path(__file__).parent / "templates"
_LONG = 13  # ways that a menu has room for
Way = tuple[str, str]
DONE = {
    "done": "已办理。",
    "sent": "已提交。",
    "noted": "已记入。",
    "signed": "已签收。",
    "asked": "已交办，办好了在这一页显示。",
    "password": "密码已修改，其他地方的登录都已退出。",
    "begin": "密码已修改。这一页是您的首页，要办的事从这里开始。",
    "out": "已退出登录。",
    "everywhere": "所有地方的登录都已退出，请重新登录。",
    "ended": "密钥已作废。",
    "amended": "已记入档案的修改。从现在起，夜间运行、检查、报告和网页都按修改以后的档案。",
}


def page(request: Request, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    """One page for whoever asks, with their menu and the token of their forms."""
    visitor = getattr(request.state, "visitor", None)
    is_in = (
        visitor and not visitor.must_change
    )  # until then every way leads back to the form for the password
    menu, more = menu_of(request) if is_in else ([], [])
    told = {
        "visitor": visitor,
        "menu": menu,
        "more": more,
        "path": request.scope["path"],
        "room": _room_of(request.scope["path"], menu + more),
        "form_field": FIELD,
        "form_token": form_token(cookie_of(request)) if visitor else "",
        "notice": DONE.get(request.query_params.get("said", ""), ""),
        "today": request.app.state.house.clock().date(),
        "version": version(),
    }
    return HTMLResponse(_environment().get_template(template).render(told | shown), status)


def sent_to(path: str, said: str = "") -> RedirectResponse:
    """After something was done: the page to look at next, and what to say there."""
    told = f"{path}{'&' if '?' in path else '?'}said={said}" if said else path
    return RedirectResponse(told, status_code=303)


def menu_of(request: Request) -> tuple[list[Way], list[Way]]:
    """The pages that stand in the visitor's menu, by name and address; and those that stand behind “更多”."""
    doors = [route for route in request.app.routes if isinstance(route, GuardedRoute)]
    own = [door for door in doors if door.admission.menu and door.admission.is_for(request.state.visitor)]
    aside = [door for door in own if door.admission.aside and len(own) > _LONG]
    shown, more = ([(door.admission.menu, door.path) for door in some] for some in (own, aside))
    return [way for way in shown if way not in more], more


def _room_of(path: str, ways: list[Way]) -> str:
    """The menu's address of the room in which a page lies; "" where it lies in none."""
    first = path.split("/")[1]
    return next((address for _, address in ways if address.split("/")[1] == first), "")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([_TEMPLATES, PAPERS]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "points": wording.points,
        "day": wording.day,
        "instant": wording.instant,
        "addressed": addressed,
        "on_a_page": as_on_a_page,
        "in_path": lambda text: quote(text, safe=""),
    }
    environment.globals |= {"link": linked, "link_of": link_of, "tick_of": tick_of, "token": _token}
    return environment


@pass_context
def _token(context: Context) -> Markup:
    """What binds a form to its stay."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return field.format(context["form_field"], context["form_token"])
