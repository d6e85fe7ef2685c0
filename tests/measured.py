"""What TXT001, TXT002 and TXT008 doubt and find in public texts that nothing was counted, fitted or tuned on, into docs/score.md.

    python -m tests.measured Laws gov xin-wen-lian-bo ECSpell

The folders are the checkouts that `make tables` asks for; of each only the part is read that its builders leave out
(`rules.text.build.laws.use`, `rules.text.build.weights.public_errors`). A sound text is judged as it is; an error is
found where a new doubt touches it. Nothing of the texts is kept.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from auditor.check.draft import draft_page
from auditor.models import Flaw, Verdict
from rules.text.build.laws import YEARLY, Use, use
from rules.text.build.weights import public_errors
from tests.planting import AS_OF, SITE, text_rules, touches

HEADING = "## 错字、漏字、多字"
_MARKUP = re.compile(r"<[^>]*>|[#*|]")
_PAPERS = 15  # of a kind
_SINCE = 2014  # reports before are written otherwise
_SENTENCE = re.compile("[\u4e00-\u9fff][^。\n]{20,80}。")
_PLANTED = 150  # omissions, and characters written twice
_KINDS = {
    "省自治区": "省级政府工作报告",
    "主要城市": "主要城市政府工作报告",
    "其他地市": "其他地市政府工作报告",
}


class Sound(NamedTuple):
    """A sound text: characters, doubts and failed checks."""

    characters: int
    doubts: int
    failed: int


class Error(NamedTuple):
    """A text with one error: of what kind, and where."""

    kind: str
    right: str
    wrong: str
    at: int


def main(arguments: Sequence[str]) -> int:
    """Measure, print and write the section."""
    laws, reports, news, errors = map(Path, arguments)
    texts = {"法律、法规、规章": _texts(laws), **_reports(reports), "新闻联播文字稿": _texts(news)}
    planted = [*_public(errors), *_planted(texts["法律、法规、规章"] + texts["省级政府工作报告"])]
    with ProcessPoolExecutor(2) as pool:
        sound = {kind: list(pool.map(_judged, its)) for kind, its in texts.items()}
        found = list(pool.map(_is_found, planted, chunksize=20))
    text = section(sound, planted, found)
    out = Path(__file__).parent.parent / "docs" / "score.md"
    out.write_text(out.read_text("utf-8").partition(HEADING)[0] + text, "utf-8")
    print(text)  # noqa: T201
    return 0


def kept(file: Path) -> str:
    """The section as it stands in the file; nothing where it was never measured."""
    _, heading, section = file.read_text("utf-8").partition(HEADING) if file.exists() else ("", "", "")
    return heading + section


def section(sound: dict[str, list[Sound]], planted: Sequence[Error], found: Sequence[bool]) -> str:
    """The figures as Markdown."""
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for error, one in zip(planted, found, strict=True):
        by_kind[error.kind].append(one)
    return "\n".join(
        [
            HEADING,
            "",
            "由 `make measure` 生成。TXT001、TXT002、TXT008 对公开文本的疑问和查全率，只用没有数过词、也没有拟合过的部分",
            "（拆分办法见 `rules/text/build/laws.py` 的 `use`、`rules/text/build/weights.py` 的 `public_errors`）。原文本身的错漏没有剔除，疑问数因此偏高。",
            "这部分没有参与数词和拟合，但取舍做法时看过几次结果。",
            "",
            "| 没有放错的原文 | 篇 | 字 | 疑问 | 每万字疑问 | 不合格 |",
            "|---|---:|---:|---:|---:|---:|",
            *(_sound_row(kind, its) for kind, its in sound.items()),
            "",
            "| 一句话里放一个错 | 句 | 查出 | 查全率 |",
            "|---|---:|---:|---:|",
            *(
                f"| {kind} | {len(its)} | {sum(its)} | {sum(its) / len(its):.1%} |"
                for kind, its in by_kind.items()
            ),
            "",
        ]
    )


def _sound_row(kind: str, its: Sequence[Sound]) -> str:
    characters, doubts, failed = (sum(values) for values in zip(*its, strict=True))
    return (
        f"| {kind} | {len(its)} | {characters} | {doubts} | {doubts * 10_000 / characters:.2f} | {failed} |"
    )


def _reports(folder: Path) -> dict[str, list[str]]:
    """By the kind of place."""
    return {
        name: _texts(sub)
        for kind, name in _KINDS.items()
        for sub in sorted(folder.glob(f"*{kind}"))
        if sub.is_dir()
    }


def _texts(folder: Path) -> list[str]:
    """Of some of the papers that measure, told by their names."""
    papers = [
        file for file in sorted(folder.rglob("*.md")) if use(file) is Use.MEASURED and not _is_old(file)
    ]
    papers.sort(
        key=lambda file: hashlib.md5(str(file.relative_to(folder)).encode(), usedforsecurity=False).digest()
    )
    return ["\n".join(_MARKUP.sub("\n", file.read_text("utf-8")).split()) for file in papers[:_PAPERS]]


def _is_old(file: Path) -> bool:
    return YEARLY.match(file.stem) is not None and int(file.stem[:4]) < _SINCE


def _public(folder: Path) -> Iterator[Error]:
    for name, kind in (("odw", "公文（ECSpell）"), ("law", "法律（ECSpell）")):
        for each in public_errors(folder, (name,), fitted=False):
            yield Error(kind, each.meant_text, each.text, each.at)


def _planted(texts: Iterable[str]) -> Iterator[Error]:
    """Sentences that lack a character, have one twice, or two in each other's place."""
    sentences = sorted({match.group() for text in texts for match in _SENTENCE.finditer(text)}, key=_shuffled)
    for sentence in sentences[:_PLANTED]:
        inside = [at for at, char in enumerate(sentence[:-2]) if at and "\u4e00" <= char <= "\u9fff"]
        at = inside[_shuffled(sentence)[0] % len(inside)]
        yield Error("漏一个字", sentence, sentence[:at] + sentence[at + 1 :], at)
        yield Error("一个字写两遍", sentence, sentence[:at] + sentence[at] + sentence[at:], at)
        swapped = sentence[:at] + sentence[at + 1] + sentence[at] + sentence[at + 2 :]
        if "\u4e00" <= sentence[at + 1] <= "\u9fff" and swapped != sentence:
            yield Error("相邻两个字换了位置", sentence, swapped, at)


def _shuffled(text: str) -> bytes:
    return hashlib.md5(text.encode(), usedforsecurity=False).digest()


def _judged(text: str) -> Sound:
    said = _said(text)
    failed = sum(flaw.verdict is Verdict.FAIL for _, flaw in said)
    return Sound(len("".join(text.split())), len(said) - failed, failed)


def _is_found(error: Error) -> bool:
    known = {(code, flaw.quote) for code, flaw in _said(error.right)}
    fresh = (flaw for code, flaw in _said(error.wrong) if (code, flaw.quote) not in known)
    return any(touches(flaw.quote, error.wrong, error.at) for flaw in fresh)


def _said(text: str) -> list[tuple[str, Flaw]]:
    """Asked without the judge's time limit: what a busy machine breaks off would pass for sound."""
    page = draft_page(text.encode(), "measured.txt", fetched_at=AS_OF)
    return [(rule.code, flaw) for rule in text_rules() for flaw in rule.judge(page, SITE)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
