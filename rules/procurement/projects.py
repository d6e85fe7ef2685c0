"""Stages of construction projects, as titles tell them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.text.patterns import pattern

STAGES = {
    "批准": pattern(r"批[准复]|核准|备案|审批|立项|可行性|可研|环评|环境影响"),
    "征地": pattern(r"征[地收]|拆迁|安置|用地"),
    "设计": pattern(r"设计|勘察|规划许可"),
    "施工": pattern(r"施工|开工|进展|建设情况|招标|中标|监理|形象进度"),
    "质量安全": pattern(r"质量|安全|监督检查"),
    "竣工": pattern(r"竣工|验收|投入使用|完工"),
}
_PROJECT = pattern(r"^(?:.{0,20}关于)?(.{3,40}?(?:工程|项目))")


def stages_of(titles: Sequence[str]) -> Mapping[str, set[str]]:
    """The stages that the titles tell of each project they name."""
    found: dict[str, set[str]] = defaultdict(set)
    for title in titles:
        if match := _PROJECT.match(title):
            rest = title[match.end() :]
            found[match[1]] |= {name for name, pattern in STAGES.items() if pattern.search(rest)}
    return found
