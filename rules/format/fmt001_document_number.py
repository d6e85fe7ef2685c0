"""FMT001: 发文字号 is not 代字〔year〕serial号."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.document_number import DocumentNumber
from auditor.text.patterns import pattern

from ..anatomy import paper_title
from ..basis import GB_T_9704_NUMBER, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from .numbers import Statement, precedes_standard, stated_numbers

_ORDERLY = pattern("令|公告|通告|公报|纪要|决定|决议|议案|建议|提案")  # numbered 第N号 by custom
_FORM = "代字〔四位年份〕顺序号号"


@page_rule(
    "FMT001",
    "发文字号格式",
    Severity.ORDINARY,
    basis=(GB_T_9704_NUMBER, PAPERWORK_REGULATION),
    classes=PAPERS_AND_DRAFTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def document_number_form(page: Page, site: Site) -> Iterator[Flaw]:
    """发文字号应当由机关代字、加六角括号〔〕的四位年份、顺序号和“号”组成。

    怎么算：只看正文标题下的文号行和信息表文号，二者写法相同只报一处；文中引用的文号不查。括号须为〔〕（U+3014、U+3015），年份写全四位、括号内不加“年”，末尾有“号”。
    转人工核对：括号整个不见的，可能是网页转换时丢失，先看网页源代码；本单位文件的代字不在代字库的；认不出写法的。
    不算：令、公告、通告、纪要等用“第N号”的，会议纪要没有机关代字的；写“无文号”的；2012年7月1日国家标准施行前的文件。
    改法：按印发原件更正文号；印发原件本身有误的，由起草单位更正后同步更正网页。
    不管什么：加“第”和虚位看 FMT002，首尾多余字符看 FMT003，两处文号不一致看 FMT004，空模板〔〕号看 FLD002。
    """
    for statement in stated_numbers(page):
        yield from _judge(page, site, statement)


def _judge(page: Page, site: Site, statement: Statement) -> Iterator[Flaw]:
    if not statement.numbers:
        yield from _unread(page, statement)
    for number in statement.numbers:
        if number.is_order or precedes_standard(page, number) or _is_of_minutes(page, number):
            continue
        if fault := _certain_fault(number):
            yield _flaw(Verdict.FAIL, statement, number, fault)
        elif doubt := _doubt(page, site, number):
            yield _flaw(Verdict.REVIEW, statement, number, doubt)


def _is_of_minutes(page: Page, number: DocumentNumber) -> bool:
    """Minutes are numbered by custom, often without 代字: 〔2024〕8号."""
    return not number.word and paper_title(page).endswith("纪要")


def _unread(page: Page, statement: Statement) -> Iterator[Flaw]:
    if _ORDERLY.search(statement.text) or precedes_standard(page):
        return
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"{statement.where}文号“{statement.text}”的写法无法识别，请核对印发原件",
        subject=f"{statement.where}文号",
        quote=statement.text,
        expected=_FORM,
    )


def _certain_fault(number: DocumentNumber) -> str:
    if number.year and number.year < 100:
        return "的年份没有写全四位"
    if number.brackets and number.brackets != "〔〕":
        return f"年份用了“{number.brackets}”，应为六角括号“〔〕”"
    if f"{number.year}年" in squeeze(number.text):
        return "年份后多了“年”字"
    if number.brackets and number.word and not number.text.endswith("号"):
        return "末尾缺“号”字"
    return ""


def _doubt(page: Page, site: Site, number: DocumentNumber) -> str:
    if not number.brackets:
        if page.document_class is DocumentClass.DRAFT:
            return "的年份没有六角括号，请核对"
        return "年份没有括号，可能是网页转换时丢失，请核对网页源代码和印发原件"
    if not number.word:
        return "没有机关代字，请核对印发原件"
    words = site.portal.number_words
    if words and number.word not in words and _is_own(page, site):
        return f"代字“{number.word}”不在本门户的代字库中"
    return ""


def _is_own(page: Page, site: Site) -> bool:
    """Whether a unit of this portal issued the paper; another authority's 代字 are not on its list."""
    names = (page.document.signed.issuer, page.fields.get("issuer"))
    return any(site.portal.unit_named(name) for name in names)


def _flaw(verdict: Verdict, statement: Statement, number: DocumentNumber, fault: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"{statement.where}文号“{number.text}”{fault}",
        subject=f"{statement.where}文号",
        quote=number.text,
        expected=number.standard if number.word and number.year and number.year > 99 else _FORM,
    )
