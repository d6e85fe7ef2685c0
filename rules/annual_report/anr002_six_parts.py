"""ANR002: an annual report that lacks one of the six parts, or has them in another order."""

from collections.abc import Iterator
from dataclasses import replace

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import EARLIER_REPORT_FORMAT, REGULATION_50, REPORT_FORMAT
from .report import FIRST_OF_SIX_PARTS, PARTS, REPORTS, Report, report_of

_LEAST_TEXT = 800  # a shorter text leads to a file or a picture that holds the report
_LEAST_TEXT_ALONE = 200  # where there is no such file, picture or link
_FORMER_NAMES = pattern(
    r"^[一二三四五六七八九十]、(?:概述$|[^。；]{0,14}收费[及和]?减免)"
)  # before 2019 there were others


@page_rule(
    "ANR002",
    "六部分不全或标题变形",
    Severity.ORDINARY,
    basis=(REPORT_FORMAT, REGULATION_50),
    classes=REPORTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def six_parts(page: Page, _site: Site) -> Iterator[Flaw]:
    """2021年度起的年报应当按格式写齐六个部分：总体情况、主动公开、申请办理、复议诉讼、问题改进、其他事项。

    怎么算：找“一、”“第一部分”等编号的标题，按关键词认部分，措辞相近不算变形。读到四个以上部分、又没有认不出的标题而缺某部分的，不合格；六部分都有而次序不对的，不合格。
    转人工核对：2019、2020年度的年报（国办公开办函〔2019〕60号的格式，也是六个部分）；缺某部分，但有认不出的标题，可能是标题变形；有2019年以前旧格式标题（概述、收费及减免）的；正文满800字（没有附件、图片和链接的满200字）而只认出三个以下部分的。
    不算：年报在图片或没有读到的附件里的；2018年度及以前的年报；目录和正文各列一遍标题的。
    改法：按国办公布的年报格式补全、调整标题。
    不管什么：表格看 ANR003，第六部分写什么看 ANR012。
    """
    report = report_of(page)
    if report is None or report.year < FIRST_OF_SIX_PARTS:
        return
    is_alone = not (page.attachments or page.media or page.links)
    flaws = _lacks(report, _LEAST_TEXT_ALONE if is_alone else _LEAST_TEXT)
    yield from flaws if report.is_present_format else map(_by_earlier_format, flaws)


def _by_earlier_format(flaw: Flaw) -> Flaw:
    """The reports of 2019 and 2020 had the same six parts by another paper: a person says what is still owed."""
    return replace(
        flaw,
        verdict=Verdict.REVIEW,
        message=f"{flaw.message}；2019、2020年度的年报按国办公开办函〔2019〕60号的格式，请核对",
        basis=(EARLIER_REPORT_FORMAT,),
    )


def _lacks(report: Report, least_text: int) -> Iterator[Flaw]:
    missing = [name for part, name in enumerate(PARTS) if part not in report.parts]
    if not missing:
        yield from _disordered(report)
        yield from _named_as_before(report)
    elif report.is_whole:
        yield from _lacking(report, missing)
    elif len(report.text) > least_text:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"只认出{len(set(report.parts))}个部分的标题，请核对年报是否按六个部分编写",
            subject="六部分",
            expected="、".join(PARTS),
        )


def _lacking(report: Report, missing: list[str]) -> Iterator[Flaw]:
    strange = [
        squeeze(report.paragraphs[at].text)[:30]
        for at, part in report.headings
        if part is None and _is_main(report, at)
    ]
    doubt = f"；有标题认不出：{'；'.join(strange[:3])}，请核对" if strange else ""
    for name in missing:
        yield Flaw(
            verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
            message=f"年报没有“{name}”部分{doubt}",
            subject=name,
            quote="；".join(
                squeeze(report.paragraphs[at].text)[:30] for at, part in report.headings if part is not None
            ),
            expected="、".join(PARTS),
        )


def _is_main(report: Report, at: int) -> bool:
    return not report.paragraphs[at].in_table


def _named_as_before(report: Report) -> Iterator[Flaw]:
    """The parts may all be found among those of the format before 2019."""
    lines = (squeeze(report.paragraphs[at].text) for at, _ in report.headings if _is_main(report, at))
    former = [line[:30] for line in lines if _FORMER_NAMES.search(line)]
    if former and report.is_present_format:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"标题“{former[0]}”是2019年以前的写法，请核对年报是否按六个部分编写",
            subject="标题",
            quote="；".join(former),
            expected="、".join(PARTS),
        )


def _disordered(report: Report) -> Iterator[Flaw]:
    wanted = 0
    for part in report.parts:  # a list of contents may name all parts first
        wanted += part == wanted
    if wanted < len(PARTS):
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"六个部分次序不对，“{PARTS[wanted]}”没有排在第{wanted + 1}",
            subject="次序",
            quote="、".join(PARTS[part] for part in report.parts),
            expected="、".join(PARTS),
        )
