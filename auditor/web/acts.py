"""The forms of acts: what they carry, in one place for every role's pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from fastapi import File, Form, UploadFile
from starlette.exceptions import HTTPException

from auditor.models.complaint import CommandError
from auditor.models.issue import Issue
from auditor.office.attached import MOST_BYTES, MOST_FILES, attach
from auditor.web.desk import Here
from reports.addresses import is_web

Why = Annotated[str, Form(max_length=20_000)]
Seen = Annotated[int, Form(ge=1)]  # Issue.version, as the person saw it
Line = Annotated[str, Form(max_length=2_000)]
_POINTS = Form(ge=0, le=1000, max_digits=8, decimal_places=4, allow_inf_nan=False)
Points = Annotated[Decimal | None, _POINTS]
NewPoints = Annotated[Decimal, _POINTS]
Day = Annotated[dt.date, Form()]
MaybeDay = Annotated[dt.date | None, Form()]
Files = Annotated[list[UploadFile], File()]


def received(here: Here, issue: Issue, files: Iterable[UploadFile]) -> tuple[str, ...]:
    """Keep the files of a form beside the row; the names that its history will say."""
    given = [file for file in files if file.filename]
    if len(given) > MOST_FILES:
        raise HTTPException(413, f"一次最多交 {MOST_FILES} 个附件")
    store = here.house.store
    return tuple(
        attach(store, issue, file.filename or "", file.file.read(MOST_BYTES + 1), user=here.user, at=here.at)
        for file in given
    )


def web_address(given: str) -> str | None:
    """The address that somebody typed; None where nothing was. Raises CommandError for anything else."""
    url = given.strip()
    if url and not is_web(url):
        raise CommandError(f"“{url}”不是网址，应当写成 http://… 或者 https://…")
    return url or None
