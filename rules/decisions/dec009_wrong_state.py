"""DEC009: a consultation whose end lies before its publication, or that is over and still 进行中."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from .kinds import is_excused, text_of
from .period import Period, consultation_period, reversed_period

_OPEN = pattern(r"进行中|正在(?:征集|进行)|征集中|未结束|尚未开始|未开始")


@page_rule(
    "DEC009",
    "征集状态错",
    Severity.MINOR,
    basis=(SITE_INDICATORS,),
    classes=(DocumentClass.CONSULTATION,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def wrong_state(page: Page, site: Site, *, grace_days: int = 1) -> Iterator[Flaw]:
    """征集的起止日期和状态应当真实：截止日不得早于发布日，截止后应当显示已结束。

    怎么算：正文写明起止日期，截止日早于页面“发布日期”的，判不通过（起止年份写颠倒的也在内）。
    转人工核对：截止日早于开始日而不早于发布日期的；截止已过1天以上，页面仍显示“进行中”“征集中”的（可能延长了期限，或者读取时状态没有刷新）。
    不算：截止日没有写全的；页面写明延长、再次征求的；截止当日和次日。
    改法：更正日期；到期后把状态改为已结束，并公布采纳情况。
    不管什么：期限长短看 DEC003、DEC004。
    """
    text = text_of(site, page)
    period = consultation_period(page, text, site.calendar) or reversed_period(page, text)
    if period is None or is_excused(page, text):
        return
    published_on = page.date("published_on")
    if published_on and period.end_on < published_on:
        yield _flaw(Verdict.FAIL, period, f"截止日{period.end_on}早于发布日期{published_on}")
    elif period.days < 0:
        yield _flaw(
            Verdict.REVIEW, period, f"截止日{period.end_on}早于开始日{period.start_on}，请核对哪一个写错"
        )
    elif (page.fetched_at.date() - period.end_on).days > grace_days and (state := _OPEN.search(_said(page))):
        message = f"征集已于{period.end_on}截止，页面仍显示“{state.group()}”，请人工核对"
        yield _flaw(Verdict.REVIEW, period, message)


def _said(page: Page) -> str:
    """The words that may tell the state: what stands above the body and the lines of the body that name it."""
    lines = (p.text for p in page.document.paragraphs if "状态" in p.text or len(p.text) <= 12)
    return "\n".join((page.lead_text, *(value or "" for value in page.fields.values()), *lines))


def _flaw(verdict: Verdict, period: Period, message: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=message,
        quote=period.quote,
        expected="截止日不早于发布日；截止后显示已结束",
    )
