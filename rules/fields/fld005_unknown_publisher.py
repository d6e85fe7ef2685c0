"""FLD005: the publishing body is an account, an office inside a body, or not on the roster."""

import re
from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..basis import REGULATION_12, SITE_GUIDELINE
from ..document_classes import WEB_CONTENT
from .names import name_on

_ACCOUNT = pattern(
    r"(?i)[a-z][a-z0-9_.@-]{1,30}|(?:系统|网站|超级)?管理员|(?:信息)?(?:编辑|录入|审核|发布)员?\d*|admin.*|用户\d*"
)
_OFFICE = pattern(r"[\u3400-\u9fff]{2,20}(?:(?<!百)科|(?<!控)(?<!参)股)")
_SECOND_NAME = pattern(r"[（(][^（()）]*[)）]$")  # 合署办公
_PUBLISHES = ("发布", "公开", "公布")
_SUPERIOR = pattern(r"国务院|中共中央|中央|^国家|[\u3400-\u9fff]省|自治区|新华社|人民日报")


@page_rule(
    "FLD005",
    "发布机构不在名册",
    Severity.ORDINARY,
    basis=(REGULATION_12, SITE_GUIDELINE),
    classes=WEB_CONTENT,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    covers=("FMT009",),
    version=2,
)
def unknown_publisher(page: Page, site: Site, *, former_names: Sequence[str] = ()) -> Iterator[Flaw]:
    """信息表的发布机构应当是责任单位的规范名称，不得填账号名或者内设科室。

    怎么算：发布机构（发文机关）填admin、管理员、编辑等账号名，或者以“科”“股”结尾的内设机构名的，不合格。
    转人工核对：“来源”填账号名或者内设科室的；档案有单位名册，而“发布机构”一类栏目的名称在名册和别名中都没有的；机构改革前的旧名用选项former_names放行。
    不算：合署办公单位带括号的名称；“发文机关”是上级机关的转载文件；名册里登记的科室；空值和程序值。
    改法：填责任单位的规范名称；单位改名、合署的，在名册中补上别名。
    不管什么：空值看 FLD001，程序值看 FLD002，署名与发文机关不一致看 FMT009。
    """
    for field in ("publisher", "issuer"):
        stated = page.fields.get(field) or ""
        value = squeeze(stated)
        if not value or is_placeholder(value) or _is_known(value, site, former_names):
            continue
        if all(_is_known(name, site, former_names) for name in stated.split()):
            continue
        label = name_on(page, field)
        if kind := _inside(value):
            yield _flaw(Verdict.FAIL, label, value, f"是{kind}，不是责任单位名称")
        elif site.portal.units and label.startswith(_PUBLISHES) and not _SUPERIOR.search(value):
            yield _flaw(Verdict.REVIEW, label, value, "不在单位名册中，请核对")
        else:
            continue
        return
    source = squeeze(page.fields.get("source"))
    if source and _inside(source) and not _is_known(source, site, former_names):
        yield _flaw(Verdict.REVIEW, name_on(page, "source"), source, f"是{_inside(source)}，请核对")


def _inside(value: str) -> str:
    """What a name that stands for no body is; "" where it may be one."""
    if _ACCOUNT.fullmatch(value):
        return "账号名"
    return "内设科室" if _OFFICE.fullmatch(value) else ""


def _is_known(value: str, site: Site, former_names: Sequence[str]) -> bool:
    """Whether the roster knows every name in the field; of a body with a second name in brackets one suffices."""
    whole = _SECOND_NAME.sub("", value)
    if any(name in former_names or site.portal.unit_named(name) for name in (value, whole)):
        return True
    names = [name for name in re.split(r"[、，,；;（()）]", value) if name]
    return all(name in former_names or site.portal.unit_named(name) for name in names)


def _flaw(verdict: Verdict, label: str, value: str, fault: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"信息表“{label}”的“{value}”{fault}",
        subject="发布机构",
        quote=value,
        expected="责任单位的规范名称",
    )
