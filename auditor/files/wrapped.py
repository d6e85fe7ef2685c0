"""Lines that a writer or an editor broke by hand, put together again where they are one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.models.spaces import squeeze
from auditor.text.dates import find_date
from auditor.text.document_number import is_number_line
from auditor.text.glyphs import settle
from auditor.text.paper import TITLE_ENDS, body_names

_END = re.compile(r"[。！？：:；;!?…][”’」』）)》]*$")
_ITEM = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,4}[、．章节条款]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)"
    r"|附件?[\d一二三四五六七八九十]*[:：]|[①-⑳])"
)
_TITLED = re.compile(rf"的?(?:{'|'.join(TITLE_ENDS)})(?:[（(][^（()）]{{1,20}}[)）])?$")
_PROSE = re.compile("[，。；]")
_LONGEST_TITLE = 100
_LAST = 12  # characters that tell how a line ends
_PRINTED = 15  # characters; the lines of a text wrapped by hand are longer


def is_ended(text: str) -> bool:
    """Whether a line ends with a mark that may end a paragraph."""
    return _END.search(text[-_LAST:]) is not None


def is_item(text: str) -> bool:
    """Whether a line begins with a number of its own."""
    return _ITEM.match(text) is not None


def is_titled(text: str) -> bool:
    """Whether a line is a whole title, ending with the kind of paper it is of."""
    if len(text) > 3 * _LONGEST_TITLE:
        return False
    return _TITLED.search(settle(squeeze(text))) is not None and not _PROSE.search(text)


def stands_alone(text: str) -> bool:
    """A line that is no part of a sentence: a number line or a date."""
    if len(text) > _LONGEST_TITLE:
        return False
    if is_number_line(text):
        return True
    dated = find_date(text) if len(text) < 20 else None
    return dated is not None and squeeze(dated[1]) == squeeze(text)


def is_rest_of_title(before: str, text: str) -> bool:
    """A title whose last word is broken over two lines."""
    if len(before) > 3 * _LONGEST_TITLE:
        return False
    whole = squeeze(before + text)
    if len(whole) > _LONGEST_TITLE or re.search("[。；：:]", whole) or is_item(before):
        return False
    return not is_titled(before) and not body_names(squeeze(text)) and is_titled(whole)


def glued(before: str, after: str) -> str:
    """Two lines of a sentence; words in Latin letters are set apart by a blank."""
    before, after = before.rstrip(), after.strip()
    latin = re.search(r"[A-Za-z,;.]$", before) and re.match(r"[A-Za-z]", after)
    return f"{before} {after}" if latin else before + after


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines of one paragraph with line breaks in it; lines of prose are one again, those of a list are not."""
    is_prose = _PROSE.search("".join(lines)) is not None
    done: list[str] = []
    for line in lines:
        if done and _is_broken(done[-1], line, is_prose=is_prose):
            done[-1] = glued(done[-1], line)
        else:
            done.append(line)
    return done


def unwrapped(text: str) -> str:
    """A plain text whose indented paragraphs were wrapped by hand, each on one line again."""
    done: list[str] = []
    last = ""
    for line in text.splitlines():
        indented = bool(done) and done[-1].startswith(("\u3000", "  "))
        long = len(squeeze(last)) >= _PRINTED
        if indented and long and not line[:1].isspace() and _is_broken(done[-1], line, is_prose=True):
            done[-1] = glued(done[-1], line)
        else:
            done.append(line)
        last = line
    return "\n".join(done)


def _is_broken(before: str, text: str, *, is_prose: bool) -> bool:
    one, other = before.strip(), text.strip()
    if not one or not other or text[:1].isspace() or stands_alone(one) or stands_alone(other):
        return False
    if not is_prose or is_titled(one):
        return is_rest_of_title(one, other)
    return not (is_ended(one) or is_item(other) or body_names(other) or _lists(one, other))


def _lists(one: str, other: str) -> bool:
    """Lines that name and tell, one thing each: 联系人：某某."""
    label = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
    return bool(label.match(one) and label.match(other))
