"""PRV006: a classification mark on what is published."""

from collections.abc import Iterator

from auditor.models import Basis, Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

_MARK = pattern(
    r"(?:[★☆]\s*)?(?:绝\s*密|机\s*密|秘\s*密)\s*[★☆](?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:年|个月)|\s*长期)?"
)
_BESIDE = r"(?:特急|特提|加急|平急|紧急|急件|\d{6})"  # what stands with a mark at the head of a paper
_LINE = pattern(rf"\s*(?:{_BESIDE}\s+)?[【〔\[（(]?\s*{_MARK.pattern}\s*[】〕\]）)]?\s*(?:{_BESIDE}\s*)?")
_CAUTION = r"(?:注意保[存管密]|妥善保管|(?:请勿|不得|严禁|禁止)(?:对外|上网|外传|扩散|公开|翻印|复制|转载)|阅后(?:退回|销毁))"
_KEPT_IN = pattern(
    rf"\s*(?:内部(?:资料|文件|材料|刊物|使用|传阅)|工作秘密)[，,；;\s]*{_CAUTION}[。\s]*"
    r"|\s*[（(]?\s*(?:公开属性|公开类别|公开方式|公开选项|信息公开选项|信息公开属性)\s*[:：]\s*(?:不予?公开|免予公开|内部)\s*[)）]?\s*"
)
_INNER = (
    rf"(?:内部(?:资料|文件|材料|掌握|使用|传阅)|工作秘密|涉密(?:文件|资料|材料)?|仅?[供限]?内部参考)[，,；;\s]*{_CAUTION}"
    r"|仅[供限](?:本?单位|机关|系统)?内部(?:参考|参阅|使用|传阅|掌握|学习)"
)
_SAID = pattern(  # the same said as the last sentence of a paragraph
    rf"(?:^|[。；！])\s*[（(【]?\s*(?:(?:本|此)(?:件|文件|资料|材料|通知|文|表|名单)|以上(?:内容|资料|材料))?\s*(?:属于?|为|系)?\s*"
    rf"(?:{_INNER})[。！\s]*[)）】]?[。\s]*$"
    rf"|^\s*[（(【]\s*(?:{_INNER})[。！\s]*[)）】]"  # or in brackets at its head
)
_IN_EACH = ("内部", "工作秘密", "涉密")  # one of them
_NOTE = pattern(r"\s*[（(](?:此件|本件)?内部(?:文件|资料|使用)[^（）()]*[)）]\s*")  # FMT014 tells it
_OF_SECRECY = pattern(r"保密|涉密|密级|档案|泄密")
_BARE = pattern(r"\s*(?:内部(?:资料|文件|材料|刊物)|工作秘密)\s*")
_HEAD = 3  # lines at the head of a paper, where a bare mark is one
_REGULATION_14 = Basis("《中华人民共和国政府信息公开条例》", "第十四条", binding=True)
_SECRETS_LAW = Basis("《中华人民共和国保守国家秘密法》", binding=True)


@page_rule(
    "PRV006",
    "涉密标识",
    Severity.VETO,
    basis=(_REGULATION_14, _SECRETS_LAW),
    verdicts=(Verdict.REVIEW,),
    reads_files=True,
    version=6,
)
def secret_mark(page: Page, _site: Site) -> Iterator[Flaw]:
    """公开的信息不得带有国家秘密标志和内部标记。

    怎么算：独立成行的密级标志版式，如“机密★1年”“秘密★”“★秘密★”，加不加括号都算，旁边可以有紧急程度和份号；独立成行的内部标记，如“内部资料　注意保存”“工作秘密”“公开属性：不予公开”；段末单说一句“内部资料，不得外传”，段首加括号写着这样一句的。
    转人工核对：全部转人工，是否涉密、是否已经解密由保密部门判断；发现后先行撤下再核对。
    不算：文中引用标志样式、讲保密工作、商业秘密、内部管理的；只写“秘密”二字没有星号的。
    改法：立即撤下并报告保密行政管理部门。
    不管什么：“（此件不公开）”一类附注看 FMT014。
    """
    lines = (paragraph for paragraph in page.document.paragraphs if paragraph.text.strip())
    for place, paragraph in enumerate(lines):
        mark = _mark(paragraph, at_head=place < _HEAD) or _said(page, paragraph)
        if mark is None:
            continue
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{page.title or page.url}》带有{mark}，请立即核对",
            quote=paragraph.text.strip(),
            expected="不公开带有密级标志或者内部标记的文件",
            place=paragraph.place,
        )
        return


def _said(page: Page, paragraph: Paragraph) -> str | None:
    """What a paragraph says of the paper at its end, where the paper is not about keeping secrets."""
    told = not paragraph.in_table and any(word in paragraph.text for word in _IN_EACH)
    said = _SAID.search(paragraph.text) if told else None
    if said is None or _NOTE.fullmatch(paragraph.text) or _OF_SECRECY.search(page.title or ""):
        return None
    rest = page.document.text.replace(said.group(), "")
    return None if _OF_SECRECY.search(rest) else "内部标记"


def _mark(paragraph: Paragraph, *, at_head: bool) -> str | None:
    """What the line is, where it is a mark and nothing else."""
    if _LINE.fullmatch(paragraph.text):
        return "密级标志"
    inner = not paragraph.in_table and (
        _KEPT_IN.fullmatch(paragraph.text) or (at_head and _BARE.fullmatch(paragraph.text))
    )
    return "内部标记" if inner else None
