"""ENF004: a penalty decision shown without what a reader must learn."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import ENFORCEMENT_NOTICE
from ..elements import fully_read, missing_elements

_IS_DECISION = re.compile(r"行政处罚决定书|行政处罚(?:决定|信息|案件)(?:公示|公开)?(?:[（(].{1,20}[)）])?$")
_MANY = re.compile(r"统计|汇总|情况|目录|清单|季度|年度|月份|\d+月|第.批|流程|制度|裁量|告知书|公示表|名单")
_ELEMENTS = {
    "文书号": re.compile(
        r"[〔\[（(﹝【]\s*(?:19|20)\d\d\s*[〕\]）)﹞】].{0,12}号|文书号|文号|处罚决定书编号|案号"
    ),
    "当事人": re.compile(r"当事人|被处罚(?:人|单位)|相对人|行政相对人|违法(?:主体|行为人)"),
    "事由": re.compile(r"违法(?:事实|行为|事由)|事由|案由|事实|经查|查明|涉嫌"),
    "处罚依据": re.compile(r"依据|根据|依照|违反了?|第[一二三四五六七八九十百\d]+条"),
    "处罚内容": re.compile(r"罚款|警告|没收|责令|吊销|暂扣|通报批评|处罚(?:内容|结果|种类)|处以|拘留"),
    "处罚机关": re.compile(
        r"处罚机关|执法机关|决定机关|作出.{0,4}机关|实施机关|[\u4e00-\u9fff]{2}(?:局|委员会|人民政府|大队|支队|执法队|街道办事处)"
    ),
    "决定日期": re.compile(
        r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}|[〇二]{1,2}[〇零○一二三四五六七八九]{2,3}年"
    ),
}


@page_rule(
    "ENF004",
    "处罚要素缺",
    Severity.MINOR,
    basis=(ENFORCEMENT_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    shadow=True,  # until its labels have been seen on live pages
)
def penalty_elements(page: Page, _site: Site, *, min_chars: int = 100) -> Iterator[Flaw]:
    """公示的行政处罚决定应当写明文书号、当事人、事由、依据、处罚内容、处罚机关和日期。

    怎么算：标题是行政处罚决定书、行政处罚信息公示的内容页，在正文里找每一项的常见写法，一处也找不到的算缺，每缺一项报一条。正文100字以上、没有附件和图片的，判不通过。
    转人工核对：正文较短，或者有附件、图片的。
    不算：统计、汇总、清单等一页多案的；自然人姓名按规定隐去的（写了“当事人”就算有）。
    改法：补全要素。
    不管什么：公示晚不晚看 ENF001。
    """
    title, text = "".join((page.title or "").split()), page.document.text
    if page.kind is not PageKind.ARTICLE or not _IS_DECISION.search(title) or _MANY.search(title):
        return
    if not text.strip():
        return
    sure = fully_read(page, min_chars)
    for name in missing_elements(f"{title}\n{text}", _ELEMENTS):
        yield Flaw(
            verdict=Verdict.FAIL if sure else Verdict.REVIEW,
            message=f"处罚公示没有写明{name}" if sure else f"处罚公示没有找到{name}，请人工核对附件和图片",
            subject=name,
            quote=text.strip()[:60],
            expected=f"写明{name}",
        )
