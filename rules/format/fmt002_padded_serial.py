"""FMT002: the serial of a 发文字号 carries 第 or leading zeros."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.document_number import DocumentNumber
from auditor.text.patterns import pattern

from ..anatomy import paper_title
from ..basis import GB_T_9704_NUMBER, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .numbers import precedes_standard, stated_numbers

_ORDERS = ("令", "公告", "通告", "公报", "纪要")
_CASE_WORD = pattern(
    r"罚|复[决终中止驳受延调]|仲裁|监理|责改|催告|强执"
)  # papers of a case are numbered by the case
_CASE_TITLE = pattern(r"(?:决定书|告知书|通知书|认定书|裁决书|催告书|意见书)$")


@page_rule(
    "FMT002",
    "顺序号加“第”或虚位",
    Severity.ORDINARY,
    basis=(GB_T_9704_NUMBER, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    version=3,
)
def padded_serial(page: Page, _site: Site) -> Iterator[Flaw]:
    """发文字号的顺序号不得加“第”字，不得编虚位（1不编为01）。

    怎么算：看正文文号行和信息表文号；顺序号前有“第”，或者顺序号以0开头。两样都有也只报一条。
    不算：令、公告、通告、公报、纪要按惯例用“第N号”的；行政处罚决定书等执法文书按案件编的号；2012年7月1日国家标准施行前的文件。
    改法：去掉“第”和前面的0，如“〔2023〕第016号”改为“〔2023〕16号”。
    不管什么：括号和年份的写法看 FMT001，首尾多余字符看 FMT003。
    """
    if _CASE_TITLE.search(paper_title(page)):
        return
    for statement in stated_numbers(page):
        for number in statement.numbers:
            if not precedes_standard(page, number) and (fault := _fault(number)):
                yield Flaw(
                    verdict=Verdict.FAIL,
                    message=f"{statement.where}文号“{number.text}”的顺序号{fault}",
                    subject=f"{statement.where}文号",
                    quote=number.text,
                    expected=number.standard,
                )


def _fault(number: DocumentNumber) -> str:
    if number.is_order or number.word.endswith(_ORDERS) or _CASE_WORD.search(number.word):
        return ""
    faults = ["加了“第”字"] if number.ordinal else []
    faults += ["编了虚位"] if number.serial.startswith("0") else []
    return "、".join(faults)
