"""ANR011: a report that repeats its own of last year, or another unit's."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import REPORT_FORMAT
from .similarity import most_alike, sentences, shared_sentences, shingles
from .successive import Published, published

_Key = tuple[str, str, int]  # unit, body, year


@site_rule(
    "ANR011", "内容雷同", Severity.ORDINARY, basis=(REPORT_FORMAT,), verdicts=(Verdict.REVIEW,), version=2
)
def alike(
    site: Site, *, share_percent: int = 80, least_characters: int = 120, years: int = 2
) -> Iterator[Flaw]:
    """年报应当写本机关当年的实际情况，不得与本机关上年或者其他机关的年报雷同。

    怎么算：去掉表格、数字、标点、机关自己的名称和模板句（统计期限、联系方式、编制依据、半数以上机关逐字相同的句子），剩下的按连续五个字比对；本篇有80%以上（选项share_percent）也在另一篇里的，列出最像的一篇。只比最近两个年度（选项years）的年报。
    转人工核对：相似度只是线索，一律由人判断，不扣分。
    不算：剩下不足120字（选项least_characters）的；没有读到全文的。
    改法：写明本机关当年的做法、数据、问题和改进措施。
    不管什么：同一篇发布两次看 COL009，格式规定的标题和表格看 ANR002、ANR003。
    """
    whole = {key: item for key, item in published(site).items() if item.report.is_whole}
    first = site.year - years
    prints = _prints(whole, least_characters, first - 1)
    for key, item in whole.items():
        if key[2] < first or key not in prints:
            continue
        others = {other: print_ for other, print_ in prints.items() if _comparable(key, other)}
        if (found := most_alike(prints[key], others)) and found[1] * 100 > share_percent:
            yield _flaw(item, whole[found[0]], found[1], share_percent)


def _prints(whole: Mapping[_Key, Published], least: int, first: int) -> dict[_Key, frozenset[int]]:
    """Of the reports of that year and later; what is the district's template is told by all of them."""
    texts = {key: sentences(item.report.text, (key[0], key[1])) for key, item in whole.items()}
    bodies: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (unit, body, _), text in texts.items():
        bodies[unit, body].update(text)
    template = shared_sentences([frozenset(said) for said in bodies.values()])
    own = {key: [s for s in text if s not in template] for key, text in texts.items() if key[2] >= first}
    return {key: shingles(text) for key, text in own.items() if sum(map(len, text)) >= least}


def _comparable(key: _Key, other: _Key) -> bool:
    """The same body's last year, or another body's same year."""
    is_same_body = key[:2] == other[:2]
    return other[2] == (key[2] - 1 if is_same_body else key[2])


def _flaw(item: Published, other: Published, share: float, limit: int) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"与《{other.page.title}》相似{share:.0%}（已去掉模板句），请核对是否雷同",
        subject="雷同",
        quote=other.page.url,
        expected=f"相似不超过{limit}%",
        amount=round(share * 100),
        page=item.page,
    )
