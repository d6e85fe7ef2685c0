"""TXT015: sums that their parts do not make up, periods and days for one thing stated twice and differently."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.numerals import read_number
from auditor.text.patterns import pattern

from ..basis import PAPERWORK_REGULATION
from ..document_classes import DISCLOSED
from .capital_amounts import unlike_amounts
from .stated_deadlines import deadline_faults
from .stated_periods import period_faults
from .stated_sums import counts_told_twice, quotas_told_twice, sums_told_behind, wrong_sums
from .stated_validity import validity_faults

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_GLOSSED = pattern(  # 七日内无人认领的（自收容之日起十五日为认领期）
    rf"(?P<one>{_NUMBER})(?P<unit>个?工作日|日|天)内(?:无人|仍?未|不|没有)?(?P<what>[\u4e00-\u9fff]{{2}})的?（[^（）\n]{{0,20}}?(?<![一二三四五六七八九十\d])(?P<other>{_NUMBER})(?P=unit)为(?P=what)期限?）"
)
_PUT_OFF = pattern("延长|延期|顺延|推迟|调整为|更正")
_CLASSES = (
    *DISCLOSED,
    DocumentClass.NEWS,
    DocumentClass.INTERPRETATION,
    DocumentClass.CONSULTATION,
    DocumentClass.CONSULTATION_FEEDBACK,
    DocumentClass.DRAFT,
)


@page_rule(
    "TXT015",
    "正文前后口径矛盾",
    Severity.ORDINARY,
    basis=(PAPERWORK_REGULATION,),
    classes=_CLASSES,
    verdicts=(Verdict.REVIEW,),
    version=6,
)
def contradiction(page: Page, site: Site) -> Iterator[Flaw]:
    """同一份文件里同一事项的期限、数量前后应当一致。

    怎么算：“120万元，其中甲60万元、乙80万元”，各项同一计量单位，加起来比总数多的；分成采纳和未采纳、合格和不合格、已整改和未整改两项，
    加起来不等于总数的，“小学20所、初中11所，共30所”与各项之和不同的；招聘、获奖的名额写了两个数的；每月报送的日期、同一环节的办理期限、同一项工作的完成日期、同一类对象检查的次数写了两个的；“某某等12家”“《办法》共5章32条”在两处写了不同的数的；同一份材料在两处写了不同的报送、完成期限的；两处都要求“各单位”完成同一件事而日期不同的；公示、报名等写明几日而起止日期不是几日的（“6月1日至6月7日，共9天”“共5天，自6月1日至6月3日”），施行日期加有效期不是写明的截止日期的，起止日期的后一天与写明的截止日期、要求反馈的日期不同的；金额的大写与旁边的小写不是同一个数的；期限后面的括号里又写了另一个期限的。
    转人工核对：全部，两处说的是不是同一事项由人通读判断；责任单位等别的口径由检查人通读时核对。
    不算：“其中”各项之和比总数少的（可以只举几项）；女、党员、困难户一类一人可以算在两项里的；户数；四舍五入的尾差；增减、占比、累计、约数；
    分季度、分阶段、分单位的期限；“完成整改”“完成任务”一类没有说是哪件事的；写了几个同类时间段的；写明延期、顺延的。
    改法：与原件核对，原件无误的改网页，原件有误的由起草单位勘误。
    不管什么：“等N项”与所列项数不符看 TXT009，预决算、年报的表格看各自的规则，日期与星期不符看 TXT011。
    """
    text = page.document.text
    for quote, whole, parts in (*wrong_sums(text), *sums_told_behind(text)):
        yield _flaw(_told_sum(whole, parts), quote, "总数与各项之和一致")
    for quote, counts in (*counts_told_twice(f"{page.title or ''}\n{text}"), *quotas_told_twice(text)):
        yield _flaw(f"“{quote}”先写{counts[0]}，后写{counts[1]}，请核对", quote, "同一事项的数量一致")
    for quote in unlike_amounts(text):
        yield _flaw(f"“{quote}”的大写与小写不是同一个数，请核对", quote, "金额大小写一致")
    for match in _GLOSSED.finditer(text) if "期" in text else ():
        if read_number(match["one"]) != read_number(match["other"]):
            message = f"“{match['what']}”的期限先写{match['one']}{match['unit']}，后写{match['other']}{match['unit']}，请核对"
            yield _flaw(message, match.group(), "同一事项的期限一致")
    if _PUT_OFF.search(text):
        return
    for quote, fault in validity_faults(text):
        yield _flaw(f"{fault}，请核对", quote, "施行日期、有效期和截止日期一致")
    for message, quote in deadline_faults(text):
        yield _flaw(message, quote, "同一事项的期限一致")
    year = page.shown_on.year if page.shown_on else None
    for quote, fault in period_faults(text, year, site.calendar):
        yield _flaw(f"{fault}，请核对", quote, "起止日期与写明的期限一致")


def _told_sum(whole: str, parts: Sequence[Decimal]) -> str:
    return f"总数{whole}，而各项{'+'.join(map(str, parts))}={sum(parts)}，前后不一致，请核对"


def _flaw(message: str, quote: str, expected: str) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW, message=message, subject=quote[:40], quote=quote[:80], expected=expected
    )
