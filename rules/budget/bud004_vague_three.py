"""BUD004: an account of 三公 spending without its particulars."""

import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import BUDGET_NOTICE
from .disclosure import disclosure_of
from .required_tables import is_whole

_ACCOUNT = re.compile(r"三公经费.{0,80}?(?:\d|元|没有|无)")
_BOTH = (  # in a budget and in final accounts
    (
        "公务用车购置费与运行维护费分列",
        re.compile(r"购置(?:费|及|和|与|车|数)?.*运行|公务用车.{0,60}(?:没有|无|未安排|未发生)"),
    ),
    ("增减变化原因", re.compile(r"(?:增加|减少|增长|下降|持平|一致|相同|无变化).{0,60}|主要(?:原因|是)")),
)
_ACCOUNTS_ONLY = (
    (
        "因公出国（境）团组数、人数",
        re.compile(r"团组|出国境?.{0,40}(?:没有|无|未发生|0人|零)|未(?:安排|发生).{0,10}出国"),
    ),
    ("公务用车购置数、保有量", re.compile(r"保有量|车辆.{0,20}辆|购置.{0,20}\d+辆|没有公务用车|无公务用车")),
    (
        "国内公务接待批次、人数",
        re.compile(r"批次|\d+批|接待.{0,40}(?:没有|无|未发生|0人|零)|未(?:安排|发生).{0,10}接待"),
    ),
)


@page_rule(
    "BUD004",
    "“三公”经费说明不细",
    Severity.ORDINARY,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def vague_three(page: Page, _site: Site) -> Iterator[Flaw]:
    """“三公”经费应当细化说明。

    怎么算：表格以外的文字说明了“三公”经费，而缺购置费与运行费分列、增减变化原因的；决算还要有出国团组数和人数、车辆购置数和保有量、
    接待批次和人数。一页报一次，列出所缺各项。
    转人工核对：表格以外没有“三公”经费说明的；有附件没有读到的。
    不算：写明没有此项支出的（零支出也算说明）；必备表缺三张以上、只是概要的页面；政府预决算；全文不足300字的页面。
    改法：按各项补充说明，没有支出的写明为零及原因。
    不管什么：“三公”经费表缺失看 BUD002，金额不平看 BUD005。
    """
    disclosure = disclosure_of(page)
    if disclosure is None or not is_whole(disclosure):
        return
    told = _ACCOUNT.search(disclosure.narrative)
    items = _BOTH if disclosure.is_budget else (*_BOTH, *_ACCOUNTS_ONLY)
    after = disclosure.narrative[told.start() :] if told else ""
    missing = [name for name, pattern in items if not pattern.search(after)]
    if not missing or (disclosure.unread and not told):
        return
    sure = told is not None and not disclosure.unread
    what = f"缺少：{'、'.join(missing)}" if told else "没有找到文字说明"
    yield Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"《{page.title}》的“三公”经费说明{what}" + ("" if sure else "，请人工核对"),
        quote=told.group() if told else "",
        expected="、".join(missing),
        amount=len(missing),
    )
