"""Papers that give citizens or firms something or take it from them, by title: 规范性文件 wherever they are filed."""

from __future__ import annotations

from auditor.models import Page
from auditor.text.patterns import pattern

from .document_classes import PAPERS
from .relations import core

_STATUTE = pattern(r"(?:办法|规定|细则)(?:[（(].{1,8}[)）])?$")
_RIGHTS = pattern(
    r"补助|补贴|奖补|资助|补偿|救助|收费|征收|处罚|申领|优待|减免|价格|限养|禁养|物业|拆迁|安置|供[水热暖气]"
)
_INTERNAL = pattern(
    r"机关|内部|考核|绩效|经费|差旅|会议|公务|干部|职工|编制|人员|财务|预算|征求意见|草案|废止"
)


def touches_rights(page: Page) -> bool:
    """Whether a paper's title names a statute on what people get, pay or must not do, and no matter of offices alone."""
    return is_public_statute(page) and bool(_RIGHTS.search(core(page.title or "")))


def is_public_statute(page: Page) -> bool:
    """Whether a paper's title names a statute (办法, 规定, 细则) that is no matter of offices alone."""
    name = core(page.title or "")
    return page.document_class in PAPERS and bool(_STATUTE.search(name)) and not _INTERNAL.search(name)
