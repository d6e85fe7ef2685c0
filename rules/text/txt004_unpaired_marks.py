"""TXT004: a quotation mark or bracket without its partner."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from auditor.models import DocumentClass, Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import GB_T_15834
from .pairing import Mark, has_marks, pair_off

_PARTNER = {"“": "”", "‘": "’", "（": "）", "《": "》", "〔": "〕"}
_NAMES = {"“": "双引号", "‘": "单引号", "（": "圆括号", "《": "书名号", "〔": "六角括号"}
_MARKS = pattern("[“”‘’（）()《》〔〕]")
_QUOTES = "“‘"
_QUOTED = 40
_SPEECH = pattern("[，。；！？…]")  # within a quotation: words said rather than a name
_ADVICE = (  # GB/T 15834—2011, 4.5.3.5 and 4.9.3.6
    (
        pattern(r"（[^（）\n]{0,60}（[^（）\n]{1,60}）[^（）\n]{0,60}）"),
        "圆括号里又用了圆括号",
        "里层改用方括号或者改写",
    ),
    (pattern(r"《[^《》\n]{1,40}》、(?=《)"), "并列的书名号之间用了顿号", "书名号之间不用顿号"),
    (pattern(r"“[^“”，。；！？\n]{1,20}”、(?=“)"), "并列的引号之间用了顿号", "引号之间不用顿号"),
)


@page_rule(
    "TXT004",
    "引号括号不配对",
    Severity.MINOR,
    basis=(GB_T_15834,),
    version=3,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def unpaired_marks(page: Page, _site: Site, *, most: int = 10) -> Iterator[Flaw]:
    """引号、括号、书名号、六角括号宜成对使用。

    怎么算：全文逐段配对“”‘’（）《》〔〕，可以跨段配对；全文只有一处落单的，不合格。
    转人工核对：落单的有两处以上，可能是一处错引起的，每页最多报10处；两种符号交叉的；页面没有读全的；送检文稿里圆括号套圆括号的，并列的书名号、引号之间用了顿号的（建议，全文各报一次）。
    不算：引文分几段时每段起引号、末段收引号，收了以后同一段里还可以有话；序号1）、一）；英文撇号和角分角秒；一边半角的括号（看 TXT003）。
    改法：补上缺的一半，或者删去多余的一半。
    不管什么：书名号里再用书名号看 FMT017。
    """
    paragraphs = [paragraph for paragraph in page.document.paragraphs if has_marks(paragraph.text)]
    lone = [
        *_lone_marks([paragraph for paragraph in paragraphs if not paragraph.in_table]),
        *_lone_marks([paragraph for paragraph in paragraphs if paragraph.in_table]),
    ]
    sure = len(lone) == 1 and not any(problem.field is None for problem in page.problems)
    for words, mark in lone[:most]:
        quote = words[mark.at :][:12] if mark.opens else words[: mark.at + 1][-12:]
        yield Flaw(
            verdict=Verdict.FAIL if sure else Verdict.REVIEW,
            message=_told(mark, quote) + ("" if sure else "，请核对"),
            subject=quote,
            quote=quote,
            expected=f"{mark.kind}{_PARTNER[mark.kind]}成对",
        )
    for words in islice(_crossed(paragraphs), most):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"引号、括号交叉，请核对：{words}",
            subject=words,
            quote=words,
            expected="里层的先收，外层的后收",
        )
    if page.document_class is DocumentClass.DRAFT:
        yield from _advice(page.document.paragraphs)


def _told(mark: Mark, quote: str) -> str:
    """“一企一档功能”前面的双引号没有后一半: the sign by its name, the words without signs, which would pair off anew."""
    words = _MARKS.sub("", quote).strip("，。；：、！？ ")
    where = f"“{words}”{'前' if mark.opens else '后'}面的" if words else "有一个"
    return f"{where}{_NAMES[mark.kind]}没有{'后' if mark.opens else '前'}一半"


def _advice(paragraphs: Sequence[Paragraph]) -> Iterator[Flaw]:
    """What the standard would rather have otherwise, each told once with the number of places."""
    for shape, what, expected in _ADVICE:
        found = [m.group() for p in paragraphs if not p.in_table for m in shape.finditer(p.text)]
        if found:
            more = f"，共{len(found)}处" if len(found) > 1 else ""
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{what}{more}，建议核对：{found[0]}",
                subject=what,
                quote=found[0],
                expected=expected,
                amount=len(found),
            )


def _lone_marks(paragraphs: Sequence[Paragraph]) -> list[tuple[str, Mark]]:
    """The marks that find no partner in any line. A lone half-width bracket only serves as a partner."""
    waiting: dict[str, list[tuple[str, Mark]]] = {kind: [] for kind in _PARTNER}
    unmet: list[tuple[str, Mark]] = []
    for words in (paragraph.text.strip() for paragraph in paragraphs):
        for mark in _loose(words):
            begun = waiting[mark.kind]
            if not mark.opens and begun:
                begun.pop()
            elif not mark.opens:
                unmet.append((words, mark))
            elif not (
                begun and mark.at == 0 and mark.kind in _QUOTES
            ):  # each paragraph of a quotation opens it
                begun.append((words, mark))
    lone = [*unmet, *(entry for begun in waiting.values() for entry in begun)]
    return [(words, mark) for words, mark in lone if mark.sign not in "()"]


def _crossed(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The words between two signs of a kind that no longer pair, since another sort was closed too late."""
    for words in (paragraph.text.strip() for paragraph in paragraphs):
        lone = pair_off(words).left_over
        for opening, closing in pairwise(lone):
            if opening.opens and not closing.opens and opening.kind == closing.kind:
                yield words[opening.at : closing.at + 1][:_QUOTED]


def _loose(words: str) -> list[Mark]:
    """Signs without a partner in their line, and pairs that may end a quotation begun in an earlier line."""
    pairing = pair_off(words)
    last = [mark for pair in pairing.pairs if _may_end_quotation(words, *pair) for mark in pair]
    return sorted((*pairing.left_over, *last), key=lambda mark: mark.at)


def _may_end_quotation(words: str, opening: Mark, closing: Mark) -> bool:
    """Whether a pair stands at the end of its line, or at its head around words that were said."""
    if len(words) - closing.at <= 2:
        return True
    said = opening.at == 0 and opening.kind in _QUOTES
    return said and _SPEECH.search(words, 1, closing.at) is not None
