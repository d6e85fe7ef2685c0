"""Words whose characters a PDF or OFD numbers as its own fonts do: they are shown, and cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.models import Paragraph

UNREAD = "部分文字用了文件自带的编码，没有读取"
_OWN = re.compile("[\ue000-\uefff]")  # above them stand the bullets of symbol fonts
_LEAST = 30  # fewer are rare characters that an author typed


def readable(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], str | None]:
    """The lines that can be read, and why others were left out, if any were."""
    if sum(len(_OWN.findall(paragraph.text)) for paragraph in paragraphs) < _LEAST:
        return list(paragraphs), None
    return [paragraph for paragraph in paragraphs if not _OWN.search(paragraph.text)], UNREAD
