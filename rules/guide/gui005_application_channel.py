"""GUI005: an application form or an application page that cannot be reached."""

from collections.abc import Iterator, Sequence

from auditor.models import Basis, DocumentClass, Flaw, Look, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..looks import dead_looks, described

_FORM = pattern(
    r"^(?!.*(?:流程|须知|指南|办法|制度|规定|收费|目录|情况|统计|告知)).*(?:申请表|依申请公开|在线申请|网上申请|申请提交|申请入口|我要申请|在线提交)"
)
REGULATION_27_TO_29 = Basis(
    "《中华人民共和国政府信息公开条例》", "第二十七条至第二十九条", verified=True, binding=True
)


@site_rule(
    "GUI005",
    "依申请渠道不可用",
    Severity.SERIOUS,
    basis=(REGULATION_27_TO_29,),
    covers=("LNK003",),
    version=2,
)
def application_channel(site: Site, *, apart_hours: int = 12, silent_looks: int = 3) -> Iterator[Flaw]:
    """政府信息公开申请的渠道应当畅通：申请表能够下载，网上申请页面能够打开。

    怎么算：指南、依申请公开页面上的申请表和网上申请链接，相隔12小时以上两次都答复不存在，或者三次都无应答、服务器错误的，每处报一条。只打开页面、下载表格，不提交申请。
    不算：流程图、须知、指南、收费办法等不是申请表和申请页面的；拒绝访问的（401、403、412、429）；最近一次能够打开的；只看过一次的。
    改法：更正链接，重新上传申请表。
    不管什么：能打开但提交报错、邮箱退信由人试；其他附件看 LNK003，其他链接看 LNK002。
    """
    probes = {canonical(probe.url): probe.looks for probe in site.probes}
    for page in site.pages:
        if page.readable and page.document_class is DocumentClass.GUIDE:
            for name, url, looks in _channels(page, probes):
                dead = dead_looks(looks, apart_hours=apart_hours, silent_looks=silent_looks)
                if dead:
                    yield _flaw(page, name, url, dead)


def _channels(page: Page, probes: dict[str, tuple[Look, ...]]) -> Iterator[tuple[str, str, tuple[Look, ...]]]:
    for attachment in page.attachments:
        if _FORM.search(attachment.name):
            yield attachment.name, attachment.url, attachment.looks
    files = {canonical(attachment.url) for attachment in page.attachments}
    for link in page.links:
        if _FORM.search(link.text) and canonical(link.url) not in files:
            yield link.text, link.url, probes.get(canonical(link.url), ())


def _flaw(page: Page, name: str, url: str, dead: Sequence[Look]) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL,
        message=f"《{page.title}》的“{name}”打不开，申请人无法使用",
        subject=canonical(url),
        quote="；".join(described(look) for look in dead),
        expected="申请表能够下载，网上申请能够打开",
        page=page,
    )
