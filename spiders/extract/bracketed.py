"""Labels in brackets, `[发文字号] 值` or `【成文日期】值`, told by one sign of our own in place of their brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.models.spaces import squeeze
from auditor.text.fields import field_of

GAP = "\x1f"  # stands where inner elements of a line meet
CLOSED = "\x1e"  # stands behind a label that brackets closed
OPENING, CLOSING = "[［【〔「『〖〈\uff1c<{｛（(", "]］】〕」』〗〉\uff1e>}｝）)"
_LOOSE = frozenset(
    "（(〈\uff1c<"
)  # words of a value stand in these too, so that before them a gap is asked for
_OPENED = re.compile(f"[{re.escape(OPENING)}]")
_LABEL = re.compile(
    rf"(?P<open>[{re.escape(OPENING)}])[\s{GAP}]{{0,8}}(?P<label>[\u3400-\u9fff][\u3400-\u9fff\s{GAP}]{{0,20}})"
    rf"(?P<close>[{re.escape(CLOSING)}])[\s{GAP}]{{0,8}}[：:∶]?"
)


def bracketed_label(text: str) -> str | None:
    """The label that a text in brackets is, without them; None where the text is anything else."""
    text = text.strip()
    found = _LABEL.fullmatch(text) if text[:1] in OPENING else None
    return squeeze(found["label"].replace(GAP, "")) if found and _pairs(found) else None


def unbracketed(line: str, meanings: Mapping[str, str]) -> str:
    """The line with its bracketed labels told by CLOSED: those of our fields, and any where the line begins with one."""
    if not _OPENED.search(line):
        return line
    first = _LABEL.match(line.lstrip(f" \t\r\n\xa0\u3000{GAP}"))
    begins = first is not None and _pairs(first) and _field(first, meanings)
    return _LABEL.sub(lambda found: _told(found, meanings, any_label=bool(begins)), line)


def _told(found: re.Match[str], meanings: Mapping[str, str], *, any_label: bool) -> str:
    before = found.string[found.start() - 1] if found.start() else GAP
    apart = before.isspace() or before == GAP
    known = _field(found, meanings) and (apart or found["open"] not in _LOOSE)
    if not _pairs(found) or not (known or (any_label and apart and found["open"] not in _LOOSE)):
        return found.group()
    return f"{GAP}{squeeze(found['label'].replace(GAP, ''))}{CLOSED}"


def _pairs(found: re.Match[str]) -> bool:
    return OPENING.index(found["open"]) == CLOSING.index(found["close"])


def _field(found: re.Match[str], meanings: Mapping[str, str]) -> str | None:
    return field_of(found["label"].replace(GAP, ""), meanings)
