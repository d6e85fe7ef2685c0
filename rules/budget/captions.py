"""Tables with the words around them: a table on a page is named by the line above it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.models import Document, Paragraph, Table

_NOISE = re.compile(r"[\s“”\"‘’'《》（）()〈〉·]")
_NAME = re.compile(r"^(?!注|说明|备注|附注).*(?!公开\d|附)..表")
_ABOVE, _BELOW, _LONGEST_NAME = 4, 2, 80  # lines that may belong to a table; characters of a name


@dataclass(frozen=True)
class Captioned:
    """A table, its name as the lines above give it ("" where they give none), all words above and below."""

    table: Table
    name: str = ""
    above: str = ""
    below: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """Everything that may name it: sheet, line above, its own first rows."""
        rows = (cell for row in self.table.rows[:3] for cell in dict.fromkeys(row))
        return (squeezed(self.table.place), self.name, *map(squeezed, rows))


def captioned(document: Document) -> Iterator[Captioned]:
    """Every table of the document, with the lines that stand directly above and below it."""
    lines, at = document.paragraphs, 0
    for table in document.tables:
        start = _start(lines, at, table)
        if start is None:
            yield Captioned(table)
            continue
        at = next((k for k in range(start, len(lines)) if not lines[k].in_table), len(lines))
        above = _words(lines[max(0, start - _ABOVE) : start][::-1])
        yield Captioned(table, _name(above), "".join(above), "".join(_words(lines[at : at + _BELOW])))


def squeezed(text: str) -> str:
    """Without spaces, quotation marks and brackets."""
    return _NOISE.sub("", text)


def _start(lines: Sequence[Paragraph], at: int, table: Table) -> int | None:
    """Where a run of table lines begins with this table's first words."""
    first = next((words for row in table.rows for cell in row if (words := squeezed(cell))), "")
    begins = (k for k in range(at, len(lines)) if lines[k].in_table and (not k or not lines[k - 1].in_table))
    return next((k for k in begins if first and first.startswith(squeezed(lines[k].text))), None)


def _words(lines: Sequence[Paragraph]) -> list[str]:
    """The lines up to the next table."""
    end = next((k for k, line in enumerate(lines) if line.in_table), len(lines))
    return [squeezed(line.text) for line in lines[:end]]


def _name(above: Sequence[str]) -> str:
    """The nearest line that names a table; a note under the table before is none."""
    return next((line for line in above if _NAME.search(line) and len(line) <= _LONGEST_NAME), "")
