"""Marks made of half-width signs: "quotes", a stop, three dots, two hyphens and << >> in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.text.paper import TITLE_ENDS
from auditor.text.patterns import pattern

_HAN = "\u3400-\u9fff"
_QUOTED = pattern(r"(?<![\dA-Za-z])(?P<sign>[\"'])(?P<words>[^\"'\n]{1,60})(?P=sign)")
_STOP = pattern(rf"(?P<before>[{_HAN}）》”]{{5,}})\.(?:(?=[{_HAN}“《]{{2}})|$)")
_DOTS = pattern(rf"(?<=[{_HAN}，、）》”])\.{{3,6}}(?=[{_HAN}，。、；”）]|$)")
_HYPHENS = pattern(rf"(?<=[{_HAN}》”）])-{{2,4}}(?=[{_HAN}《“（])")
_ANGLES = pattern(rf"<<(?P<words>[^<>\n]*[{_HAN}][^<>\n]*)>>")
_ANGLE = pattern(rf"<(?P<words>[{_HAN}][^<>\n]{{2,60}}(?:{'|'.join(TITLE_ENDS)}))>")
_CODE = pattern(rf"(?:[={{\[]|(?<![{_HAN}])[,:(])\s*$")  # before a quotation mark of a script
_FOREIGN = frozenset(  # characters of names in transcription, whose parts a dot may set apart
    "阿巴贝比波伯勃布查达德蒂丁多尔法菲费弗夫福戈格古哈赫胡霍基吉加杰卡科克库拉莱兰勒雷里莉列林卢鲁路罗洛伦马玛麦曼米莫姆穆"
    "纳奈内尼涅诺努帕佩皮普乔切奇萨塞瑟桑沙史斯司思索苏塔泰坦特提图托瓦威维文沃乌西希谢辛逊雅亚扬耶伊因尤约扎詹兹"
)
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """Words with a half-width sign, as they stand and as they should be."""

    quote: str
    expected: str


def misformed_spots(masked: str, text: str, *, in_table: bool) -> Iterator[Spot]:
    """Every spot of one line; `masked` is the line with addresses and codes blanked out, sign for sign."""
    for shape in (_ANGLES, _ANGLE):
        yield from (
            Spot(m.group(), f"《{m['words']}》") for m in shape.finditer(text) if not _is_in_title(text, m)
        )
    for shape, wide in ((_DOTS, "……"), (_HYPHENS, "——")):
        yield from (_around(text, match, wide) for match in shape.finditer(masked))
    if not in_table:
        yield from _quotations(masked)
        yield from (
            _around(text, match, "。") for match in _STOP.finditer(masked) if not _is_name(masked, match)
        )


def _quotations(text: str) -> Iterator[Spot]:
    """Words between two half-width quotation marks; none where the marks of the line do not pair off."""
    for sign, wide in (('"', "“{}”"), ("'", "‘{}’")):
        if text.count(sign) % 2:
            continue
        for match in _QUOTED.finditer(text):
            is_code = _CODE.search(text, 0, match.start()) is not None
            if match["sign"] == sign and _is_chinese(text, match) and not is_code:
                yield Spot(match.group(), wide.format(match["words"]))


def _is_chinese(text: str, match: re.Match[str]) -> bool:
    """Whether what is quoted is Chinese, or the words right before and right behind are: 拨打"12345"热线."""
    around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return bool(re.search(f"[{_HAN}]", match["words"]) or re.fullmatch(f"[{_HAN}]{{2}}", around))


def _is_in_title(text: str, match: re.Match[str]) -> bool:
    """Whether it stands inside 《 》, of which another rule speaks."""
    before = text[: match.start()]
    return before.count("《") > before.count("》")


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether the stop may part a foreign name: 列夫.托尔斯泰."""
    dot = match.end() - 1
    return text[dot - 1] in _FOREIGN and text[dot + 1 : dot + 2] in _FOREIGN


def _around(text: str, match: re.Match[str], wide: str) -> Spot:
    sign = match.end() - 1 if wide == "。" else match.start()
    begin = max(0, sign - _AROUND)
    before, after = text[begin:sign], text[match.end() : match.end() + _AROUND]
    return Spot(text[begin : match.end() + _AROUND], f"{before}{wide}{after}")
