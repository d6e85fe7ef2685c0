"""The web portal: every page is a view of the ledger, every act a call of the same office as the commands'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from auditor.config.clock import now
from auditor.config.settings import version
from auditor.models import Portal
from auditor.office.backups import Backups
from auditor.store import Store
from auditor.web import (
    account_pages,
    api,
    by_hand,
    chief,
    contacts,
    drafts,
    evidence,
    inspection_papers,
    inspections,
    inspector,
    keys,
    letters,
    maps,
    notices,
    operations,
    overview,
    page_history,
    profile_forms,
    profile_pages,
    proposals,
    reading,
    record,
    review_queue,
    rows,
    rule_pages,
    runs,
    scheme_pages,
    scores,
    search_page,
    second,
    self_checks,
    tasks,
    unit,
    users,
    work,
)
from auditor.web.door import page_before
from auditor.web.house import House
from auditor.web.pages import page
from auditor.web.rooms import GuardedRoute
from auditor.web.safety import API, BoundedForms, SafeAnswers

ROOMS = (  # in the order of the menu
    work,
    unit,
    tasks,
    self_checks,
    scores,
    overview,
    maps,
    review_queue,
    notices,
    proposals,
    letters,
    runs,
    operations,
    search_page,
    inspector,
    by_hand,
    reading,
    chief,
    inspections,
    inspection_papers,
    rule_pages,
    profile_pages,
    profile_forms,
    scheme_pages,
    users,
    record,
    rows,
    evidence,
    page_history,
    drafts,
    contacts,
    account_pages,
    second,
    keys,
    api,
)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MOST_BYTES = 30_000_000  # of one form with its files
_WRONG = {
    400: "没有办理",
    401: "请先登录",
    403: "不能办理",
    404: "没有这一页",
    405: "不能这样打开",
    409: "没有办理",
    413: "文件太多",
    422: "填写有误",
    500: "程序出错",
    503: "暂时用不了",
}


def create_app(
    db: str,
    portals: Iterable[Portal],
    *,
    profiles: Mapping[str, Path] | None = None,
    backups: Path | None = None,
    hosts: Iterable[str] = LOOPBACK,
    https: bool = False,
    clock: Callable[[], dt.datetime] = now,
) -> FastAPI:
    """The portal on the store at `db` for these portals; it answers to these host names alone.

    `profiles`: the files of the portals, by id, whose profiles people may change on the screen. `backups`: the folder
    in which those lie that are made there.
    """
    app = FastAPI(
        title="政务公开检查系统",
        version=version(),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.house = House(
        store=Store.open(db),
        bases={portal.id: portal for portal in portals},
        profiles=profiles or {},
        db=db,
        backups=Backups(backups) if backups else None,
        clock=clock,
        https=https,
    )
    app.add_middleware(BoundedForms, most_bytes=MOST_BYTES)
    app.add_middleware(SafeAnswers)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misfilled)
    app.mount(
        "/static",
        StaticFiles(packages=[("auditor.web", "static"), ("reports", "static")]),
        name="static",
    )
    for room in ROOMS:
        app.router.routes.extend(room.routes.routes)
    refuse_open_doors(app)
    return app


def refuse_open_doors(app: FastAPI) -> None:
    """Raise TypeError where a route does not say whom it admits."""
    for route in app.routes:
        is_static = isinstance(route, Mount) and route.name == "static"
        if not (is_static or isinstance(route, GuardedRoute)):
            raise TypeError(f"{getattr(route, 'path', route)} does not say whom it admits")


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = str(error.detail) if not str(error.detail).isascii() else ""
    return _told(request, error.status_code, words, dict(error.headers or {}))


def _misfilled(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    names = "、".join(dict.fromkeys(str(fault["loc"][-1]) for fault in error.errors()))
    return _told(request, 422, f"这些项没有填写或者填得不对：{names}", {})


def _told(request: Request, status: int, words: str, headers: dict[str, str]) -> Response:
    title = _WRONG.get(status, "没有办理")
    if request.scope["path"].startswith(API):
        return JSONResponse({"detail": words or title}, status, headers)
    before = page_before(request)
    back = before if urlsplit(before).path != request.scope["path"] else ""
    answer = page(request, "refused.html", status=status, title=title, words=words, back=back)
    answer.headers.update(headers)
    return answer
