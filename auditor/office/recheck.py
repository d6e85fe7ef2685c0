"""One row's page asked for again, alone: is the fault still there? What cannot be told is left to the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from auditor.config.calendar import operator_calendar
from auditor.evidence.difference import difference, in_a_sentence, words_of
from auditor.installation import own_portals
from auditor.judge.judge import Judgement, judge
from auditor.ledger.issue import IssueError
from auditor.models import Page, Portal, ProblemKind, Site, Verdict
from auditor.models.address import canonical
from auditor.models.complaint import CommandError
from auditor.models.issue import Issue
from auditor.models.spaces import squeeze
from auditor.office.judged_page import judged_page
from auditor.portal.atlas import Atlas
from auditor.rule import Rule
from auditor.rule.book import rulebook
from auditor.store import Store
from auditor.text.masking import mask
from spiders.extract.answer import Answer, read
from spiders.manners import Manners

GONE = (404, 410)
BROKEN_RULE = "规则未能执行"
_SAYS_LITTLE = {
    ProblemKind.EMPTY_CONTAINER,
    ProblemKind.NO_CONTAINER,
    ProblemKind.SCRIPTED,
    ProblemKind.PARTIAL,
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look came to. `still`: whether the fault is there; None where the machine cannot tell, because of `why`."""

    before: str | None  # captures
    after: str
    still: bool | None
    why: str = ""
    changed: str = ""  # since the row was opened, in a sentence

    def result(self, issue: Issue, said: str | None) -> str:
        """fixed, partly or not: by the person's word where one is given, else by what the machine saw.

        Raises CommandError where neither tells, and where the person's word is against what is there to be seen.
        """
        if said is None:
            if self.still is None:
                raise CommandError(
                    f"机器不能断定问题 {issue.number} 是否已经整改（{self.why}），请看过网页以后写明复查结果（命令行用 --result）；状态没有改变"
                )
            return "not" if self.still else "fixed"
        if said == "fixed" and self.still and issue.opening.verdict is Verdict.FAIL:
            raise IssueError(f"网页上仍有问题 {issue.number}，不能写成已整改；确属误报的走申诉或撤销")
        return said


def portal_of(store: Store, issue: Issue, given: Portal | None) -> Portal:
    """The profile of the row's portal: the one given, else one of this installation. Raises CommandError."""
    known = (given,) if given else own_portals(amended=store.amendments.of)
    for portal in known:
        if portal.id == issue.portal:
            return portal
    if given:
        raise CommandError(f"问题 {issue.number} 是门户 {issue.portal} 的，不是“{given.name}”的")
    raise CommandError(f"复查要访问门户 {issue.portal}，请用 --profile 写明它的门户档案")


def look(
    store: Store, issue: Issue, portal: Portal, *, at: dt.datetime, tell: Callable[[str], None]
) -> Looked:
    """Ask for the page once, by the portal's manners, keep what came and judge it by the row's own rule.

    Raises CommandError where nothing came that can be read: blocked is not mended.
    """
    url = issue.page_url
    said: list[str] = []
    fetched = Manners(portal, Atlas(portal, at.date()).allows, said.append).ask(url)
    for words in said:
        tell(words)
    if fetched is None or fetched.fault:
        why = f"：{fetched.fault if fetched else '；'.join(said)}"
        raise CommandError(f"没有读到网页，问题 {issue.number} 的状态没有改变{why}")
    answer = Answer(
        url=fetched.url, body=fetched.body, status=fetched.status, headers=fetched.headers, fetched_at=at
    )
    page = read(answer, portal)
    if not page.readable and page.status not in GONE:
        raise CommandError(f"网页读不出来，问题 {issue.number} 的状态没有改变：{page.problems[0].text}")
    after = store.bodies.put(fetched.body)
    before = _capture_before(store, issue, url)
    changed = _changed(store, issue, portal, page)
    page = _placed(store, issue.portal, portal, replace(page, capture=after), url, at)
    judged = _judged(issue, page, portal, at)
    if judged and any(f.fingerprint in issue.fingerprints for f in judged.found):
        return Looked(before, after, still=True, changed=changed)
    why = _doubt(issue, page, url, judged)
    return Looked(before, after, still=None if why else False, why=why, changed=changed)


def _changed(store: Store, issue: Issue, portal: Portal, page: Page) -> str:
    was = judged_page(store, issue, portal)
    if was is None:
        return "检查时的网页没有存下来，不能比较"
    return in_a_sentence(difference(mask(words_of(was)), mask(words_of(page))))


def _capture_before(store: Store, issue: Issue, url: str) -> str | None:
    versions = store.pages.versions(issue.portal, url)
    return issue.opening.capture or (versions[-1].capture if versions else None)


def _placed(store: Store, portal_id: str, portal: Portal, page: Page, url: str, at: dt.datetime) -> Page:
    """The page as its section's, with what the store knows of its past."""
    stored = store.pages.stored(portal_id, url)
    if stored is None:
        return page
    was, _ = stored
    placed = Atlas(portal, at.date()).placed(page, was.section_url)
    return replace(
        placed,
        unit=was.unit,
        first_seen_at=was.first_seen_at,
        first_shown_on=was.first_shown_on,
        last_absent_at=was.last_absent_at,
    )


def _judged(issue: Issue, page: Page, portal: Portal, at: dt.datetime) -> Judgement | None:
    """What the row's own rule says of the page; None where there is no rule that could."""
    rule = _rule(issue)
    if rule is None or not issue.opening.fingerprint:
        return None
    return judge([page], Site(portal=portal, as_of=at, calendar=operator_calendar()), [rule])


def _rule(issue: Issue) -> Rule | None:
    """The rule that judges the page by itself; None where it looks at more than one page."""
    fitting = (r for r in rulebook() if r.code == issue.opening.code)
    return next((r for r in fitting if r.scope == "page" and r.awaits is None), None)


def _doubt(issue: Issue, page: Page, url: str, judged: Judgement | None) -> str:
    """Why that nothing was found does not prove that it is mended; "" where it does."""
    said, rule = issue.opening, _rule(issue)
    if page.status in GONE:
        return f"网页已经撤下，状态码 {page.status}"
    if canonical(page.url) != canonical(url):
        return f"网址跳转到了 {page.url}"
    if not said.fingerprint:
        return "这一行不是机检发现的"
    if judged is None or rule is None:
        return f"{said.code} 要看过整个栏目或门户才能判定"
    if judged.unjudged or any(f.subject.endswith(BROKEN_RULE) for f in judged.found):
        return "规则未能执行"
    return _unlike(issue, page) or ("规则已经修订" if rule.version != said.rule_version else "")


def _unlike(issue: Issue, page: Page) -> str:
    """Why what was read may be another page than the one that was judged, or the very same."""
    if thin := next((p for p in page.problems if p.kind in _SAYS_LITTLE), None):
        return thin.text
    if page.capture == issue.opening.capture:
        return "网页与发现问题时完全相同"
    return "网页的标题变了" if squeeze(page.title) != squeeze(issue.opening.title) else ""
