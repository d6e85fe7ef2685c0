"""How many wrong and missing characters TXT001, TXT008 and, of names of the state, TXT002 find, and how often they doubt what is right.

`planted/` holds fictional official papers without faults, and in `planted.jsonl` one error a line: the words as they
are, the same with one character wrong or missing, and of what kind: alike in shape, in sound, a word of its own where
it makes no sense, an omission, a character too many. Authors of papers and errors did not know the rules. The papers
a_, b_ and c_ have since taught craft words, and their errors the weights of the search; those of d_, well-known public
texts, are held out: nothing was fitted on them but for a handful of words that had been doubted, and their recall was
looked at when variants of the search for set phrases were compared.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from auditor.check.draft import draft_page
from auditor.judge.judge import judge_page
from auditor.models import Finding, Portal, Site
from auditor.rule import Rule, load

HELD_OUT = "d_"
FOLDER = Path(__file__).parent / "planted"
AS_OF = dt.datetime.fromisoformat("2023-09-15T08:00:00+08:00")
SITE = Site(portal=Portal(id="planted", name="", home="", hosts=()), as_of=AS_OF)


@dataclass(frozen=True)
class Planting:
    """Counts by kind of error, and of what was doubted in the papers as they are."""

    planted: Counter[str]
    found: Counter[str]
    characters: int
    alarms: tuple[str, ...]

    @property
    def alarms_per_10_000(self) -> float:
        """Doubts about right words in ten thousand characters."""
        return len(self.alarms) * 10_000 / self.characters

    def recall(self, *kinds: str) -> float:
        """The part found of the errors of these kinds."""
        return sum(self.found[kind] for kind in kinds) / sum(self.planted[kind] for kind in kinds)


def planting(prefix: str = "") -> Planting:
    """Judge every paper whose name begins so as it is, and once for each error."""
    judged = [_paper(path.name) for path in sorted(FOLDER.glob(f"{prefix}*.txt"))]
    return Planting(
        planted=sum((one.planted for one in judged), Counter()),
        found=sum((one.found for one in judged), Counter()),
        characters=sum(one.characters for one in judged),
        alarms=tuple(alarm for one in judged for alarm in one.alarms),
    )


@cache
def _paper(name: str) -> Planting:
    text = (FOLDER / name).read_text("utf-8")
    clean = findings(text)
    known = {(finding.code, finding.quote) for finding in clean}
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for error in _errors().get(name, ()):
        right, wrong = error["right"], error["wrong"]
        assert text.count(right) == 1, error
        spoilt = text.replace(right, wrong)
        fresh = [f for f in findings(spoilt) if (f.code, f.quote) not in known]
        planted[error["kind"]] += 1
        found[error["kind"]] += any(_touches(finding.quote, spoilt, right, wrong) for finding in fresh)
    return Planting(
        planted, found, len("".join(text.split())), tuple(f"{f.quote}（{f.expected}）" for f in clean)
    )


@cache
def _errors() -> dict[str, list[dict[str, str]]]:
    """The planted errors by paper."""
    errors: dict[str, list[dict[str, str]]] = {}
    for line in (FOLDER / "planted.jsonl").read_text("utf-8").splitlines():
        error = json.loads(line)
        errors.setdefault(error["file"], []).append(error)
    return errors


@cache
def text_rules() -> list[Rule]:
    """The two rules."""
    return [rule for rule in load("rules.text") if rule.code in ("TXT001", "TXT002", "TXT008")]


def findings(text: str) -> tuple[Finding, ...]:
    """What the two rules say of a text."""
    return tuple(judge_page(draft_page(text.encode(), "planted.txt", fetched_at=AS_OF), SITE, text_rules()))


def _touches(quote: str, text: str, right: str, wrong: str) -> bool:
    unlike = (n for n, (a, b) in enumerate(zip(right, wrong, strict=False)) if a != b)
    return touches(quote, text, text.index(wrong) + next(unlike, len(wrong)))


def touches(quote: str, text: str, at: int) -> bool:
    """Whether the quoted words cover the character, or stand right beside the gap."""
    return any(text.startswith(quote, begin) for begin in range(max(0, at - len(quote) - 1), at + 3))
