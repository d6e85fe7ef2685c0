"""INT001: a paper that should be interpreted and seems not to be."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from auditor.models import DocumentClass, Flaw, Page, SectionKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from ..basis import OPENNESS_RULES
from ..document_classes import PAPERS
from ..relations import core, explained, interpretations, is_superior, loose_names, named_works, shown_beside
from ..rights import is_public_statute, touches_rights

_EXEMPT = listed(__file__, "{exempt}|函$|公布.{0,30}(?:名单|目录|清单)|调整.{0,12}(?:人员|成员)")
_STATUTE = pattern(r"(?:办法|规定|细则|规则|标准|措施|政策)(?:[（(].{1,8}[)）])?$")
_POLICY = pattern(
    r"(?:补助|补贴|奖补|资助|补偿|救助|减免|收费|价格|优惠).{0,8}(?:方案|意见|政策|标准|通告)(?:[（(].{1,8}[)）])?$"
    r"|(?:若干|[一二三四五六七八九十\d]+[条项]|惠企|(?:支持|扶持|帮扶|鼓励|纾困|激励|奖励).{0,20})(?:政策)?(?:措施|政策)(?:[（(].{1,8}[)）])?$"
)
_CHARGES = pattern(r"(?:^|关于)调整[^，]{2,24}(?:费|价格|票价|收费|补贴|补助)")  # 调整垃圾处理费收取方式
_OF_OFFICES = pattern(
    r"机关|内部|考核|绩效|经费|干部|职工|财务|预算|征求意见|草案|资金分配|专项整治|检查|督导"
)
_EXPLAINS = pattern(r"解读|图解|读懂|问答")
_LABELLED = pattern(r"(?:政策|文件|相关|本文)?(?:解读|图解|问答)[：:].{4}")  # 政策解读：关于……的问答


@site_rule(
    "INT001",
    "应解读未解读",
    Severity.SERIOUS,
    basis=(OPENNESS_RULES,),
    verdicts=(Verdict.REVIEW,),
    version=7,
)
def missing_interpretation(
    site: Site,
    *,
    grace_days: int = 7,
    history_days: int = 365,
    also_titled: Sequence[str] = (),
    against_each: int = 3,
) -> Iterator[Flaw]:
    """规范性文件和对公众权益有较大影响的政策文件，应当在公开后3个工作日内发布解读。

    怎么算：规范性文件公开满7天，既没有互相链接的解读，全网站的解读里也没有标题写明解读它、或者在“相关链接”里链到它的，列出来核对；只看近一年公开的，更早的不翻旧账。
    放在别的栏目的办法、规定、细则，标题写明补助、收费、救助一类给予群众利益或者加给群众负担的，和标题是补贴、救助、收费方案、标准或者若干条措施、扶持措施的，同样列出；
    本单位近一年的办法、规定、细则大多有解读，有解读的件数在没有解读的3倍以上的（选项against_each），没有解读的也列出。
    其余公文哪些要解读由人定，可以在门户配置里用选项also_titled写明标题中的词（如“补贴”“收费”）。
    转人工核对：全部。机器没有找到不等于没有，解读可能发在别的平台，也可能标题完全不同。
    不算：人事任免、成立或调整领导小组、转发上级、会议和培训通知、内部管理等；上级文件；全网站没有解读栏目、也没有解读的（多为没有读到，不是没有）；
    本单位没有解读栏目、没有发过解读，文件又不是办法、规定、细则、标准一类的。
    改法：补发解读，并与文件互相链接；确不需要解读的，登记理由。
    不管什么：有解读但没有链接看 INT002、INT003，解读晚了看 LAG003。
    """
    units = _interpreting_units(site)
    newest, oldest = (site.as_of.date() - dt.timedelta(days=n) for n in (grace_days, history_days))
    shown = [p for p in site.pages if p.readable and p.shown_on and oldest <= p.shown_on <= newest]
    lacking = _unexplained(site)
    thorough = _thorough(shown, lacking, against_each) if units else frozenset()
    for page in shown if units else ():
        stands_out = page.unit in thorough and is_public_statute(page)
        if not (stands_out or _needs(page, also_titled, units)) or _EXEMPT.search(page.title or ""):
            continue
        if lacking(page):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"没有找到《{page.title}》的解读，请人工核对是否应当解读、是否已在别处解读",
                quote=f"{page.labels.get('published_on', '发布日期')}：{page.shown_on}",
                expected="文件公开后3个工作日内发布解读，并互相链接",
                page=page,
            )


def _unexplained(site: Site) -> Callable[[Page], bool]:
    """Whether a paper of the portal's own has no interpretation that was found."""
    paired = {canonical(pair.paper.url) for pair in interpretations(site)} | explained(site)
    paired = paired.union(*shown_beside(site).values())
    told = _explained(site)

    def lacks(page: Page) -> bool:
        if canonical(page.url) in paired or is_superior(page, site.portal):
            return False
        return told.isdisjoint({core(page.title or ""), *loose_names(page)}) and not _explains_itself(page)

    return lacks


def _thorough(pages: Sequence[Page], lacks: Callable[[Page], bool], each: int) -> frozenset[str | None]:
    """Units that explain nearly all their statutes: so many against each that is left."""
    statutes = [p for p in pages if is_public_statute(p) and p.title and not _EXEMPT.search(p.title)]
    left = Counter(page.unit for page in statutes if lacks(page))
    made = Counter(page.unit for page in statutes)
    return frozenset(unit for unit, n in left.items() if unit and made[unit] - n >= each * n)


def _interpreting_units(site: Site) -> set[str | None]:
    """Units that have a place for interpretations, or published one."""
    by_section = {v.section.unit for v in site.sections if v.section.kind is SectionKind.INTERPRETATION}
    return by_section | {p.unit for p in site.pages if p.document_class is DocumentClass.INTERPRETATION}


def _explained(site: Site) -> frozenset[str]:
    """What the interpretations of any unit name in their titles."""
    pages = (p for p in site.pages if p.document_class is DocumentClass.INTERPRETATION)
    views = (v for v in site.sections if v.section.kind is SectionKind.INTERPRETATION)
    titles = {*(p.title or "" for p in pages), *(entry.title for view in views for entry in view.entries)}
    return frozenset(name for title in titles for name in named_works(title))


def _needs(page: Page, also_titled: Sequence[str], units: set[str | None]) -> bool:
    if not page.title or not page.unit:
        return False
    if page.document_class is DocumentClass.NORMATIVE:
        return page.unit in units or bool(_STATUTE.search(core(page.title)))
    if page.unit not in units or page.document_class not in PAPERS:
        return False
    return touches_rights(page) or _is_policy(page.title) or any(w in page.title for w in also_titled)


def _is_policy(title: str) -> bool:
    """Whether a paper that is no statute gives people or firms something, by the words its title ends with."""
    name = core(title).removesuffix("的通知")
    return bool(_POLICY.search(name) or _CHARGES.search(name)) and not _OF_OFFICES.search(name)


def _explains_itself(page: Page) -> bool:
    """Whether the paper links or carries something that calls itself an interpretation."""
    words = (*(link.text for link in page.links), *(a.name for a in page.attachments))
    beside = any(_LABELLED.match(link.text.strip()) for link in page.frame_links)
    return beside or any(_EXPLAINS.search(text) for text in words)
