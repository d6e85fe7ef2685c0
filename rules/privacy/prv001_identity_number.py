"""PRV001: an identity card number in full."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Document, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.masking import (
    PAPER_FORM,
    PAPERS,
    born_on,
    identity_numbers,
    identity_shapes,
    is_credit_code,
    mask_number,
    old_identity_shapes,
    paper_numbers,
)
from auditor.text.patterns import pattern

from ..basis import PERSONAL_DATA_LAW, REGULATION_15
from .cells import cells
from .told import Told, told_numbers

_OTHER = pattern(
    r"编号|编码|单号|订单|代码|合同号|流水号|条码|账号|索引号|信用代码|纳税人|税号|税务登记|许可|执照|注册号|运单|快递|档号|文号|案号|批次|单元号"
    r"|受理号|序列号|设备号|(?<![身份件疾人民])证(?:书|照)?(?:编)?号"
)
_OTHER_BEFORE = pattern(
    rf"(?:{_OTHER.pattern}|[\u4e00-\u9fff](?:号码?|码)(?=[:：为是]?\s*$))[^\d，,。；;\t\n]{{0,16}}$"
)
_OTHER_BEHIND = pattern(rf"\s*[（(][^\d，,。；;（()）]{{0,8}}?(?:{_OTHER.pattern})")
_IDENTITY_WORD = pattern(r"身份证|证件编?号|身份号码?|学籍号|残疾(?:人)?证|居民证号|永久居留")
_PAPER_LABEL = pattern(PAPERS)
_PAPER_CELL = pattern(PAPER_FORM)


@page_rule(
    "PRV001",
    "公开居民身份证号码",
    Severity.SERIOUS,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    reads_files=True,
    version=6,
)
def identity_number(page: Page, site: Site, *, recent_days: int = 1095) -> Iterator[Flaw]:
    """公开的信息不得出现完整的居民身份证号码。

    怎么算：18位，地区码（含港澳台居民的81、82、83、71和外国人永久居留证的9）、出生日期和校验位（GB 11643）三项都成立的才算；分段或者加短横线书写、用全角数字、藏在学籍号里的，
    写明是身份证而断成几行、拆在几格里的，写明是身份证、地区码和出生日期成立的15位旧号码，都算；一页、一个附件各报一次，证据打码。
    转人工核对：前面（隔着括号的也算）、后面的括号里或者表头写着编号、单号、许可证号、信用代码等其他号码名称的，写作“第…号”的；写明是身份证而校验位不符的；没有写明是身份证、出生日期在检查日以前1095天（三年）以内的，多为按日期编的号；
    没有写明是身份证而信用代码的校验位也成立的、断成两行的、9开头的；写明是护照、港澳台通行证等证件的号码。
    不算：已经打码的；前面写着别的号码名称、出生日期又在三年以内的（按地区和日期编的许可证号、单号）；统一社会信用代码；校验位不符且没有写明是身份证的；出生日期在检查日以后的。
    改法：立即隐去出生日期等中间各位，同时检查附件和搜索缓存。
    不管什么：手机号码看 PRV002。
    """
    sure: dict[str, str] = {}  # number -> place
    doubtful: dict[str, str] = {}
    for told in _numbers(page.document):
        verdict = _verdict(told, site.as_of.date(), recent_days)
        if verdict is Verdict.FAIL:
            sure.setdefault(told.number, told.place)
        elif verdict:
            doubtful.setdefault(told.number, told.place)
    doubtful |= {number: place for number, place in _papers(page.document) if not sure}
    if not sure and not doubtful:
        return
    numbers = list(sure or doubtful)
    yield Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"《{page.title or page.url}》公开了{len(numbers)}个{'' if sure else '疑似'}居民身份证号码（已打码展示）",
        quote="、".join(mask_number(number) for number in numbers[:3]),
        expected="隐去出生日期等中间各位",
        amount=len(numbers),
        place=(sure or doubtful)[numbers[0]],
    )


def _numbers(document: Document) -> Iterator[Told]:
    yield from told_numbers(document, identity_shapes)
    yield from told_numbers(document, old_identity_shapes)


def _verdict(told: Told, today: dt.date, recent_days: int) -> Verdict | None:
    """What a number of that shape is, by its own check digits and by what it is called."""
    age = (today - born_on(told.number)).days
    named, other = _is_named(told)
    is_old = not any(identity_shapes(told.number))
    is_valid = is_old or any(identity_numbers(told.number))
    if age < 0 or not (named or (is_valid and not is_old)) or not (told.is_whole or named or not told.label):
        return None
    is_credit = is_credit_code(told.number)
    if is_credit and other and not named:
        return None
    if other and not named and age <= recent_days:  # 许可证编号：地区、日期、顺序号
        return None
    unlikely = age <= recent_days or is_credit or not told.is_whole or told.number.startswith("9")
    if other or not is_valid or (not named and (unlikely or _OTHER.search(told.label))):
        return Verdict.REVIEW
    return Verdict.FAIL


def _is_named(told: Told) -> tuple[bool, bool]:
    """Whether the number is called one of identity, and whether another number's name stands right before it."""
    words = [match.end() for match in _IDENTITY_WORD.finditer(told.before)]
    other = _OTHER_BEFORE.search(told.before)
    is_other = other is not None and not any(end >= other.start() for end in words)
    is_other |= not words and (told.before.endswith("第") or _OTHER_BEHIND.match(told.after) is not None)
    return bool(words or _IDENTITY_WORD.search(told.label)), is_other


def _papers(document: Document) -> Iterator[tuple[str, str]]:
    """Numbers of passports and permits with their place: known by the words before them or by their column."""
    for paragraph in document.paragraphs:
        yield from ((match["number"], paragraph.place) for match in paper_numbers(paragraph.text))
    if any(p.in_table and _PAPER_LABEL.search(p.text) for p in document.paragraphs):
        for words, cell in cells(document).items():
            if _PAPER_LABEL.search(cell.label) and _PAPER_CELL.fullmatch(words):
                yield words, ""
