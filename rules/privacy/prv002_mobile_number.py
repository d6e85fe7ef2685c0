"""PRV002: a private person's mobile number."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from auditor.models import Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.masking import mask, mobile_numbers
from auditor.text.patterns import pattern
from auditor.text.surnames import is_name

from ..basis import PERSONAL_DATA_LAW, REGULATION_15
from .cells import cell_at, cells

_OFFICE = listed(__file__, "{office}|举报(?!人)|投诉(?!人)|报名(?!者|人)")
_DUTY = pattern("[河湖林田]长|网格员|联络员|责任人|法律顾问|调解员|村干部|包保|值班|负责人|联系人")
_NEUTRAL = pattern("联系电话|联系方式|地址|电话[:：]")  # of an office unless a person is named with it
_PERSON = listed(__file__, "{people}|姓名|身份证|中签|家庭住址|低保|特困|残疾|孤儿|名单|拟录用|拟聘")
_ROLL = pattern("(?:对象|人员|户|学生|个人)(?:的|名单|情况)*公示")  # of people, whom the lines name
_NUMBERED = pattern("(?:证|编|考|学|卡|工|案|序|单|合同)件?号|代码|编码|证书")  # a column of other numbers
_LABELLED = listed(__file__, r"{people}(?:姓名)?\s*[:：]|来电号码|(?:本人|家庭|家长)(?:电话|手机)")
_NAMED = listed(  # 户主张三，电话：
    __file__,
    r"{people}(?:姓名)?(?![可请应需须在向到的及和或凭持自如有来])[\u4e00-\u9fff]{2,4}[，,、；;（(\s]{1,2}(?:联系)?(?:电话|方式|手机)"
    r"|[\u4e00-\u9fff]{2,4}[（(](?:{people})(?:家长|本人)?[）)][，,]?(?:联系)?(?:电话|方式|手机)",
)
_GIVEN = listed(  # 低保户张三（联系电话138…），咨询热线：12345
    __file__,
    r"{people}(?:姓名)?(?![可请应需须在向到的及和或凭持自如有来])[\u4e00-\u9fff]{2,4}[，,（(]"
    r"(?:本人)?(?:联系)?(?:电话|方式|手机)(?:号码?)?[:：为]?\s*(?:\+?86[ -]?)?1[3-9]\d",
)
_ENTRY = pattern(
    r"\s*(?:\d{1,3}\s*[.、．)）]?\s*)?(?:[\u4e00-\u9fff]{2,5}[:：]\s*)?([\u4e00-\u9fff]{2,4})[\s，,、；;（(：:]"
)


@page_rule(
    "PRV002",
    "公开个人手机号码",
    Severity.ORDINARY,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.REVIEW,),
    reads_files=True,
    version=9,
)
def mobile_number(page: Page, _site: Site) -> Iterator[Flaw]:
    """公开的信息不得出现与公务无关的个人手机号码。

    怎么算：名单、表格中或者写有姓名、户主、来信人等字样的段落里的11位手机号码（分段书写、前面有+86的也算），一页、一个附件各报一次，证据打码；是不是个人号码由人判断，机器只提示，不扣分。
    不算：同一段或者表头写明联系人、咨询、热线、经办、监督、报名等公务用途，而号码又不是紧跟在低保户、来信人等人的姓名之后的；河长、网格员、责任人等按规定公开联系方式的名单；已经打码的；企业公示的联系方式。
    改法：隐去中间四位（138****1234）。
    不管什么：身份证号码看 PRV001。
    """
    found = [(p, m) for p in page.document.paragraphs for m in mobile_numbers(p.text)]
    if not found:
        return
    table = cells(page.document)
    title = page.title or ""
    listed = bool(_PERSON.search(title) or _ROLL.search(title)) or _is_list_of_people(page)
    private = [
        (match.group(), paragraph.place)
        for paragraph, together in groupby(found, key=itemgetter(0))
        if _speaks_of_a_person(paragraph, page, listed)  # asked once of a line, however many numbers it holds
        for _, match in together
        if not _is_labelled_otherwise(cell_at(table, paragraph, match).label)
    ]
    distinct = list(dict.fromkeys(number for number, _ in private))
    if not distinct:
        return
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》出现{len(distinct)}个疑似个人手机号码（已打码展示），请人工核对",
        quote="、".join(mask(number) for number in distinct[:3]),
        expected="隐去中间四位，或确认为公务联系电话",
        amount=len(distinct),
        place=private[0][1],
    )


def _is_list_of_people(page: Page) -> bool:
    return any(p.in_table and _PERSON.search(p.text) for p in page.document.paragraphs)


def _is_labelled_otherwise(label: str) -> bool:
    return bool(_OFFICE.search(label) or _NUMBERED.search(label.split(" ")[0]))


def _speaks_of_a_person(paragraph: Paragraph, page: Page, listed: bool) -> bool:
    words = paragraph.text
    if _OFFICE.search(words):
        return _GIVEN.search(words) is not None
    if _DUTY.search(page.title or "") and not _LABELLED.search(words):
        return False
    if paragraph.in_table:
        return listed and not _NEUTRAL.search(words)
    if _LABELLED.search(words) or _NAMED.search(words) or (listed and _names(words)):
        return True
    return bool(listed or _PERSON.search(words)) and not _NEUTRAL.search(words)


def _names(line: str) -> bool:
    """Whether the line is an entry of a list: it begins with a person's name."""
    entry = _ENTRY.match(line)
    return entry is not None and is_name(entry[1])
