"""FMT013: the 附件说明 promises annexes that the page does not offer."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, ProblemKind, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import GB_T_9704_ANNEX, PAPERWORK_REGULATION
from ..document_classes import DISCLOSED
from .annexes import marked_names, misnamed, offered, promised


@page_rule(
    "FMT013",
    "附件说明与附件不符",
    Severity.ORDINARY,
    basis=(GB_T_9704_ANNEX, PAPERWORK_REGULATION),
    classes=(*DISCLOSED, DocumentClass.DRAFT),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def annex_note(page: Page, _site: Site) -> Iterator[Flaw]:
    """正文附件说明列出的附件，页面上应当逐一提供。

    怎么算：数出“附件：1.……2.……”列了几个；页面没有任何附件文件，落款后也没有附件正文、图片的，判不符；已有附件写明编号而其中缺号的，判不符。
    转人工核对：个数对不上而附件没有编号的；个数对得上而附件名称与附件说明毫不相干的；附件说明里单列一行的附件名称后面有标点的（送检文稿只看这一项）。
    不算：附件合并成一个压缩包或者“附件1-3”一个文件的；落款后正文里嵌有附件的；没有附件说明的（被印发件本身不是附件）；附件写明“无”“略”“领取”“另发”“不公开”的；正文由脚本加载、没有读全的。
    改法：补传缺少的附件，名称与附件说明一致。
    不管什么：附件打不开看 LNK003。
    """
    note, count = promised(page.document)
    if marked := marked_names(page.document):
        message = f"中附件名称“{marked[0]}”之后不用标点，请核对"
        yield _flaw(Verdict.REVIEW, marked[0], message, len(marked), "附件名称")
    if page.document_class is DocumentClass.DRAFT:  # its annexes are files of their own
        return
    unread = any(p.kind in (ProblemKind.SCRIPTED, ProblemKind.NO_CONTAINER) for p in page.problems)
    offer = offered(page)
    if not count or unread or offer.is_bundle:
        return
    wanted = set(range(1, count + 1))
    missing = sorted(wanted - offer.numbers)
    if not offer.count:
        yield _flaw(Verdict.FAIL, note, f"列了{count}个附件，页面没有提供", count)
    elif missing and offer.numbers and len(offer.numbers) == offer.count < count:
        which = "、".join(f"附件{n}" for n in missing)
        yield _flaw(Verdict.FAIL, note, f"列了{count}个附件，页面缺少{which}", len(missing))
    elif offer.count < count and len(offer.numbers) < count:
        message = f"列了{count}个附件，页面上只找到{offer.count}个，请核对"
        yield _flaw(Verdict.REVIEW, note, message, count - offer.count)
    elif pair := misnamed(page):
        name, file = pair
        yield _flaw(Verdict.REVIEW, note, f"列有“{name}”，页面提供的却是“{file}”，请核对", 1)


def _flaw(verdict: Verdict, note: str, fault: str, amount: int, subject: str = "附件说明") -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"附件说明{fault}",
        subject=subject,
        quote=note[:80],
        expected="附件说明与附件逐一对应，可以下载",
        amount=amount,
    )
