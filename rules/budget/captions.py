"""Tables with the words around them: a table on a page is named by the line above it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from auditor.models import Document, Paragraph, Table
from auditor.text.patterns import pattern

_NOISE = pattern(r"[\s“”\"‘’'《》（）()〈〉·]")
_NAME = pattern(r"^(?!注|说明|备注|附注|公开|[\d附]{1,3}表).*(?!公开\d|附)..表")  # 公开08表 numbers it
_NOTE = pattern(r"^[\d、.]*(?:注|说明|备注|附注|提示|\*|※|本|我|该|此|没有|无|20\d\d年)")
_ABOVE, _BELOW, _LONGEST_NAME = 4, 2, 80  # lines that may belong to a table; characters of a name
_ROW_WORDS = 30  # characters of a first row that tell a table


@dataclass(frozen=True)
class Captioned:
    """A table, its name as the lines above give it ("" where they give none), all words above and the notes below."""

    table: Table
    name: str = ""
    above: str = ""
    below: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """Everything that may name it: sheet, line above, its own first rows."""
        rows = (cell for row in self.table.rows[:3] for cell in dict.fromkeys(row))
        return (bare_words(self.table.place), self.name, *map(bare_words, rows))


def captioned(document: Document) -> Iterator[Captioned]:
    """Every table of the document, with the lines that stand directly above it and the notes below it."""
    lines = document.paragraphs
    starts = list(_starts(lines, document.tables))
    for table, start, following in zip(document.tables, starts, [*starts, None][1:], strict=True):
        if start is None:
            yield Captioned(table)
            continue
        end = next((k for k in range(start, len(lines)) if not lines[k].in_table), len(lines))
        above = _words(lines[max(0, start - _ABOVE) : start][::-1])
        is_last = following is None or following >= end  # of the tables that stand without a word between
        notes = takewhile(_NOTE.search, _words(lines[end : end + _BELOW])) if is_last else ()
        yield Captioned(table, _name(above), "".join(above), "".join(notes))


def bare_words(text: str) -> str:
    """Without spaces, quotation marks and brackets."""
    return _NOISE.sub("", text)


def _starts(lines: Sequence[Paragraph], tables: Sequence[Table]) -> Iterator[int | None]:
    at = 0
    for table in tables:
        start = _start(lines, at, table)
        yield start
        at = at if start is None else start + 1


def _start(lines: Sequence[Paragraph], at: int, table: Table) -> int | None:
    """Where a run of table lines begins with this table's first row; else where that row stands inside a run."""
    rows = ("".join(bare_words(cell) for cell, _ in groupby(row)) for row in table.rows)
    row = next(filter(None, rows), "")[:_ROW_WORDS]
    cells = [k for k in range(at, len(lines)) if lines[k].in_table] if row else []
    begins = [k for k in cells if not k or not lines[k - 1].in_table]
    return next((k for k in (*begins, *cells) if _reads(lines, k, row)), None)


def _reads(lines: Sequence[Paragraph], at: int, words: str) -> bool:
    if not words.startswith(bare_words(lines[at].text)[: len(words)]):
        return False
    return bare_words("".join(line.text for line in lines[at : at + _ROW_WORDS])).startswith(words)


def _words(lines: Sequence[Paragraph]) -> list[str]:
    """The lines up to the next table."""
    end = next((k for k, line in enumerate(lines) if line.in_table), len(lines))
    return [bare_words(line.text) for line in lines[:end]]


def _name(above: Sequence[str]) -> str:
    """The nearest line that names a table; a note under the table before is none."""
    return next((line for line in above if _NAME.search(line) and len(line) <= _LONGEST_NAME), "")
