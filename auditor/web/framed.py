"""A kept page, shown in a frame of ours that runs nothing, loads nothing and has no origin: the one way it is shown."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup
from starlette.responses import HTMLResponse

from auditor.web.desk import Here
from auditor.web.pages import page
from auditor.web.safety import THEIRS

_MARK = Markup("<mark>")


def framed(
    here: Here, fragment: str, *, at: dt.datetime | None, capture: str, lost: bool = False
) -> HTMLResponse:
    """What goes into the frame. The fragment comes from `auditor.evidence.view`, which alone makes markup of theirs inert."""
    kept = Markup(fragment).replace(_MARK, Markup('<mark id="quote">'), 1)
    answer = page(
        here.request, "framed.html", kept=kept, at=at, capture=capture, lost=lost, marked=_MARK in fragment
    )
    answer.headers["content-security-policy"] = THEIRS
    return answer
