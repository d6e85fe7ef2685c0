"""FLD003: an index number that is not <credit code>/<year>-<serial>, or whose credit code fails its check digit."""

import re
from collections.abc import Iterator, Sequence

from stdnum.cn import uscc

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..basis import CREDIT_CODE_STANDARD, REGULATION_12
from ..document_classes import WEB_CONTENT

_FORM = pattern(r"([0-9A-Z]{18})/(?:19|20)\d\d-\d+")
_CODELESS = pattern(r"/(?:19|20)\d\d-\d+")
_LIKENESS = pattern(
    r"(?:[1Il][1-9][\dOIl]{6}[0-9A-Zl]{6,12})?/(?:(?:19|20)\d\d)?-\d*"
)  # an authority's code, letters in place of its figures among them, or its place
_EXPECTED = "统一社会信用代码（18位）/四位年份-流水号"


@page_rule(
    "FLD003",
    "索引号格式",
    Severity.ORDINARY,
    basis=(REGULATION_12, CREDIT_CODE_STANDARD),
    classes=WEB_CONTENT,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def index_number_form(
    page: Page, site: Site, *, credit_code_form: bool = False, legacy_forms: Sequence[str] = ()
) -> Iterator[Flaw]:
    """索引号应当写成“统一社会信用代码/年份-流水号”，其中的信用代码校验位正确、属于发布单位。

    怎么算：信用代码按GB 32100校验第18位；斜杠前没有代码、校验不通过的，不合格。
    转人工核对：信用代码正确而与单位名册中该单位的代码不同（可能代为发布）；不是上述写法的，可能是迁移前的老格式。
    不算：不采用信用代码写法的门户（如“000014349/2018-00204”“014006438/2026-03652”）。按信用代码编制索引号的平台（淄博政务公开平台），页面都查；
    其他平台只查看得出是这种写法的（斜杠前空着，或者是机关的信用代码），除斜杠前空着的以外都由人核对，用选项credit_code_form改为都查；
    迁移前的老格式用选项legacy_forms写成正则表达式放行。
    改法：在网站后台补全或更正单位的统一社会信用代码，重新生成索引号。
    不管什么：“…/2021-None”等程序值看 FLD002，索引号为空看 FLD001。
    """
    value = squeeze(page.fields.get("index_number"))
    if not value or is_placeholder(value) or any(re.fullmatch(form, value) for form in legacy_forms):
        return
    is_surely_coded = credit_code_form or page.coded_index
    if not is_surely_coded and not _LIKENESS.fullmatch(value):
        return
    if fault := _fault(value, _own_code(page, site)):
        verdict, words = fault
        is_sure = is_surely_coded or _CODELESS.fullmatch(value)
        yield Flaw(
            verdict=verdict if is_sure else Verdict.REVIEW,
            message=f"索引号“{value}”{words}",
            subject="索引号",
            quote=value,
            expected=_EXPECTED,
        )


def _fault(value: str, own_code: str | None) -> tuple[Verdict, str] | None:
    if _CODELESS.fullmatch(value):
        return Verdict.FAIL, "的斜杠前没有统一社会信用代码"
    match = _FORM.fullmatch(value)
    if not match:
        return Verdict.REVIEW, "不是“信用代码/年份-流水号”的写法，可能是迁移前的老格式，请核对"
    if not uscc.is_valid(match[1]):
        return Verdict.FAIL, f"中的统一社会信用代码“{match[1]}”校验不通过"
    if own_code and match[1] != own_code:
        return Verdict.REVIEW, f"中的统一社会信用代码与本单位的“{own_code}”不同，请核对"
    return None


def _own_code(page: Page, site: Site) -> str | None:
    unit = site.portal.unit_named(page.unit)
    return unit.credit_code if unit else None
