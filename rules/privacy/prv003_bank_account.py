"""PRV003: a private person's bank card number in full."""

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.models import Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.masking import account_numbers, card_numbers, identity_shapes, mask_number
from auditor.text.patterns import pattern

from ..basis import PERSONAL_DATA_LAW, REGULATION_15
from .cells import Cell, cell_at, cells

_BANK = pattern(r"银行|账号|帐号|账户|帐户|卡号|存折|一卡通|开户|社保卡|打卡")
_PERSON = pattern(
    r"姓名|户主|身份证|持卡人|农户|领取人|补[贴助]对象|受助人|申请人|本人|监护人|获奖人|收款人|学生|家长"
)
_PURPOSE = listed(__file__, "{purpose}")
_UNIT = listed(__file__, "{unit}|[中小]学(?!生)|大学(?!生)")
_OWNER = pattern(
    r"姓名|户主|身份证|持卡人|领取人|本人|监护人|学生|家长"
)  # the account is theirs whatever unit pays
_HELPED = pattern(
    "低保|特困|五保|救助对象|残疾人|农户|村民|补[贴助]对象|受助人|申请人"
)  # whose passbook it is
_UNITS = pattern(r"收款单位|单位名称|企业名称|公司名称|机构名称")  # the heading of a table of units
_HOLDER = pattern(r"^\s*(?:账?户名|账户名称|开户名|收款单位|单位名称|收款人)\s*[:：]")
_PASSBOOK = pattern("存折|一卡通")
_ACCOUNT = pattern(r"\d{12,21}")
_NEAR = 3  # lines around an account within which its holder is named


@page_rule(
    "PRV003",
    "公开个人银行账号",
    Severity.SERIOUS,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    reads_files=True,
    version=5,
)
def bank_account(page: Page, _site: Site) -> Iterator[Flaw]:
    """公开的信息不得出现完整的个人银行账号。

    怎么算：16至19位、校验位（Luhn）成立的银行卡号（四位一段、加短横线书写的也算），同一行（表格则同一张表的表头）写有银行、账号、卡号等字样，又写有姓名、户主等
    个人字样的；一页、一个附件各报一次，证据打码。
    转人工核对：有银行字样，看不出是个人还是单位的；写明存折、一卡通，又写明是个人的12至21位号码，没有校验位可核；同一行既有姓名等字样又有单位名称的。
    不算：同一行、表格的同一行和表头、前后三行的户名写明对公账户、缴费、保证金、捐赠等账户的，或者只写单位名称、没有写姓名、户主等个人字样的；只留末四位的；没有银行字样的长数字；身份证号码。
    改法：只保留末四位。
    不管什么：身份证号码看 PRV001。
    """
    found = list(_accounts(page.document.paragraphs))
    table = cells(page.document)
    if not found:
        yield from _flaw(page, list(_passbooks(page, table)))
        return
    headings = " ".join(p.text for p in page.document.paragraphs if p.in_table and len(p.text) < 200)
    private: list[tuple[str, str, bool]] = []  # number, place, whether it is surely a person's
    for paragraph, around, match in found:
        cell = cell_at(table, paragraph, match)
        if _is_public(paragraph, around, cell):
            continue
        words = f"{paragraph.text} {headings if paragraph.in_table and not paragraph.aside else around}"
        if _BANK.search(words):
            sure = _PERSON.search(words) and not _UNIT.search(f"{paragraph.text} {around}")
            private.append((match.group(), paragraph.place, bool(sure)))
    yield from _flaw(page, [each for each in private if each[2]] or private or list(_passbooks(page, table)))


def _passbooks(page: Page, table: Mapping[str, Cell]) -> Iterator[tuple[str, str, bool]]:
    """Numbers that are called a person's account, in a line or in a column, and bear no check digit."""
    for paragraph in page.document.paragraphs:
        words = paragraph.text
        told = (
            (_OWNER.search(words) or _HELPED.search(words))
            and _PASSBOOK.search(words)
            and not (_PURPOSE.search(words) or _UNIT.search(words))
        )
        for match in account_numbers(words) if told else ():
            if not any(identity_shapes(match["number"])):
                yield match["number"], paragraph.place, False
    for words, cell in table.items():
        about = f"{cell.head} {cell.row}"
        is_account = _PASSBOOK.search(cell.label.split(" ")[0]) and _ACCOUNT.fullmatch(words)
        if is_account and _OWNER.search(cell.head) and not (_PURPOSE.search(about) or _UNIT.search(about)):
            yield words, "", False


def _accounts(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, str, re.Match[str]]]:
    """Card numbers with the line that names the account's holder near them."""
    for place, paragraph in enumerate(paragraphs):
        for match in card_numbers(paragraph.text):
            near = paragraphs[max(0, place - _NEAR) : place + _NEAR + 1]
            told = [p.text for p in near if _HOLDER.search(p.text)]
            yield paragraph, " ".join([*told, _label_above(paragraphs, place)]), match


def _label_above(paragraphs: Sequence[Paragraph], place: int) -> str:
    """The line above, where it says what the next one holds: 银行卡号："""
    above = paragraphs[place - 1].text.strip() if place else ""
    return above if above.endswith((":", "：")) else ""


def _is_public(paragraph: Paragraph, around: str, cell: Cell) -> bool:
    if _UNITS.search(cell.head):
        return True
    beside = cell.label if _PERSON.search(cell.head) else f"{cell.label} {cell.row}"
    told = f"{paragraph.text} {around} {beside}"
    return bool(_PURPOSE.search(told)) or bool(
        _UNIT.search(told) and not _OWNER.search(f"{paragraph.text} {cell.head}")
    )


def _flaw(page: Page, private: Sequence[tuple[str, str, bool]]) -> Iterator[Flaw]:
    numbers = list(dict.fromkeys(number for number, _, _ in private))
    if not private:
        return
    sure = private[0][2]
    yield Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"《{page.title or page.url}》公开了{len(numbers)}个{'个人' if sure else '疑似个人'}银行账号（已打码展示）",
        quote="、".join(mask_number(number) for number in numbers[:3]),
        expected="只保留末四位",
        amount=len(numbers),
        place=private[0][1],
    )
