"""INT004: an interpretation that only repeats its paper."""

from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule

from ..basis import OPENNESS_RULES
from ..relations import Pair, interpretations
from .overlap import copied_sentences, own_words, shared_share, without_credits


@site_rule(
    "INT004",
    "解读复制原文",
    Severity.ORDINARY,
    basis=(OPENNESS_RULES,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def copied_interpretation(
    site: Site, *, shared_percent: int = 70, sentence_percent: int = 80, min_chars: int = 200
) -> Iterator[Flaw]:
    """解读应当讲清背景、理由和新旧差异，不宜只摘抄、压缩文件原文。

    怎么算：解读去掉书名号、引号里的引文、引用条款的句子和文末的解读机构、解读人、联系方式、相关链接以后，每5个连续的字有超过70%在文件里原样出现，或者整句有超过80%是原句（至少5句），列出来核对。
    转人工核对：全部，由人看是否只有摘抄。
    不算：去掉引文后不到200字的（图解、视频的说明文字）；找不到对应文件的；文件或解读的正文没有读到的。
    改法：补充背景依据、适用范围、办理方法、举例和新旧对比。
    不管什么：要素不全看 INT005。
    """
    for pair in interpretations(site):
        if said := _copied(site, pair, shared_percent, sentence_percent, min_chars):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"解读与文件《{pair.paper.title}》{said}，请核对是否只是摘抄原文",
                quote=f"文件：{pair.paper.url}",
                expected="用自己的话解读，不复制、压缩原文",
                page=pair.companion,
            )


def _copied(site: Site, pair: Pair, shared_percent: int, sentence_percent: int, min_chars: int) -> str:
    """What was found to be alike; empty where it is not, or cannot be told."""
    companion, paper = (site.documents.get(canonical(page.url)) for page in (pair.companion, pair.paper))
    if companion is None or paper is None or paper.text_length < min_chars:
        return ""
    if len(squeeze(own_words(companion.text))) < min_chars:
        return ""
    words = own_words(without_credits(companion.text, {link.text.strip() for link in pair.companion.links}))
    original = paper.text
    if (share := shared_share(words, original)) * 100 > shared_percent:
        return f"文字重合{share:.0%}"
    copied, sentences = copied_sentences(words, original)
    if sentences >= 5 and copied * 100 > sentences * sentence_percent:
        return f"有{copied}句与原文相同（共{sentences}句）"
    return ""
