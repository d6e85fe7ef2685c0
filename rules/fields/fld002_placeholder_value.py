"""FLD002: a field or page tag holds a template's or a program's value."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..basis import REGULATION_12, SITE_GUIDELINE_TAGS
from ..document_classes import FILED, is_filed
from ..titles import TAGS, tag
from .names import name_of, name_on

_DASHES = pattern(r"[-—–―_\s\xa0]+")


@page_rule(
    "FLD002",
    "占位或程序值",
    Severity.ORDINARY,
    basis=(REGULATION_12, SITE_GUIDELINE_TAGS),
    classes=FILED,
    version=2,
)
def placeholder_value(page: Page, _site: Site, *, dash_is_placeholder: bool = False) -> Iterator[Flaw]:
    """信息表和网页标签宜填写真实内容，不宜留空模板或程序值。

    怎么算：值为〔〕号、〔2023〕号、None、null、undefined、nan、测试、待补、0000-00-00、“…/2021-None”等，每栏报一条。
    不算：“无文号”（没有文号的年报等就写“无文号”）；空值（看 FLD001）；“-”“—  —”，有的模板用它表示没有，
    门户认定是占位的用选项dash_is_placeholder打开。
    改法：在网站后台填写真实内容；没有文号的填“无文号”。模板输出程序值的，由平台运维单位修改模板。
    不管什么：索引号写法看 FLD003，标签缺失看 FLD013。
    """
    for subject, where, value in _stated(page) if is_filed(page) else ():
        if not is_placeholder(value) or (_DASHES.fullmatch(value) and not dash_is_placeholder):
            continue
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"{where}的值“{value}”是空模板或程序值",
            subject=subject,
            quote=value,
            expected="填写发文字号；没有的填“无文号”" if subject == "发文字号" else "填写真实内容",
        )


def _stated(page: Page) -> Iterator[tuple[str, str, str]]:
    """Subject, place and value of every field and page tag; 发布机构 that stands for 发文机关 once."""
    labels: set[str] = set()
    for field, value in page.fields.items():
        label = name_on(page, field)
        if value and label not in labels:
            labels.add(label)
            yield name_of(field), f"信息表“{label}”", value
    for name in TAGS:
        if value := tag(page, name):
            yield name, f"网页标签{name}", value
