"""PRV007: what an attachment hides and every reader can bring to light."""

import re
from collections.abc import Iterator

from auditor.models import Attachment, FileContent, Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import page_rule
from auditor.text.masking import card_numbers, identity_numbers, mask
from auditor.text.patterns import pattern

from ..basis import PERSONAL_DATA_LAW, REGULATION_15

_OPTIONS = pattern(r"字典|选项|下拉|码表|枚举|数据验证|dict|option|list", re.IGNORECASE)
_PERSONAL = pattern(r"姓名|身份证|电话|手机|账号|卡号|住址|地址|\d{5}")


@page_rule(
    "PRV007",
    "附件隐藏信息",
    Severity.SERIOUS,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def hidden_information(page: Page, _site: Site) -> Iterator[Flaw]:
    """附件不得在隐藏的工作表、行列、批注、修订或者遮盖物下面留有个人信息。

    怎么算：隐藏内容里有完整的身份证号码或者银行卡号的，不合格；一个附件报一次，证据打码。
    转人工核对：有隐藏的工作表、行、列并且其中有文字的，有批注、修订痕迹、隐藏文字的，黑块下面有可以复制的文字的。
    不算：隐藏的空行空列；名为“字典”“选项”“下拉”一类的隐藏工作表，里面没有长数字，也没有姓名、电话等字样的；作者、单位等普通属性；没有读过的附件。
    改法：删除隐藏内容，接受修订、删除批注，遮盖改为删除文字，重新上传。
    不管什么：看得见的个人信息看 PRV001、PRV002、PRV003。
    """
    for attachment in page.attachments:
        content = attachment.content
        if content is None or (not (numbers := _numbers(content)) and not _traces(content)):
            continue
        yield Flaw(
            verdict=Verdict.FAIL if numbers else Verdict.REVIEW,
            message=_message(page, attachment, len(numbers), _traces(content)),
            subject=canonical(attachment.url),
            quote="、".join(map(mask, numbers[:3]))
            or "；".join(content.hidden[:5])
            or mask(content.hidden_text[:40]),
            expected="删除隐藏内容后重新上传",
            amount=len(numbers) or None,
            capture=attachment.capture,
        )


def _numbers(content: FileContent) -> list[str]:
    text = content.hidden_text
    found = [match.group() for find in (identity_numbers, card_numbers) for match in find(text)]
    return list(dict.fromkeys(found))


def _traces(content: FileContent) -> list[str]:
    """What is hidden, in words; hidden rows that hold nothing are none."""
    marks = [f"{content.revisions}处修订痕迹"] if content.revisions else []
    marks += [f"{content.comments}条批注"] if content.comments else []
    if content.hidden_text.strip() and not _is_options(content):
        marks += [f"{len(content.hidden)}处隐藏的工作表或行列" if content.hidden else "隐藏或者被遮盖的文字"]
    return marks


def _is_options(content: FileContent) -> bool:
    """Sheets that only feed the drop-down lists of a form."""
    named = content.hidden and all(_OPTIONS.search(name) for name in content.hidden)
    return bool(named) and not _PERSONAL.search(content.hidden_text)


def _message(page: Page, attachment: Attachment, numbers: int, traces: list[str]) -> str:
    where = f"《{page.title or page.url}》的附件“{attachment.name}”"
    if numbers:
        return f"{where}的隐藏内容里有{numbers}个身份证号码或银行卡号（已打码展示）"
    return f"{where}留有{'、'.join(traces)}，请人工核对"
