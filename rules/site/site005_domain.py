"""SITE005: a government site outside gov.cn, or one site under several domains."""

from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_GUIDELINE
from ..hosts import is_government, is_private


@site_rule(
    "SITE005",
    "域名不规范",
    Severity.ORDINARY,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def domain(site: Site) -> Iterator[Flaw]:
    """政府网站应当使用以.gov.cn为后缀的域名，一个网站一个主域名。

    怎么算：档案登记的域名（hosts）不在gov.cn之下的，每个报一条。
    转人工核对：登记了几个没有上下级关系的gov.cn域名的，核对是不是同一个网站。
    不算：同一主域名下的子域名；本机和内网地址（演示、试运行）；档案没有登记域名的；历史域名只做跳转的，不必登记为门户域名。
    改法：迁移到规范域名，旧域名做跳转后按规定注销。
    不管什么：链接到站外看 LNK006。
    """
    names = dict.fromkeys(name.split(":")[0].lower() for name in site.portal.hosts)
    public = [name for name in names if not is_private(name)]
    for name in public:
        if not is_government(name):
            yield _flaw(site, Verdict.FAIL, name, f"域名{name}不在gov.cn之下")
    mains = sorted({_main(name) for name in public if is_government(name)})
    if len(mains) > 1:
        yield _flaw(
            site, Verdict.REVIEW, "、".join(mains), f"登记了{len(mains)}个主域名，请核对是不是同一个网站"
        )


def _main(name: str) -> str:
    """The registered domain under gov.cn: example.gov.cn of www.example.gov.cn."""
    return ".".join(name.split(".")[-3:])


def _flaw(site: Site, verdict: Verdict, quote: str, message: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=message,
        subject=quote,
        quote=quote,
        expected="以.gov.cn为后缀的一个主域名",
        url=site.portal.home,
    )
