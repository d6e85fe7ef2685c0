"""Text as pairs of neighbouring signs, so that a word of any length is found without a dictionary.

>>> " ".join(signs("政务公开〔2023〕12号"))
'政务 务公 公开 开 2023 12 号'
"""

from __future__ import annotations

import re
import unicodedata
from operator import add

_RUN = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")
_PLAIN = re.compile(r"[0-9a-z]+")


def signs(text: str) -> list[str]:
    """Every pair of a run of Chinese signs and its last sign alone; numbers and Latin words whole."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if not (plain := _PLAIN.match(run)):
            found.extend(map(add, run, run[1:]))
        found.append(run if plain else run[-1])
    return found


def phrase(words: str) -> tuple[list[str], bool]:
    """What `signs` gives wherever the words stand in a longer text; and whether the last one is but a beginning there.

    >>> phrase("公开")
    (['公开'], False)
    >>> phrase("2023年")
    (['2023', '年'], True)
    """
    found = signs(words)
    if not found or _PLAIN.fullmatch(found[-1]):
        return found, False
    if len(found) > 1 and len(found[-2]) > 1 and not _PLAIN.fullmatch(found[-2]):
        return found[:-1], False  # the last sign closes a run: elsewhere that run may go on
    return found, True
