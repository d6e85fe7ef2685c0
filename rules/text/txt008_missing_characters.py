"""TXT008: a place where a character seems to be missing."""

from collections.abc import Iterator

from auditor.models import Finding, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import SITE_INDICATORS
from .engine.suspects import unexplained
from .grave_words import besides_grave_words


def _usage(finding: Finding) -> str:
    return f"{finding.subject}/{finding.expected}"


@page_rule(
    "TXT008",
    "疑似漏字",
    Severity.MINOR,
    basis=(SITE_INDICATORS,),
    version=14,
    verdicts=(Verdict.REVIEW,),
    usage=_usage,
)
def missing_characters(
    page: Page, site: Site, *, known: tuple[str, ...] = (), most: int = 10
) -> Iterator[Flaw]:
    """公开的文字要求完整，不漏字。

    怎么算：很少单独成词的字落了单，加一个字成常用词就读通了的（“续深化”读作“持续深化”，“全面推乡村振兴”读作“全面推进乡村振兴”），比法律和工作报告里的常用说法少一个字的（“食品安监管”）、比公文的套语少一个字的（“现将有关事通知如下”“各有单位”），动词前面的副词、标点和副词后面的动词只剩一半的（“平台全汇聚”“进一推动”“。进教育均衡发展”），一句话开头、末尾的常用说法少了头一个字、末一个字的（“加强组织领，”）。每页最多报10处；一篇里疑点多的只报把握大的，同 TXT001。同一单位不同日期的3个以上页面、3个以上单位都有的同一处，只在最早的页面提请核对一次，注明其余页面。
    转人工核对：一律核对；缺的可能是别的字。
    不算：人名、地名、单位名称、文号、引号和书名号里的文字（法规文件的名称除外）；“幼有所育”一类的说法；一个字一项的列举（“耕、种、防、收”）；同一篇里多次出现的说法；本地在 known 里列的说法。
    改法：补上漏掉的字；印发原件就是这样的，由起草单位勘误。
    不管什么：错字看 TXT001，句子缺成分看 TXT014。
    """
    missing = besides_grave_words(page, (s for s in unexplained(page, site, known) if s.missing))
    for suspect in sorted(missing, key=lambda s: -s.margin)[:most]:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{suspect.context}”中的“{suspect.char}”前后疑漏字，可能是“{suspect.proposal}”，请核对",
            subject=suspect.onward,
            quote=suspect.onward,
            expected=suspect.proposal,
        )
