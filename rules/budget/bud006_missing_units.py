"""BUD006: a unit of the budget roster without budget or final account."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.models import DocumentClass, Flaw, Section, SectionKind, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.numerals import with_arabic_years
from auditor.text.patterns import pattern

from ..basis import BUDGET_LAW_14
from ..freshness import judged_views

_YEAR = pattern(r"(20\d\d)")
_BELOW = pattern(r"[\u4e00-\u9fff]{2,14}(?:所|站|中心|大队|支队|馆|院|校|处)(?=[〇○零二\d]|部门|单位)")
_MANY_TIMES = 4  # units that have it for each that lacks it, where no roster is known
Titles = Sequence[tuple[str, str | None]]


@site_rule(
    "BUD006",
    "单位覆盖不全",
    Severity.SERIOUS,
    basis=(BUDGET_LAW_14,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=6,
)
def missing_units(
    site: Site,
    *,
    roster: Sequence[str] = (),
    exempt: Sequence[str] = (),
    budget_month: int = 5,
    accounts_month: int = 12,
    beside_month: int = 11,
    others_month: int = 9,
) -> Iterator[Flaw]:
    """各预算单位应当公开本部门的预算和决算，涉密单位除外。

    怎么算：预算单位名册写在选项roster里；5月起查当年预算，12月起查上年决算，此前查再上一年的。单位的预决算栏目读全了、全站也没有标题写明该单位该年度的，判不通过。
    转人工核对：单位没有配置预决算栏目，或者栏目没有读全的；没有名册，而有栏目的单位里公开了的是没有公开的4倍以上的，或者这个单位上一年度的已经公开的（上年决算从11月起查；公开了的是没有公开的8倍以上的，从9月起查）。
    不算：标题写的是下属单位（某局某某中心）的，不作该单位的；选项exempt列出的涉密单位；没有配置名册的，不判不合格；栏目一条信息也没有的（看 COL001）。
    改法：补充公开；确属涉密的，登记到免予公开名单。
    不管什么：公开得晚看 BUD001，表格不全看 BUD002。
    """
    today = site.as_of.date()
    titles = _titles(site)
    if not roster:
        due = _due(today, budget_month, beside_month)
        yield from _beside_others(site, titles, exempt, due, _due(today, budget_month, others_month))
    read = {v.section.unit: v.section for v, _ in judged_views(site) if v.section.kind is SectionKind.BUDGET}
    for name in roster:
        unit = site.portal.unit_named(name)
        for kind, year in _due(today, budget_month, accounts_month):
            if name not in exempt and not _has_year(_own(site, titles, name, kind), year):
                yield _of_roster(site, name, kind, year, read.get(unit.name if unit else name))


def _beside_others(
    site: Site,
    titles: Titles,
    exempt: Sequence[str],
    due: Sequence[tuple[str, int]],
    due_among_others: Sequence[tuple[str, int]],
) -> Iterator[Flaw]:
    """Where no roster is known: a unit whose list lacks what the lists of nearly all others hold, or that of the year
    after one it has. One of whose titles tells no year may be what is sought."""
    sections = {
        v.section.unit: v.section
        for v, visit in judged_views(site)
        if v.section.kind is SectionKind.BUDGET and visit.entry_count and v.section.unit not in exempt
    }
    for kind, year in dict.fromkeys((*due, *due_among_others)):
        own = {name: _own(site, titles, name, kind) for name in sections}
        lacking = [name for name, found in own.items() if not _has_year(found, year)]
        having = len(own) - len(lacking)
        many = _MANY_TIMES if (kind, year) in due else 2 * _MANY_TIMES  # early: only where nearly all have it
        others_have = having >= many * len(lacking)
        for name in lacking:
            if not all(_YEAR.search(with_arabic_years(title)) for title in own[name]):
                continue
            if others_have or ((kind, year) in due and _has_year(own[name], year - 1)):
                beside = f"其他{having}个单位都已公开" if others_have else f"{year - 1}年的已经公开"
                message = f"没有找到{name}{year}年{kind}，而{beside}，请人工核对是否免予公开"
                yield _flaw(message, name, kind, year, sections[name])


def _own(site: Site, titles: Titles, name: str, kind: str) -> list[str]:
    """The titles of the unit's budgets or accounts, of whatever year."""
    unit = site.portal.unit_named(name)
    known = {name, *((unit.name, *unit.aliases) if unit else ())}
    own = (t for t, owner in titles if kind in t and (owner in known or any(n in t for n in known)))
    return [t for t in own if not _is_below(max((n for n in known if n in t), key=len, default=name), t)]


def _is_below(name: str, title: str) -> bool:
    """Whether the title names an institution under the unit: 某某局某某中心2023年预算."""
    _, found, rest = title.partition(name)
    return bool(found and _BELOW.match(rest))


def _has_year(titles: Sequence[str], year: int) -> bool:
    return any(str(year) in _YEAR.findall(with_arabic_years(title)) for title in titles)


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


def _of_roster(site: Site, name: str, kind: str, year: int, section: Section | None) -> Flaw:
    message = f"没有找到{name}{year}年{kind}"
    message += "" if section else "；该单位没有读全的预决算栏目，请人工核对"
    flaw = _flaw(message, name, kind, year, section)
    url = None if section else site.portal.home
    return replace(flaw, verdict=Verdict.FAIL if section else Verdict.REVIEW, quote=f"名册：{name}", url=url)


def _flaw(message: str, name: str, kind: str, year: int, section: Section | None) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=message,
        subject=f"{name}{year}年{kind}",
        quote=section.title if section else "",
        expected=f"公开{year}年部门{kind}",
        section=section,
    )
