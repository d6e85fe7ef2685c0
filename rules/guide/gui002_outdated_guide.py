"""GUI002: a guide that tells the law of before 2019, or was not touched for years."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import REGULATION_12
from ..former_law import HISTORY, without_prolongation
from .gui001_missing_elements import IS_GUIDE
from .telephones import elsewhere, telephones

_SENTENCE = pattern(r"[^。；\n]+")
_TELLING = pattern(r"492|15|十五|需要")  # one of them stands in whatever is looked for: a cheap look first
_OLD_DECREE = pattern(r"(?:国务院令)?(?:第\s*)?492\s*号")
_MADE_BY = pattern(r"(?:根据|依据|按照)[^。；]{0,80}492\s*号[^。；]{0,40}(?:编制|制定|编写)")
_IN_FORCE_SINCE = pattern(r"200[78]年(?:\d{1,2}月)?(?:\d{1,2}日)?起?(?:施行|实施|公布)")
_OLD_LIMIT = pattern(r"(?:15|十五)\s*个?工作日")
_ANSWER = pattern(r"答复|回复|作出答复")
_OTHER_LIMIT = pattern(r"第三方|征求|征询|权利人|补正|延长|牵头|共同制作|意见|听取")
_NEEDS = pattern(r"自身生产、?生活、?科研等?特殊需要")
_DAY = r"(20\d\d)(?:[年./-](\d{1,2}))?(?:[月./-](\d{1,2}))?"
_UPDATED = pattern(rf"(?:更新|修订|修改|编制|发布)(?:时间|日期|于)?[:：]?{_DAY}")
_REVISED = pattern(rf"{_DAY}[日月年]?(?:第.次|重新|最新|最近)?(?:更新|修订|修改|编制|版)")


def _is_guide(page: Page) -> bool:
    return bool(IS_GUIDE.search(squeeze(page.title)))


@page_rule(
    "GUI002",
    "指南陈旧",
    Severity.ORDINARY,
    basis=(REGULATION_12,),
    classes=(DocumentClass.GUIDE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    covers=("TXT012",),
    awaits=_is_guide,
    version=5,
)
def outdated_guide(page: Page, site: Site, *, max_age_days: int = 730) -> Iterator[Flaw]:
    """政府信息公开指南应当及时更新，不得再引用已被修订的规定。

    怎么算：正文把国务院令第492号当作现行条例引用，或者写明15个工作日内答复申请，或者以“自身生产、生活、科研等特殊需要”为申请条件的，判不通过，引出原句。
    转人工核对：正文写明的更新日期和页面日期都在两年以前的（页面顶部的日期可能不随内容更新）；指南写明的电话与同一单位机构概况页、网站页脚的办公电话没有一个相同的（只比后7位，区号写法不同不算）。
    不算：说明条例沿革、已经修订废止、以前怎么规定的；第三方意见、补正等本来就是15个工作日的期限；看不出日期的。
    改法：按国务院令第711号和本机关现状改写，更新日期。
    不管什么：要素缺少看 GUI001。
    """
    text = page.document.text
    if not _is_guide(page):
        return
    for name, quote, expected in _old_law(text):
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"指南{name}，是2019年修订前的规定",
            subject=name,
            quote=quote,
            expected=expected,
        )
    yield from _other_telephones(page, site)
    newest = _newest(page, text)
    if newest and (page.fetched_at.date() - newest).days > max_age_days:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"指南最近的日期是{newest}，已超过{max_age_days // 365}年，请核对内容是否仍然有效",
            subject="日期",
            quote=str(newest),
            expected="内容变化后及时更新",
        )


def _other_telephones(page: Page, site: Site) -> Iterator[Flaw]:
    told = telephones(page.document.text)
    for where, numbers in elsewhere(page, site) if told else ():
        if not told & numbers:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"指南的电话与{where}的电话不同，请核对哪一个有效",
                subject=f"电话：{where}",
                quote=f"指南尾号{'、'.join(sorted(n[-4:] for n in told))}；{where}尾号{'、'.join(sorted(n[-4:] for n in numbers))}",
                expected="与本机关现用电话一致",
            )


def _old_law(text: str) -> Iterator[tuple[str, str, str]]:
    """What of the old law is told as current: what it is, the sentence, what is right."""
    for match in _SENTENCE.finditer(text):
        said = match.group().strip()
        if not _TELLING.search(said) or (HISTORY.search(said) and not _is_based_on_old_decree(said)):
            continue
        if _OLD_DECREE.search(said) and "条例" in said:
            yield "引用国务院令第492号", said[:120], "国务院令第711号"
        if (
            _OLD_LIMIT.search(said)
            and _ANSWER.search(said)
            and not _OTHER_LIMIT.search(without_prolongation(said))
        ):
            yield "写明15个工作日内答复", said[:120], "20个工作日"
        if _NEEDS.search(said):
            yield "以特殊需要为申请条件", said[:120], "现行条例已不要求"


def _is_based_on_old_decree(said: str) -> bool:
    """Whether the guide is made by the old decree: the day from which that was in force does not make it history."""
    return bool(_MADE_BY.search(said)) and not HISTORY.search(_IN_FORCE_SINCE.sub("", said))


def _newest(page: Page, text: str) -> dt.date | None:
    """The newest of the page's date and the dates of updating that the text itself names."""
    squeezed_text = squeeze(text)
    said = (_told(m) for pattern in (_UPDATED, _REVISED) for m in pattern.finditer(squeezed_text))
    dates = [day for day in (*said, page.shown_on, page.document.signed.dated_on) if day]
    return max(dates, default=None)


def _told(match: re.Match[str]) -> dt.date | None:
    """The day, or the last day that the month or the year may mean."""
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or (month or 1) > 12 or (day or 1) > 31:
        return None
    return dt.date(year, month or 12, min(day or 28, 28))
