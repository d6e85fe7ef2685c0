"""How well the rules judge papers they were not written from: recall and precision over tests/corpus.

    python -m tests.score            print the table
    python -m tests.score FMT001     what was missed and what was wrongly said, for one code

A case is a sound paper of `papers.toml` with some of its parts changed, shown in every style of `styles/` (each a
portal of its own making) and as a draft; or HTML, plain text, a page table or a site table of its own.
`[[positive]]` names the codes that must speak; `[[trap]]` must stay without a failed check. Corpus and rules change
together: the table guards against going back and says nothing about papers elsewhere (docs/score.md does).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from auditor.config.toml_table import suggest
from auditor.judge.judge import judge
from auditor.models import Verdict
from auditor.rule import Rule, load
from tests.corpus_cases import Case, cases, styles_of, subject_of

HEAD = (
    "| 规则 | 查出 | 漏报 | 误报 | 多余的人工核对 | 陷阱 | 查全率 | 查准率 |",
    "|---|---:|---:|---:|---:|---:|---:|---:|",
)


@dataclass(frozen=True)
class Shown:
    """A case in one style and what the rules said of it."""

    case: Case
    style: str
    failed: frozenset[str]
    reviewed: frozenset[str]
    said: tuple[str, ...]

    @property
    def missed(self) -> frozenset[str]:
        """Codes that should have spoken and did not."""
        return frozenset(self.case.codes) - self.failed - self.reviewed if self.case.positive else frozenset()

    @property
    def wrong(self) -> frozenset[str]:
        """Codes that failed a paper which is sound in this respect."""
        return self.failed - frozenset(self.case.codes) if self.case.positive else self.failed


@dataclass
class Score:
    """Counts for one code, or for all."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    doubts: int = 0  # reviews nobody asked for: a burden, not an accusation
    traps: int = 0

    @property
    def recall(self) -> float | None:
        """None where no positive case names the code."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def precision(self) -> float | None:
        """None where the code never spoke."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None


@dataclass
class Table:
    """The score of the whole corpus."""

    shown: list[Shown] = field(default_factory=list)

    @property
    def by_code(self) -> dict[str, Score]:
        """A score for every code a case names or a rule spoke."""
        scores: dict[str, Score] = defaultdict(Score)
        for one in self.shown:
            for code in one.case.codes:
                if one.case.positive:
                    scores[code].missed += code in one.missed
                    scores[code].right += code not in one.missed
                else:
                    scores[code].traps += 1
            for code in one.wrong:
                scores[code].wrong += 1
            for code in one.reviewed - set(one.case.codes):
                scores[code].doubts += 1
        return dict(sorted(scores.items()))

    @property
    def overall(self) -> Score:
        """All codes together."""
        every = self.by_code.values()
        return Score(
            *(
                sum(getattr(s, name) for s in every)
                for name in ("right", "missed", "wrong", "doubts", "traps")
            )
        )


def score(rules: Sequence[Rule], *, every_style: bool = True) -> Table:
    """Judge the corpus with all rules together; with `every_style` off each case is shown in one style, in turn."""
    table = Table()
    for place, case in enumerate(cases()):
        styles = styles_of(case)
        for style in styles if every_style else [styles[place % len(styles)]]:
            table.shown.append(_judged(case, style, rules))
    return table


def _judged(case: Case, style: str, rules: Sequence[Rule]) -> Shown:
    pages, site = subject_of(case, style)
    findings = judge(pages, site, rules).findings
    by = {verdict: frozenset(f.code for f in findings if f.verdict is verdict) for verdict in Verdict}
    said = tuple(f"{f.code} {f.verdict.value} {f.message} 〔{f.quote}〕" for f in findings)
    return Shown(case, style, by[Verdict.FAIL], by[Verdict.REVIEW], said)


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


def report(table: Table) -> str:
    """The table as Markdown."""
    kinds = Counter((case.positive) for case in cases())
    head = [
        "# 规则记分",
        "",
        "语料在 `tests/corpus/`，和规则一起改，这里的数只防退步，不说明在别处的成绩（看 docs/score.md）。每个例子都用全部规则一起判，",
        "同一份文件放进几种不同样式的网页和送检文稿里各判一次；错例里没有标注的扣分、陷阱里的任何扣分，都算误报。",
        "",
        f"错例{kinds[True]}个，陷阱{kinds[False]}个，共判{len(table.shown)}次。"
        f"查全率{_percent(table.overall.recall)}，查准率{_percent(table.overall.precision)}。",
        "",
        *HEAD,
    ]
    rows = [row(code, score) for code, score in [*table.by_code.items(), ("合计", table.overall)]]
    return "\n".join([*head, *rows]) + "\n"


def row(code: str, score: Score) -> str:
    """One line of the table."""
    return (
        f"| {code} | {score.right} | {score.missed} | {score.wrong} | {score.doubts} | {score.traps} "
        f"| {_percent(score.recall)} | {_percent(score.precision)} |"
    )


def told(table: Table, codes: Collection[str] = ()) -> Iterator[str]:
    """Every case with a miss or a wrong fail, and what was said of it; with `codes` theirs alone, needless reviews too."""
    for one in table.shown:
        doubts = one.reviewed - set(one.case.codes) if codes else frozenset()
        parts = (("漏报", one.missed), ("误报", one.wrong), ("多余的人工核对", doubts))
        faults = [(name, sorted(said & set(codes) if codes else said)) for name, said in parts]
        if any(said for _, said in faults):
            yield f"{one.case}（{one.style}）" + "，".join(
                f"{name} {'、'.join(said)}" for name, said in faults if said
            )
            yield from (f"    {line}" for line in one.said)


def main(arguments: Sequence[str]) -> int:
    """Print the score; with codes, their rows and what went wrong with them."""
    rules = load("rules")
    codes = [code.upper() for code in arguments]
    unknown = [code for code in codes if code not in {rule.code for rule in rules}]
    if unknown:
        print("\n".join(_unknown(code, rules) for code in unknown), file=sys.stderr)  # noqa: T201
        return 2
    table = score(rules)
    for line in told(table, codes):
        print(line)  # noqa: T201
    if codes:
        rows = (row(code, table.by_code.get(code, Score())) for code in codes)
        print("\n".join((*HEAD, *rows)))  # noqa: T201
    else:
        print(report(table))  # noqa: T201
    return 0


def _unknown(code: str, rules: Iterable[Rule]) -> str:
    return f"没有规则“{code}”{suggest(code, [rule.code for rule in rules])}。全部规则见：auditor rules"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
