"""What a crawled text may hold that a terminal obeys: escape sequences, changes of direction. Shown, never obeyed."""

from __future__ import annotations

import json
import re
from typing import Any

_SHOWN = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"}  # as pictures: ␛
_HIDDEN = (*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_OBEYED = _SHOWN | dict.fromkeys(_HIDDEN, "\ufffd")
_LEFT_BY_JSON = re.compile(f"[{''.join(map(chr, _HIDDEN))}\ud800-\udfff]")  # and halves of characters


def harmless(text: str) -> str:
    """The text without what a terminal obeys."""
    return text.translate(_OBEYED)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON that any terminal and any encoding can show: what they cannot is escaped, nothing is lost."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _LEFT_BY_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
