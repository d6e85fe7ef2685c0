"""Build `weights.json`: how surely a word was meant, fitted on errors planted into sound papers.

    python -m rules.text.build.weights FOLDER...

Each FOLDER holds sound papers (*.txt, a paragraph a line) and may hold `planted.jsonl` (file, right, wrong, kind):
errors that people planted. Papers named `d_` are held out: they are not read. Of a collection of laws, reports or newscasts
(*.md, in any folder below) a part of every fourth is read (`build.laws.use`): none that was counted, none that measures.
Further errors are planted here, by likeness alone. Every doubtful place of the sound papers
is an example of what is right; papers are held out in turn to find the sum from which hardly any is taken for wrong.
scikit-learn is needed here only.
"""

from __future__ import annotations

import importlib
import json
import math
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..engine.doubtful import doubtful_places, is_read_with_a_word
from ..engine.language import alike, char_share
from ..engine.lexicon import is_firm
from ..engine.lookalikes import cheap_features, ideas
from ..engine.names import without_names
from ..engine.weighing import features, features_beside
from .laws import Use, use

WEIGHTS = Path(__file__).parents[1] / "engine" / "weights.json"
HELD_OUT = "d_"
ALARMS = (
    1.5  # doubts in ten thousand sound characters of papers held out, from which the sum asked for is told
)
_MARKUP = re.compile(r"<[^>]*>|[#*|]")
_PART = 1000  # characters of a collected paper
_MADE = 8000  # errors planted by likeness
_BY_PEOPLE = 4.0  # weight of one planted by a person
_PARTS = 4  # parts
_LOST = 0.03  # of the errors, by the first weights
_FREQUENT = -6.0
_AROUND = 400  # characters around an error that are read
_TREES = {"n_estimators": 200, "max_leaf_nodes": 5, "learning_rate": 0.08, "min_samples_leaf": 40}


class Planted(NamedTuple):
    """A text with one error, the character it stands at and the one that was meant; who planted it."""

    text: str
    at: int
    meant: str
    by_person: bool


class Row(NamedTuple):
    """One idea: the paper and the place it is of, whether it is right, what it weighs, its features."""

    paper: str
    at: int
    right: bool
    weight: float
    cheap: list[float]
    all: tuple[float, ...]


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
    passing = [row for row in sound if _passes(first, row)], [row for row in wrong if _passes(first, row)]
    asked, found = _held_out(*passing, papers)
    by_people = [number for number, error in enumerate(errors) if error.by_person]
    sys.stdout.write(f"{len(sound)} sound, {len(wrong)} wrong, {list(map(len, passing))} pass\n")
    reached = {row.paper for row in passing[1]}
    sys.stdout.write(
        f"planted by people: {len(by_people)}, with an idea {sum(str(n) in reached for n in by_people)},"
        f" found {sum(str(n) in found for n in by_people)} (in training)\n"
    )
    trees = _fitted(*passing)
    return {"first": first, "trees": list(_written(trees)), "asked": asked}


def _papers(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.txt")):
        if not path.name.startswith(HELD_OUT):
            yield str(path), path.read_text("utf-8")
    for path in sorted(folder.rglob("*.md")):
        if use(path) is Use.FITTED:
            text = "\n".join(_MARKUP.sub("\n", path.read_text("utf-8")).split())
            yield str(path), text[len(text) // 2 :][:_PART]


def _rows(paper: str, text: str, error: Planted | None = None) -> Iterator[Row]:
    """Every idea of a paper; of a planted one those beside the error."""
    for first, place in doubtful_places(without_names(text)):
        if (error is None or abs(first + place.at - error.at) < 2) and not is_read_with_a_word(place):
            for idea in ideas(place):
                cheap = cheap_features(place, idea)
                right = error is not None and (first + idea.at, idea.char) == (error.at, error.meant)
                weight = _BY_PEOPLE if error and error.by_person else 1.0
                row = features(place, text, idea, features_beside(place, idea, cheap))
                yield Row(paper, first + idea.at, right, weight, cheap, row)


def _by_people(folders: Iterable[Path]) -> Iterator[Planted]:
    for file in (folder / "planted.jsonl" for folder in folders):
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


def _passes(first: Sequence[float], row: Row) -> bool:
    return sum(map(float.__mul__, first, [*row.cheap, 1.0])) > 0


def _held_out(sound: list[Row], wrong: list[Row], papers: dict[str, str]) -> tuple[float, set[str]]:
    """The sum asked for, from papers that were held out; the errors found with it."""
    names = sorted(papers)
    random.Random(3).shuffle(names)
    best: dict[tuple[str, int], float] = {}
    sums: dict[str, list[float]] = {}
    for part in range(_PARTS):
        held = set(names[part::_PARTS])
        model = _fitted([row for row in sound if row.paper not in held], wrong)
        rest = [row for row in sound if row.paper in held]
        for row, total in zip(rest, _sums(model, rest), strict=True):
            best[row.paper, row.at] = max(total, best.get((row.paper, row.at), -math.inf))
        for row, total in zip(wrong, _sums(model, wrong), strict=True):
            sums.setdefault(row.paper, []).append(total)
    alarms = sorted(best.items(), key=lambda entry: -entry[1])
    allowed = int(ALARMS * sum(map(len, papers.values())) / 10_000)
    for (paper, at), total in alarms[: allowed + 12]:
        around = papers[paper][max(0, at - 6) : at + 6].replace("\n", " ")
        sys.stdout.write(f"{total:6.2f} {around}\n")
    asked = round(alarms[allowed][1], 3)
    return asked, {paper for paper, totals in sums.items() if sum(totals) / len(totals) > asked}


def _fitted(sound: list[Row], wrong: list[Row]) -> Any:
    rows = [*wrong, *sound]
    model = importlib.import_module("sklearn.ensemble").GradientBoostingClassifier(
        random_state=0, subsample=0.7, **_TREES
    )
    return model.fit(
        [row.all for row in rows], [row.right for row in rows], sample_weight=[row.weight for row in rows]
    )


def _sums(model: Any, rows: list[Row]) -> list[float]:
    return [float(total) for total in model.decision_function([row.all for row in rows])] if rows else []


def _written(model: Any) -> Iterator[list[list[float]]]:
    """The trees as rows (feature or -1, limit or weight, lower row, upper row); the constant is a tree of one row."""
    constant = float(model._raw_predict_init([[0.0] * model.n_features_in_])[0, 0])
    yield [[-1, round(constant, 4), 0, 0]]
    for estimator in model.estimators_[:, 0]:
        tree = estimator.tree_
        nodes = zip(
            tree.feature,
            tree.threshold,
            tree.value[:, 0, 0],
            tree.children_left,
            tree.children_right,
            strict=True,
        )
        yield [
            [-1, round(float(value) * model.learning_rate, 4), 0, 0]
            if below < 0
            else [int(feature), round(float(limit), 4), int(below), int(above)]
            for feature, limit, value, below, above in nodes
        ]


if __name__ == "__main__":
    WEIGHTS.write_text(json.dumps(build([Path(folder) for folder in sys.argv[1:]])), "utf-8")
