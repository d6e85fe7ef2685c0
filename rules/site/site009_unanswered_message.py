"""SITE009: a message of a reader that stands on the site for months without an answer."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze_lines
from auditor.rule import site_rule
from auditor.text.dates import parse_date
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS

_BOARD = pattern(r"留言|信箱|来信|信件|咨询|投诉|互动|诉求|问政|民意|民声|问答|问题办理|热线|回音壁|意见建议")
_OTHER_EXCHANGE = pattern(r"征集|征求|调查|访谈|采纳")  # they wait for readers, not readers for them
_RECEIVED = pattern(
    r"(?:留言|来信|写信|提交|提问|咨询|投诉|信件|受理)(?:时间|日期)[:：]\n?"
    r"(?P<day>20\d\d(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2}))"
)
_WAITING = pattern(
    r"状态[:：]\n?(?:未|尚未|暂未|待|正在|办理中|处理中|受理中)[^\n]{0,12}"
    r"|^(?:目前|该留言)?(?:尚未|暂未|还未)(?:答复|回复)[。]?$|(?:答复|回复)(?:内容|意见|情况)?[:：]\n?(?:暂无|尚无|待|未|办理中|处理中|受理中|正在|转办)[^\n]{0,8}",
    re.MULTILINE,
)
_ANSWERED = pattern(
    r"(?:答复|回复|办理)(?:内容|意见|情况|结果|时间|日期)[:：]\n?(?!暂无|尚无|待|未|无|[-—/]|$|办理中|处理中|受理中|正在|转办|(?:答复|回复|办理)[\u4e00-\u9fff]{2}[:：])\S{6}|已(?:答复|回复|办结)",
)
_ANSWERED_ON = pattern(
    r"(?:答复|回复|办结)(?:时间|日期)[:：]\n?(?P<day>20\d\d(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2}))"
)
_MESSAGE = pattern(r"(?:留言|来信|信件|咨询|投诉|诉求)内容[:：]\n?[^\n]{1,60}")
_ANY_ANSWER = pattern("答复|回复|回应|办理|处理|受理|转办|已阅")
_NO_ANSWER_DUE = pattern(r"无效|重复(?:留言|来信)|不予(?:受理|公开|答复)|涉诉|撤回|诉讼|测试")


@site_rule(
    "SITE009",
    "留言回应",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def unanswered_message(site: Site, *, limit_days: int = 92, late_days: int = 60) -> Iterator[Flaw]:
    """网民有效留言应当及时答复并公开，不得超过3个月没有答复。

    怎么算：留言、信箱、互动交流等栏目里的网页，写明了留言（来信、提交）时间，没有写时间的取发布日期，又写明办理中、尚未答复、回复暂无，或者只有留言内容、同一栏目别的网页都显示答复而这里没有，
    到检查日已过92天的，逐条列出；写明了答复时间，而比留言时间晚60天以上的，也列出。
    转人工核对：全部，由检查人看后台是否已经答复、留言是否有效；简单咨询超过5个工作日没有答复的，页面上不显示的留言，由检查人在后台查，逐条登记。
    不算：写明已经答复、办结而没有写答复时间的；无效、重复、涉诉、不予受理的；没有写明办理状态的。
    改法：逐条答复并公开。
    不管什么：舆情回应看 INT010。
    """
    today = site.as_of.date()
    answering = _answering(site)
    for page in site.pages:
        if page.kind is not PageKind.ARTICLE or not page.readable or not _is_letter(page):
            continue
        document = site.documents.get(canonical(page.url))
        text = squeeze_lines(document.text) if document else ""
        yield from _late(page, text, late_days)
        waiting = _WAITING.search(text) or (page.section_url in answering and _left_alone(text))
        if not waiting or _ANSWERED.search(text) or _NO_ANSWER_DUE.search(text):
            continue
        received_on = _received_on(text, page)
        if received_on is not None and (today - received_on).days > limit_days:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"《{page.title}》{received_on}留言，到检查日{(today - received_on).days}天没有答复，请核对后台",
                quote=waiting.group(),
                expected="3个月以内答复并公开",
                amount=(today - received_on).days,
                page=page,
            )


def _is_letter(page: Page) -> bool:
    """Whether the page stands where letters do, by its section or by the way that leads to it."""
    told = "/".join((page.section or "", *page.breadcrumb))
    return bool(_BOARD.search(told)) and not _OTHER_EXCHANGE.search(f"{told}{page.title}")


def _answering(site: Site) -> frozenset[str | None]:
    """Sections of messages on whose other pages answers are shown."""
    boards = (page for page in site.pages if page.readable and _is_letter(page))
    told = ((page.section_url, site.documents.get(canonical(page.url))) for page in boards)
    return frozenset(
        at for at, document in told if document and _ANSWERED.search(squeeze_lines(document.text))
    )


def _left_alone(text: str) -> re.Match[str] | None:
    """The message, where no word of an answer follows it."""
    return None if _ANY_ANSWER.search(text) else _MESSAGE.search(text)


def _late(page: Page, text: str, late_days: int) -> Iterator[Flaw]:
    """An answer that came long after the message, where the page tells both days."""
    told, answered = _RECEIVED.search(text), _ANSWERED_ON.search(text)
    received_on = parse_date(told["day"]) if told else None
    answered_on = parse_date(answered["day"]) if answered else None
    if not received_on or not answered_on or (answered_on - received_on).days <= late_days:
        return
    days = (answered_on - received_on).days
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title}》{received_on}留言，{answered_on}才答复，隔了{days}天，请核对是否超过办理时限",
        quote=answered.group() if answered else "",
        expected="在规定时限内答复",
        amount=days,
        page=page,
    )


def _received_on(text: str, page: Page) -> dt.date | None:
    """The day on which the message was left, as the page tells it, else the day shown."""
    told = _RECEIVED.search(text)
    return (parse_date(told["day"]) if told else None) or page.shown_on
