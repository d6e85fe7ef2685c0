"""DEC008: a consultation and the report on its opinions that do not lead to each other."""

from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from ..relations import Pair, feedbacks
from .unanswered import unanswered

_SUMMED_UP = pattern(r"汇总|一览|年度")  # one feedback for a year's consultations


@site_rule(
    "DEC008",
    "征集与反馈未关联",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
)
def unlinked_feedback(site: Site, *, silent_days: int = 60, recent_days: int = 365) -> Iterator[Flaw]:
    """征求意见公告与意见采纳情况应当互相链接、一一对应。

    怎么算：同一单位两页的标题写的是同一份草案（标题没有写的，看反馈正文说就哪一份草案征求了意见），或者有一页链到了另一页，二者就是一对；两页都没有到对方的链接，判不通过；报在缺链接的那一页，两页都缺的报在征集页。
    转人工核对：只有一页链到另一页的；本单位设有反馈栏目，征集截止已超过60天（一年以内的），反馈栏目里没有写到这份草案，征集页也没有到反馈的链接的。
    不算：年度汇总反馈逐项列出、链到征集页的；标题对得上两份草案、分不清的；没有设反馈栏目或者反馈栏目没有读完、截止日没有读到、延期和再次征集而没有找到反馈的；重大行政决策没有反馈的（看 DEC006）。
    改法：在两页上互相挂上链接。
    不管什么：反馈晚不晚看 DEC006，反馈写了什么看 DEC007。
    """
    for pair in feedbacks(site):
        if not ((pair.forth and pair.back) or _is_summed_up(pair)):
            yield _flaw(pair)
    for asked, period in unanswered(site, silent_days=silent_days, recent_days=recent_days):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"征集已于{period.end_on}截止，没有找到意见采纳情况，也没有到反馈的链接，请核对",
            subject=asked.title or asked.url,
            quote=period.quote,
            expected="公开意见采纳情况，与征集公告互相链接",
            page=asked,
        )


def _is_summed_up(pair: Pair) -> bool:
    """Whether the feedback tells of many consultations and leads to this one."""
    return pair.back and bool(_SUMMED_UP.search(pair.companion.title or ""))


def _flaw(pair: Pair) -> Flaw:
    said = "没有互相链接"
    if pair.linked:
        said = "只有反馈页链到征集页" if pair.back else "只有征集页链到反馈页"
    return Flaw(
        verdict=Verdict.REVIEW if pair.linked else Verdict.FAIL,
        message=f"征求意见与采纳情况{said}",
        subject=pair.companion.title or pair.companion.url,
        quote=f"征集：《{pair.paper.title}》；反馈：《{pair.companion.title}》",
        expected="两页互相链接、一一对应",
        page=pair.companion if pair.forth else pair.paper,  # the page that lacks the link
    )
