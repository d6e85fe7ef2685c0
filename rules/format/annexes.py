"""附件说明 of a paper: how many annexes it promises, and what of them the page offers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from auditor.models import Document, Page
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

from ..anatomy import after_signature
from .ordinals import number_of

_NOTE = pattern(r"^附\s*件\s*[:：]\s*(?P<rest>\S.*)?$")
_ITEM = pattern(r"^(?P<number>[1-9]\d?)\s*[.．、]\s*\S")
_INLINE = pattern(r"(?:^|[；;\s])(?P<number>[1-9]\d?)\s*[.．、]\s*(?=[^\d\s])")
_HEAD = pattern(
    r"^附\s*[件表]\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[:：.．]?$|^附\s*[件表]\s*(?P<other>\d{1,2})\s"
)
_NAMED = pattern(r"附\s*[件表]\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})")
_RANGE = pattern(r"附\s*[件表]\s*\d+\s*[-—–~\uff5e至]\s*\d+|全部附件|附件合集|附件汇总")
_FILE_WORDS = pattern(r"附\s*件|下载|\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|ofd)$", re.IGNORECASE)
_FILE_TAIL = pattern(r"(?:\.[A-Za-z]{2,4})+(?:[（(].*)?$")
_NUMBERED = pattern(
    r"^附\s*[件表]?\s*[\d一二三四五六七八九十]*\s*[.．、:：]?\s*(?:[\d一二三四五六七八九十]+\s*[.．、])?"
)
_PLACE = pattern(r"[\u3400-\u9fff]{1,4}?[省市县区旗镇乡](?:人民政府)?")
_TELLING = pattern(r"[\u3400-\u9fff]{6,}")  # a file name that says what it is
_NOT_HERE = pattern(
    r"^(?:暂?无|没有|略)[。.]?$|[（(]略[)）]|领取|索取|另[发附行]|不予?公开|纸质"
)  # no annex, or one that is had elsewhere
_END_MARKS = ("。", "；", "，", "、", ";", ",")
ARCHIVES = frozenset({"zip", "rar", "7z"})


@dataclass(frozen=True, slots=True)
class Offer:
    """Annexes as the page offers them: how many things there are, and which numbers they bear."""

    count: int
    numbers: frozenset[int]
    is_bundle: bool  # one file, or one picture story, may hold them all


def promised(document: Document) -> tuple[str, int]:
    """The 附件说明 as it stands and the count of annexes in it; ("", 0) where there is none, or one says that it is not
    given here."""
    lines = [p.text.strip() for p in document.paragraphs if not (p.in_table or p.aside)]
    for at, line in enumerate(lines):
        note = _NOTE.match(line)
        if not note:
            continue
        rest = note["rest"] or ""
        inline = [int(m["number"]) for m in _INLINE.finditer(rest)]
        count = max(inline, default=1 if rest else 0)
        told = [rest]
        following = (text for text in lines[at + 1 : at + 30] if text)
        for text in following:
            item = _ITEM.match(text)
            if not item or int(item["number"]) != count + 1:
                break
            count += 1
            told.append(text)
        return ("", 0) if not count or any(map(_NOT_HERE.search, told)) else (line, count)
    return "", 0


def marked_names(document: Document) -> list[str]:
    """Lines of the 附件说明 whose name a mark follows; a line that holds several names parts them by marks."""
    lines = [p.text.strip() for p in document.paragraphs if not p.in_table and p.text.strip()]
    start = next((k for k, line in enumerate(lines) if (m := _NOTE.match(line)) and m["rest"]), None)
    if start is None:
        return []
    rest = takewhile(_ITEM.match, lines[start + 1 :])
    named = [line for line in (lines[start], *rest) if len(_INLINE.findall(line)) < 2]
    return [line for line in named if line.endswith(_END_MARKS)]


def misnamed(page: Page) -> tuple[str, str] | None:
    """A name of the 附件说明 and a file, where nothing offered bears the one and the file is named after neither
    an annex nor the paper itself."""
    lines = [p.text.strip() for p in page.document.paragraphs if not (p.in_table or p.aside)]
    start = next((k for k, line in enumerate(lines) if (m := _NOTE.match(line)) and m["rest"]), None)
    if (
        start is None
        or any(_HEAD.match(line) for line in lines[start:])
        or after_signature(page.document)[1:]
    ):
        return None
    names = [_stem(lines[start])]
    for line in lines[start + 1 :]:
        if not _ITEM.match(line):
            break
        names.append(_stem(line))
    files = [_stem(attachment.name) for attachment in page.attachments]
    unmet = [name for name in names if name and not any(_akin(name, file) for file in files)]
    strange = [
        f for f in files if _TELLING.search(f) and not any(_akin(f, n) for n in (*names, page.title or ""))
    ]
    return (unmet[0], strange[0]) if unmet and strange else None


def offered(page: Page) -> Offer:
    """Files, pictures and texts behind the 落款 that may be annexes."""
    heads = [m for p in page.document.paragraphs if (m := _HEAD.match(p.text.strip()))]
    numbers = {number_of(m["number"] or m["other"] or "") for m in heads} - {0}
    for name in (*(a.name for a in page.attachments), *(link.text for link in page.links)):
        numbers |= {number_of(m["number"]) for m in _NAMED.finditer(name)}
    bundle = bool(page.media) or any(a.type in ARCHIVES or _RANGE.search(a.name) for a in page.attachments)
    enclosed = bool(after_signature(page.document)[1:])
    count = max(len(heads) + len(page.attachments) + _linked(page), len(numbers), int(enclosed))
    return Offer(count, frozenset(numbers), bundle)


def _stem(name: str) -> str:
    """A file's or an annex's name without its number, its extension and its marks."""
    return re.sub(r"[\W_]|附件", "", _NUMBERED.sub("", _FILE_TAIL.sub("", name.strip())))


def _akin(one: str, other: str) -> bool:
    """Whether two names share at least a third of the shorter one's pairs of characters, or either says nothing; the
    place that both begin with is no name.
    """
    stems = _stem(one), _stem(other)
    places = [match.group() if (match := _PLACE.match(stem)) else "" for stem in stems]
    bare = [stem.removeprefix(places[0]) for stem in stems] if places[0] == places[1] else stems
    a, b = ({s[k : k + 2] for k in range(len(s) - 1)} for s in bare)
    return 3 * len(a & b) >= min(len(a), len(b))


def _linked(page: Page) -> int:
    """Links that lead to an annex without a file's address: named so, or bearing a name of the 附件说明."""
    note = "".join(squeeze(p.text) for p in page.document.paragraphs if _is_named(p.text))
    files = {attachment.url for attachment in page.attachments}
    named = ((squeeze(link.text), link.url) for link in page.links)
    return len(
        {url for text, url in named if url not in files and (_FILE_WORDS.search(text) or _stands(text, note))}
    )


def _is_named(line: str) -> bool:
    return bool(_NOTE.match(line.strip()) or _ITEM.match(line.strip()))


def _stands(text: str, note: str) -> bool:
    return len(text) > 3 and text in note
