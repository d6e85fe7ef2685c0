"""Whether the words of a consultation notice are understood well enough to say that something is not among them."""

import re

from auditor.rule.words import listed
from auditor.text.patterns import pattern

INLINE_DRAFT = pattern(r"^\s*第一[条章].*^\s*第[一二三四五六七八九十百]+条[^\n]*", re.MULTILINE | re.DOTALL)
DAY_LINE = pattern(
    r"^\s*(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}([-./])\d{1,2}\1\d{1,2}|[〇○零一二三四五六七八九十]{4}年.{2,8}日)\s*$",
    re.MULTILINE,
)
_WORK = pattern(r"《[^《》]{1,80}》")
_SENTENCE = pattern(r"[^。；！\n]+")
_PLAIN = listed(__file__, "{plain}|^各|[：:]$")
_PURPOSE = pattern(r"为|根据|依据|按照|结合")
_SIGNED = pattern(r"[^，、：:]{2,25}[局委办府会心室院所站队厅]$")
_TOWARDS = pattern(
    r"(?<!面)向(?!社会|公众|全|广大|各界)|[至到](?!\s*\d)|[给交找由回寄送函投]|地[点址]|人员|[科处股室厅楼]"
)
_TIMED = pattern(r"[月日天周旬期号]|\d\s*/\s*\d|时[间限]|前")
_NO_TIME = pattern(r"日常|日益|今日|期待|期盼|期望|周边|周围|周到|目前|前期|当前|号召|\d{4}年")


def body_of(text: str) -> str:
    """The notice itself: without the draft's own articles and the date under the signature."""
    return DAY_LINE.sub("", INLINE_DRAFT.sub("", text))


def tells_no_time(body: str) -> bool:
    """Whether no word may speak of days at all, known wording or not."""
    return not _TIMED.search(_NO_TIME.sub("", _WORK.sub("", body)))


def tells_no_address(body: str) -> bool:
    """Whether every sentence is one that such notices always have, so that no unknown wording hides a way to answer."""
    sentences = (s.strip() for s in _SENTENCE.findall(_WORK.sub("", body)))
    return all(not s or _SIGNED.fullmatch(s) or _is_plain(s) for s in sentences)


def _is_plain(sentence: str) -> bool:
    """A sentence of purpose, or one whose every clause has words that any notice has."""
    if _TOWARDS.search(sentence):
        return False
    return bool(_PURPOSE.match(sentence)) or all(_PLAIN.search(c) for c in sentence.split("，") if c.strip())
