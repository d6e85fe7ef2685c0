"""The rule book with each rule's figures: what it found, and what people said of that."""

from __future__ import annotations

from functools import cache

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from auditor.ledger.rule_figures import Figures, rule_figures
from auditor.models.role import Role
from auditor.web.desk import AtHand
from auditor.web.pages import page
from auditor.web.roles import admits
from auditor.web.rooms import room
from auditor.web.rows import checks_told, rule_told
from reports.book.rule_entries import FAMILIES, Entry

routes = room()
_NONE = Figures()


@routes.get("/rules")
@admits(Role.INSPECTOR, Role.CHIEF, Role.OPERATOR, menu="规则", aside=True)
def rules(here: AtHand) -> HTMLResponse:
    """Every check, family by family, with its figures."""
    figures = rule_figures(here.rows())
    shown = [
        (name, [(one, figures.get(one.code, _NONE)) for one in chapter]) for name, chapter in _chapters()
    ]
    return page(here.request, "rules.html", chapters=shown)


@routes.get("/rules/{code}")
@admits(Role.INSPECTOR, Role.CHIEF, Role.OPERATOR)
def rule(here: AtHand, code: str) -> HTMLResponse:
    """One check as the book prints it."""
    entry = rule_told(code)
    if entry is None:
        raise HTTPException(404, "没有这一条规则")
    figures = rule_figures(here.rows()).get(code, _NONE)
    return page(here.request, "rule.html", rule=entry, figures=figures)


@cache
def _chapters() -> list[tuple[str, list[Entry]]]:
    codes = dict.fromkeys(code for code, _ in checks_told())
    entries = [entry for code in codes if (entry := rule_told(code))]
    names = dict.fromkeys((*FAMILIES.values(), *(entry.family for entry in entries)))
    chapters = [(name, [entry for entry in entries if entry.family == name]) for name in names]
    return [chapter for chapter in chapters if chapter[1]]
