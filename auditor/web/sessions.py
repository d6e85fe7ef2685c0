"""The cookie of a stay, and the token that binds a form to it."""

from __future__ import annotations

import hashlib
import hmac

from starlette.requests import Request
from starlette.responses import Response

from auditor.office.accounts import LONGEST

COOKIE = "auditor"
FIELD = "csrf"  # of every form that changes something
HEADER = "x-csrf-token"


def cookie_of(request: Request) -> str:
    """The token of the stay; "" without one."""
    return request.cookies.get(cookie_name(request.app.state.house.https), "")


def cookie_name(https: bool) -> str:
    """With TLS, a name that no other host and no plain page can set."""
    return f"__Host-{COOKIE}" if https else COOKIE


def keep(response: Response, token: str, *, https: bool) -> None:
    """Give the browser the token of its stay: no script reads it, no other site sends it along with a form."""
    response.set_cookie(
        cookie_name(https),
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=https,
        httponly=True,
        samesite="lax",
    )


def forget(response: Response, *, https: bool) -> None:
    """Take it back."""
    response.delete_cookie(cookie_name(https), path="/", secure=https, httponly=True, samesite="lax")


def form_token(token: str) -> str:
    """What forms of this stay carry: it cannot be told without the cookie, nor the cookie from it."""
    return hashlib.sha256(f"form of {token}".encode("utf-8", "surrogatepass")).hexdigest() if token else ""


def is_form_of(token: str, given: str) -> bool:
    """Whether a form was drawn up in this stay."""
    return bool(token) and hmac.compare_digest(form_token(token).encode(), given.encode("utf-8", "replace"))
