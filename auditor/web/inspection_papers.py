"""The papers of an inspection, to be saved: drawn up anew outside of everything that is served, never shown."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from auditor.models.inspection import Inspection
from auditor.models.role import Role
from auditor.office.inspection_zip import names, paper, zipped
from auditor.web.desk import AtHand, Here
from auditor.web.inspections import address_of, found
from auditor.web.pages import page
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.saved import saved

routes = room()
_SERIAL = re.compile(r"^\d+-")
_KINDS = {"units": "清单（网页）", "packs": "离线包（zip）"}
_TITLES = {
    "bulletin.html": "通报（网页）",
    "bulletin.docx": "通报（Word 文件）",
    "bulletin.pdf": "通报（PDF）",
    "doubts.html": "核对底稿，不得外发",
    "ledger.xlsx": "问题台账（电子表格）",
    "pictures.html": "图表",
    "units/index.html": "各单位清单的目录",
    "spot_check.html": "抽测报告，内部底稿",
    "frame.csv": "抽样框（CSV）",
    "appraisal.html": "年度考核（网页）",
    "appraisal.xlsx": "年度考核表（电子表格）",
}


@routes.get("/inspections/{portal}/{number}/papers")
@admits(Role.INSPECTOR, Role.CHIEF)
def papers(here: AtHand, portal: str, number: str) -> HTMLResponse:
    """The list of them."""
    one = found(here, portal, number)
    return page(
        here.request,
        "inspection_papers.html",
        one=one,
        names=[(name, title_of(name)) for name in names(_packed(here, one))],
        address=address_of(one),
    )


@routes.get("/inspections/{portal}/{number}/papers.zip")
@admits(Role.INSPECTOR, Role.CHIEF)
def all_papers(here: AtHand, portal: str, number: str) -> Response:
    """All of them as one file."""
    one = found(here, portal, number)
    return saved(_packed(here, one), f"{one.number}.zip")


@routes.get("/inspections/{portal}/{number}/papers/{name:path}")
@admits(Role.INSPECTOR, Role.CHIEF)
def one_paper(here: AtHand, portal: str, number: str, name: str) -> Response:
    """One of them: only a name that is in the list leads anywhere."""
    body = paper(_packed(here, found(here, portal, number)), name)
    if body is None:
        raise HTTPException(404, "没有这一份文书")
    return saved(body, name)


def title_of(name: str) -> str:
    """What people call a paper: 砚溪区财政局的清单."""
    folder, _, last = name.rpartition("/")
    whose = _SERIAL.sub("", last.rpartition(".")[0])
    return _TITLES.get(name) or (f"{whose}的{_KINDS[folder]}" if folder in _KINDS else name)


def _packed(here: Here, one: Inspection) -> bytes:
    """Drawing them up takes a while: the last ones are still there for the next file."""
    key = (one.portal, one.number, one.state, one.data_hash)
    return here.house.remembered("papers", key, lambda: zipped(here.house.store, one))
