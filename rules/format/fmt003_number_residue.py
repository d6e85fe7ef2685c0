"""FMT003: template residue at the ends of a 发文字号 line."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.document_number import parse_number
from auditor.text.patterns import pattern

from ..basis import GB_T_9704_NUMBER, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .numbers import stated_numbers

_HEAD = pattern(r"^(?:字|号|文件|件)+")
_TAIL = pattern(r"(?<=号)(?:字|号|文件|文|件)+$")


@page_rule(
    "FMT003",
    "文号前后多余字符",
    Severity.ORDINARY,
    basis=(GB_T_9704_NUMBER, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
)
def number_residue(page: Page, _site: Site) -> Iterator[Flaw]:
    """发文字号前后不得带有模板残留的“字”“号”“文件”“文”“件”等多余字符。

    怎么算：取正文文号行和信息表文号，去掉空白后只看整行的首尾。首尾都有也只报一条。
    不算：代字本身以“字”结尾的，如“淄政办字〔2023〕38号”；文号前的标签“文号：”、同行的“签发人：”。
    改法：删去多余字符，只留“代字〔年份〕顺序号号”。
    不管什么：文号本身的写法看 FMT001、FMT002，空模板〔〕号看 FLD002。
    """
    for statement in stated_numbers(page):
        line = squeeze(statement.text)
        residue = [match.group() for match in (_HEAD.search(line), _TAIL.search(line)) if match]
        number = parse_number(line)
        if residue and number:
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"{statement.where}文号“{statement.text}”{_place(line)}有多余的“{'”“'.join(residue)}”",
                subject=f"{statement.where}文号",
                quote=statement.text,
                expected=number.text,
            )


def _place(line: str) -> str:
    return "前" * bool(_HEAD.search(line)) + "后" * bool(_TAIL.search(line))
