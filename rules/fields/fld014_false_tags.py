"""FLD014: page tags that do not say what is so."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE_TAGS
from ..titles import tag
from .tags import public_host, same_domain, says_something

_CODE = pattern(r"(?:\d{10}|[a-z]{2}\d{8}|CA\d{21})", re.IGNORECASE)
_FOOTER_CODE = pattern(r"标识码\s*[:：]?\s*([A-Za-z0-9]{8,12})")
_FEWEST_LEVELS = 2  # of an article's place: one level tells too little
_PLACE = pattern(r"([\u3400-\u9fff]{2,})[省市县区旗州盟]")
_DISTRICT = pattern(
    r"(?<=市)[\u3400-\u9fff]{2,4}[区县旗](?=人民政府|政府|政务)"
)  # of the same city, another one
_FIRST_WORDS = pattern(r"[\u3400-\u9fff]{2}")


@page_rule(
    "FLD014",
    "标签值不真",
    Severity.MINOR,
    basis=(SITE_GUIDELINE_TAGS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
    template=True,
)
def false_tags(page: Page, site: Site) -> Iterator[Flaw]:
    """网页标签的内容应当与网站、栏目的实际情况一致。

    怎么算：SiteDomain写成带http的网址、或者与本页域名不是同一个域名的；SiteIDCode不是10位、与档案登记或者页脚的标识码不同的，不合格。
    转人工核对：SiteName与门户名称、单位名册都对不上的；栏目页的ColumnName与页面位置（面包屑）、登记栏目名都不同的，内容页的与两级以上的页面位置没有一个词相同的。
    不算：主站与子站域名有上下级关系、共用一个标识码的；空值、程序值和标签名称；本机地址。
    改法：由平台运维单位修改模板。
    不管什么：标签缺失看 FLD011、FLD012，标签名称没有替换看 FLD019。
    """
    for check in (_domain, _code, _name, _own_name_at_home, _column):
        yield from check(page, site)


def _domain(page: Page, site: Site) -> Iterator[Flaw]:
    stated, host = (tag(page, "SiteDomain") or "").strip(), public_host(page.url)
    if not says_something("SiteDomain", stated):
        return
    if "://" in stated:
        yield _flaw(Verdict.FAIL, "SiteDomain", stated, "是带http的网址，不是域名", host)
        return
    allowed = (host, *map(public_host, (f"http://{h}" for h in site.portal.hosts)))
    if host and not any(other and same_domain(stated, other) for other in allowed):
        yield _flaw(Verdict.FAIL, "SiteDomain", stated, f"与本页域名{host}不同", host)


def _code(page: Page, site: Site) -> Iterator[Flaw]:
    stated = squeeze(tag(page, "SiteIDCode"))
    if not says_something("SiteIDCode", stated):
        return
    printed = _FOOTER_CODE.search(page.frame_text)
    if not _CODE.fullmatch(stated):
        yield _flaw(
            Verdict.FAIL, "SiteIDCode", stated, "不是10位标识码", site.portal.site_code or "10位标识码"
        )
    elif site.portal.site_code and stated.lower() != site.portal.site_code.lower():
        yield _flaw(
            Verdict.FAIL,
            "SiteIDCode",
            stated,
            f"与登记的标识码{site.portal.site_code}不同",
            site.portal.site_code,
        )
    elif printed and printed[1].lower() != stated.lower():
        yield _flaw(Verdict.FAIL, "SiteIDCode", stated, f"与页脚的标识码{printed[1]}不同", printed[1])


def _name(page: Page, site: Site) -> Iterator[Flaw]:
    """Another place's name shares no two characters with the portal's, its units' or the page's publisher."""
    stated, own = squeeze(tag(page, "SiteName")), _own_names(site)
    if not says_something("SiteName", stated) or not site.portal.units or not page.section:
        return
    place = _DISTRICT.search(stated) or _FIRST_WORDS.match(stated)
    if place and not any(place.group() in squeeze(name) or stated in name for name in own):
        yield _flaw(
            Verdict.REVIEW, "SiteName", stated, "与门户名称和单位名册都对不上，请核对", site.portal.name
        )


def _own_names(site: Site) -> list[str]:
    return [site.portal.name, *(n for u in site.portal.units for n in (u.name, *u.aliases))]


def _own_name_at_home(page: Page, site: Site) -> Iterator[Flaw]:
    """A home page that gives itself the name of another place, and nothing of the portal's own."""
    stated, own = squeeze(tag(page, "SiteName")), _own_names(site)
    if page.kind is not PageKind.HOME or not says_something("SiteName", stated) or not site.portal.units:
        return
    place = _PLACE.search(stated)
    if place and not any(_shares_word(place[1], squeeze(name)) for name in own):
        yield _flaw(
            Verdict.REVIEW, "SiteName", stated, "与门户名称和单位名册都对不上，请核对", site.portal.name
        )


def _column(page: Page, _site: Site) -> Iterator[Flaw]:
    stated = squeeze(tag(page, "ColumnName"))
    if page.kind not in (PageKind.LIST, PageKind.ARTICLE) or not says_something("ColumnName", stated):
        return
    places = [squeeze(p) for p in (*page.breadcrumb, *(page.section or "").split("/")) if p.strip()]
    is_article = page.kind is PageKind.ARTICLE
    if len(places) < (_FEWEST_LEVELS if is_article else 1):
        return
    akin = _shares_word if is_article else _contains
    if not any(akin(stated, place) for place in places):
        yield _flaw(Verdict.REVIEW, "ColumnName", stated, f"与页面位置“{places[-1]}”不同，请核对", places[-1])


def _contains(one: str, other: str) -> bool:
    return one in other or other in one


def _shares_word(one: str, other: str) -> bool:
    """Whether two names share two characters that stand together: an article may hang in several columns."""
    return len(one) < 2 or any(one[k : k + 2] in other for k in range(len(one) - 1))


def _flaw(verdict: Verdict, name: str, content: str, fault: str, expected: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"网页标签{name}“{content}”{fault}",
        subject=name,
        quote=f'<meta name="{name}" content="{content}">',
        expected=expected,
    )
