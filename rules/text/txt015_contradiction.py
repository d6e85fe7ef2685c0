"""TXT015: a sum smaller than its parts, or one report due on two days."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import PAPERWORK_REGULATION
from ..document_classes import DISCLOSED

_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_UNITS = "万元|亿元|元|万亩|亩|公里|平方米|吨"
_WHOLE = pattern(
    rf"(?P<whole>{_FIGURE})(?P<unit>{_UNITS})[，,（(]?其中[：:，]?(?P<parts>[^。；;\n（(]*?(?=其中|[。；;\n）)（(]|$))"
)
_PART = pattern(rf"(?P<words>[^\d]{{1,20}})(?P<figure>{_FIGURE})(?P<unit>{_UNITS})")
_COMPARED = pattern("增|减|比|较|占|超|达|累计|每|均|约|余|到|分别")  # no part of the whole
_DUE = pattern(
    r"(?:^|[，。；：！\s])(?P<what>[\u4e00-\u9fff]{3,14}?)(?:应当|应|须|请|务必|最迟|原则上|一律)*(?:于|在)"
    r"(?P<day>(?:20\d\d年)?\d{1,2}月\d{1,2}日)(?:\d{1,2}时|下班)?(?:之?前|以前)(?P<act>报送|上报|提交|报备|交至|完成|反馈)"
    r"(?P<to>[\u4e00-\u9fff]{0,6})",
    re.MULTILINE,
)
_BY_STAGES = pattern("季度|半年|全年|月度|年度|阶段|[初终定]稿|[各每首批期分]|有关|单位|部门")
_PUT_OFF = pattern("延长|延期|顺延|推迟|调整为|更正")


@page_rule(
    "TXT015",
    "正文前后口径矛盾",
    Severity.ORDINARY,
    basis=(PAPERWORK_REGULATION,),
    classes=(*DISCLOSED, DocumentClass.NEWS, DocumentClass.INTERPRETATION, DocumentClass.DRAFT),
    verdicts=(Verdict.REVIEW,),
)
def contradiction(page: Page, _site: Site) -> Iterator[Flaw]:
    """同一份文件里同一事项的期限、数量前后应当一致。

    怎么算：“120万元，其中甲60万元、乙80万元”，各项同一计量单位，加起来比总数多的；同一份材料在两处写了不同的报送、完成期限的。
    转人工核对：全部，两处说的是不是同一事项由人通读判断；责任单位等别的口径由检查人通读时核对。
    不算：各项之和比总数少的（“其中”可以只举几项）；人数、户数（一人可以算在两项里）；增减、占比、累计、约数；分季度、分阶段、分单位的期限；写明延期的。
    改法：与原件核对，原件无误的改网页，原件有误的由起草单位勘误。
    不管什么：“等N项”与所列项数不符看 TXT009，预决算、年报的表格看各自的规则，日期与星期不符看 TXT011。
    """
    text = page.document.text
    for match in _WHOLE.finditer(text):
        yield from _too_much(match)
    if not _PUT_OFF.search(text):
        yield from _due_twice(text)


def _too_much(told: re.Match[str]) -> Iterator[Flaw]:
    whole, parts = _number(told["whole"]), _parts(told["parts"], told["unit"])
    most = whole + sum(map(_rounding, (whole, *parts)))
    if len(parts) > 1 and sum(parts) > most:
        added = "+".join(map(str, parts))
        message = (
            f"总数{told['whole']}{told['unit']}，而各项{added}={sum(parts)}{told['unit']}，前后不一致，请核对"
        )
        yield _flaw(message, told.group(), "总数与各项之和一致")


def _parts(listed: str, unit: str) -> list[Decimal]:
    """The figures of the items as far as each is words and one figure of the unit."""
    found: list[Decimal] = []
    for item in re.split("[、，]", listed):
        part = _PART.fullmatch(item.strip())
        if part is None or part["unit"] != unit or _COMPARED.search(part["words"]):
            break
        found.append(_number(part["figure"]))
    return found


def _due_twice(text: str) -> Iterator[Flaw]:
    due: dict[tuple[str, str, str], list[re.Match[str]]] = defaultdict(list)
    for match in _DUE.finditer(text):
        if not _BY_STAGES.search(match["what"]):
            due[match["what"], match["act"], match["to"]].append(match)
    for (what, act, _), told in due.items():
        days = list(dict.fromkeys(match["day"] for match in told))
        if len({day.rpartition("年")[2] for day in days}) > 1:
            message = f"“{what}”的{act}期限先写{days[0]}，后写{days[1]}，请核对"
            yield _flaw(message, f"{told[0].group().strip('，。；：！')}……{days[1]}", "同一事项的期限一致")


def _number(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))


def _rounding(number: Decimal) -> Decimal:
    """By how much the number may have been rounded: half of its last place."""
    return Decimal(number.as_tuple()._replace(sign=0, digits=(5,))).scaleb(-1)


def _flaw(message: str, quote: str, expected: str) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW, message=message, subject=quote[:40], quote=quote[:80], expected=expected
    )
