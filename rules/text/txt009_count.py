"""TXT009: the number after a list differs from the items listed."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import SITE_INDICATORS

_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕")
_DIGITS = dict(zip("一二三四五六七八九十两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2), strict=True))
_COUNT = re.compile(
    r"(?P<list>[^，。；：！？\n等]{2,400})(?P<etc>等)(?P<count>\d{1,2}|[二两三四五六七八九十])(?P<unit>大?[类项种个家条部](?:(?!以上|左右|多|余)))"
)
_LEAST = 3  # items of what is a list at all
_COMPLETE = 6  # from so many items on one missing is rather a mistake than 等 for more


@page_rule("TXT009", "计数不符", Severity.MINOR, basis=(SITE_INDICATORS,), verdicts=(Verdict.REVIEW,))
def listed_count(page: Page, _site: Site) -> Iterator[Flaw]:
    """列举的项数与“等N类”“等N项”的数字要求一致。

    怎么算：数顿号隔开的项目，括号里的不计；末项前的“和”“及”“以及”也隔开一项。
    转人工核对：列出的项目比数字多的；列了6项以上而恰好比数字少1的。一律核对，末项里可能另有“和”字。
    不算：“等”表示列举未尽，数字比列出的项目多；括号里的并列；列出不足3项的。
    改法：核对原始资料，改正数字或者补全项目。
    不管什么：表格里的合计看各自的规则。
    """
    for paragraph in page.document.paragraphs:
        if "等" not in paragraph.text or "、" not in paragraph.text:
            continue
        for match in _COUNT.finditer(_BRACKETS.sub("", paragraph.text)):
            least, most = _items(match["list"])
            stated = _DIGITS.get(match["count"]) or int(match["count"])
            if least >= _LEAST and _differs(least, most, stated):
                quote = f"等{match['count']}{match['unit']}"
                yield Flaw(
                    verdict=Verdict.REVIEW,
                    message=f"“{match['list'][:20]}……{quote}”列出{most}项，与数字不符，请核对",
                    subject=match["list"][:40],
                    quote=match["list"][-20:] + quote,
                    expected=f"列举的项数与“{quote}”一致",
                )


def _items(words: str) -> tuple[int, int]:
    """How many items a list has at least and at most: 和 may part two items or belong to one."""
    parts = words.split("、")
    ends = len(re.findall("以及|和|及|与", parts[-1]))
    return len(parts), len(parts) + min(ends, 1)


def _differs(least: int, most: int, stated: int) -> bool:
    return least > stated or (least >= _COMPLETE and most == stated - 1)
