"""FMT004: the information table's 发文字号 is not the body's."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.document_number import DocumentNumber
from auditor.text.placeholder import is_no_number, is_placeholder

from ..basis import PLATFORM_NOTICE
from ..document_classes import PAPERS
from .numbers import numbers_in


@page_rule(
    "FMT004",
    "信息表文号与正文不一致",
    Severity.ORDINARY,
    basis=(PLATFORM_NOTICE,),
    classes=PAPERS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def number_mismatch(page: Page, _site: Site) -> Iterator[Flaw]:
    """信息表的发文字号应当与正文的发文字号一致。

    怎么算：两处文号先统一括号、去掉空格、“第”和虚位，再比较代字、年份和顺序号；信息表是空模板（〔〕号）或者写“无文号”而正文有文号的，算不一致。
    联合发文有几个文号的，有一个相同即可。
    转人工核对：一处是“第N号”、一处是普通文号的；信息表文号认不出写法的。
    不算：正文没有文号的；信息表没有文号或者文号为空的（看 FLD001）；只有括号写法不同的（看 FMT001）。
    改法：按印发原件更正信息表。
    不管什么：文号本身的写法看 FMT001、FMT002、FMT003。
    """
    value = (page.fields.get("document_number") or "").strip()
    body = numbers_in(page.document.number_line or "")
    if body and value and (verdict := _verdict(body, value)):
        yield Flaw(
            verdict=verdict,
            message=f"信息表文号“{value}”与正文文号“{body[0].text}”不一致",
            subject="发文字号",
            quote=f"信息表：{value}；正文：{body[0].text}",
            expected=body[0].text,
        )


def _verdict(body: tuple[DocumentNumber, ...], value: str) -> Verdict | None:
    if is_placeholder(value) or is_no_number(value):
        return Verdict.FAIL
    table = numbers_in(value)
    if not table:
        return Verdict.REVIEW
    if any(_same(a, b) for a in table for b in body):
        return None
    return Verdict.FAIL if table[0].is_order == body[0].is_order else Verdict.REVIEW


def _same(table: DocumentNumber, body: DocumentNumber) -> bool:
    """Equal in standard form, or but for the issuer's name standing before one 代字."""
    if table.standard == body.standard:
        return True
    if (table.year, table.serial.lstrip("0")) != (body.year, body.serial.lstrip("0")):
        return False
    return table.word.endswith(body.word) or body.word.endswith(table.word)
