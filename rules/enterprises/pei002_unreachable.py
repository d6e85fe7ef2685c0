"""PEI002: a listed public enterprise whose disclosure page cannot be reached."""

from collections.abc import Iterator

from auditor.models import Document, Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze_lines
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import ENTERPRISE_NOTICE
from ..looks import dead_looks, described

_IS_LIST = pattern(r"公共企事业单位")


@site_rule(
    "PEI002",
    "公企信息未汇聚",
    Severity.ORDINARY,
    basis=(ENTERPRISE_NOTICE,),
    covers=("LNK002",),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def unreachable(
    site: Site, *, apart_hours: int = 12, silent_looks: int = 3, min_linked: int = 2
) -> Iterator[Flaw]:
    """公共企事业单位清单里的链接应当能够打开。

    怎么算：标题或栏目是公共企事业单位的页面，正文里的链接相隔12小时以上两次都答复不存在，或者三次都无应答、服务器错误的，每个链接报一条。
    转人工核对：清单表格里单位名称这一列有2个以上、不少于半数带链接，而有的单位没有的。
    不算：拒绝访问的；最近一次能够打开的；没有去看过的站外链接。
    改法：更正链接，落到该单位的信息公开栏。
    不管什么：链接能打开但不是该单位公开栏的由人核对；清单过旧看 PEI001。
    """
    looks = {canonical(probe.url): probe.looks for probe in site.probes}
    for page in site.pages:
        if not page.readable or not _IS_LIST.search(f"{page.title} {page.section}"):
            continue
        yield from _unlinked(page, site.documents.get(canonical(page.url), page.document), min_linked)
        for link in page.links if page.kind is PageKind.ARTICLE else ():  # of a list they are the template's
            dead = dead_looks(
                looks.get(canonical(link.url), ()), apart_hours=apart_hours, silent_looks=silent_looks
            )
            if dead:
                yield Flaw(
                    verdict=Verdict.FAIL,
                    message=f"公共企事业单位“{link.text or link.url}”的链接打不开",
                    subject=canonical(link.url),
                    quote="；".join(described(look) for look in dead),
                    expected="链接能够打开，落到该单位的信息公开栏",
                    page=page,
                )


def _unlinked(page: Page, document: Document, min_linked: int) -> Iterator[Flaw]:
    """Names in a column where most carry a link, and these do not."""
    linked = {squeeze_lines(link.text) for link in page.links}
    columns = (column for table in document.tables for column in zip(*table.rows, strict=True))
    for _, *cells in columns:
        names = dict.fromkeys(name for cell in cells if (name := squeeze_lines(cell)))
        bare = [name for name in names if name not in linked]
        reached = len(names) - len(bare)
        if bare and reached >= min_linked and reached >= len(bare):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"清单里{'、'.join(bare[:5])}没有链接，请人工核对是否已有公开页面",
                subject="没有链接",
                quote="；".join(bare[:5]),
                expected="清单里每家单位都链接到它的信息公开栏",
                amount=len(bare),
                page=page,
            )
