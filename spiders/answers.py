"""What an answer brings besides its page: headers, validators for the next night, and a look at the address."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from auditor.files.magic import PARSED, sniff_file
from auditor.models import Look
from auditor.text.decode import media_type

ENOUGH_TO_TELL = 4096
_OPENING = re.compile(rb"<(?:html|body)[\s>]")
_BLOCKS = (b"div", b"table", b"ul", b"script", b"style", b"title")

if TYPE_CHECKING:
    from scrapy.http import Response

    from auditor.models import Target


def headers_of(response: Response) -> dict[str, str]:
    """The answer's headers as text; of a header that comes twice the last."""
    return {
        name.decode("latin-1"): values[-1].decode("latin-1")
        for name, values in response.headers.items()
        if values
    }


def asking_headers(target: Target, *, conditional: bool) -> dict[str, str]:
    """The headers a target is asked with: where it was found and, if `conditional`, what is known of it."""
    known = {"If-None-Match": target.etag, "If-Modified-Since": target.last_modified} if conditional else {}
    return {name: value for name, value in {"Referer": target.referrer, **known}.items() if value}


def content_type(response: Response) -> str:
    """Content-Type as it was sent, "" where it was not."""
    return _header(response, "Content-Type") or ""


def validators(response: Response) -> dict[str, Any]:
    """ETag and Last-Modified, to ask with the next night."""
    return {"etag": _header(response, "ETag"), "last_modified": _header(response, "Last-Modified")}


def look_at(response: Response, at: dt.datetime, error: str | None = None) -> Look:
    """The answer as a look. Of a file whose download was cut short the server's word tells the size."""
    whole = "download_stopped" not in response.flags
    answered = response.status != 304  # which has no body by nature
    return Look(
        at=at,
        status=response.status,
        error=error,
        size=(len(response.body) if whole else _declared_size(response)) if answered else None,
        media_type=media_type(headers_of(response)) or None,
        sniffed=sniff_file(response.body) if answered else None,
    )


def whole_file(response: Response, look: Look) -> bytes:
    """The bytes of a document that can be parsed, where all of them came; else none."""
    whole = response.status == 200 and "download_stopped" not in response.flags
    return response.body if whole and look.sniffed in PARSED else b""


def is_cut_short(response: Response) -> bool:
    """Whether a web page ends before its end. A Content-Length below the truth cuts it with no other sign.

    Some templates never say </html>; theirs still end with a mark, with every block closed.
    """
    if response.status != 200 or sniff_file(response.body[:ENOUGH_TO_TELL]) != "html":
        return False
    body = response.body.lower()
    if not _OPENING.search(body[:ENOUGH_TO_TELL]) or b"</html" in body or b"</body" in body:
        return False
    left_open = any(len(re.findall(rb"<%s[\s>]" % tag, body)) > body.count(b"</%s>" % tag) for tag in _BLOCKS)
    return left_open or not body.rstrip().endswith(b">")


def _declared_size(response: Response) -> int | None:
    text = _header(response, "Content-Length") or ""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
