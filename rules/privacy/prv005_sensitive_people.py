"""PRV005: named people with their illness, disability, or children in need."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import PERSONAL_DATA_LAW, REGULATION_15

_NAME = re.compile(
    r"(?:^|\s)(?:儿童|学生|患者|本人|对象|申请人|受助人|残疾人)?姓\s*名(?:\s|$)|(?:^|\s)户主(?:\s|$)"
)
_FIELD = re.compile(
    r"(?:^|\s)(?:病种|疾病(?:名称|种类)?|患病(?:种类|情况|名称)|诊断(?:结果)?|病情|残疾(?:类别|等级|证号|类型|情况)|致贫原因|致困原因"
    r"|就读学校|监护人(?:姓名)?|精神状况)(?:\s|$)"
)
_CHILDREN = re.compile(
    r"孤儿|事实无人抚养|困境儿童|留守儿童|未成年人.{0,6}(?:名单|救助)|艾滋|精神障碍患者|严重精神"
)
_MASKED = re.compile(r"[\u4e00-\u9fff][*＊×○〇]|[\u4e00-\u9fff]某")
_LISTED = 2  # rows that make a list


@page_rule(
    "PRV005",
    "公开敏感人群过量信息",
    Severity.SERIOUS,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.REVIEW,),
    reads_files=True,
)
def sensitive_people(page: Page, _site: Site) -> Iterator[Flaw]:
    """公示名单不得把姓名与病种、残疾等级等敏感信息一并公开。

    怎么算：表格里既有姓名，又有病种、残疾等级、致贫原因、就读学校、监护人等栏的；孤儿、困境儿童、精神障碍患者等名单写出姓名的。一页、一个附件各报一次。
    转人工核对：全部转人工，限定的字段和公示期限由人判断，机器不扣分。
    不算：姓名已经打码的（苏*、苏某某）；只有姓名、镇村、金额等法定公示栏目的；没有表格的政策文件。
    改法：删去多余的栏目，姓名只留姓氏，公示期满撤下。
    不管什么：身份证号码看 PRV001，住址看 PRV004，手机号码看 PRV002。
    """
    cells = [p for p in page.document.paragraphs if p.in_table]
    named = next((p for p in cells if _NAME.search(p.text)), None)
    if named is None or len(cells) <= _LISTED or any(_MASKED.search(p.text) for p in cells):
        return
    field = _field(cells) or _children(page)
    if field is None:
        return
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》的名单把姓名与“{field}”一并公开，请人工核对是否超出法定公示范围",
        quote=field,
        expected="不公开敏感栏目，姓名打码",
        place=named.place,
    )


def _field(cells: list[Paragraph]) -> str | None:
    return next((match.group().strip() for p in cells if (match := _FIELD.search(p.text))), None)


def _children(page: Page) -> str | None:
    match = _CHILDREN.search(page.title or "") or _CHILDREN.search(page.section or "")
    return match.group() if match else None
