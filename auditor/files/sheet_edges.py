"""What is printed at the head and the foot of a workbook's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.files.package import Package, kind, xml
from auditor.files.words import plain
from auditor.models import Paragraph

_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_EDGES = {"Header": "页眉", "Footer": "页脚"}
# Fields and looks within the words: &C begins the middle, &P is the page's number, &"宋体,加粗" and &12 the font.
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Z])', re.I)
_PARTS = re.compile("&[LCR]", re.I)
_WORDLESS = re.compile(r"[\d\s\W]*")


def edges_of(package: Package) -> Iterator[Paragraph]:
    """Headers and footers of every sheet, each line once; page numbers are none."""
    seen: set[str] = set()
    for name in package.names:
        if not _SHEETS.fullmatch(name) or b"headerFooter" not in (part := package.read(name)):
            continue
        for node in xml(part).iter():
            place = next((said for edge, said in _EDGES.items() if kind(node).endswith(edge)), None)
            for line in _lines(node.text or "") if place else ():
                if line not in seen and not _WORDLESS.fullmatch(line):
                    seen.add(line)
                    yield Paragraph(line, place=place or "", aside=True)


def _lines(words: str) -> Iterator[str]:
    for part in _PARTS.split(words.replace("&&", "\0")):
        text = _CODE.sub("", part).replace("\0", "&")
        yield from (line.strip() for line in plain(text).split("\n"))
