"""FMT009: the body that signed is not the one the title or the information table names."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import GB_T_9704, PAPERWORK_REGULATION
from ..document_classes import PAPERS_AND_DRAFTS
from ..titles import tag
from .issuers import akin, is_complete, listed_issuers, title_issuers, unit_of
from .unsigned import is_whole_draft, lacks_issuer

_TOWN = pattern(r"[镇乡]人民政府$|街道办事处$")  # no town posts what another one signed
_PUBLISHER_LABELS = ("发布", "公开", "来源")


@page_rule(
    "FMT009",
    "署名与标题/信息表发文机关不符",
    Severity.ORDINARY,
    basis=(GB_T_9704, PAPERWORK_REGULATION),
    classes=(*PAPERS_AND_DRAFTS, DocumentClass.PUBLIC_NOTICE),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def issuer_mismatch(page: Page, site: Site) -> Iterator[Flaw]:
    """公文的署名应当与标题中的发文机关、信息表的发文机关一致。

    怎么算：取落款署名、标题“关于”前的机关和信息表机关，按单位名册的全称、简称和合署名归一；联合发文有一个署名对上即可。名册能认出是两个不同单位的，算不符。
    转人工核对：有一方不在名册中的；信息表只有“发布机构”的，可能由牵头部门或办公室代为发布；公示、公告由一个镇街发布，署的是另一个镇街的；送检文稿有标题、有文号或者主送机关，而没有署名的。
    不算：一个名称是另一个的简称、全称或括号里的合署名；政府与其办公室；标题没有写机关的；信息表的标题是另一篇的、页面大标题与署名一致的（看 FLD006）；没有署名的（纪要、令、条例等）。
    改法：按印发原件更正信息表或标题；单位改名、合署的，在单位名册中补上别名。
    不管什么：机构名称是否在名册中看 FLD005。
    """
    if page.document_class is DocumentClass.PUBLIC_NOTICE:
        yield from _of_another_town(page, site)
        return
    if is_whole_draft(page) and lacks_issuer(page):
        yield _unsigned(page)
    signers = page.document.signed.issuers
    named = title_issuers(page.document.title or page.title)
    if (verdict := _verdict(site, signers, named)) and not _is_titled_otherwise(page, signers):
        yield _flaw(verdict, "标题", signers, named)
    listed = listed_issuers(page.fields.get("issuer"))
    if listed != named and _are_bodies(site, listed) and (verdict := _verdict(site, signers, listed)):
        label = page.labels.get("issuer", "发文机关")
        published = label.startswith(_PUBLISHER_LABELS)
        yield _flaw(Verdict.REVIEW if published else verdict, f"信息表“{label}”", signers, listed)


def _are_bodies(site: Site, names: tuple[str, ...]) -> bool:
    """Whether what the table holds are bodies, not an account, an office or a person (FLD005)."""
    return any(unit_of(site, name) or is_complete(name) for name in names)


def _is_titled_otherwise(page: Page, signers: tuple[str, ...]) -> bool:
    """Whether another title of the page names the body that signed: the one compared is then another paper's (FLD006)."""
    titles = (page.heading, tag(page, "ArticleTitle"))
    named = (name for title in titles for name in title_issuers(title))
    return any(akin(signer, name) for name in named for signer in signers)


def _of_another_town(page: Page, site: Site) -> Iterator[Flaw]:
    """Notices are posted for others; but a town's notice that another town signed was copied from there."""
    signers, listed = page.document.signed.issuers, listed_issuers(page.fields.get("issuer"))
    if not all(_TOWN.search(name) for name in (*signers, *listed)):
        return
    if _verdict(site, signers, listed) is Verdict.FAIL:
        yield _flaw(Verdict.REVIEW, f"信息表“{page.labels.get('issuer', '发文机关')}”", signers, listed)


def _verdict(site: Site, signers: tuple[str, ...], named: tuple[str, ...]) -> Verdict | None:
    if not signers or not named or any(akin(signer, name) for signer in signers for name in named):
        return None
    signing, naming = ([unit_of(site, name) for name in names] for names in (signers, named))
    if not (all(signing) and all(naming)):
        return Verdict.REVIEW
    shared = {u.name for u in signing if u} & {u.name for u in naming if u}
    return None if shared else Verdict.FAIL


def _flaw(verdict: Verdict, where: str, signers: tuple[str, ...], named: tuple[str, ...]) -> Flaw:
    signed, stated = "、".join(signers), "、".join(named)
    doubt = "，请核对是否代章、代发或者单位改名" if verdict is Verdict.REVIEW else ""
    return Flaw(
        verdict=verdict,
        message=f"落款署名“{signed}”与{where}的机关“{stated}”不符{doubt}",
        subject=where.removesuffix("”").removeprefix("信息表“"),
        quote=f"落款：{signed}；{where}：{stated}",
        expected="署名与发文机关一致",
    )


def _unsigned(page: Page) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message="没有读到发文机关署名，请核对",
        subject="没有署名",
        quote=page.document.paragraphs[-1].text.strip()[-30:],
        expected="正文后写明发文机关署名",
    )
