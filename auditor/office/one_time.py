"""动态口令: one-time passwords by the clock (RFC 6238), as every authenticator of a phone makes them. Pure."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from urllib.parse import quote

STEP_SECONDS, DIGITS = 30, 6
_DRIFT = 1  # steps that a phone's clock may be off


def new_secret() -> str:
    """As an authenticator takes it typed in."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def address_of(secret: str, account: str, issuer: str) -> str:
    """As an authenticator takes it as a link."""
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?secret={secret}&issuer={quote(issuer)}"


def code(secret: str, number: int, digits: int = DIGITS) -> str:
    """The one-time password of that number."""
    key = base64.b32decode(secret)
    made = hmac.digest(key, number.to_bytes(8, "big"), hashlib.sha1)
    start = made[-1] & 15
    value = int.from_bytes(made[start : start + 4], "big") & 0x7FFFFFFF
    return str(value % 10**digits).zfill(digits)


def number_at(at: dt.datetime) -> int:
    """The number of the moment's one-time password."""
    return int(at.timestamp()) // STEP_SECONDS


def number_of(secret: str, given: str, at: dt.datetime) -> int | None:
    """Which one-time password of about now was given; None where it is none of them."""
    typed = "".join(given.split()).encode("utf-8", "replace")
    now = number_at(at)
    near = range(now - _DRIFT, now + _DRIFT + 1)
    return next((n for n in near if hmac.compare_digest(code(secret, n).encode(), typed)), None)
