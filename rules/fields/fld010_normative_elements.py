"""FLD010: a normative document without registration number, date of effect or end of its term."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.placeholder import is_placeholder
from auditor.rule import page_rule

from ..basis import PLAN_14, PLATFORM_NOTICE

_SYSTEM_SINCE = dt.date(2012, 1, 1)  # 统一登记、统一编制登记号、统一公布
_REGISTERED = re.compile(
    r"[A-Z]{2,8}\s*[-—－]\s*(?:19|20)\d{2}\s*[-—－]\s*\d{3,}|[A-Z]{2,8}\d{2}[-—－]\d{4}[-—－]\d{3,}"
)
_IN_FORCE = re.compile(r"起(?:开始)?(?:正式)?(?:施行|实施|执行|生效)|(?:施行|实施)日期|之日起")
_TERM = re.compile(r"有效期|试行期|暂行期|施行至|执行至|长期有效|停止执行|止[。；，）]")


@page_rule(
    "FLD010",
    "规范性文件要素缺",
    Severity.ORDINARY,
    basis=(PLATFORM_NOTICE, PLAN_14),
    classes=(DocumentClass.NORMATIVE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    since=_SYSTEM_SINCE,
)
def normative_elements(page: Page, _site: Site, *, registration_required: bool = True) -> Iterator[Flaw]:
    """规范性文件应当载明登记号、施行日期和有效期。

    怎么算：有登记号、确属规范性文件的，信息表和正文都没有施行日期，或者都没有有效期的，每项报一条。
    转人工核对：没有登记号的，先核对是不是规范性文件（一般行政公文误放在规范性文件栏目的不用登记号），再查登记簿；
    当地没有实行统一编登记号的，把选项registration_required关闭。
    不算：一般行政公文；正文由脚本加载、没有读到正文的；2012年以前的文件。
    改法：在信息表和正文中补全登记号、施行日期、有效期截止日期。
    不管什么：有效期已过仍标有效看 FLD009。
    """
    text = page.document.text
    if not page.text_length:
        return
    registered = bool(_REGISTERED.search(text[:600])) or _is_filled(page, "record_number")
    if not registered:
        if registration_required:
            message = "没有读到规范性文件登记号，请先核对是不是规范性文件"
            yield _flaw(Verdict.REVIEW, "登记号", message)
        return
    if not _IN_FORCE.search(text) and not _is_filled(page, "effective_on"):
        yield _flaw(Verdict.FAIL, "施行日期", "信息表和正文都没有施行日期")
    if not _TERM.search(text) and not any(_is_filled(page, f) for f in ("expires_on", "validity_period")):
        yield _flaw(Verdict.FAIL, "有效期", "信息表和正文都没有有效期")


def _is_filled(page: Page, field: str) -> bool:
    value = page.fields.get(field)
    return bool(value and value.strip()) and not is_placeholder(value)


def _flaw(verdict: Verdict, subject: str, message: str) -> Flaw:
    return Flaw(verdict=verdict, message=message, subject=subject, expected=f"载明{subject}")
