"""Names of people who are nobody else's business, masked in what is shown of a page; nothing is guessed.

A name is masked where the words around it say whose it is, in the same line, table or sentence as a personal number, an
illness or an address: under the head of its column, behind a label (姓名：), behind what somebody is to the office
(申请人张三，), or right before an identity or mobile number. Who holds an office is named as he is: 局长王明 stays. What is
masked keeps its length, as other masks do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.text.masking import mask
from auditor.text.surnames import DOUBLE_SURNAMES, SURE_SURNAMES, is_name

_PERSONS = "申请人|受助人|救助对象|补助对象|被?监护人|患者|持卡人|领取人|户主|当事人|被处罚人|死者|伤者|村民|学生|残疾人|低保户"
_HEADS = rf"(?:(?:{_PERSONS}|家长|本人)?姓名|{_PERSONS})"
_CONTACTS = "联系人|经办人|承办人"  # of an office as a rule, and then he is named
_NAME = r"[\u4e00-\u9fff·]{2,8}"
_LABELLED = re.compile(rf"(?P<label>{_HEADS}\s*[:：]\s*)(?P<name>{_NAME})(?![\u4e00-\u9fff])")
_CONTACT = re.compile(rf"(?P<label>(?:{_CONTACTS})\s*[:：]?\s*)(?P<name>{_NAME})(?![\u4e00-\u9fff])")
_HEAD = re.compile(_HEADS)
_WHOLE = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+")
_PRIVATE = re.compile(
    r"身份证|证件号|公民身份|手机|联系(?:电话|方式)|银行|卡号|账号|住址|病种|疾病|病情|残疾|致贫|精神"
)
_AT_HOME = re.compile("住址|家住|现住|户籍地")
_OFFICE = re.compile(
    "现任|拟任|拟提|任前|职务|法定代表人|负责人|发言人|(?:局|镇|区|县|市|院|校|科|处|站|所|部|厅|行|会)长|主任|书记|经理"
)
_NO_NAME = "陈[述列]|周[边围期岁]|黄色|罗列|杜绝|陆续|夏[季天]|钱[款物]|洪[水涝]|凌晨|甄别|张[贴榜]|曾[经在]|郑重|董事"
_SURE = rf"(?!{_NO_NAME})(?:(?:{DOUBLE_SURNAMES})[\u4e00-\u9fff]{{1,2}}|[{''.join(sorted(SURE_SURNAMES))}][\u4e00-\u9fff]{{1,2}})"
_ENDED = r"(?=[，,、。；;：:（(）)\s]|$|男|女|因|系|(?:家|现)?住|的?身份证)"
_CALLED = re.compile(rf"(?P<label>(?:{_PERSONS})(?:[“（(]?|\s?))(?P<name>{_SURE}){_ENDED}")
_OF_HIM = r"(?:(?:男|女|[\u4e00-\u9fff]{1,3}族|\d{4}年[\d年月日]*(?:出?生)?)[，,、\s]{1,2}){0,4}"
_NUMBER_NAME = r"(?:(?:居民)?身份证件?(?:号码?)?|公民身份号码|证件号码?|(?:联系)?电话|手机号?码?)"
_NUMBER = r"(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?![0-9A-Za-z])"
_BESIDE = re.compile(
    rf"(?P<label>(?:^|(?<=[\s，,、：:（(“。\d.])|(?<=为|由|系|是)))(?P<name>{_SURE})"
    rf"(?=[，,、\s（(]{{0,2}}{_OF_HIM}{_NUMBER_NAME}?[）)]?\s*[为是:：]?\s*{_NUMBER})"
)
_CELL, _ANY_CELL = re.compile(r"\S+"), re.compile(r"(?:(?<=[ \t])|^)\S*(?=[ \t]|$)")
_SENTENCE = re.compile("[^。；;！？]*[。；;！？]?")


def mask_people(text: str) -> str:
    """`text` with the names in it masked but for the surname, and its personal numbers as `mask` masks them."""
    return mask("\n".join(_lines(text.split("\n"))))


def _lines(lines: list[str]) -> Iterator[str]:
    """The lines, those under the head of a list with the names of its column masked."""
    column, width = None, 0
    for line in lines:
        cells = line.split()
        names = [place for place, cell in enumerate(cells) if _HEAD.fullmatch(cell)]
        if names and len(cells) > 1:
            column, width = (names[0] if _is_private(line) else None), len(cells)
        elif len(cells) < 2:  # a line of text: the list has ended
            column = None
        elif column is not None and (name := _name_in(line, column, width)):
            yield line[: name.start()] + _surname(name.group()) + line[name.end() :]
            continue
        yield "".join(
            map(_sentence, _SENTENCE.findall(_LABELLED.sub(_masked, line) if _is_private(line) else line))
        )


def _name_in(line: str, column: int, width: int) -> re.Match[str] | None:
    """The name in the column of a row; beside an empty cell what stands there has to look like one."""
    filled = list(_CELL.finditer(line))
    if len(filled) == width:
        return filled[column] if _WHOLE.fullmatch(filled[column].group()) else None
    each = list(_ANY_CELL.finditer(line))
    return each[column] if len(each) == width and is_name(each[column].group()) else None


def _sentence(words: str) -> str:
    """Running text: who he is stands right beside him."""
    if _is_private(words):
        words = _CALLED.sub(_masked, words)
    if _OFFICE.search(words):
        return words
    words = _BESIDE.sub(_masked, words)
    return _CONTACT.sub(_masked, words) if mask(words) != words or _AT_HOME.search(words) else words


def _is_private(line: str) -> bool:
    return bool(_PRIVATE.search(line)) or mask(line) != line


def _masked(match: re.Match[str]) -> str:
    return match["label"] + _surname(match["name"])


def _surname(name: str) -> str:
    return name[0] + "*" * (len(name) - 1)
