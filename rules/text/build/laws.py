"""Build `phrases`, `heard`, `gapped`, `lacking` and `syllables`: runs of four characters that laws and reports use, and how
they are misspelt.

    python -m rules.text.build.laws FOLDER...

The folders are checkouts of the collections LawRefBook/Laws (laws, regulations, decrees and judicial interpretations of
China, one to a file `*.md`) and lawtext/gov (the yearly reports of governments, a folder for each place): not subject to
copyright (著作权法 Article 5). Only counts of short runs are kept. Every second law, told by its name, and every second place
are left out (`use`). So is what is no paper of the state: read-mes and case reports. Idioms are the words of four characters of the lexicon. Sounds are read from pypinyin (MIT).
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

from ..engine.tables import GAP, SECONDS, mapped
from .writing import Tables, write

_HAN = re.compile("[\u4e00-\u9fff]+")
_LENGTH = 4
_KNOWN = 2  # laws and places with a run from which it counts as known
_MEANT = 10  # from which another may be a misspelling of it
_LACKED = 18  # the same where a character is missing
_FITTING = 12  # from which its characters are those that fit a gap
_MOST = 255
_FIRST_CODE = 0xE000
_NO_PAPERS = ("README", "Readme", "法律法规模版", "_index")
_CASES = "案例"
YEARLY = re.compile(r"(?:19|20)\d\d(?:-|\Z)")  # name of a report


def build(folders: Sequence[Path]) -> Tables:
    """The tables."""
    runs = counted(folders, _LENGTH)
    longer = counted(folders, _LENGTH + 1)
    for word in mapped("long_words"):
        if len(word) == _LENGTH:
            runs[word] = max(runs[word], _MEANT)
    codes = syllable_codes()
    return {
        "phrases": {run: bytes([min(papers, _MOST)]) for run, papers in runs.items() if papers >= _KNOWN},
        "heard": heard((run for run, papers in runs.items() if papers >= _MEANT), codes),
        "gapped": gapped(run for run, papers in runs.items() if papers >= _FITTING),
        "lacking": lacking({run: papers for run, papers in longer.items() if papers >= _LACKED}, runs),
        "syllables": {char: code.encode(SECONDS) for char, code in codes.items()},
    }


def counted(folders: Sequence[Path], length: int) -> Counter[str]:
    """In how many laws, and for how many places but the first, each run of Chinese characters stands."""
    laws: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for files in (files for folder in folders for files in papers(folder)):
        text = [run for file in files for run in _HAN.findall(file.read_text("utf-8"))]
        runs = {run[at : at + length] for run in text for at in range(len(run) - length + 1)}
        (places if YEARLY.match(files[0].stem) else laws).update(runs)
    laws.update({run: number - 1 for run, number in places.items() if number > 1})
    return laws


def papers(folder: Path) -> Iterable[list[Path]]:
    """What is counted: each law by itself, the reports of one place together."""
    found: dict[Path, list[Path]] = defaultdict(list)
    for file in sorted(folder.rglob("*.md")):
        if use(file) is Use.COUNTED:
            found[file.parent if YEARLY.match(file.stem) else file].append(file)
    return found.values()


class Use(Enum):
    """What a paper of a collection serves for: one half is counted, a quarter fits weights, the last measures."""

    COUNTED = "counted"
    FITTED = "fitted"
    MEASURED = "measured"


def use(file: Path) -> Use | None:
    """Told by its name, of a report by the name of its place; None for what is no paper of the state."""
    if file.stem in _NO_PAPERS or _CASES in file.parts:
        return None
    name = file.parent.name if YEARLY.match(file.stem) else file.name
    half, quarter = hashlib.md5(name.encode(), usedforsecurity=False).digest()[:2]
    return Use.COUNTED if half % 2 == 0 else Use.FITTED if quarter % 2 == 0 else Use.MEASURED


def syllable_codes() -> dict[str, str]:
    """A private character for the syllable of each Chinese character; z and zh, n and ng are taken for one."""
    pypinyin = importlib.import_module("pypinyin")
    codes: dict[str, str] = {}
    found: dict[str, str] = {}
    for char in map(chr, range(0x4E00, 0xA000)):
        [[sound]] = pypinyin.pinyin(char, style=pypinyin.Style.NORMAL, errors=lambda _: [""])
        if sound:
            merged = re.sub("([aei])ng$", r"\1n", re.sub("^([zcs])h", r"\1", sound))
            found[char] = codes.setdefault(merged, chr(_FIRST_CODE + len(codes)))
    return found


def heard(runs: Iterable[str], codes: Mapping[str, str]) -> dict[str, bytes]:
    """The runs that sound so, one after the other."""
    alike: dict[str, list[str]] = defaultdict(list)
    for run in runs:
        alike["".join(codes.get(char, char) for char in run)].append(run)
    return {sound: "".join(sorted(same)).encode(SECONDS) for sound, same in alike.items()}


def gapped(runs: Iterable[str]) -> dict[str, bytes]:
    """For the runs, each with one character left open: the characters that stand there in laws."""
    fitting: dict[str, list[str]] = defaultdict(list)
    for run in sorted(runs):
        for at, char in enumerate(run):
            fitting[run[:at] + GAP + run[at + 1 :]].append(char)
    return {pattern: "".join(chars).encode(SECONDS) for pattern, chars in fitting.items()}


def lacking(longer: Mapping[str, int], known: Mapping[str, int]) -> dict[str, bytes]:
    """Runs of one character less that no law has: the likeliest with it."""
    best: dict[str, str] = {}
    for run in sorted(longer, key=lambda run: (longer[run], run)):
        best.update((short, run) for short in _shortened(run) if short not in known)
    return {short: run.encode(SECONDS) for short, run in best.items()}


def _shortened(run: str) -> Iterator[str]:
    return (run[:at] + run[at + 1 :] for at in range(1, len(run) - 1))


if __name__ == "__main__":
    write(build([*map(Path, sys.argv[1:])]))
