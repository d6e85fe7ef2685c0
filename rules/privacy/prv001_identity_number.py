"""PRV001: an identity card number in full."""

import re
from collections.abc import Iterator

from auditor.masking import identity_numbers, identity_shapes, mask
from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import PERSONAL_DATA_LAW, REGULATION_15

_OTHER_NUMBER = re.compile(
    r"(?:编号|单号|订单|项目代码|合同号|流水号|条码|账号|索引号|信用代码)[为是：:\s]*$"
)
_IDENTITY_WORD = re.compile(r"身份证|证件号|公民身份号码")


@page_rule(
    "PRV001",
    "公开居民身份证号码",
    Severity.SERIOUS,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    reads_files=True,
)
def identity_number(page: Page, _site: Site) -> Iterator[Flaw]:
    """公开的信息不得出现完整的居民身份证号码。

    怎么算：18位，地区码、出生日期和校验位（GB 11643）三项都成立的才算；一页、一个附件各报一次，证据打码。
    转人工核对：前面写着编号、单号、信用代码等其他号码名称的；写明是身份证而校验位不符的。
    不算：已经打码的，统一社会信用代码，校验位不符且没有写明是身份证的。
    改法：立即隐去出生日期等中间各位，同时检查附件和搜索缓存。
    不管什么：手机号码看 PRV002。
    """
    sure: dict[str, str] = {}  # number -> place
    doubtful: dict[str, str] = {}
    for paragraph in page.document.paragraphs:
        valid = list(identity_numbers(paragraph.text))
        for match in identity_shapes(paragraph.text):
            before = paragraph.text[: match.start()]
            if match.group() in {m.group() for m in valid}:
                (doubtful if _OTHER_NUMBER.search(before) else sure).setdefault(
                    match.group(), paragraph.place
                )
            elif _IDENTITY_WORD.search(before):
                doubtful.setdefault(match.group(), paragraph.place)
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
