"""LNK010: a paper published as pictures only."""

from collections.abc import Iterator

from auditor.models import Attachment, Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import page_rule

from ..basis import REGULATION_24


@page_rule(
    "LNK010",
    "附件仅有扫描件",
    Severity.ORDINARY,
    basis=(REGULATION_24,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def scan_only(page: Page, _site: Site, *, body_characters: int = 100) -> Iterator[Flaw]:
    """附件宜有可以搜索和复制的文字，不宜只有扫描图片。

    怎么算：PDF、OFD 各页都是图片、没有文字层，网页正文又不足100字的；一个附件报一次。
    转人工核对：同页还有别的附件没有读过，可能另附了文字版的。
    不算：正文已经登载文字的；同页另附有文字版的；没有下载或没有解析的附件；证照、图纸等本身就是图片格式的文件。
    改法：改传由文字直接生成的 PDF 或 OFD，或者在正文登载全文；签章扫描件旁另附可编辑版。
    不管什么：附件打不开看 LNK003，正文只有图片看 FMT019。
    """
    scans = [attachment for attachment in page.attachments if _is_scan(attachment)]
    others = [attachment for attachment in page.attachments if attachment not in scans]
    if not scans or page.text_length >= body_characters or any(map(_has_words, others)):
        return
    for attachment in scans:
        pages = attachment.content.pages if attachment.content else 0
        yield Flaw(
            verdict=Verdict.REVIEW if others else Verdict.FAIL,
            message=f"《{page.title or page.url}》的附件“{attachment.name}”只有图片，没有可以搜索和复制的文字"
            + ("；同页另有附件没有读过，请人工核对" if others else ""),
            subject=canonical(attachment.url),
            quote=f"{attachment.name}，{pages}页均为图片",
            expected="有文字层的文件，或者正文登载全文",
            capture=attachment.capture,
        )


def _is_scan(attachment: Attachment) -> bool:
    return attachment.content is not None and not attachment.content.text_layer


def _has_words(attachment: Attachment) -> bool:
    return attachment.content is not None and attachment.content.document.text_length > 0
