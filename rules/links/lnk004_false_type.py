"""LNK004: an attachment that is not what its name says."""

from collections.abc import Iterator

from auditor.models import Attachment, Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import page_rule

from ..basis import REGULATION_24

# What the first bytes may say for each extension. RTF in .doc, HTML tables in .xls and renamed containers open
# in the office programs people use, so they are no fault.
_OPENS = {
    "pdf": {"pdf"},
    "doc": {"ole", "rtf", "zip"},
    "docx": {"zip"},
    "wps": {"ole", "zip", "rtf"},
    "xls": {"ole", "zip", "html"},
    "xlsx": {"zip"},
    "et": {"ole", "zip"},
    "ppt": {"ole", "zip"},
    "pptx": {"zip"},
    "ofd": {"zip"},
    "zip": {"zip"},
    "rar": {"rar"},
    "7z": {"7z"},
}
_OOXML = {"docx", "xlsx", "pptx"}


@page_rule(
    "LNK004",
    "附件名实不符",
    Severity.ORDINARY,
    basis=(REGULATION_24,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def false_type(page: Page, _site: Site, *, least_table_bytes: int = 500) -> Iterator[Flaw]:
    """附件的内容应当与扩展名相符，能够正常打开。

    怎么算：以最近一次下载的文件头判断；把网页当作文件下载（多为错误页）的判不通过。
    转人工核对：网页导出的xls不足500字节，放不下表格的；其他不相符的，多数软件仍可能打开；新版文档的文件头是加密容器的，可能设了密码；解析时提示设了密码、文件损坏的。
    不算：没有下载过的，文件头认不出的，WPS 生成的 RTF，OFD、et、wps。
    改法：重新上传正确的文件，去掉密码。
    不管什么：下载失败和空文件看 LNK003。
    """
    for attachment in page.attachments:
        sniffed = _last_sniffed(attachment) or ""
        differs = _differs(attachment.type, sniffed)
        if _is_notice_page(attachment, sniffed, least_table_bytes):
            yield _told(page, attachment)
            continue
        if sniffed == "empty" or not (differs or _is_locked(attachment)):
            continue
        fault = _fault(attachment.type, sniffed) if differs else "设了密码或者已经损坏，请人工打开核对"
        why = attachment.content.failure if attachment.content and not differs else None
        yield Flaw(
            verdict=Verdict.FAIL if differs and sniffed == "html" else Verdict.REVIEW,
            message=f"《{page.title or page.url}》的附件“{attachment.name}”{fault}",
            subject=canonical(attachment.url),
            quote=why or f"扩展名 .{attachment.type}，文件头为 {sniffed}",
            expected=f"能够打开的 .{attachment.type} 文件",
        )


def _told(page: Page, attachment: Attachment) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》的附件“{attachment.name}”下载得到的是很短的网页，可能是出错提示，请打开核对",
        subject=canonical(attachment.url),
        quote=f"扩展名 .{attachment.type}，文件头为 html",
        expected=f"能够打开的 .{attachment.type} 文件",
    )


def _is_notice_page(attachment: Attachment, sniffed: str, least: int) -> bool:
    """Whether an .xls that may be a web page by right (systems export tables so) is too short to hold a table."""
    answered = (look for look in attachment.looks if look.status == 200)
    look = max(answered, key=lambda look: look.at, default=None)
    held = look is not None and look.size is not None and 0 < look.size < least
    return sniffed == "html" and not _differs(attachment.type, sniffed) and held


def _differs(extension: str, sniffed: str) -> bool:
    opens = _OPENS.get(extension)
    return bool(sniffed) and opens is not None and sniffed not in opens


def _is_locked(attachment: Attachment) -> bool:
    """Whether parsing met a password or a broken file; an empty one is left to LNK003."""
    content = attachment.content
    return content is not None and (content.encrypted or content.damaged)


def _last_sniffed(attachment: Attachment) -> str | None:
    looks = sorted(attachment.looks, key=lambda look: look.at, reverse=True)
    return next((look.sniffed for look in looks if look.status == 200), None)


def _fault(extension: str, sniffed: str) -> str:
    if sniffed == "html":
        return "下载得到的是网页，不是文件"
    if extension in _OOXML and sniffed == "ole":
        return "可能设了密码或者是旧版文档改名，请人工打开核对"
    return "的内容与扩展名不符，请人工打开核对"
