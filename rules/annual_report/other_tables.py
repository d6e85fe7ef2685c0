"""表二 and 表四 of an annual report, found by the words of their rows and columns. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from auditor.models import Table
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

from .cells import UncertainError, Unread, number, plain

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_OTHER_NAMES = {"合计": "总计"}
GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
_NORM_COLUMNS = ("制发件数", "废止件数", "现行有效件数")
OLD_WORDS = pattern(r"本年新制作数量|本年新公开数量|对外公开总数量|上一年项目数量|本年增/?减")


@dataclass(frozen=True, slots=True)
class Norms:
    """表二 第二十条第（一）项: made, abolished and valid by kind."""

    rows: Mapping[str, tuple[int, int, int]]


@lru_cache(maxsize=16)
def read_reviews(tables: tuple[Table, ...]) -> Mapping[str, tuple[int, ...]] | Unread | None:
    """表四: five numbers of each of the three groups; None where there is no such table."""
    for place, table in enumerate(tables):
        if sum(squeeze(cell) == OUTCOMES[0] for row in table.rows for cell in row):
            try:
                return _reviews(table, tables[place + 1 : place + 2])
            except UncertainError as why:
                return Unread(f"表四{why}")
    return None


@lru_cache(maxsize=16)
def read_norms(tables: tuple[Table, ...]) -> Norms | None:
    """The kinds of rules in 表二; None where they cannot be read with certainty."""
    for table in tables:
        for index, row in enumerate(table.rows):
            places = [_place(row, word) for word in _NORM_COLUMNS]
            if None not in places:
                return _norms(table.rows[index + 1 : index + 3], [p for p in places if p is not None])
    return None


def lacking_norm_columns(tables: Sequence[Table]) -> tuple[str, ...]:
    """Columns of 表二 that its head lacks, where it has others of them."""
    heads = ({word: _place(row, word) for word in _NORM_COLUMNS} for table in tables for row in table.rows)
    found = next((head for head in heads if any(place is not None for place in head.values())), {})
    return tuple(
        f"本年{word}" if word != _NORM_COLUMNS[-1] else word for word, p in found.items() if p is None
    )


def tells_norms(tables: Sequence[Table]) -> bool:
    """Whether any table speaks of 行政规范性文件 at all."""
    return any("规范性文件" in squeeze(cell) for table in tables for row in table.rows for cell in row)


def has_old_columns(tables: Sequence[Table]) -> str | None:
    """The column title that only the format of 2019 has, as it stands."""
    cells = (cell for table in tables for row in table.rows for cell in row)
    return next((squeeze(cell) for cell in cells if OLD_WORDS.search(plain(cell))), None)


def _reviews(table: Table, following: Sequence[Table]) -> Mapping[str, tuple[int, ...]]:
    heads = [k for k, row in enumerate(table.rows) if any(squeeze(cell) in OUTCOMES[:-1] for cell in row)]
    header = table.rows[heads[0] : heads[-1] + 1]
    lowest = [
        next((c for c in map(_outcome, reversed(column)) if c), "") for column in zip(*header, strict=True)
    ]
    places = [place for place, words in enumerate(lowest) if words in OUTCOMES]
    if [lowest[place] for place in places] != [*OUTCOMES] * len(GROUPS):
        read = [cell for row in header for cell in map(_outcome, row) if cell in OUTCOMES]
        if read != [*OUTCOMES] * len(GROUPS) or len(table.rows[0]) != len(read):
            raise UncertainError("的列名认不全")
        places = list(range(len(read)))
    below = [*table.rows[heads[-1] + 1 :], *(row for piece in following for row in _same_width(piece, table))]
    filled = [row for row in below if any(squeeze(row[place]) for place in places)]
    if len(filled) > 1:
        raise UncertainError("的数字不止一行")
    numbers = [number(filled[0][place]) if filled else 0 for place in places]
    if None in numbers:
        raise UncertainError("有认不出的数字")
    counts, size = [n for n in numbers if n is not None], len(OUTCOMES)
    return {name: tuple(counts[k * size : (k + 1) * size]) for k, name in enumerate(GROUPS)}


def _outcome(cell: str) -> str:
    words = squeeze(cell)
    return _OTHER_NAMES.get(words, words)


def _same_width(piece: Table, table: Table) -> Sequence[Sequence[str]]:
    """The rows of a table cut off below its header."""
    is_cut = len(piece.rows) == 1 and len(piece.rows[0]) == len(table.rows[0])
    return piece.rows if is_cut else ()


def _place(row: Sequence[str], word: str) -> int | None:
    return next((place for place, cell in enumerate(row) if squeeze(cell).endswith(word)), None)


def _norms(rows: Sequence[Sequence[str]], places: Sequence[int]) -> Norms | None:
    found = {}
    for row in rows:
        numbers = [number(row[place]) for place in places]
        name = next((n for n in ("行政规范性文件", "规章") if squeeze(row[0]).endswith(n)), None)
        if name is None or None in numbers or name in found:
            return None
        made, abolished, valid = (n for n in numbers if n is not None)
        found[name] = (made, abolished, valid)
    return Norms(found)
