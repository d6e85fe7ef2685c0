"""The door of every route: who asks, whether they may, whether the form is ours; and the record of what was done."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from types import NoneType
from urllib.parse import quote, urlsplit

from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from auditor.config.faults import told
from auditor.ledger.issue import IssueError
from auditor.models.account import Deed, User
from auditor.models.complaint import UserError
from auditor.office.accounts import key_holder, visitor
from auditor.store import StoreError
from auditor.store.issues import OvertakenError
from auditor.web.house import House
from auditor.web.roles import Admission
from auditor.web.safety import API
from auditor.web.sessions import FIELD, HEADER, cookie_of, is_form_of

log = logging.getLogger(__name__)
Handler = Callable[[Request], Awaitable[Response]]

SIGN_IN, CHANGE = "/login", "/password"
READS = frozenset({"GET", "HEAD"})
_OPTION = re.compile(  # what a sentence tells those at the command line
    r"：--[^。；]*|（(?:--|auditor |命令行)[^（）]*）"
    r"|；[^；。]*不写 --[^；。]*|[；。：][^；。：]*用 auditor [^；。]*"
    r"|[；。，]?(?:[^；。，]*(?:见|运行))?：auditor(?: [^；。，（\s]+)+"
)
_BY_OPTION = re.compile(r"(要)?(?:请)?用 --[a-z-]+ (写明|给出)(?:，如 --[^。；]*)?")
FORM_LIMITS = {"max_files": 10, "max_fields": 600, "max_part_size": 200_000}


def behind_door(handle: Handler, admission: Admission) -> Handler:
    """The handler, reached only by those whom it admits; whatever goes wrong in it is a Chinese sentence."""

    async def guarded(request: Request) -> Response:
        request.state.visitor = None
        request.state.subject = ""  # what the record says it was done to
        request.state.refused = ""  # and why it was not done
        request.state.visitor = await run_in_threadpool(_visitor, request)
        sent_on = _sent_on(request, admission)
        if sent_on is not None:
            return sent_on
        try:
            await _check_form(request)
            _check_role(request.state.visitor, admission)
            return await handle(request)
        except HTTPException as error:
            request.state.refused = str(error.detail)
            raise
        except RequestValidationError:
            request.state.refused = "填写有误"
            raise
        except Exception as error:
            status, request.state.refused = refusal(error)
            raise HTTPException(status, request.state.refused) from error
        finally:
            if admission.act:
                await run_in_threadpool(_record, request, admission.act)

    return guarded


def _visitor(request: Request) -> User | None:
    house: House = request.app.state.house
    if request.scope["path"].startswith(API):
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and token:
            return key_holder(house.store, token.strip(), house.clock())
    token = cookie_of(request)
    return visitor(house.store, token, house.clock()) if token else None


def _sent_on(request: Request, admission: Admission) -> Response | None:
    """Where somebody has to go first: to sign in, or to choose a password."""
    if admission.roles is None:
        return None
    user: User | None = request.state.visitor
    if user is None:
        if request.scope["path"].startswith(API):
            raise HTTPException(401, "没有登录，或者密钥不对", headers={"WWW-Authenticate": "Bearer"})
        return _to_sign_in(request)
    if user.must_change and not admission.first:
        return RedirectResponse(CHANGE, status_code=303)
    return None


def _to_sign_in(request: Request) -> Response:
    """With the page to come back to; a form that a script sent stays on the screen with what was typed."""
    if request.method in READS:
        return RedirectResponse(f"{SIGN_IN}?next={quote(request.scope['path'])}", status_code=303)
    if "hx-request" in request.headers:
        raise HTTPException(
            401, "登录已经过期，没有办理。写好的内容还在这里：请先复制下来，刷新网页重新登录，再粘贴提交"
        )
    back = quote(page_before(request) or "/")
    return RedirectResponse(f"{SIGN_IN}?ended=true&next={back}", status_code=303)


def page_before(request: Request) -> str:
    """The page on which somebody stood; "" where the browser does not say, or it was none of ours."""
    before = urlsplit(request.headers.get("referer", ""))
    if before.netloc != request.headers.get("host"):
        return ""
    return f"{before.path}?{before.query}" if before.query else before.path


def _check_role(user: User | None, admission: Admission) -> None:
    if admission.roles is None:
        return
    if user is None or user.role not in admission.roles:
        raise HTTPException(403, "这一页不是给您的身份看的")
    if not admission.is_for(user):
        raise HTTPException(404, "这一页说的是全部门户，只给管全部门户的运维人员看")


async def _check_form(request: Request) -> None:
    """A form counts only if it comes from a page of ours, drawn up in the same stay."""
    if request.method in READS:
        return
    if not _is_from_here(request):
        raise HTTPException(403, "这张表不是从本系统的网页提交的，没有办理")
    if request.state.visitor is None:
        return
    given = request.headers.get(HEADER, "")
    if not given:
        field = (await request.form(**FORM_LIMITS)).get(FIELD, "")
        given = field if isinstance(field, str) else ""
    if not is_form_of(cookie_of(request), given):
        raise HTTPException(403, "这张表已经过期，没有办理。请返回、刷新网页后再提交")


def _is_from_here(request: Request) -> bool:
    """What the browser itself says of where the form stood; the host was looked at before."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


def refusal(error: Exception) -> tuple[int, str]:
    """The status and the sentence that tell somebody why nothing was done."""
    if not isinstance(error, UserError):
        return 500, told(error)[1]
    if is_the_machines(error):
        log.error("store: %s", error)
        return 503, "数据库暂时用不了，没有办理。请稍后再试；一直这样的，请联系运维人员"
    words = as_on_a_page(str(error))
    return (409 if isinstance(error, IssueError | OvertakenError) else 400), words


def as_on_a_page(words: str) -> str:
    """A sentence without what it tells those at the command line."""
    return _OPTION.sub("", _BY_OPTION.sub(lambda told: f"{told[1] or '请'}{told[2]}", words))


def is_the_machines(error: UserError) -> bool:
    """Whether database or disk failed: what is wrong with them, and where they lie, is not for everybody."""
    return isinstance(error, StoreError) and not isinstance(error.__cause__, StoreError | NoneType)


def _record(request: Request, act: str) -> None:
    house: House = request.app.state.house
    user: User | None = request.state.visitor
    house.store.deeds.add(
        Deed(
            at=house.clock(),
            user=user.name if user else "",
            person=user.person if user else "",
            role=user.role if user else None,
            place=place_of(request),
            act=act,
            subject=" ".join((request.state.subject or request.scope["path"]).split()),  # in one line
            outcome=request.state.refused,
        )
    )


def place_of(request: Request) -> str:
    """The network address of whoever asks."""
    return request.client.host if request.client else ""
