"""BUD006: a unit of the budget roster without budget or final account."""

import datetime as dt
from collections.abc import Iterator, Sequence

from auditor.models import DocumentClass, Flaw, Section, SectionKind, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import BUDGET_LAW_14
from ..freshness import judged_views

_YEAR = pattern(r"(20\d\d)")


@site_rule(
    "BUD006",
    "单位覆盖不全",
    Severity.SERIOUS,
    basis=(BUDGET_LAW_14,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def missing_units(
    site: Site,
    *,
    roster: Sequence[str] = (),
    exempt: Sequence[str] = (),
    budget_month: int = 5,
    accounts_month: int = 12,
) -> Iterator[Flaw]:
    """各预算单位应当公开本部门的预算和决算，涉密单位除外。

    怎么算：预算单位名册写在选项roster里；5月起查当年预算，12月起查上年决算，此前查再上一年的。单位的预决算栏目读全了、全站也没有标题写明该单位该年度的，判不通过。
    转人工核对：单位没有配置预决算栏目，或者栏目没有读全的。
    不算：选项exempt列出的涉密单位；没有配置名册的，不判。
    改法：补充公开；确属涉密的，登记到免予公开名单。
    不管什么：公开得晚看 BUD001，表格不全看 BUD002。
    """
    today = site.as_of.date()
    titles = _titles(site)
    read = {v.section.unit: v.section for v, _ in judged_views(site) if v.section.kind is SectionKind.BUDGET}
    for name in roster:
        unit = site.portal.unit_named(name)
        known = {name, *((unit.name, *unit.aliases) if unit else ())}
        for kind, year in _due(today, budget_month, accounts_month):
            if name not in exempt and not any(
                _is(title, owner, known, kind, year) for title, owner in titles
            ):
                yield _flaw(site, name, kind, year, read.get(unit.name if unit else name))


def _due(today: dt.date, budget_month: int, accounts_month: int) -> tuple[tuple[str, int], ...]:
    return (
        ("预算", today.year - (today.month < budget_month)),
        ("决算", today.year - 1 - (today.month < accounts_month)),
    )


def _titles(site: Site) -> list[tuple[str, str | None]]:
    pages = [(p.title or "", p.unit) for p in site.pages if p.document_class is DocumentClass.BUDGET]
    return pages + [
        (e.title, v.section.unit)
        for v in site.sections
        if v.section.kind is SectionKind.BUDGET
        for e in v.entries
    ]


def _is(title: str, owner: str | None, known: set[str], kind: str, year: int) -> bool:
    named = owner in known or any(name in title for name in known)
    return named and kind in title and str(year) in _YEAR.findall(title)


def _flaw(site: Site, name: str, kind: str, year: int, section: Section | None) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL if section else Verdict.REVIEW,
        message=f"没有找到{name}{year}年{kind}"
        + ("" if section else "；该单位没有读全的预决算栏目，请人工核对"),
        subject=f"{name}{year}年{kind}",
        quote=f"名册：{name}",
        expected=f"公开{year}年部门{kind}",
        section=section,
        url=None if section else site.portal.home,
    )
