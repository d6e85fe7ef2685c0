"""LNK003: an attachment that cannot be fetched."""

from collections.abc import Iterator

from auditor.models import Attachment, Flaw, Look, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import page_rule

from ..basis import REGULATION_24
from ..looks import dead_looks, described


@page_rule("LNK003", "附件打不开", Severity.ORDINARY, basis=(REGULATION_24,), verdicts=(Verdict.FAIL,))
def broken_attachment(
    page: Page, _site: Site, *, apart_hours: int = 12, silent_looks: int = 3
) -> Iterator[Flaw]:
    """附件应当能够下载，且不是空文件。

    怎么算：服务器答复不存在的，或者下载得到0字节的，相隔12小时以上两次都如此才算；无应答或服务器错误的，要三次。
    不算：拒绝访问（401、403、412、429），最近一次能够下载的。
    改法：重新上传附件并核对链接。
    不管什么：能下载但打开不是所标类型的看 LNK004。
    """
    for attachment in page.attachments:
        dead = dead_looks(attachment.looks, apart_hours=apart_hours, silent_looks=silent_looks)
        empty = () if dead else _empty_looks(attachment, apart_hours)
        if not dead and not empty:
            continue
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"《{page.title or page.url}》的附件“{attachment.name}”"
            + ("无法下载" if dead else "是空文件（0字节）"),
            subject=canonical(attachment.url),
            quote="；".join(described(look) + ("" if dead else " 0字节") for look in dead or empty),
            expected="附件能够下载",
        )


def _empty_looks(attachment: Attachment, apart_hours: int) -> tuple[Look, ...]:
    """The first and the last of the looks that brought nothing, up to now; 不变 (304) is as the look before it."""
    run: list[Look] = []
    for look in sorted(attachment.looks, key=lambda look: look.at):
        unchanged = look.status == 304 and bool(run)
        empty = look.status == 200 and look.size == 0
        run = [*run, look] if empty or unchanged else []
    apart = len(run) > 1 and (run[-1].at - run[0].at).total_seconds() >= apart_hours * 3600
    return (run[0], run[-1]) if apart else ()
