"""FMT005: the year of the 发文字号 is not the year the paper was signed in."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import GB_T_9704_NUMBER, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .numbers import stated_numbers


@page_rule(
    "FMT005",
    "文号年份与成文年份不符",
    Severity.MINOR,
    basis=(GB_T_9704_NUMBER, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.REVIEW,),
)
def number_year(page: Page, _site: Site) -> Iterator[Flaw]:
    """发文字号的年份应当与成文日期同年。

    怎么算：取正文文号（没有的取信息表文号）的年份，与落款年份（没有落款的取信息表成文日期）比较。联合发文有一个文号同年即可。
    转人工核对：年份不同的一律由人核对，机器不判错；可能是文号、落款、信息表中的任何一处写错。
    不算：年末编号、次年1月印发的；没有年份的“第N号”。
    改法：对照印发原件更正写错的一处。
    不管什么：落款与信息表日期不同看 FLD008，文号写法看 FMT001。
    """
    statement = next(stated_numbers(page), None)
    dated_on = page.document.signed.dated_on or page.date("dated_on")
    years = {n.year for n in statement.numbers if n.year and n.year > 99} if statement else set()
    if statement is None or dated_on is None or not years or dated_on.year in years:
        return
    if _is_turn_of_year(max(years), dated_on):
        return
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"{statement.where}文号“{statement.text}”是{max(years)}年的，而成文日期是{dated_on}，请核对印发原件",
        subject="文号年份",
        quote=statement.text,
        expected=f"〔{dated_on.year}〕",
    )


def _is_turn_of_year(year: int, dated_on: dt.date) -> bool:
    return dated_on.month == 1 and dated_on.year - year == 1
