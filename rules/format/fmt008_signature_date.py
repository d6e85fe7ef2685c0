"""FMT008: the 落款 date is not written YYYY年M月D日, or no calendar has it."""

import unicodedata
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.dates import parse_date
from auditor.text.patterns import pattern

from ..basis import GB_T_9704_DATE, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .numbers import STANDARD_SINCE
from .unsigned import is_whole_draft, lacks_date

_STANDARD_FORM = pattern(r"\d{4}年[1-9]\d?月[1-9]\d?日")


@page_rule(
    "FMT008",
    "成文日期格式",
    Severity.ORDINARY,
    basis=(GB_T_9704_DATE, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def signature_date(page: Page, _site: Site) -> Iterator[Flaw]:
    """成文日期应当用阿拉伯数字写全年月日，月、日不编虚位，且为日历上存在的日期。

    怎么算：只看正文落款的日期，标准写法是“2023年7月21日”；用汉字数字、月日前加0、写成2023-07-21、以“号”代“日”的，都不合格。日历上没有的日期（如2月30日），不论何时的文件都不合格。
    转人工核对：送检文稿有标题、有文号或者主送机关，而没有成文日期的。
    不算：留出空白待签发时填写的；纪要、令等；2012年7月1日国家标准施行前的文件，可以用汉字数字；数字之间的空格；正文中、表格内和信息表的日期。
    改法：按印发原件更正；原件有误的，由起草单位更正后同步更正网页。
    不管什么：落款与信息表日期不同看 FLD008，日期先后颠倒看 FLD007。
    """
    words = page.document.signed.dated_text
    if not words:
        yield from _missing(page)
        return
    written = unicodedata.normalize("NFKC", squeeze(words))
    signed_on = parse_date(words)
    if signed_on and (signed_on < STANDARD_SINCE or _STANDARD_FORM.fullmatch(written)):
        return
    yield Flaw(
        verdict=Verdict.FAIL,
        message=f"落款日期“{words}”" + ("写法不规范" if signed_on else "不存在"),
        subject="落款日期",
        quote=words,
        expected=f"{signed_on.year}年{signed_on.month}月{signed_on.day}日"
        if signed_on
        else "日历上存在的日期",
    )


def _missing(page: Page) -> Iterator[Flaw]:
    if is_whole_draft(page) and lacks_date(page):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message="没有读到成文日期，请核对",
            subject="没有成文日期",
            quote=page.document.paragraphs[-1].text.strip()[-30:],
            expected="署名下一行写明成文日期",
        )
