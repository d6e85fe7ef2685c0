"""TXT014: sentences that lack a part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS


@dataclass(frozen=True, slots=True)
class _Gap:
    """A shape of sentence that lacks a part: what is quoted, what is missing."""

    tells: re.Pattern[str]  # without which the shape need not be looked for
    shape: re.Pattern[str]  # the group `quote` is what is quoted
    lacks: str
    expected: str


_VERBS = "做好|抓好|推进|推动|加强|落实|开展|强化|深化|加快|规范(?![性化])"
_STEPS = "全面|进一步|持续|切实|认真|大力|深入|扎实|主动|重点|统筹"
_PLAYED = (  # what is brought into play
    "作用|优势|效能|功能|效益|效应|潜[力能]|专?特?长|才[能智干]|职[能责]|影响|水平|价值|效用|性|聪明|力|优点|长处|效率"
    "|功效|智慧|特[点色]|示范|引领|精神|条件"
)
_JOINS = (  # 安全意识和，: no word that ends so
    "和(?<![总之饱缓温柔平祥谦随中共亲调讲议言泰求维人融协暖违]和)|以及(?<!惠以及)"
    "|与(?<![参赠给授付赐干施相]与)|及(?<![普涉以触危波提顾谈论祸殃惠遍推兼旁念得埃企累顾言述料不可平]及)|或(?<![抑亦]或)"
)
_GAPS = (
    _Gap(
        pattern("等(?:相关|有关|各类)?信息[。；]"),
        pattern(
            rf"(?:^|[，。；：）)、.．\s]|[^，。；：\n]要|应当)(?:{_STEPS})?(?:{_VERBS})[^，。；：\n]*(?P<quote>等(?:相关|有关|各类)?信息[。；])",
            re.MULTILINE,
        ),
        "缺“公开”一类的宾语",
        "等信息公开。",
    ),
    _Gap(
        pattern("等(?:相关|有关)?情况[。；]"),
        pattern(
            rf"(?:^|[。；）)、.．\s]|[^，。；：\n]要|应当)(?:{_STEPS})?(?:做好|抓好|推进|加强|强化|深化|加快)[^，。；：\n]*(?P<quote>等(?:相关|有关)?情况[。；])",
            re.MULTILINE,
        ),
        "缺“公开”“检查”一类的宾语",
        "等情况的公开、检查。",
    ),
    _Gap(
        pattern("时限|时间|期限"),
        pattern(
            r"(?P<quote>在(?:规定|要求|限定|承诺|约定)的?(?:时限|时间|期限)(?:完成|办结|整改|报送|上报|答复|反馈))"
        ),
        "缺“内”",
        "在规定时限内完成",
    ),
    _Gap(
        pattern("，使"),
        pattern(
            r"(?:^|[。；\s])(?P<quote>(?:通过|经过|随着)[^，。；\n]{4,40}，使[^。；\n]{2,20})",
            re.MULTILINE,
        ),
        "缺主语",
        "删去“通过”或者“使”",
    ),
    _Gap(
        pattern("等。"),
        pattern(
            r"(?P<quote>(?:切实|认真|扎实|全面|重点)?(?:做好|抓好)[^，。；：、\n]{2,14}、[^，。；：\n]{2,30}等。)",
        ),
        "缺“工作”一类的中心语",
        "做好……等工作。",
    ),
    _Gap(
        pattern("由于"),
        pattern(
            r"(?:^|[。；\s])(?P<quote>由于(?:受)?[^，。；\n]{4,24}，(?:导致|致使|造成|使得)[^。；\n]{2,20})",
            re.MULTILINE,
        ),
        "缺主语",
        "删去“由于”或者“导致”",
    ),
    _Gap(
        pattern(f"(?:{_JOINS})[，。；：]"),
        pattern(rf"(?P<quote>[\u4e00-\u9fff]{{4}}(?:{_JOINS})[，。；：])"),
        "缺后一项",
        "补上“和”后面的一项，或者删去“和”",
    ),
    _Gap(
        pattern("(?:原因|目的)是"),
        pattern(r"(?P<quote>(?:原因|目的)是(?:因为|由于|为了)[^，。；\n]{2,20}(?:造成|引起|导致|所致)的?)"),
        "句式杂糅",
        "删去一头",
    ),
    _Gap(
        pattern("左右|上下"),
        pattern(r"(?P<quote>(?:大约|约|近)有?\d[\d.]*[万亿]?[^，。；\d\n]{1,4}(?:左右|上下))"),
        "“约”与“左右”重复",
        "留一个",
    ),
    _Gap(
        pattern("以上"),
        pattern(
            r"(?P<quote>(?:超过|不少于|不低于)\d[\d.]*[万亿]?(?![^，。；\d\n]{0,3}(?:规模|级)以上)[^，。；\d\n]{1,4}以上)"
        ),
        "“超过”与“以上”重复",
        "留一个",
    ),
    _Gap(
        pattern("的[，。；]"),
        pattern(r"(?P<quote>(?:加大|加强|强化)对[^，。；：\n]{2,24}的[，。；])"),
        "缺“力度”“管理”一类的宾语",
        "加大对……的力度。",
    ),
    _Gap(
        pattern("(?:得到|予以|给予)[。；]"),
        pattern(r"(?P<quote>[^，。；\n]{0,12}(?:得到|予以|给予)[。；])"),
        "缺宾语",
        "补上宾语",
    ),
    _Gap(
        pattern("发挥"),
        pattern(
            rf"(?P<quote>(?:充分|切实|有效|积极)发挥(?!的|出来|[^。；\n]*(?:{_PLAYED}))[^，。；：、“”\n]{{2,20}}(?:、[^，。；：、“”\n]{{2,20}}){{0,3}}[，。；])"
        ),
        "缺“作用”一类的宾语",
        "充分发挥……作用",
    ),
)


@page_rule(
    "TXT014", "成分残缺语病", Severity.NOTE, basis=(SITE_INDICATORS,), version=4, verdicts=(Verdict.REVIEW,)
)
def incomplete_sentence(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """句子成分要求完整，不重复、不杂糅。

    怎么算：看几种常见的句式：“做好……等信息。”“做好……等。”“推进……等情况。”（缺“公开”一类的宾语），“在规定时限完成”（缺“内”），“通过……，使……”（缺主语），“由于……，导致……”（缺主语），“加大对……的。”“使……得到。”“充分发挥某某，”（缺宾语），“安全意识和，”（缺后一项），“约100人左右”“超过100人以上”（重复）。每页最多报5处。
    转人工核对：一律核对，只提示。
    不算：“等信息公开”“在规定时限内”等完整的说法；标题、名称。
    改法：补上缺的成分，删去重复的。
    不管什么：漏一两个字的看 TXT008，标点看 TXT003。
    """
    text = page.document.text
    found = {
        match["quote"]: gap for gap in _GAPS if gap.tells.search(text) for match in gap.shape.finditer(text)
    }
    for quote, gap in list(found.items())[:most]:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{quote}”疑似{gap.lacks}，请核对",
            subject=quote,
            quote=quote,
            expected=gap.expected,
        )
