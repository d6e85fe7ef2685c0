"""PRV003: a private person's bank card number in full."""

import re
from collections.abc import Iterator

from auditor.masking import card_numbers, mask
from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import PERSONAL_DATA_LAW, REGULATION_15

_BANK = re.compile(r"银行|账号|帐号|账户|帐户|卡号|存折|一卡通|开户|社保卡|打卡")
_PERSON = re.compile(r"姓名|户主|身份证|持卡人|农户|领取人|补贴对象|受助人|申请人|本人|监护人")
_PUBLIC = re.compile(
    r"对公|单位账户|基本户|专户|缴费|缴款|缴纳|保证金|投标|捐款|捐赠|汇款|收款单位|税|财政|政府|办事处|管理局|局账户"
    r"|公司|中心|医院|学校|委员会|合作社|协会|联合社|支付凭证|订单|流水号|合同号|项目编号"
)


@page_rule(
    "PRV003",
    "公开个人银行账号",
    Severity.SERIOUS,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    reads_files=True,
)
def bank_account(page: Page, _site: Site) -> Iterator[Flaw]:
    """公开的信息不得出现完整的个人银行账号。

    怎么算：16至19位、校验位（Luhn）成立的银行卡号，同一行（表格则同一张表的表头）写有银行、账号、卡号等字样，又写有姓名、户主等
    个人字样的；一页、一个附件各报一次，证据打码。
    转人工核对：有银行字样，看不出是个人还是单位的。
    不算：同一行写明对公账户、缴费、保证金、捐赠等账户或者单位名称的；只留末四位的；没有银行字样的长数字；身份证号码。
    改法：只保留末四位。
    不管什么：身份证号码看 PRV001。
    """
    cells = " ".join(p.text for p in page.document.paragraphs if p.in_table and len(p.text) < 200)
    found = [
        (match.group(), paragraph.place, f"{paragraph.text} {cells if paragraph.in_table else ''}")
        for paragraph in page.document.paragraphs
        if not _PUBLIC.search(paragraph.text)
        for match in card_numbers(paragraph.text)
    ]
    near_bank = [(number, place, words) for number, place, words in found if _BANK.search(words)]
    if not near_bank:
        return
    sure = [each for each in near_bank if _PERSON.search(each[2])]
    numbers = list(dict.fromkeys(number for number, _, _ in sure or near_bank))
    yield Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"《{page.title or page.url}》公开了{len(numbers)}个{'个人' if sure else '疑似个人'}银行账号（已打码展示）",
        quote="、".join(mask(number) for number in numbers[:3]),
        expected="只保留末四位",
        amount=len(numbers),
        place=(sure or near_bank)[0][1],
    )
