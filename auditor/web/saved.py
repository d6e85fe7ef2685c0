"""Answers that the browser saves and never shows: whatever is in them runs nowhere."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response


def saved(body: bytes, name: str) -> Response:
    """The bytes, to be saved under the last part of the name."""
    named = f"attachment; filename*=UTF-8''{quote(name.rpartition('/')[2], safe='')}"
    return Response(
        body,
        media_type="application/octet-stream",
        headers={"content-disposition": named, "content-security-policy": "sandbox; default-src 'none'"},
    )
