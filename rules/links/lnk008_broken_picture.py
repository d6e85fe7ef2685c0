"""LNK008: a picture in the body that does not show."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_INDICATORS
from ..hosts import is_stand_in
from ..looks import dead_looks, described

_PICTURE = pattern(r"\.(?:jpe?g|png|gif|bmp|webp|svg)(?=$|[?#])", re.IGNORECASE)


@site_rule(
    "LNK008",
    "图片不显示",
    Severity.MINOR,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL,),
    version=2,
    covers=("LNK002",),
)
def broken_picture(site: Site, *, apart_hours: int = 12, silent_looks: int = 3) -> Iterator[Flaw]:
    """正文中、首页上的图片应当能够显示。

    怎么算：服务器答复图片不存在（404、410）的，相隔12小时以上两次都如此才算；无应答或者服务器错误的，要三次。同一图片全站只计一次，
    计入本条的不再计入 LNK002。
    不算：延迟加载的占位图；拒绝访问（防盗链）的；最近一次能够显示的；内嵌网页和播放器；站外图片。
    改法：重新上传图片，更正地址。
    不管什么：图片地址在本机、内网的看 LNK011，以图片代替正文看 FMT019。
    """
    shown: dict[str, Page] = {}
    for page in site.pages:
        for url in page.media:
            if _PICTURE.search(url) and not is_stand_in(url):
                shown.setdefault(canonical(url), page)
    for probe in site.probes:
        found = shown.get(canonical(probe.url))
        dead = dead_looks(probe.looks, apart_hours=apart_hours, silent_looks=silent_looks)
        if found and dead:
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"《{found.title or found.url}》{_where(found)}的图片不能显示：{probe.url}",
                quote="；".join(described(look) for look in dead),
                expected="图片能够显示",
                url=probe.url,
                page=found,
            )


def _where(page: Page) -> str:
    return "首页" if page.kind is PageKind.HOME else "正文"
