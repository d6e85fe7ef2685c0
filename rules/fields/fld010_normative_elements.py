"""FLD010: a normative document without registration number, date of effect or end of its term."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from auditor.models import Document, DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..basis import PLATFORM_NOTICE
from ..document_classes import PAPERS
from ..rights import touches_rights

_SYSTEM_SINCE = dt.date(2012, 1, 1)  # 统一登记、统一编制登记号、统一公布
_REGISTERED = pattern(
    r"[A-Z]{2,8}\s*[-—－]\s*(?:19|20)\d{2}\s*[-—－]\s*\d{3,}|[A-Z]{2,8}\d{2}[-—－]\d{4}[-—－]\d{3,}"
)
_HEAD = 600  # characters of a paper among which its registration number stands
_MOST_OTHERS = 20
_SETTLES_OTHERS = pattern(r"(?:废止|失效|清理|继续有效)[^《》]{0,24}(?:通知|决定|公告|结果|目录)$")
_IN_FORCE = pattern(r"起(?:开始)?(?:正式)?(?:施行|实施|执行|生效)|(?:施行|实施)日期|之日起")
_TERM = pattern(r"有效期|试行期|暂行期|施行至|执行至|长期有效|停止执行|止[。；，）]")


def _is_registered(page: Page, document: Document) -> bool:
    return _is_filled(page, "record_number") or bool(_REGISTERED.search(document.text[:_HEAD]))


def _is_filled(page: Page, field: str) -> bool:
    value = page.fields.get(field)
    return bool(value and value.strip()) and not is_placeholder(value)


def _is_unregistered(page: Page) -> bool:
    """Whether other papers tell if this one must bear a registration number."""
    return page.document_class is DocumentClass.NORMATIVE and not _is_registered(page, page.document)


@page_rule(
    "FLD010",
    "规范性文件要素缺",
    Severity.ORDINARY,
    basis=(PLATFORM_NOTICE,),
    classes=PAPERS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    since=_SYSTEM_SINCE,
    awaits=_is_unregistered,
    version=5,
)
def normative_elements(
    page: Page, site: Site, *, registration_required: bool | None = None
) -> Iterator[Flaw]:
    """规范性文件应当载明登记号、施行日期和有效期。

    怎么算：有登记号、确属规范性文件的，信息表和正文都没有施行日期，或者都没有有效期的，每项报一条。
    转人工核对：没有登记号而看得出当地统一编登记号的（信息表有登记号一栏、门户上别的规范性文件有登记号，或者选项registration_required写明），
    先核对是不是规范性文件（一般行政公文误放在规范性文件栏目的不用登记号），再查登记簿；没有登记号而没有读到施行日期、有效期的；
    放在别的栏目的办法、规定、细则，标题写明补助、收费、救助一类给予群众利益或者加给群众负担、正文分条的，同样核对。
    不算：看不出当地是否统一编登记号的，不查登记号；没有登记号而选项registration_required写明当地不编的；一般行政公文；废止、宣布失效、公布清理结果的；正文由脚本加载、没有读到正文的；2012年以前的文件。
    改法：在信息表和正文中补全登记号、施行日期、有效期截止日期。
    不管什么：有效期已过仍标有效看 FLD009。
    """
    if not page.text_length or _SETTLES_OTHERS.search(squeeze(page.title)):
        return
    if page.document_class is not DocumentClass.NORMATIVE and not _may_be_normative(page):
        return
    text = page.document.text
    lacking = []
    if not _IN_FORCE.search(text) and not _is_filled(page, "effective_on"):
        lacking.append("施行日期")
    if not _TERM.search(text) and not any(_is_filled(page, f) for f in ("expires_on", "validity_period")):
        lacking.append("有效期")
    if _is_registered(page, page.document):
        for name in lacking:
            yield _flaw(Verdict.FAIL, name, f"信息表和正文都没有{name}")
        return
    if registration_required or (registration_required is None and _registers(page, site)):
        lacking.insert(0, "登记号")
    if lacking and registration_required is not False:
        names = "、".join(lacking)
        yield _flaw(Verdict.REVIEW, names, f"没有读到{names}，请先核对是不是规范性文件")


def _may_be_normative(page: Page) -> bool:
    """Whether a paper filed elsewhere is made of articles on what people get or must not do."""
    return touches_rights(page) and "第一条" in page.document.text


def _registers(page: Page, site: Site) -> bool:
    """Whether papers here bear registration numbers: the table has a row for it, or another paper has one."""
    if "record_number" in page.labels:
        return True
    others = (p for p in site.pages if p.document_class is DocumentClass.NORMATIVE)
    nothing = Document()
    return any(
        _is_registered(p, site.documents.get(canonical(p.url), nothing)) for p in islice(others, _MOST_OTHERS)
    )


def _flaw(verdict: Verdict, subject: str, message: str) -> Flaw:
    return Flaw(verdict=verdict, message=message, subject=subject, expected=f"载明{subject}")
