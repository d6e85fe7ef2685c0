"""SITE004: registration numbers in the footer that no register writes so."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE
from .footer import columns_with_footers, home_page

_PROVINCE = "[京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕吉闽贵黔粤青藏川蜀宁琼]"  # 备案 has 滇陇黔蜀, 公安 has 云甘贵川 too
_ICP = pattern(
    r"(?P<words>[\u3400-\u9fff]?\s*ICP\s*备(?!案)\s*[\w-]*\s*号?(?:\s*-\s*\d+)?"
    r"|(?:(?<=ICP备案号：)|(?<=ICP备案号:)|(?<=ICP备案编号：)|(?<=ICP备案编号:))\s*(?![\u3400-\u9fff]?\s*ICP)[\u3400-\u9fff]?\d[\w-]*号?)",
    re.IGNORECASE,
)
_ICP_FORM = pattern(rf"{_PROVINCE}ICP备(?:\d{{8}}|20\d{{8}})号(?:-\d+)?", re.IGNORECASE)
_POLICE = pattern(r"(?P<words>[\u3400-\u9fff]?\s*公网安备\s*\w*\s*号?)")
_POLICE_FORM = pattern(rf"{_PROVINCE}?公网安备(?:\d{{14}}|\d{{11}})号?")
_POLICE_OLD = pattern(rf"{_PROVINCE}?公网安备\d{{12,13}}号?")  # old numbers of that length are known, too
_CODE = pattern(r"标识码\s*[:：]?\s*(?P<words>[A-Za-z0-9]+)")
_CODE_FORM = pattern(r"\d{10}|[a-z]{2}\d{8}|CA\d{18,21}", re.IGNORECASE)


_NUMBERS = (
    ("ICP备案编号", _ICP, _ICP_FORM, "鲁ICP备12345678号-1"),
    ("公安备案编号", _POLICE, _POLICE_FORM, "鲁公网安备37030302000123号"),
    ("网站标识码", _CODE, _CODE_FORM, "10位标识码"),
)
_DIGITS = pattern(r"\d{4}")
_UNFILLED = pattern(
    rf"{_PROVINCE}(?:ICP备|公网安备)[X\uff38]*号", re.IGNORECASE
)  # the register's words, no number


@site_rule(
    "SITE004",
    "备案号格式",
    Severity.MINOR,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
)
def footer_numbers(site: Site) -> Iterator[Flaw]:
    """页脚的ICP备案编号、公安备案编号和网站标识码应当完整、正确。

    怎么算：ICP备案写“省简称ICP备8位（新号10位）数字号-序号”，公安备案写“省简称公网安备14位数字号”，网站标识码10位；不合的各报一条。单位专栏另有页脚、与首页写法不同的，每个单位各报一条。
    转人工核对：公安备案号是12、13位的（早年的号也有这样长的）；标识码与档案登记的不同。
    不算：公安备案的11位老号；没有写出号码的（看 SITE003）；首页没有读到的。
    改法：由平台运维单位按备案、编码管理系统中的号码更正模板。
    不管什么：网页标签SiteIDCode看 FLD014。
    """
    home = home_page(site)
    if home is None:
        return
    yield from _on_home(site, home)
    yield from _on_unit_pages(site, home)


def _on_unit_pages(site: Site, home: Page) -> Iterator[Flaw]:
    """Numbers in a unit's own template that the home page writes otherwise, each once a unit."""
    told: set[tuple[str | None, str]] = set()
    for page in columns_with_footers(site):
        for name, sought, form, expected in _NUMBERS:
            match = sought.search(page.frame_text)
            written = squeeze(match["words"]) if match else ""
            told_one = _DIGITS.search(written) or _UNFILLED.fullmatch(written)
            is_wrong = told_one and not form.fullmatch(written)
            if is_wrong and written not in squeeze(home.frame_text) and (page.unit, written) not in told:
                told.add((page.unit, written))
                verdict = Verdict.REVIEW if _POLICE_OLD.fullmatch(written) else Verdict.FAIL
                yield _flaw(verdict, page, name, written, "写法不对", expected)


def _on_home(site: Site, home: Page) -> Iterator[Flaw]:
    for name, told, form, expected in _NUMBERS:
        match = told.search(home.frame_text)
        written = squeeze(match["words"]) if match else ""
        if written and not form.fullmatch(written):
            verdict = Verdict.REVIEW if _POLICE_OLD.fullmatch(written) else Verdict.FAIL
            yield _flaw(verdict, home, name, written, "写法不对", expected)
        elif written and name == "网站标识码" and written != (site.portal.site_code or written):
            fault = f"与登记的{site.portal.site_code}不同，请核对"
            yield _flaw(Verdict.REVIEW, home, name, written, fault, site.portal.site_code or "")


def _flaw(verdict: Verdict, home: Page, name: str, written: str, fault: str, expected: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"页脚的{name}“{written}”{fault}",
        subject=name,
        quote=written,
        expected=expected,
        page=home,
    )
