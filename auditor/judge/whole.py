"""The portal as a whole before the site rules: what memory holds of it is not asked again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.judge.asking import distinct, finding_of, flaws_of, planned
from auditor.judge.limit import Overdue, Overruns
from auditor.judge.memory import SiteVerdicts, Told, stamp
from auditor.judge.watch import Watch
from auditor.models import Finding, Flaw, Page, Site
from auditor.rule import Rule


def judge_site(site: Site, rules: Iterable[Rule], overruns: Overruns | None = None) -> list[Finding]:
    """What the site rules say of the whole portal, with nothing remembered."""
    overruns = overruns or Overruns()
    flaws = ((rule, _ask(rule, site, site, overruns)[0]) for rule in rules if rule.scope == "site")
    return _findings(flaws, site)


def judge_watched(
    site: Site, watch: Watch, rules: Iterable[Rule], known: SiteVerdicts, overruns: Overruns
) -> tuple[list[Finding], SiteVerdicts]:
    """The same where the site's pages are under `watch`: what is known under the site's key is not asked; and what is
    to be remembered of it now."""
    shown, learnt = watch.whole(site), {}
    answers: list[tuple[Rule, list[Flaw]]] = []
    for rule in rules:
        if rule.scope != "site":
            continue
        mark = stamp(rule, site.portal)
        told = known.told.get(mark)
        if told is None:
            watch.looked = False
            flaws, broke = _ask(rule, site, shown, overruns)
            told = None if watch.looked or broke else _told(flaws, site.pages)
        else:
            flaws = [_flaw(each, site.pages) for each in told]
        if told is not None:
            learnt[mark] = told
        answers.append((rule, flaws))
    return _findings(answers, site), SiteVerdicts(known.key, learnt)


def _ask(rule: Rule, site: Site, shown: Site, overruns: Overruns) -> tuple[list[Flaw], bool]:
    """The flaws, and whether the rule broke or did not answer."""
    try:
        return flaws_of(rule, site.portal, shown)
    except Overdue:
        overruns.note(rule)
        return [], True


def _findings(answers: Iterable[tuple[Rule, Sequence[Flaw]]], site: Site) -> list[Finding]:
    found = (finding_of(rule, flaw, flaw.page, site) for rule, flaws in answers for flaw in flaws)
    return planned(distinct(found), site)


def _told(flaws: Sequence[Flaw], pages: Sequence[Page]) -> tuple[Told, ...] | None:
    """The flaws as they are kept; None where one is of a page that is none of the site's."""
    places = {id(page): place for place, page in enumerate(pages)} if flaws else {}
    if any(flaw.page and id(flaw.page) not in places for flaw in flaws):
        return None
    return tuple(Told(replace(flaw, page=None), places.get(id(flaw.page))) for flaw in flaws)


def _flaw(told: Told, pages: Sequence[Page]) -> Flaw:
    return told.flaw if told.place is None else replace(told.flaw, page=pages[told.place])
