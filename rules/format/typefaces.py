"""Names of typefaces and sizes as offices say them: 方正仿宋_GBK is 仿宋体, 16 points are 三号."""

from __future__ import annotations

_FAMILIES = (  # the first whose sign stands in the name: 仿宋 before 宋, 雅黑 before 黑
    ("小标宋体", ("小标宋", "xiaobiaosong")),
    ("标宋体", ("标宋", "biaosong")),
    ("中宋体", ("中宋", "zhongsong")),
    ("仿宋体", ("仿宋", "fangsong")),
    ("宋体", ("宋", "simsun", "songti")),
    ("楷体", ("楷", "kaiti")),
    ("微软雅黑", ("雅黑", "yahei")),
    ("黑体", ("黑", "simhei", "heiti")),
    ("等线", ("等线", "dengxian")),
    ("隶书", ("隶", "lisu")),
)
_SIZES: dict[float, str] = {
    42: "初号",
    36: "小初号",
    26: "一号",
    24: "小一号",
    22: "二号",
    18: "小二号",
    16: "三号",
    15: "小三号",
    14: "四号",
    12: "小四号",
    10.5: "五号",
    9: "小五号",
}


def family_of(font: str | None) -> str | None:
    """What kind of typeface a font is; None where its name does not tell."""
    name = (font or "").lower()
    return next((family for family, signs in _FAMILIES if any(sign in name for sign in signs)), None)


def size_name(points: float) -> str:
    """三号 for 16 points; the points themselves where no 号 has them."""
    return _SIZES.get(points, f"{points:g}磅")
