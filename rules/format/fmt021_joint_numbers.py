"""FMT021: two 发文字号 side by side on one paper."""

from collections.abc import Iterator
from itertools import takewhile

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.document_number import is_number_line

from ..anatomy import main_lines
from ..basis import GB_T_9704_NUMBER, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .numbers import Statement, numbers_in, stated_numbers

_HEAD_LINES = 12


@page_rule(
    "FMT021",
    "联合发文多文号",
    Severity.MINOR,
    basis=(GB_T_9704_NUMBER, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.REVIEW,),
    version=2,
)
def joint_numbers(page: Page, _site: Site) -> Iterator[Flaw]:
    """联合发文应当只标主办机关的发文字号。

    怎么算：正文文号行（没有的看信息表文号）并列两个以上不同文号，或者文号行下面紧接着又是一行文号。
    转人工核对：一律由人核对，机器不判错。
    不算：文中引用的其他文件文号；同一个文号写了两遍。
    改法：对照印发原件，只留主办机关的文号。
    不管什么：文号写法看 FMT001，两处文号不一致看 FMT004。
    """
    for statement in (*_number_lines(page), *stated_numbers(page)):
        different = {number.standard for number in statement.numbers}
        if len(different) > 1:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{statement.where}并列{len(different)}个文号：{statement.text}",
                subject="文号",
                quote=statement.text,
                expected=statement.numbers[0].text,
                amount=len(different),
            )
            return


def _number_lines(page: Page) -> Iterator[Statement]:
    """The number line together with the lines next below it that are numbers too."""
    first = page.document.number_line
    lines = main_lines(page.document)[:_HEAD_LINES] if first else []
    at = next((k for k, line in enumerate(lines) if line == first), len(lines))
    together = tuple(takewhile(is_number_line, lines[at:]))
    if len(together) > 1:
        numbers = tuple(number for line in together for number in numbers_in(line))
        yield Statement("正文", "　".join(together), tuple(n for n in numbers if not n.is_order))
