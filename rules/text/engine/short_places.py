"""Places said for short beside a verb of coming, staying or helping: 来岳创业, 留烟就业, 全渝通办, 援蒙."""

from __future__ import annotations

from collections import Counter

from auditor.text.patterns import pattern

_NAMED = pattern("(?=([\u4e00-\u9fff]{2})[市县区州])")
_OFTEN = 3  # times a paper names a place in full that it says for short
_VERBS = frozenset("来返回留进入赴驻援离抵访全供")
_KNOWN = frozenset("京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔滇陕秦甘陇青宁藏港澳穗蓉甬榕厦蒙疆柬")


def own_places(text: str) -> frozenset[str]:
    """The characters of the places of two characters that the paper names often."""
    times = Counter(match[1] for match in _NAMED.finditer(text))
    return frozenset("".join(name for name, count in times.items() if count >= _OFTEN))


def is_short_place(words: str, own: frozenset[str]) -> bool:
    """Whether the two characters are such a verb and such a place; `own`: of the paper's own places."""
    return len(words) == 2 and words[0] in _VERBS and (words[1] in _KNOWN or words[1] in own)
