"""Replies to motions and proposals that say no more than that they were given."""

from collections.abc import Iterator

from auditor.models import Flaw, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

TOPIC = pattern(r"(?:建议|议案).{0,4}提案|代表建议|委员提案|提案.{0,4}建议|人大.{0,4}建议|政协.{0,4}提案")
_WITHHELD = pattern(r"不予公开|不公开|涉密|秘密|不宜公开|情况说明|未承办|没有承办")
_ANSWERED = pattern(r"(?:答复|回复|复函)(?:函|意见|件)?(?:[（(][^（()）]*[)）])?$")
_HANDED_OVER = pattern(  # 答复意见已当面送交委员本人: the reply itself is not told
    r"(?:答复|回复|意见)[^。；\n]{0,12}(?:送交|送达|寄送|寄给|交给|面呈|面复)|(?:当面|另行|书面|电话)(?:向[^。；\n]{0,8})?(?:答复|回复)"
    r"|(?:答复|回复|复函|全文|原文|内容)[^。；\n]{0,12}(?:存档|备查|留存|查阅|查询|索取|咨询|联系)|办理完毕|办结|已办理|已办复|表示满意"
    r"|将(?:会)?(?:认真|积极|深入)[^，。；\n]{0,4}(?:研究|考虑|采纳|吸收)"
)
_FORMAL = pattern(  # what a clause of such a page says beside the reply itself
    r"收悉|已收到|(?:电话|当面|见面|上门)[^。；，\n]{0,6}(?:沟通|交流)|经研究|如下|[您你]好|答复|回复|(?:建议|提案|意见)(?:很|非常)?(?:好|中肯|重要|有(?:意义|价值|针对性))$|(?:积极|认真|深入|抓紧)(?:研究|考虑|推进|争取|落实)$|争取[^，。；\n]{0,6}(?:解决|落实)$|送[交达]|寄[送给]|满意|感谢|谢谢|高度重视|认真(?:研究|办理)|办理完毕|办结|已办[理复]|存档|备查|留存|查阅|查询|索取|咨询|联系|(?:委员|代表)[:：]?$|(?:政府|[局委]|办公室|办事处)$|\d日$"
)
_CLAUSE = pattern(r"[，。；：！\n]+")


def replies_without_content(site: Site) -> Iterator[Flaw]:
    """Replies that only say that they were handed over."""
    for page in site.pages:
        if not page.readable or page.attachments or page.media or not TOPIC.search(page.section or ""):
            continue
        document = site.documents.get(canonical(page.url))
        if document is None or not _ANSWERED.search(squeeze(page.title)) or _WITHHELD.search(document.text):
            continue
        handed = _HANDED_OVER.search(document.text)
        quote = handed.group() if handed else squeeze(document.text)
        clauses = [c for c in map(squeeze, _CLAUSE.split(document.text)) if c and c != squeeze(page.title)]
        if squeeze(document.text) and all(_FORMAL.search(clause) for clause in clauses):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"《{page.title}》没有写答复的内容，也没有写不公开的理由，请核对",
                subject="答复内容",
                quote=quote,
                expected="公开答复全文，不公开的写明理由",
                page=page,
            )
