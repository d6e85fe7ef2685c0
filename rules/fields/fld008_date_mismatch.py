"""FLD008: the 落款 date is not the information table's 成文日期."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import REGULATION_26
from ..document_classes import PAPERS
from .names import name_on


@page_rule(
    "FLD008",
    "三个日期口径不一",
    Severity.MINOR,
    basis=(REGULATION_26,),
    classes=PAPERS,
    verdicts=(Verdict.REVIEW,),
)
def date_mismatch(page: Page, _site: Site) -> Iterator[Flaw]:
    """信息表的成文日期宜与正文落款日期一致。

    怎么算：取正文主件的落款日期与信息表“成文日期”比较；没有“成文日期”而“发文日期”“发布日期”都有的，“发文日期”即成文日期，照此比较。
    只提请人工核对：落款可能是会议通过日、签发日或者被转发文件的日期。
    不算：旧模板只有“发文日期”的，它实际是公开日期；没有落款的；附件和被印发件的日期。
    改法：按印发原件更正信息表；属于栏目名称不当的，由平台运维单位更正模板。
    不管什么：成文晚于发布看 FLD007，落款日期写法看 FMT008。
    """
    field, signed = _formation_field(page), page.document.signed
    stated_on = page.date(field)
    if signed.dated_on and stated_on and signed.dated_on != stated_on:
        label = name_on(page, field)
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"信息表{label}{stated_on}与正文落款日期{signed.dated_on}不同，请核对哪个是成文日期",
            subject="成文日期",
            quote=f"{label}：{stated_on}；落款：{signed.dated_text}",
            expected="两处一致",
        )


def _formation_field(page: Page) -> str:
    """The field that states when the paper was formed: beside 发布日期 alone, 发文日期 is one."""
    has_own = "dated_on" in page.fields or page.date("published_on") is None
    return "dated_on" if has_own else "issued_on"
