"""When random checks ended, as the page with their results tells it."""

import datetime as dt

from auditor.models import Document
from auditor.models.spaces import squeeze_lines
from auditor.text.dates import find_date
from auditor.text.patterns import pattern

from .decided import CHECKED_ON, decision_days, narrated

_FINISHED = pattern(
    r"(?:抽查|检查).{0,6}于(?P<end>\d{4}年\d{1,2}月\d{1,2}日).{0,6}(?:结束|完成)"
    r"|(?P<done>\d{4}年\d{1,2}月\d{1,2}日)(?:全面|全部|已)?(?:完成|结束)(?:了)?[^。；，\n]{0,20}(?:抽查|检查)"
    r"|(?P<over>\d{4}年\d{1,2}月\d{1,2}日)[，,]?[^。；\n\d]{0,16}(?:抽查|检查)[^。；\n\d]{0,8}(?:完成|结束)"
)
_SPAN = pattern(  # 4月13日至5月29日，区局随机抽取…开展检查; not 对1月1日至6月30日登记的企业开展抽查
    r"(?:^|[。；，,\n]|于|自|从)(\d{4})年\d{1,2}月\d{1,2}日(?:起)?(?:[至到~\uff5e]|[-—－–]+)(?:(\d{4})年)?(\d{1,2}月\d{1,2}日)"
    r"(?:期间)?[，,]?(?=(?:我|本|[\u4e00-\u9fff]{2,14})?(?:局|委|办|队|组织|开展|随机|实施|对|按照)[^。；\n]{0,60}(?:抽查|检查|抽取))"
)


def check_finished_on(document: Document) -> dt.date | None:
    """The last day of the checks that the text tells; None where it tells none."""
    text = squeeze_lines(document.text)
    said = [match["end"] or match["done"] or match["over"] for match in _FINISHED.finditer(text)]
    said += [f"{match[2] or match[1]}年{match[3]}" for match in _SPAN.finditer(text)]
    days = [found[0] for words in said if (found := find_date(words)) and found[0]]
    last = max((*days, *decision_days("", document)), default=None)
    return last or max(narrated(document, CHECKED_ON), default=None)
