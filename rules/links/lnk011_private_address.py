"""LNK011: a link to a disk or to an inner network."""

from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Link, Page, Severity, Site, Verdict
from auditor.models.address import as_spelt
from auditor.rule import page_rule

from ..basis import SITE_GUIDELINE
from ..hosts import host, is_below, is_on_disk, is_private


@page_rule(
    "LNK011",
    "本地或内网地址",
    Severity.ORDINARY,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL,),
    version=2,
)
def private_address(page: Page, site: Site, *, inner_hosts: Sequence[str] = ()) -> Iterator[Flaw]:
    """链接、图片和附件应当使用公众能够访问的地址，不得指向本机或者内网。

    怎么算：地址是file:///、C盘、D盘一类本机文件，或者10.、192.168.、172.16.—172.31.、127.、localhost，每个地址报一条。
    办公系统、内部邮箱等内网域名用选项inner_hosts写明。
    不算：正文文字里写到的示例地址、代码，没有做成链接的；本门户自己登记的地址。
    改法：上传文件，换成公网地址。
    不管什么：公网地址打不开看 LNK002、LNK003。
    """
    own = {name.split(":")[0] for name in site.portal.hosts} | {host(page.url)}
    offered = (
        *page.links,
        *(Link(a.url, a.name) for a in page.attachments),
        *(Link(u, "图片") for u in page.media),
    )
    told: set[str] = set()
    for link in offered:
        name = host(link.url)
        inner = is_private(name) or any(is_below(name, domain) for domain in inner_hosts)
        if link.url in told or not (is_on_disk(link.url) or (inner and name not in own)):
            continue
        told.add(link.url)
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"《{page.title or page.url}》的“{link.text or '链接'}”指向"
            + ("编辑人员的本机文件" if is_on_disk(link.url) else "内网地址"),
            subject=as_spelt(link.url),
            quote=link.url,
            expected="公众能够访问的地址",
        )
