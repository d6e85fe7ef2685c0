"""PRV006: a classification mark on what is published."""

import re
from collections.abc import Iterator

from auditor.models import Basis, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

_MARK = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆](?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:年|个月)|\s*长期)?"
)
_LINE = re.compile(rf"\s*{_MARK.pattern}\s*(?:\d{{6}})?\s*")
_REGULATION_14 = Basis("《中华人民共和国政府信息公开条例》", "第十四条")
_SECRETS_LAW = Basis("《中华人民共和国保守国家秘密法》")


@page_rule(
    "PRV006",
    "涉密标识",
    Severity.VETO,
    basis=(_REGULATION_14, _SECRETS_LAW),
    verdicts=(Verdict.REVIEW,),
    reads_files=True,
)
def secret_mark(page: Page, _site: Site) -> Iterator[Flaw]:
    """公开的信息不得带有国家秘密标志。

    怎么算：独立成行的密级标志版式，如“机密★1年”“秘密★”。
    转人工核对：全部转人工，是否涉密、是否已经解密由保密部门判断；发现后先行撤下再核对。
    不算：文中引用标志样式、讲保密工作、商业秘密、内部管理的；只写“秘密”二字没有星号的。
    改法：立即撤下并报告保密行政管理部门。
    不管什么：公开属性的写法看 FMT014。
    """
    for paragraph in page.document.paragraphs:
        if _LINE.fullmatch(paragraph.text):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"《{page.title or page.url}》带有密级标志，请立即核对",
                quote=paragraph.text.strip(),
                expected="不公开带有密级标志的文件",
                place=paragraph.place,
            )
            return
