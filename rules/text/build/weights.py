"""Build `weights.json`: how surely a word was meant, fitted on errors planted into sound papers.

    python -m rules.text.build.weights FOLDER...

Each FOLDER holds sound papers (*.txt, a paragraph a line) and may hold `planted.jsonl` (file, right, wrong, kind):
errors that people planted. Papers named `d_` are held out: they are not read. Of a checkout of ECSpell (odw.* and law.*, in
any folder below: a number, the wrong and the right sentence a line) every second sentence is read, told by the right one. Of
a collection of laws, reports or newscasts (*.md, in any folder below) a part of every fourth is read (`build.laws.use`): none
that was counted, none that measures.
Further errors are planted here, by likeness alone. Every doubtful place of the sound papers
is an example of what is right; papers are held out in turn to find the sum from which hardly any is taken for wrong.
scikit-learn is needed here only.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import math
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from operator import ne
from pathlib import Path
from typing import Any, NamedTuple

from ..engine.doubtful import Place, doubtful_places, is_read_with_a_word
from ..engine.language import alike, char_share
from ..engine.lexicon import is_firm
from ..engine.lookalikes import Idea, cheap_features, ideas
from ..engine.names import without_names
from ..engine.weighing import features, features_beside
from .laws import YEARLY, Use, use

WEIGHTS = Path(__file__).parents[1] / "engine" / "weights.json"
HELD_OUT = "d_"
_PLANTED = "planted.jsonl"
ALARMS = (
    0.8  # doubts in ten thousand sound characters of papers held out, from which the sum asked for is told
)
_MARKUP = re.compile(r"<[^>]*>|[#*|]")
_PART, _PART_OF_REPORT = 1000, 2200  # characters of a collected paper
_PUBLIC = ("law", "odw")  # of ECSpell: questions of law, official documents
_MADE = 8000  # errors planted by likeness
_BY_PEOPLE = 4.0  # weight of one planted by a person
_PARTS = 4  # parts
_LOST = 0.01  # of the errors, by the first weights
_FREQUENT = -6.0
_AROUND, _NEAR = 400, 60  # characters around an error that are kept, and that are searched
_TREES = {"max_iter": 300, "max_leaf_nodes": 8, "learning_rate": 0.06, "min_samples_leaf": 40}


class Planted(NamedTuple):
    """A text with one error, the character it stands at and the one that was meant; who planted it."""

    text: str
    at: int
    meant: str
    by_person: bool

    @property
    def meant_text(self) -> str:
        """The text without the error."""
        return self.text[: self.at] + self.meant + self.text[self.at + 1 :]


class Row(NamedTuple):
    """One idea: the paper and the place it is of, whether it is right, what it weighs, its cheap features, and what the others need."""

    paper: str
    at: int
    right: bool
    weight: float
    cheap: list[float]
    text: str
    place: Place
    idea: Idea

    @property
    def all(self) -> tuple[float, ...]:
        """All its features."""
        return features(self.place, self.text, self.idea, features_beside(self.place, self.idea, self.cheap))


class Rows(NamedTuple):
    """The rows that the first weights let pass, and all features of each."""

    rows: list[Row]
    table: list[tuple[float, ...]]

    def of(self, papers: Set[str], *, others: bool = False) -> Rows:
        """Those of the papers, or those of all others."""
        kept = [n for n, row in enumerate(self.rows) if (row.paper in papers) != others]
        return Rows([self.rows[n] for n in kept], [self.table[n] for n in kept])


def build(folders: Sequence[Path]) -> dict[str, Any]:
    """The weights as JSON; prints how they do on papers held out."""
    papers = {name: text for folder in folders for name, text in _papers(folder)}
    sound = [row for name, text in papers.items() for row in _rows(name, text)]
    errors = [*_by_people(folders), *_made(papers)]
    wrong = [
        row
        for number, error in enumerate(errors)
        for row in _rows(str(number), error.text, error)
        if row.right
    ]
    first = _first_weights(sound, wrong)
    passing = _passing(first, sound), _passing(first, wrong)
    sys.stdout.write(f"{len(sound)} sound, {len(wrong)} wrong, {[len(rows.rows) for rows in passing]} pass\n")
    asked = _held_out(*passing, papers, {str(n) for n, error in enumerate(errors) if error.by_person})
    return {"first": first, "trees": list(_written(_fitted(*passing))), "asked": asked}


def _papers(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.txt")) if (folder / _PLANTED).exists() else ():
        if not path.name.startswith(HELD_OUT):
            yield path.name, path.read_text("utf-8")
    for path in sorted(folder.rglob("*.md")):
        if use(path) is Use.FITTED:
            text = "\n".join(_MARKUP.sub("\n", path.read_text("utf-8")).split())
            yield (
                str(path.relative_to(folder)),
                text[len(text) // 2 :][: _PART_OF_REPORT if YEARLY.match(path.stem) else _PART],
            )
    yield from ((error.meant_text, error.meant_text) for error in public_errors(folder))


def public_errors(folder: Path, kinds: Sequence[str] = _PUBLIC, *, fitted: bool = True) -> Iterator[Planted]:
    """The half of the public sentences with one wrong character that fits, or the other half; each wrong one once."""
    names = {f"{kind}.{part}" for kind in kinds for part in ("train", "test")}
    lines = (
        line.split("\t")[1:]
        for file in sorted(folder.rglob("*"))
        if file.name in names
        for line in file.read_text("utf-8").splitlines()
    )
    for wrong, right in dict.fromkeys(map(tuple, lines)):
        half = hashlib.md5(right.encode(), usedforsecurity=False).digest()[0] % 2
        differing = [at for at, unlike in enumerate(map(ne, wrong, right)) if unlike]
        if (half == 0) is fitted and len(wrong) == len(right) and len(differing) == 1:
            yield Planted(wrong, differing[0], right[differing[0]], True)


def _rows(paper: str, text: str, error: Planted | None = None) -> Iterator[Row]:
    """Every idea of a paper; of a planted one those beside the error."""
    begin = max(0, error.at - _NEAR) if error else 0
    near = text[begin : error.at + _NEAR] if error else text
    for first, place in (
        (begin + first, place) for first, place in doubtful_places(without_names(near, with_titles=True))
    ):
        if (error is None or abs(first + place.at - error.at) < 2) and not is_read_with_a_word(place):
            thought = ideas(place)
            for idea in thought:
                right = error is not None and (first + idea.at, idea.char) == (error.at, error.meant)
                weight = _BY_PEOPLE if error and error.by_person else 1.0
                cheap = cheap_features(place, idea, len(thought))
                yield Row(paper, first + idea.at, right, weight, cheap, text, place, idea)


def _by_people(folders: Iterable[Path]) -> Iterator[Planted]:
    for folder in folders:
        yield from public_errors(folder)
        file = folder / _PLANTED
        for line in file.read_text("utf-8").splitlines() if file.exists() else ():
            error = json.loads(line)
            if error["file"].startswith(HELD_OUT):
                continue
            right, wrong = error["right"], error["wrong"]
            differing = [n for n, pair in enumerate(zip(right, wrong, strict=False)) if pair[0] != pair[1]]
            if len(right) == len(wrong) and len(differing) == 1:
                text = (file.parent / error["file"]).read_text("utf-8")
                at = text.index(right)
                yield Planted(text.replace(right, wrong, 1), at + differing[0], right[differing[0]], True)


def _made(papers: dict[str, str]) -> Iterator[Planted]:
    rng, names = random.Random(1), sorted(papers)
    made = 0
    while made < _MADE:
        text = papers[rng.choice(names)]
        at = rng.randrange(1, len(text))
        if not is_firm(text[at - 1 : at + 1]) and not is_firm(text[at : at + 2]):
            continue
        near = [(c, 1 / level) for level, found in enumerate(alike(text[at]), start=1) for c in found]
        near = [(c, weight) for c, weight in near if char_share(c, -9.0) > _FREQUENT]
        if near:
            [wrong] = rng.choices([c for c, _ in near], [weight for _, weight in near])
            begin = max(0, at - _AROUND)
            around = text[begin:at] + wrong + text[at + 1 : at + _AROUND]
            made += 1
            yield Planted(around, at - begin, text[at], False)


def _first_weights(sound: list[Row], wrong: list[Row]) -> list[float]:
    """Linear weights and their constant: above 0 for all but a few of the errors."""
    np, linear = importlib.import_module("numpy"), importlib.import_module("sklearn.linear_model")
    rows = [*wrong, *sound]
    table = np.array([row.cheap for row in rows])
    mean, spread = table.mean(0), table.std(0) + 1e-9
    model = linear.LogisticRegression(max_iter=3000)
    model.fit(
        (table - mean) / spread, [row.right for row in rows], sample_weight=[row.weight for row in rows]
    )
    weights = model.coef_[0] / spread
    sums = sorted(float(weights @ row.cheap) for row in wrong if row.weight > 1)
    return [round(float(weight), 4) for weight in weights] + [round(-sums[int(_LOST * len(sums))], 4)]


def _passing(first: Sequence[float], rows: Iterable[Row]) -> Rows:
    kept = [row for row in rows if sum(map(float.__mul__, first, [*row.cheap, 1.0])) > 0]
    return Rows(kept, [row.all for row in kept])


def _held_out(sound: Rows, wrong: Rows, papers: dict[str, str], by_people: set[str]) -> float:
    """The sum asked for, from papers and errors that were held out in turn; prints what is found with it and some others."""
    names = sorted(papers)
    random.Random(3).shuffle(names)
    doubts: dict[tuple[str, int], float] = {}
    found: dict[str, float] = {}
    for part in range(_PARTS):
        held, spared = {*names[part::_PARTS]}, {*sorted({row.paper for row in wrong.rows})[part::_PARTS]}
        model = _fitted(sound.of(held, others=True), wrong.of(spared, others=True))
        for row, total in _sums(model, sound.of(held)):
            doubts[row.paper, row.at] = max(total, doubts.get((row.paper, row.at), -math.inf))
        for row, total in _sums(model, wrong.of(spared)):
            found[row.paper] = max(total, found.get(row.paper, -math.inf))
    characters = sum(map(len, papers.values()))
    for alarms in (0.3, 0.5, 0.7, ALARMS, 1.0, 1.5):
        asked = sorted(doubts.values())[-int(alarms * characters / 10_000) - 1]
        told = {number for number, total in found.items() if total > asked}
        sys.stdout.write(
            f"{alarms} doubts in 10,000 held out: sum {asked:.3f}; found {len(told & by_people)} of {len(by_people)}"
            f" by people, {len(told - by_people)} made\n"
        )
    return round(sorted(doubts.values())[-int(ALARMS * characters / 10_000) - 1], 3)


def _fitted(sound: Rows, wrong: Rows) -> Any:
    model = importlib.import_module("sklearn.ensemble").HistGradientBoostingClassifier(
        random_state=0, early_stopping=False, **_TREES
    )
    rows = [*wrong.rows, *sound.rows]
    return model.fit(
        [*wrong.table, *sound.table],
        [row.right for row in rows],
        sample_weight=[row.weight for row in rows],
    )


def _sums(model: Any, rows: Rows) -> Iterator[tuple[Row, float]]:
    return zip(rows.rows, map(float, model.decision_function(rows.table)), strict=True)


def _written(model: Any) -> Iterator[list[list[float]]]:
    """The trees as rows (feature or -1, limit or weight, lower row, upper row); the constant is a tree of one row."""
    yield [[-1, round(float(model._baseline_prediction[0, 0]), 4), 0, 0]]
    for [tree] in model._predictors:
        yield [
            [-1, round(float(node["value"]), 4), 0, 0]
            if node["is_leaf"]
            else [
                int(node["feature_idx"]),
                round(float(node["num_threshold"]), 4),
                int(node["left"]),
                int(node["right"]),
            ]
            for node in tree.nodes
        ]


if __name__ == "__main__":
    WEIGHTS.write_text(json.dumps(build([Path(folder) for folder in sys.argv[1:]])), "utf-8")
