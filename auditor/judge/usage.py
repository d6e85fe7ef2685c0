"""A doubt about the same words on many pages is put to people once. Pure, order-independent.

Words that one unit uses on several pages, published on different days, or that several units use, may be a term: a name, a
word of a craft or of offices. Nobody can tell from one page, and nobody is helped by being asked on each. So the doubt is put at the page published first, which
tells of the others; there it is exempted, for the reason that it is asked about elsewhere: it is neither mended nor gone,
and nothing is hidden. What is certain (`fail`) is told on every page, and drafts, which nobody published, are told all.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from auditor.models import Exemption, Finding, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import Rule

USAGE_PAGES = 3  # on fewer pages the same slip may have been made again
USAGE_UNITS = 3
_NAMED = 5  # addresses told

_Usage = tuple[str, str]  # code, words


def asked_once(findings: Iterable[Finding], rules: Sequence[Rule], site: Site) -> list[Finding]:
    """The findings; doubts that are asked about elsewhere carry their exemption."""
    days = _days(site)
    doubts: dict[_Usage, list[Finding]] = defaultdict(list)
    kept: list[Finding] = []
    usage = {rule.code: rule.usage for rule in rules if rule.usage}
    for finding in findings:
        words = usage[finding.code](finding) if _is_open_doubt(finding, usage) else ""
        if words and canonical(finding.url) in days:
            doubts[finding.code, words].append(finding)
        else:
            kept.append(finding)
    for same in doubts.values():
        for group in _groups(same):
            kept += _put_once(group, days) if _is_usual(group, days) else group
    return kept


def _groups(same: list[Finding]) -> Iterable[list[Finding]]:
    """The doubts about one wording that may be put together: all of them where several units use it, else each unit's."""
    units: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in same:
        units[finding.unit].append(finding)
    return [same] if len(units) >= USAGE_UNITS else units.values()


def _is_open_doubt(finding: Finding, usage: Mapping[str, object]) -> bool:
    return finding.code in usage and finding.verdict is Verdict.REVIEW and finding.exemption is None


def _days(site: Site) -> dict[str, dt.date]:
    """By canonical address, the day the page says it was published."""
    return {canonical(page.url): day for page in site.pages if (day := page.shown_on)}


def _is_usual(group: Sequence[Finding], days: Mapping[str, dt.date]) -> bool:
    pages = {canonical(finding.url) for finding in group}
    return len(pages) >= USAGE_PAGES and len({days[page] for page in pages}) > 1


def _put_once(group: Sequence[Finding], days: Mapping[str, dt.date]) -> list[Finding]:
    first, *others = sorted(group, key=lambda finding: (days[canonical(finding.url)], finding.url))
    urls = [finding.url for finding in others]
    named = "、".join(urls[:_NAMED]) + "等" * (len(urls) > _NAMED)
    elsewhere = Exemption(
        first.code, f"同样的说法多个页面都有，已在{first.url}提请核对一次", asked_at=first.url
    )
    return [
        dataclasses.replace(
            first,
            message=f"{first.message}；另有{len(urls)}个页面也这样写，一并核对：{named}。是用语的写进 known，是错字的逐页改正",
            amount=len(group),
        ),
        *(dataclasses.replace(finding, exemption=elsewhere) for finding in others),
    ]
