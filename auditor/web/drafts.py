"""发布前自查: a draft is judged as `auditor check` does it, shown with its faults marked, and forgotten."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import File, Form, UploadFile
from starlette.responses import HTMLResponse

from auditor.check.apart import check_apart
from auditor.check.check import Checked
from auditor.check.draft import TYPES
from auditor.models.complaint import CommandError
from auditor.office.attached import MOST_BYTES, clean_name
from auditor.rule.book import rulebook
from auditor.web.desk import AtHand, Here
from auditor.web.pages import page
from auditor.web.roles import admits_people
from auditor.web.rooms import room
from reports.book.rulebook import fixes
from reports.drafts.marked_draft import marked

routes = room()
MOST_WORDS = 190_000
_ENDINGS = tuple(f".{name}" for name in TYPES)


@routes.get("/check")
@admits_people(menu="发布前自查", aside=True)
def check(here: AtHand) -> HTMLResponse:
    """The form: paste or choose a file."""
    return page(here.request, "check.html", endings=_ENDINGS)


@routes.post("/check")
@admits_people(act="发布前自查")
def checked(
    here: AtHand,
    words: Annotated[str, Form(max_length=MOST_WORDS)] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> HTMLResponse:
    """What would cost points if it were published like this."""
    name, body = _given(words, file)
    here.request.state.subject = ""  # not even what it was called is kept
    portal = here.portals[0] if len(here.portals) == 1 else None
    done = check_apart(name, body, as_of=here.at, portal=portal)
    return page(here.request, "checked.html", name=name, **_shown(here, done))


def _given(words: str, file: UploadFile | None) -> tuple[str, bytes]:
    if file is None or not file.filename:
        if not words.strip():
            raise CommandError("请粘贴文稿，或者选一个文件")
        return "粘贴的文稿.txt", words.encode("utf-8", "replace")
    name, body = clean_name(file.filename), file.file.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise CommandError(f"“{name}”超过 {MOST_BYTES // 1_000_000} MB，没有检查")
    if not name.lower().endswith(_ENDINGS):
        raise CommandError(f"“{name}”不是能检查的文件，可以查：{'、'.join(_ENDINGS)}")
    return name, body


def _shown(here: Here, done: Checked) -> dict[str, Any]:
    advice = fixes(rulebook())
    drafts = [
        marked(one, [finding for finding in done.findings if finding.url == one.url], advice)
        for one in done.pages
    ]
    return {"drafts": drafts, "faults": done.faults, "exempted": len(done.exempted), "at": here.at}
