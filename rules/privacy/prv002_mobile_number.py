"""PRV002: a private person's mobile number."""

import re
from collections.abc import Iterator, Sequence

from auditor.masking import mask, mobile_numbers
from auditor.models import Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import PERSONAL_DATA_LAW, REGULATION_15

_OFFICE = re.compile(
    "联系人|联系电话|联系方式|咨询|办公|热线|值班|监督|举报|投诉|服务电话|受理|报名|传真|经办|客服|负责人|法定代表人|采购人|代理机构|邮箱|地址|电话[:：]"
)
_PERSON = re.compile(
    "姓名|身份证|户主|申请人|受助人|救助对象|患者|学生|家长|监护人|获奖者|中签|家庭住址|低保|特困|残疾|孤儿|名单"
)


@page_rule(
    "PRV002",
    "公开个人手机号码",
    Severity.ORDINARY,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.REVIEW,),
    reads_files=True,
)
def mobile_number(page: Page, _site: Site) -> Iterator[Flaw]:
    """公开的信息不得出现与公务无关的个人手机号码。

    怎么算：名单、表格中或者写有姓名、户主、申请人等字样的段落里的11位手机号码，一页、一个附件各报一次，证据打码；是不是个人号码由人判断，机器只提示，不扣分。
    不算：同一段写明联系人、咨询、热线、经办、监督、报名等公务用途的；已经打码的；企业公示的联系方式。
    改法：隐去中间四位（138****1234）。
    不管什么：身份证号码看 PRV001。
    """
    paragraphs = page.document.paragraphs
    listed = bool(_PERSON.search(page.title or "")) or _is_list_of_people(paragraphs)
    found = [
        (m.group(), p.place) for p in paragraphs if _is_private(p, listed) for m in mobile_numbers(p.text)
    ]
    numbers = [number for number, _ in found]
    if not numbers:
        return
    distinct = list(dict.fromkeys(numbers))
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》出现{len(distinct)}个疑似个人手机号码（已打码展示），请人工核对",
        quote="、".join(mask(number) for number in distinct[:3]),
        expected="隐去中间四位，或确认为公务联系电话",
        amount=len(distinct),
        place=found[0][1],
    )


def _is_list_of_people(paragraphs: Sequence[Paragraph]) -> bool:
    return any(p.in_table and _PERSON.search(p.text) for p in paragraphs)


def _is_private(paragraph: Paragraph, listed: bool) -> bool:
    if paragraph.in_table:
        return listed and not _OFFICE.search(paragraph.text)
    return bool(listed or _PERSON.search(paragraph.text)) and not _OFFICE.search(paragraph.text)
