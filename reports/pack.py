"""离线包 of a unit: its list, its sheet, the pages spoken of as plain text, its letters. It opens without network or login."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup, escape

from auditor.config.whole_file import whole_file
from auditor.inspection.rows import Row
from auditor.models.letter import Sent
from auditor.text.seen import Seen
from reports import ledger_sheet
from reports import letter_paper as official
from reports.official import page, word
from reports.printing import print_page
from reports.unit_list import UnitList
from reports.zipped import zipped

Lines = Callable[[str], Seen]  # of a capture
_FEWEST = 2  # characters of a quotation that is marked


@dataclass(frozen=True, slots=True)
class Shown:
    """One kept page: the rows that speak of it, and what it said, their quotations marked."""

    file: str
    capture: str
    rows: tuple[Row, ...]
    lines: tuple[Markup, ...]


def write(
    lists: Iterable[UnitList],
    out_dir: Path,
    *,
    lines_of: Lines,
    letters: Sequence[Sent] = (),
) -> tuple[Path, ...]:
    """A zip file for each unit of the portal, whose list lies in `out_dir`/units; the paths."""
    return tuple(_write(one, out_dir, lines_of, letters) for one in lists if one.score)


def _write(one: UnitList, out_dir: Path, lines_of: Lines, letters: Sequence[Sent]) -> Path:
    rows = (*one.failed, *one.doubtful, *one.waiting, *one.settled)
    own = [sent for sent in letters if sent.letter.unit == one.unit]
    with TemporaryDirectory() as folder:
        inside = Path(folder)
        shown = tuple(_shown(rows, lines_of))
        for capture in shown:
            print_page("capture.html", inside / capture.file, shown=capture, list=one)
        for sent in own:
            _write_letter(sent, inside / "letters")
        print_page("pack.html", inside / "index.html", list=one, shown=shown, letters=own)
        ledger_sheet.write_xlsx(rows, inside / "ledger.xlsx")
        (inside / "list.html").write_bytes((out_dir / "units" / one.file).read_bytes())
        names = sorted(path.relative_to(inside).as_posix() for path in inside.rglob("*") if path.is_file())
        body = zipped({name: (inside / name).read_bytes() for name in names})
    path = out_dir / "packs" / Path(one.file).with_suffix(".zip").name
    with whole_file(path) as part:
        part.write_bytes(body)
    return path


def _shown(rows: Iterable[Row], lines_of: Lines) -> Iterator[Shown]:
    """Each capture once, with all that is said of it."""
    by_capture: dict[str, list[Row]] = {}
    for row in rows:
        if row.capture:
            by_capture.setdefault(row.capture, []).append(row)
    for capture, own in by_capture.items():
        lines = tuple(marked(lines_of(capture), (row.quote for row in own)))
        yield Shown(f"captures/{capture.removeprefix('sha256:')[:16]}.html", capture, tuple(own), lines)


def marked(lines: Seen, quotes: Iterable[str]) -> Iterator[Markup]:
    """The lines as text, each quotation in them marked, whatever spaces stand between its characters."""
    for pieces in lines.pieces(quote for quote in quotes if len(quote.strip()) >= _FEWEST):
        yield Markup("").join(
            Markup("<mark>{}</mark>").format(text) if is_quoted else escape(text)
            for text, is_quoted in pieces
        )


def _write_letter(sent: Sent, folder: Path) -> None:
    paper = official.paper_of(sent)
    page.write(paper, folder / f"{sent.letter.number}.html")
    word.write(paper, folder / f"{sent.letter.number}.docx")
