"""Names of people where a page itself says that they are names, beside what is nobody else's business; nothing is guessed.

A name is one because a label (姓名：) or the head of its column says so; it is masked where the same line, or the same
table, also holds a personal number, an illness or an address. What is masked keeps its length, as other masks do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.text.masking import mask

_HEADS = r"(?:学生|患者|户主|申请人|受助人|救助对象|补助对象|监护人|当事人|持卡人|领取人|家长|本人)?姓名|户主|申请人|受助人|救助对象|补助对象|监护人|患者|持卡人|领取人"
_NAME = r"[\u4e00-\u9fff·]{2,8}"
_LABELLED = re.compile(rf"(?P<label>(?:{_HEADS})\s*[:：]\s*)(?P<name>{_NAME})(?![\u4e00-\u9fff])")
_HEAD = re.compile(rf"(?:{_HEADS})")
_WHOLE = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+")
_PRIVATE = re.compile(
    r"身份证|证件号|公民身份|手机|联系(?:电话|方式)|银行|卡号|账号|住址|病种|疾病|病情|残疾|致贫|精神"
)


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
        elif column is not None and len(cells) == width and _WHOLE.fullmatch(cells[column]):
            yield _without_name(line, column)
            continue
        yield _LABELLED.sub(_masked, line) if _is_private(line) else line


def _is_private(line: str) -> bool:
    return bool(_PRIVATE.search(line)) or mask(line) != line


def _without_name(line: str, column: int) -> str:
    cell = list(re.finditer(r"\S+", line))[column]
    return line[: cell.start()] + _surname(cell.group()) + line[cell.end() :]


def _masked(match: re.Match[str]) -> str:
    return match["label"] + _surname(match["name"])


def _surname(name: str) -> str:
    return name[0] + "*" * (len(name) - 1)
