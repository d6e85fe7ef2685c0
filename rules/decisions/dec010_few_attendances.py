"""DEC010: too few meetings that citizens attended."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Section, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import OPENNESS_RULES
from .yearly import TOWN, titles_of_year

_MEETING = pattern(r"常务会|办公会|列席")
_ATTENDED = pattern(
    r"列席.{0,30}会议?|(?:会议|常务会|办公会).{0,24}列席|代表.{0,8}(?:走进|参加|旁听).{0,24}(?:常务|办公)会|(?:公众|居民|群众|市民|企业|利益相关方).{0,12}代表.{0,12}列席|邀请.{0,20}列席"
)
_HEARD = pattern(  # 人大代表建议、政协委员提案办理情况 is a matter that was heard, no opinion of somebody present
    r"(?:代表|委员(?!会)|市民|居民|村民)[^。；，\n]{0,12}(?:提出|建议|反映|发言)(?![、和及]|提案|议案|办理)"
    r"[^。；\n]{2,60}(?:采纳|吸收|责成|要求|答复|纳入|写入|研究|办理|落实)"
    r"|(?:邀请|代表|市民|居民|村民)[^。；，\n]{0,20}列席"
)


@site_rule(
    "DEC010",
    "公众列席不足",
    Severity.ORDINARY,
    basis=(OPENNESS_RULES,),
    verdicts=(Verdict.REVIEW,),
    version=5,
)
def few_attendances(site: Site, *, per_year: int = 10, from_month: int = 10) -> Iterator[Flaw]:
    """区级政府会议邀请公众代表列席每年宜不少于10次，并公开意见采纳情况。

    怎么算：10月起按月份折算进度（10次乘以已过月数再除以12，只取整数），次年1月至9月查上年全年，全站标题写明列席会议的信息和正文写明有代表列席、提出意见并说明采纳情况的会议少于进度的，提示一条。
    转人工核对：全部，会议公开页可能不写列席。
    不算：镇的会议（次数由主管单位另定）；全站当年没有任何一条列席信息、也没有常务会议信息的（多为没有读到，不是没有）。
    改法：补充公开列席情况和意见采纳情况。
    不管什么：会议内容是否公开由人核对。
    """
    month = site.as_of.month
    year, done_months = (site.as_of.year, month - 1) if month >= from_month else (site.as_of.year - 1, 12)
    if not (meetings := titles_of_year(site, year, _MEETING, without=TOWN)):
        return
    expected = per_year * done_months // 12
    heard = _heard(site)
    found = [title for title in meetings if _ATTENDED.search(title) or title in heard]
    if len(found) < expected:
        section = _place(site)
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"{year}年1至{done_months}月公众列席会议的信息{len(found)}条，按进度应有{expected}条",
            subject=f"{year}年",
            quote="；".join(found[:3]) or "没有写明列席的信息",
            expected=f"全年不少于{per_year}次",
            amount=expected - len(found),
            section=section,
            url=None if section else site.portal.home,
        )


def _place(site: Site) -> Section | None:
    """The one section kept for such meetings, by the word for it, else by that for meetings."""
    for words in (r"列席", r"会议公开|常务会|办公会"):
        named = [view.section for view in site.sections if re.search(words, view.section.path)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _heard(site: Site) -> frozenset[str]:
    """Titles of meetings whose text tells who of the public was there, or what became of their opinions."""
    meetings = (page for page in site.pages if _MEETING.search(page.title or ""))
    texts = ((page.title or "", site.documents.get(canonical(page.url))) for page in meetings)
    return frozenset(title for title, said in texts if said and _HEARD.search(said.text))
