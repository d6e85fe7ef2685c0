"""INT002: a paper that does not lead to its interpretation."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, ProblemKind, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_GUIDELINE, SITE_INDICATORS
from ..relations import Pair, by_paper, interpretations


@site_rule(
    "INT002",
    "文件未链解读",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS, SITE_GUIDELINE),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def paper_without_link(site: Site, *, tabbed: bool = False) -> Iterator[Flaw]:
    """有解读的政策文件，文件页应当能直接链到解读。

    怎么算：同一单位的解读（正文写明文号的，不论单位）标题写明解读的是这份文件，或者解读页链到了文件，二者就是一对；文件页的正文、附件和四周都没有到任何一篇解读的链接，算未链。
    转人工核对：网站模板把“解读”放在另行加载的页签里（已知这样的平台自动认得，其他门户用选项tabbed写明），机器看不到页签的内容；文件页由脚本填写而没有读全的。
    不算：找不到对应解读的（那看 INT001）；标题对得上两份文件、分不清是哪一份的；上级文件。
    改法：在文件页挂上解读的链接。
    不管什么：没有解读看 INT001，解读页没有链回文件看 INT003。
    """
    for paper, pairs in by_paper(interpretations(site)):
        if not any(pair.forth for pair in pairs):
            yield _flaw(paper, pairs[0], unseen=_unseen(paper, tabbed))


def _unseen(paper: Page, tabbed: bool) -> bool:
    scripted = any(problem.kind is ProblemKind.SCRIPTED for problem in paper.problems)
    return scripted or tabbed or paper.tabbed


def _flaw(paper: Page, pair: Pair, *, unseen: bool) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW if unseen else Verdict.FAIL,
        message=f"文件页没有到解读《{pair.companion.title}》的链接"
        + ("；该模板的“解读”页签另行加载，请打开页面核对" if unseen else ""),
        quote=f"解读：{pair.companion.url}",
        expected="文件页链到解读页",
        page=paper,
    )
