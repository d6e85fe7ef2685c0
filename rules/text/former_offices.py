"""Offices of counties and cities that were merged in the reform of 2018 and 2019, named as though they still acted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from auditor.text.patterns import pattern

_NOW = {  # what took their place
    **dict.fromkeys(
        "工商行政管理局 工商局 质量技术监督局 质监局 食品药品监督管理局 食药监局".split(), "市场监督管理局"
    ),
    **dict.fromkeys("国土资源局 国土局".split(), "自然资源（和规划）局"),
    **dict.fromkeys("环境保护局 环保局".split(), "生态环境局（分局）"),
    **dict.fromkeys("卫生和计划生育局 卫计局".split(), "卫生健康局"),
    **dict.fromkeys("安全生产监督管理局 安监局".split(), "应急管理局"),
    "文广新局": "文化和旅游局",
}
_FORMER = pattern(rf"(?<![原前])[县区市](?P<name>{'|'.join(_NOW)})")
_PAST = pattern(  # the sentence tells of what was, or of the reform itself
    r"原|曾|时任|(?:19\d\d|200\d|201\d)年|档案|历史|沿革|《[^》]*局[^》]*》|整合|组建|更名|改为|划入|划转|合并|撤销|不再保留|挂牌"
)
_STOPS = "。！？\n"


def former_offices(text: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each once, with what took its place; none that one of the `known` names ends with."""
    told: set[str] = set()
    for match in _FORMER.finditer(text):
        name = match.group()
        is_known = any(own.endswith(match["name"]) for own in known)
        if name not in told and not is_known and not _PAST.search(_sentence(match)):
            told.add(name)
            yield name, _NOW[match["name"]]


def _sentence(match: re.Match[str]) -> str:
    """That in which a match stands."""
    text = match.string
    begin = max(text.rfind(stop, 0, match.start()) for stop in _STOPS) + 1
    ends = (end for stop in _STOPS if (end := text.find(stop, match.end())) >= 0)
    return text[begin : min(ends, default=len(text))]
