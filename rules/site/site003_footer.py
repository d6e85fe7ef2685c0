"""SITE003: elements that every footer owes."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_GUIDELINE
from .footer import has_frames, home_page, says

_ELEMENTS = {
    "党政机关标识": re.compile(r"conac\.cn|党政机关|事业单位标识|bszs"),
    "网站标识码": re.compile(r"标识码"),
    "主办单位": re.compile(r"主办|版权所有|主管"),
    "联系方式": re.compile(r"联系(?:我们|电话|方式)|电话|邮箱|地址\s*[:：]|lxwm"),
    "ICP备案编号": re.compile(r"ICP\s*备|备案(?:编)?号|miit(?:beian)?\.gov\.cn|beian\.miit", re.IGNORECASE),
    "公安机关备案标识": re.compile(r"公网安备|公安备案|beian\.(?:mps\.)?gov\.cn"),
    "站点地图": re.compile(r"(?:站点|网站)地图|网站导航|站点导航|sitemap", re.IGNORECASE),
}
_BY_SCRIPT = "党政机关标识"  # often set by a script that is not run here
_FEWEST_READ = 3  # elements found before a missing one is believed missing


@site_rule(
    "SITE003",
    "页脚要素",
    Severity.MINOR,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def footer_elements(site: Site) -> Iterator[Flaw]:
    """网站页脚应当有党政机关标识、网站标识码、主办单位、联系方式、ICP备案编号、公安机关备案标识和站点地图。

    怎么算：看首页的文字、图片说明和链接地址，缺一项报一条，全站只计一次。
    转人工核对：页脚在内嵌框架里、或者读到的要素不足3项（页脚可能由脚本写入）的；党政机关标识多由脚本写入，没有读到的。
    不算：用图片、链接表示的要素；首页没有读到的。
    改法：由平台运维单位在模板页脚补全。
    不管什么：备案号、标识码的写法看 SITE004，找错入口看 SITE006。
    """
    home = home_page(site)
    if home is None:
        return
    missing = [name for name, pattern in _ELEMENTS.items() if not says(home, pattern)]
    unread = has_frames(home) or len(_ELEMENTS) - len(missing) < _FEWEST_READ
    for name in missing:
        unsure = unread or name == _BY_SCRIPT
        yield Flaw(
            verdict=Verdict.REVIEW if unsure else Verdict.FAIL,
            message=f"首页页脚没有读到{name}" + ("，可能由脚本或者框架写入，请打开核对" if unsure else ""),
            subject=name,
            expected=f"页脚有{name}",
            page=home,
        )
