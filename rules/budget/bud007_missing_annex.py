"""BUD007: what must be told beside the tables."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import BUDGET_NOTICE
from .disclosure import disclosure_of
from .required_tables import is_whole

_ITEMS = (
    ("机关运行经费", pattern(r"机关运行经?费(?![:：，]?是?指)|机关运行经?费[:：，]?是?指.{0,200}?\d万?元")),
    ("政府采购情况", pattern(r"政府采购")),
    ("国有资产占用情况", pattern(r"国有资产|国资占|共有车辆|(?:通用|专用)设备")),
    ("预算绩效情况", pattern(r"绩效|自评|第三方评价")),
    ("名词解释", pattern(r"名词解释|名词说明|专业(?:名词|术语)")),
)


@page_rule(
    "BUD007",
    "附加情况说明不全",
    Severity.MINOR,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def missing_annex(
    page: Page, _site: Site, *, most_missing: int = 2, told_characters: int = 300
) -> Iterator[Flaw]:
    """部门预决算应当说明机关运行经费、政府采购、国有资产占用、预算绩效情况并解释名词。

    怎么算：网页和附件的全部文字里没有出现的，每项报一次，名词解释里解释机关运行经费这个词的不作情况说明；文字说明（表格以外）满300字的才判。
    转人工核对：有附件没有读到的；缺两项以上（说明可能在别处）的。
    不算：必备表缺三张以上、只是概要的页面；写明不适用的（事业单位没有机关运行经费也要写明）；文字说明不足300字的；政府预决算。
    改法：补充说明，不适用的写明不适用。
    不管什么：“三公”经费说明看 BUD004，必备表看 BUD002。
    """
    disclosure = disclosure_of(page)
    if disclosure is None or len(disclosure.narrative) < told_characters or not is_whole(disclosure):
        return
    missing = [name for name, pattern in _ITEMS if not pattern.search(disclosure.words)]
    if missing and (disclosure.unread or len(missing) > most_missing):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{page.title}》没有找到{'、'.join(missing)}的说明，可能在别处，请人工核对",
            quote="、".join(missing),
            expected="附加情况说明齐全",
            amount=len(missing),
        )
        return
    for name in missing:
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"《{page.title}》没有说明{name}",
            subject=name,
            quote=page.title or page.url,
            expected=f"说明{name}，不适用的写明不适用",
        )
