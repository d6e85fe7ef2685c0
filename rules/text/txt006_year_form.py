"""TXT006: a year of two figures, or without 年."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import GB_T_15835

_FULL = r"(?<![\dA-Za-z.\-—~\uff5e第号])(?:19|20)\d\d"
_PAPERS = "工作(?:总结|要点|计划|报告|任务|安排|目标)|预算|决算|财政|计划"
_WITHOUT = pattern(
    rf"(?<![至到]){_FULL}(?=以来|以前|以后|之前|之后|[上下]半年|度(?:{_PAPERS}))"
    rf"|(?<=[到在于])(?<!\d年[到在于])(?<!\d[到在于]){_FULL}(?=前(?:[完建实达全基]|，|。))"
    rf"|(?<=[自从])(?<![号价][自从]){_FULL}(?=起|开始)|(?<=[至止到自]){_FULL}(?=底|末)"
)
_NO_SPAN = r"(?<![\dA-Za-z年第前近历满达约共为了超过到至任期刑足\-—–~\uff5e.〔\[（(、])"  # what spans of years stand behind
_SURE = rf"{_NO_SPAN}(?:0\d年(?![代级])|[12]\d年(?=底|全年|[上下]半年))|(?<=[自至])(?<![\d来][自至])[012]\d年(?=起|底|以来)|(?<=截[止至]到)[012]\d年(?=底|末|\d{{1,2}}月)"
_SHORT = pattern(
    rf"(?P<sure>{_SURE})|{_NO_SPAN}(?:[12]\d|9\d)年"
    rf"(?=度|(?<=从2\d年)起|(?<=2\d年)以来[，,]|(?<=[对从]2\d年)以来的|(?<=2\d年)(?:全[县市区镇乡]|我[县市区镇局])|[比较][012]\d年|(?:1[0-2]|[1-9])月(?:\d|份|底|初|[，。；])|第?[一二三四1-4]季度|[春秋]季|[春夏秋冬](?:季|天|初|末|[耕播种灌收管运])|汛期?前|春节|国庆|元旦|(?:重点)?(?:{_PAPERS}))"
)
_ACTS = pattern(  # 2025县住建局共改造……, 2025全县完成……
    r"(?<![^\n。；，])20[12]\d(?=(?:全[县区市镇]|[县区市镇][\u4e00-\u9fff]{1,8}?[局委办府]|我[县区市镇局])[\u4e00-\u9fff]{0,4}?(?:共|累计|完成|实现|新增|开展))"
)
_SET_BESIDE = pattern(  # 与25年同期相比, 和23年调查结果核对: no span of years is set beside a figure so
    r"(?<=[与和同较比])[12]\d年(?=同[期比]|(?![以前后来间内的左多]|[\u4e00-\u9fff]{0,6}(?:年限|[周限期寿]))[\u4e00-\u9fff]{2,8}(?:相比|比较|对比|核对|持平))"
)
_ACTED_ON = pattern(  # ，24年被鉴定为三类坝
    r"(?:^|(?<=[，。；]))2\d年(?=被|获评|入选|列入|评为|成立|建成|开工|竣工|启动|投用|通车)", re.MULTILINE
)
_FIGURES = pattern(r"\d\d")
_TAIL = 6


@page_rule(
    "TXT006",
    "年份缩写或缺“年”",
    Severity.MINOR,
    basis=(GB_T_15835,),
    version=7,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def year_form(page: Page, _site: Site) -> Iterator[Flaw]:
    """年份用四位数字写全，不省略“年”字。

    怎么算：四位年份直接接“以来”“以前”“以后”“之前”“之后”“上半年”“下半年”“度工作”一类而没有“年”字的，“自2020起”“截至2022底”，不合格；
    两位数字的年份不会是年数的（“09年”“24年底”“22年全年”“自23年起”），不合格；相同的只报一次。
    转人工核对：别的两位数字的年份（“23年度”“23年12月”“22年工作总结”“23年以来”“25年比24年”“与25年同期相比”“，24年被列入”），可能是年数；句首的四位数字后面说某单位做了什么的（“2025县教育局共……”），可能是编号。
    不算：起讫年份（“2016—2020年”）；型号、条款号；年数（“历时23年”）。
    改法：写作“2016年以来”“2023年度”。
    不管什么：发文字号里的年份看 FMT001，落款日期看 FMT008。
    """
    text = "\n".join(line for line in page.document.text.split("\n") if _FIGURES.search(line))
    without = {text[m.start() : m.end() + 2]: m.group() for m in _WITHOUT.finditer(text)}
    for quote, year in without.items():
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"“{quote}”缺“年”字",
            subject=quote,
            quote=quote,
            expected=f"{year}年{quote[len(year) :]}",
        )
    for match in _ACTS.finditer(text):
        yield _lacking(text[match.start() : match.end() + _TAIL], match.group())
    shown: set[str] = set()
    for match in (*_SHORT.finditer(text), *_SET_BESIDE.finditer(text), *_ACTED_ON.finditer(text)):
        quote = text[match.start() : match.end() + _TAIL].split("\n")[0]
        if quote not in shown:
            shown.add(quote)
            yield _shortened(quote, sure=match.groupdict().get("sure") is not None)


def _lacking(quote: str, year: str) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"“{quote}”疑缺“年”字，请核对",
        subject=quote,
        quote=quote,
        expected=f"{year}年",
    )


def _shortened(quote: str, *, sure: bool) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL if sure else Verdict.REVIEW,
        message=f"“{quote}”的年份" + ("缩写了" if sure else "疑似缩写，请核对"),
        subject=quote,
        quote=quote,
        expected="年份用四位数字",
    )
