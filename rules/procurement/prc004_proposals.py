"""PRC004: motions and proposals without replies, or without the year's summary."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PROPOSAL_NOTICE
from ..shelves import Shelf, any_title, shelves, texts_on
from .replies import TOPIC, replies_without_content

_SUMMARY = pattern(
    r"总体情况|办理(?:[^答复]{0,12}(?:建议|提案|议案|件))?(?:的)?(?:工作)?(?:情况|工作)|总结|综述"
)
_REPLY = pattern(r"答复|回复|复函|第\d+号|号(?:建议|提案)")
_WITHHELD = pattern(r"不予公开|涉密|不宜公开|情况说明|未承办|没有承办")
_WITHHELD_THERE = pattern(
    r"(?:答复|复函|复文|内容)[^。；\n]{0,20}(?:不予公开|不公开|不宜公开|不对外公开)|(?:未|没有)承办"
)


@site_rule(
    "PRC004",
    "建议提案公开不全",
    Severity.ORDINARY,
    basis=(PROPOSAL_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=5,
)
def proposals(site: Site, *, due_month: int = 12) -> Iterator[Flaw]:
    """承办单位应当公开人大代表建议、政协委员提案的答复全文和办理总体情况。

    怎么算：单位的建议提案栏目读全了，看当年（12月以前看上一年）有没有答复和办理总体情况（答复看标题的年份或发布日期，总体情况看标题的年份），缺的合为一条；12月以前上一年没有、当年已经有的一项，不再问上一年。
    答复页的正文只说答复已经送交、当面答复、存在承办单位或者已经办结、将认真研究，没有答复的内容，也没有写不公开的，每页报一条。
    转人工核对：全部，单位当年可能没有承办，答复也可能依法不公开。
    不算：栏目里写明不公开、没有承办的；没有建议提案栏目的单位；栏目空白的（看 COL001）。
    改法：补充公开；不公开的在栏目内注明。
    不管什么：答复里的个人信息看个人信息各规则。
    """
    year = site.as_of.year - (site.as_of.date() < dt.date(site.as_of.year, due_month, 1))
    for shelf in shelves(site, _is_topic):
        missing = _missing(site, shelf, year)
        if year < site.as_of.year:  # what stands there of this year is no longer asked of the last
            still = _missing(site, shelf, site.as_of.year)
            missing = [name for name in missing if name in still]
        if shelf.titles and missing and not _is_withheld(site, shelf):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"建议提案栏目没有找到{year}年的{'、'.join(missing)}，请人工核对",
                subject=f"{year}年",
                quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
                expected="公开答复全文和办理总体情况，不公开的注明",
                amount=len(missing),
                section=shelf.views[0].section,
            )
    yield from replies_without_content(site)


def _missing(site: Site, shelf: Shelf, year: int) -> list[str]:
    of_year = _titles_of(site, shelf, year)
    parts = (("办理总体情况", _SUMMARY), ("答复全文", _REPLY))
    return [name for name, pattern in parts if not any_title(of_year, pattern)]


def _is_withheld(site: Site, shelf: Shelf) -> bool:
    """Whether a title, or the text of a summary, says that replies are not published or that there were none."""
    if any_title(shelf.titles, _WITHHELD):
        return True
    return any(_WITHHELD_THERE.search(text) for text in texts_on(site, shelf, _SUMMARY))


def _titles_of(site: Site, shelf: Shelf, year: int) -> tuple[str, ...]:
    """Titles that name the year, and replies, which rarely do, shown in it."""
    shown = {(entry.title, entry.published_on) for view in shelf.views for entry in view.entries}
    shown |= {(page.title or "", page.shown_on) for page in site.pages}
    in_year = {title for title, day in shown if day and day.year == year}
    return tuple(t for t in shelf.titles if str(year) in t or (t in in_year and not _SUMMARY.search(t)))


def _is_topic(view: SectionView) -> bool:
    return bool(TOPIC.search(view.section.path))
