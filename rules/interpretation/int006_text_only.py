"""INT006: a unit whose interpretations of a year are words only."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.rule.words import listed

from ..basis import OPENNESS_RULES
from ..relations import interpretations
from ..titles import names_a_paper

_OTHER_FORM = listed(__file__, "{other_forms}", re.IGNORECASE)
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "mp4", "mp3", "webp", "ppt", "pptx"})


@site_rule(
    "INT006",
    "解读形式单一",
    Severity.NOTE,
    basis=(OPENNESS_RULES,),
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def text_only(site: Site, *, days: int = 365, min_interpretations: int = 3) -> Iterator[Flaw]:
    """解读宜采用图解、视频、问答、访谈、发布会等多种形式。

    怎么算：一家单位近一年发布的解读有3篇以上，每一篇都没有图片、视频、图片附件，标题也看不出是图解、视频、问答、访谈、发布会的，提示一条。
    转人工核对：全部，其他平台上的解读机器看不到。
    不算：近一年解读不足3篇的单位；没有发布日期的解读；标题就是一份文件、也没有对应文件的，像是放错了栏目（看 COL007）。
    改法：挑群众关心的文件做图解、视频或问答。
    不管什么：每篇解读的内容看 INT004、INT005。
    """
    since = site.as_of.date() - dt.timedelta(days=days)
    for unit, pages in _by_unit(site, since).items():
        if len(pages) >= min_interpretations and not any(_is_other_form(page) for page in pages):
            newest = max(pages, key=lambda page: (page.shown_on or since, page.url))
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{unit}近一年发布的{len(pages)}篇解读都只有文字",
                subject=unit,
                quote=f"最近一篇：《{newest.title}》",
                expected="图解、视频、问答、访谈、发布会等形式",
                amount=len(pages),
                page=newest,
                url=newest.section_url or newest.url,
            )


def _by_unit(site: Site, since: dt.date) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = defaultdict(list)
    paired = {canonical(pair.companion.url) for pair in interpretations(site)}
    for page in site.pages:
        if page.document_class is not DocumentClass.INTERPRETATION or not page.readable:
            continue
        if names_a_paper(page.title or "") and canonical(page.url) not in paired:
            continue
        if page.unit and page.shown_on and page.shown_on > since:
            found[page.unit].append(page)
    return found


def _is_other_form(page: Page) -> bool:
    if page.media or any(attachment.type in _PICTURES for attachment in page.attachments):
        return True
    return bool(_OTHER_FORM.search(f"{page.title} {page.section}"))
