"""INT003: an interpretation that does not lead to the paper it is about."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, ProblemKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE, SITE_INDICATORS
from ..relations import Pair, answered, core, interpretations, shown_beside, topic
from ..titles import EXPLAINS, names_a_paper

_LEADS_TO_PAPER = pattern(r"《|原文|文件|政策|通知|办法|意见|方案|规定|细则|全文|链接|〔\d{4}〕")
_PAPER = pattern(r"(?:通知|办法|意见|方案|规定|细则|公告|通告|决定|规划)(?:[（(].{1,10}[)）])?$")
_SHARED = 7
_LEAST_TOPIC = 4  # characters of a title without 政策解读 that say what it is about
_NEWS = pattern(
    r"(?:召开|举行|举办|开展|组织)[^，]{2,24}(?:会|会议|活动|培训|演练)$|调研|慰问|走访|(?:赴|到|莅临|深入).{1,16}(?:视察|考察|检查|督导|指导|看望)"
)
_OF_DRAFT = pattern(r"征求意见|送审稿|草案")


@site_rule(
    "INT003",
    "解读未链文件",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS, SITE_GUIDELINE),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=6,
)
def interpretation_without_link(site: Site) -> Iterator[Flaw]:
    """解读页应当能直接链到所解读的文件。

    怎么算：文件在本网站上，且解读标题写明了文件名（或者文件页链到了这篇解读），解读页的正文、附件和四周却没有到这份文件的链接，算未链。
    转人工核对：没有找到所解读的是哪份文件，而解读页又没有任何像是通往文件的链接（转载的媒体解读、上级文件的解读也应有链接）；由脚本填写而没有读全的；写着文件名的链接到了别的网页，可能是同一文件的另一页的。
    不算：征求意见稿的解读；与一份文件互相有链接的、在“相关链接”“相关文件”里链到本网站文件的，不论标题怎么写；标题就是一份文件、会议活动的动态，没有写明解读的（看 COL007）；标题对得上两份文件、分不清是哪一份，而页面上有文件链接的。
    改法：在解读页挂上文件的链接。
    不管什么：文件页没有链到解读看 INT002，链接打不开看 LNK002。
    """
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for pair in interpretations(site):
        pairs[canonical(pair.companion.url)].append(pair)
    linked = answered(site) | shown_beside(site).keys()
    for page in site.pages:
        if page.document_class is DocumentClass.INTERPRETATION and page.readable and page.title:
            own = pairs.get(canonical(page.url), [])
            elsewhere = canonical(page.url) in linked or names_a_paper(page.title) or _is_news(page.title)
            if own or not elsewhere:
                yield from _judged(page, own)


def _is_news(title: str) -> bool:
    """Whether the title tells of a meeting or a visit and explains nothing: it stands in the wrong place (COL007)."""
    return bool(_NEWS.search(title)) and not EXPLAINS.search(title)


def _judged(page: Page, pairs: list[Pair]) -> Iterator[Flaw]:
    if any(pair.back for pair in pairs) or _OF_DRAFT.search(page.title or ""):
        return
    if pairs:
        scripted = any(problem.kind is ProblemKind.SCRIPTED for problem in page.problems)
        verdict = Verdict.REVIEW if scripted or _links_it_elsewhere(page, pairs) else Verdict.FAIL
        yield _flaw(
            page, verdict, f"解读页没有到所解读文件《{pairs[0].paper.title}》的链接", pairs[0].paper.url
        )
    elif not _seems_linked(page):
        yield _flaw(page, Verdict.REVIEW, "解读页没有到所解读文件的链接，请核对解读的是哪份文件", "")


def _links_it_elsewhere(page: Page, pairs: list[Pair]) -> bool:
    """Whether a link bears the paper's name: it may lead to a copy that was not read."""
    names = {core(squeeze(pair.paper.title)) for pair in pairs}
    return any(core(squeeze(link.text)) in names for link in (*page.links, *page.frame_links))


def _seems_linked(page: Page) -> bool:
    """Whether some link or file of the page may be the paper."""
    words = (*(link.text for link in page.links), *(a.name for a in page.attachments))
    beside = any(
        "《" in link.text or "原文" in link.text or _names_its_matter(link.text, page.title or "")
        for link in page.frame_links
    )
    return beside or any(_LEADS_TO_PAPER.search(text) for text in words)


def _names_its_matter(text: str, title: str) -> bool:
    """Whether a paper's title beside the body holds what the page's is about, or so many of its characters in a row."""
    if not _PAPER.search(text):
        return False
    about = topic(title)
    if len(about) >= _LEAST_TOPIC and about in text:
        return True
    return any(text[at : at + _SHARED] in title for at in range(len(text) - _SHARED + 1))


def _flaw(page: Page, verdict: Verdict, message: str, paper_url: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=message,
        quote=f"文件：{paper_url}" if paper_url else f"《{page.title}》",
        expected="解读页链到文件页",
        page=page,
    )
