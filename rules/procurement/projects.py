"""Stages of construction projects, as titles and the labels of a text tell them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.text.patterns import pattern

STAGES = {
    "批准": pattern(r"批[准复]|核准|备案|审批|立项|可行性|可研|环评|环境影响"),
    "征地": pattern(r"征[地收]|拆迁|安置|用地"),
    "设计": pattern(r"设计|勘察|规划许可"),
    "施工": pattern(r"施工|开工|动工|奠基|进展|建设情况|招标|中标|监理|形象进度"),
    "质量安全": pattern(r"质量|安全|监督检查"),
    "竣工": pattern(r"竣工|验收|投入使用|完工|建成投|建成启用|交付使用|通车"),
}
_PROJECT = pattern(r"^(?:.{0,20}关于)?(.{3,40}?(?:工程|项目))")
_PLACE = pattern(r"^[\u4e00-\u9fff]{2,4}[县市区](?=.{5})")
_LABEL = pattern(
    r"^[^\w]*(?:[一二三四五六七八九十\d]{1,2}[、.．)）])?\s*((?:项目)?(?:批准|征收|征地|设计|施工|质量|竣工)[^：:。；，\n]{0,14})(?:[：:]|$)",
    re.MULTILINE,
)
_LEAST_LABELS = 3
_KIND = pattern(
    r"(?:新建|改建|扩建|改扩建|建设|改造|施工|提升)*(?:工程|项目)$"
)  # offices change it from stage to stage


def stages_of(titles: Sequence[str]) -> Mapping[str, set[str]]:
    """The stages that the titles tell of each project they name."""
    found: dict[str, set[str]] = defaultdict(set)
    for title in titles:
        if match := _PROJECT.match(title):
            rest = title[match.end() :]
            found[_PLACE.sub("", match[1])] |= {
                name for name, pattern in STAGES.items() if pattern.search(rest)
            }
    return found


def tells_stages(text: str) -> bool:
    """Whether one text tells stage after stage, each under a label of its own."""
    labels = _LABEL.findall(text)
    return sum(any(pattern.search(label) for label in labels) for pattern in STAGES.values()) >= _LEAST_LABELS


def same_project(one: str, other: str) -> bool:
    """Whether two names may mean one project: what it is called changes from stage to stage."""
    short, long = sorted((_KIND.sub("", one), _KIND.sub("", other)), key=len)
    return short in long
