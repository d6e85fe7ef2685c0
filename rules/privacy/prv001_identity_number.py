"""PRV001: an identity card number in full."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.masking import born_on, identity_numbers, identity_shapes, mask

from ..basis import PERSONAL_DATA_LAW, REGULATION_15
from .cells import cell_at, cells

_OTHER = re.compile(
    r"编号|编码|单号|订单|项目代码|合同号|流水号|条码|账号|索引号|信用代码|许可证|档号|文号|案号|批次|单元号|受理号"
)
_NEAR = 60  # characters before a number that may name it
_OTHER_BEFORE = re.compile(rf"(?:{_OTHER.pattern})[为是：:\s]*$")
_IDENTITY_WORD = re.compile(r"身份证|证件编?号|公民身份号|身份号码|学籍号|残疾(?:人)?证")


@page_rule(
    "PRV001",
    "公开居民身份证号码",
    Severity.SERIOUS,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    reads_files=True,
    version=2,
)
def identity_number(page: Page, site: Site, *, recent_days: int = 1095) -> Iterator[Flaw]:
    """公开的信息不得出现完整的居民身份证号码。

    怎么算：18位，地区码、出生日期和校验位（GB 11643）三项都成立的才算，分段书写、用全角数字和藏在学籍号里的都算；一页、一个附件各报一次，证据打码。
    转人工核对：前面或者表头写着编号、单号、信用代码等其他号码名称的；写明是身份证而校验位不符的；没有写明是身份证、出生日期在检查日以前1095天（三年）以内的，多为按日期编的号。
    不算：已经打码的，统一社会信用代码，校验位不符且没有写明是身份证的，出生日期在检查日以后的。
    改法：立即隐去出生日期等中间各位，同时检查附件和搜索缓存。
    不管什么：手机号码看 PRV002。
    """
    sure: dict[str, str] = {}  # number -> place
    doubtful: dict[str, str] = {}
    for number, before, said, label, place in _numbers(page):
        named, is_valid = said or bool(_IDENTITY_WORD.search(label)), any(identity_numbers(number))
        age = (site.as_of.date() - born_on(number)).days
        if age < 0 or not (is_valid or named):
            continue
        is_other = _OTHER_BEFORE.search(before) or (
            not named and (age <= recent_days or _OTHER.search(label))
        )
        (sure if is_valid and not is_other else doubtful).setdefault(number, place)
    if not sure and not doubtful:
        return
    numbers = list(sure or doubtful)
    yield Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"《{page.title or page.url}》公开了{len(numbers)}个{'' if sure else '疑似'}居民身份证号码（已打码展示）",
        quote="、".join(mask(number) for number in numbers[:3]),
        expected="隐去出生日期等中间各位",
        amount=len(numbers),
        place=(sure or doubtful)[numbers[0]],
    )


def _numbers(page: Page) -> Iterator[tuple[str, str, bool, str, str]]:
    """Numbers of that shape with the words before them, whether those name an identity number, the label of their
    cell and their place. Each paragraph is gone through once, however many numbers it holds."""
    found = [(p, m) for p in page.document.paragraphs for m in identity_shapes(p.text)]
    table = cells(page.document) if any(p.in_table for p, _ in found) else {}
    for paragraph, together in groupby(found, key=itemgetter(0)):
        word = _IDENTITY_WORD.search(paragraph.text)
        for _, match in together:
            before = paragraph.text[max(0, match.start() - _NEAR) : match.start()]
            said = word is not None and word.end() <= match.start()
            yield match.group(), before, said, cell_at(table, paragraph, match).label, paragraph.place
