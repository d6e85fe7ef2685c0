"""DEC001: the year's catalogue of major decisions, missing or late."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, SectionKind, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import DECISION_REGULATION
from ..shelves import any_title, shelves, site_titles

_CATALOGUE = re.compile(r"重大(?:行政)?决策.{0,12}(?:目录|事项|清单)")
_OTHER_TOPIC = re.compile(r"会议|列席|评价|评估|征[求集]|听证|论证|采纳|反馈|解读|执行|落实")
_OWN_SECTION = re.compile(r"重大(?:行政)?决策|决策.{0,6}(?:目录|清单|事项)")
_ADJUSTED = re.compile(r"调整|变更|补充|修订")


@site_rule(
    "DEC001",
    "决策事项目录未公布",
    Severity.SERIOUS,
    basis=(DECISION_REGULATION,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def missing_catalogue(site: Site, *, due_month: int = 3, due_day: int = 31) -> Iterator[Flaw]:
    """重大行政决策事项目录应当按年度编制，及时向社会公布，并根据实际情况调整。

    怎么算：单位有重大行政决策栏目且读全了，过了3月31日（选项due_month、due_day，由主管单位定）栏目和全站都没有标题写明当年目录的，判不通过。
    转人工核对：当年目录在期限以后才公布的，可能是经批准后形成的；栏目里有标题不含年份的目录的；栏目只叫“决策公开”的。
    不算：没有重大行政决策栏目的单位；会议、列席、评价、征集、采纳等专门栏目；栏目空白的（看 COL001）；调整后重新公布的。
    改法：编制并公布当年目录；当年没有的，在栏目里说明。
    不管什么：目录有没有链到各环节看 DEC002。
    """
    year, today = site.as_of.year, site.as_of.date()
    due = dt.date(year, due_month, due_day)
    if today <= due:
        return
    of_year = re.compile(rf"{year}\s*年?.{{0,30}}{_CATALOGUE.pattern}|{_CATALOGUE.pattern}.{{0,12}}{year}")
    everywhere = site_titles(site)
    for shelf in shelves(site, _is_decision):
        if shelf.titles and not any_title(everywhere, of_year):
            undated = any(_CATALOGUE.search(t) and not re.search(r"20\d\d", t) for t in shelf.titles)
            named = any(_OWN_SECTION.search(view.section.path) for view in shelf.views)
            yield Flaw(
                verdict=Verdict.FAIL if named and not undated else Verdict.REVIEW,
                message=f"没有找到{year}年度重大行政决策事项目录"
                + ("；栏目里有标题不含年份的目录" if undated else "")
                + ("" if named and not undated else "，请人工核对"),
                subject=f"{year}年度",
                quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
                expected=f"{due}前公布{year}年度目录",
                section=shelf.views[0].section,
            )
    yield from _late(site, of_year, due)


def _late(site: Site, of_year: re.Pattern[str], due: dt.date) -> Iterator[Flaw]:
    pages = [
        p
        for p in site.pages
        if p.shown_on and of_year.search(p.title or "") and not _ADJUSTED.search(p.title or "")
    ]
    first = min(pages, key=lambda page: (page.shown_on or due, page.url), default=None)
    if first and first.shown_on and first.shown_on > due:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"目录{first.shown_on}才公布，晚于{due}，请核对形成和批准日期",
            subject="晚公布",
            quote=f"《{first.title}》",
            expected=f"{due}前公布",
            amount=(first.shown_on - due).days,
            page=first,
        )


def _is_decision(view: SectionView) -> bool:
    return view.section.kind is SectionKind.DECISION and not _OTHER_TOPIC.search(view.section.title)
