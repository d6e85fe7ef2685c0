"""FLD001: a required field of the information table is empty."""

import datetime as dt
from collections.abc import Iterator, Sequence

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import REGULATION_12
from ..document_classes import DISCLOSED
from .names import name_of, name_on

_REQUIRED = (
    "title",
    "index_number",
    "issuer",
    "publisher",
    "document_number",
    "dated_on",
    "issued_on",
    "published_on",
    "subject",
    "validity",
)
_OF_NOTICES = frozenset({"index_number", "issuer", "published_on"})


@page_rule(
    "FLD001",
    "信息表必填缺失",
    Severity.ORDINARY,
    basis=(REGULATION_12,),
    classes=DISCLOSED,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def required_fields(
    page: Page, _site: Site, *, required: Sequence[str] = (), required_since: dt.date | None = None
) -> Iterator[Flaw]:
    """公文的信息表应当填全标题、索引号、发文机关、发布机构、发文字号、成文日期、发布日期、主题分类、有效性。

    怎么算：页面模板上有这一栏而内容为空的，每栏报一条。模板上没有的栏目不算缺（旧模板没有成文日期、没有有效性）；
    在门户配置中用选项required写明模板必有的栏目，没有这一栏也算缺；用选项required_since写明新模板启用日期，此前发布的页面不按required判。
    转人工核对：公示、公告的信息表中索引号、发布机构、发布日期为空的；信息表别的各栏都填了，只空着主题分类的；文号、有效性等公示公告不要求。
    不算：写“无文号”的；动态、年报等信息。
    改法：在网站后台补填；确实没有文号的填“无文号”。
    不管什么：填了空模板或程序值（〔〕号、None）看 FLD002，索引号写法看 FLD003。
    """
    notice = page.document_class is DocumentClass.PUBLIC_NOTICE
    for field in _REQUIRED:
        value = page.fields.get(field)
        asked = not notice or field in _OF_NOTICES or _is_left_out(page, field)
        if value is not None and not value.strip() and asked:
            yield _flaw(field, f"信息表“{name_on(page, field)}”为空", f"{name_on(page, field)}：", notice)
    if notice:
        return
    if required_since and (page.shown_on is None or page.shown_on < required_since):
        return
    unread = {problem.field for problem in page.problems}  # filled by script: there, but not readable
    for field in required:
        if page.fields.get(field) is None and field not in unread:
            yield _flaw(field, f"信息表没有“{name_of(field)}”", "", False)


def _is_left_out(page: Page, field: str) -> bool:
    """Whether 主题分类 alone is empty in a table that is filled up to 文号 and 有效性: the template asks it of notices."""
    others = [page.fields[name] for name in _REQUIRED if name != field and name in page.fields]
    filled = all((value or "").strip() for value in others)
    return field == "subject" and filled and {"document_number", "validity"} <= page.labels.keys()


def _flaw(field: str, message: str, quote: str, doubtful: bool) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW if doubtful else Verdict.FAIL,
        message=f"{message}，请核对" if doubtful else message,
        subject=name_of(field),
        quote=quote,
        expected=f"填写{name_of(field)}",
    )
