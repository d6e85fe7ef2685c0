"""TXT009: the number after a list differs from the items listed."""

import re
from collections.abc import Callable, Iterator, Sequence

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.numerals import read_number
from auditor.text.patterns import pattern
from auditor.text.surnames import is_name

from ..basis import SITE_INDICATORS

_BRACKETS = pattern(r"（[^（）]*）|\([^()]*\)|〔[^〔〕]*〕")
_NUMBER = r"(?P<count>\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九])"
_VAGUE = "(?!余|多|以上|左右|人次|次)"
_COUNT = pattern(
    rf"等{_NUMBER}(?:大?[类项种条部]|[个家所座处名位件份门](?!月|小时|工作日|百分点)|个?(?:部门|单位|乡镇|街道|社区|镇|乡|村)){_VAGUE}"
)
_SUM = pattern(  # without 等: the number tells all
    rf"(?<![等\d、第百千万，。；：]){_NUMBER}(?:大?[项类种](?:工作|任务|措施|制度|行动|机制|职能|内容|指标|工程|服务|手续|业务|材料|事项|举措|要求|证件|费用|活动)"
    rf"|个(?:方面|环节|部门|单位)|大方面){_VAGUE}"
)
_SITES = pattern(  # 甲、乙、丙、丁4个小区: sites and bodies of one kind, each with its name
    rf"(?<![等\d、第百千万，。；：])(?P<count>\d{{1,2}}|[两二三四五六七八九])(?:个|家|所|座)(?:居民|住宅|便民|老旧)?"
    rf"(?:小区|网格|片区|园区|服务站|服务中心|服务点|工作组|工作专班|专班|科室|股室|学校|中学|小学|幼儿园|卫生院|企业|公司|合作社|水库|景区){_VAGUE}(?![民内组长])"
)
_PLACES = pattern(  # 甲庄、乙店、丙庄两个村
    rf"(?<![等\d、第百千万，。；：]){_NUMBER}个(?:行政村|自然村|村|社区|乡镇|镇|乡|街道){_VAGUE}(?![民委组屯部庄企两级干])"
)
_SITES_TOLD = pattern("[个家所座](?=[居住便老小网片园服工专科股学中幼卫企公合水景])")  # a cheap look first
_CLOSED = pattern(  # 包括甲、乙、丙、丁五项，  : the list is all there is
    rf"(?:(?P<parted>分为|分成)|包括|包含|涵盖|设有|设置了?|即)(?P<listed>[^，。；：！？等\d二三四五六七八九十（）]*、[^，。；：！？等\d（）]*?){_NUMBER}(?P<kind>大?[项类种条级档]|个(?:方面|环节|部分|阶段|步骤|板块|类别|档次|等级))(?(parted)(?![型\d])|(?=[，。；]|$))"
)
_OF_THE_ABOVE = r"[^。！？]{{0,12}}(?:上述|以上|前述|这)(?P<count>\d{{1,2}}|[两二三四五六七八九十]){kind}"
_SHAPES = (_COUNT, _SUM, _PLACES, _SITES)
_NO_PLACE = pattern(r"[\d一二三四五六七八九十两]个|政府|[局委办站所院校会厂司]$|(?<=.)[和及与]")
_PEOPLE = frozenset("人员户者生童属")  # items that end so are people each, however long their names
_ALTOGETHER = pattern(rf"，(?:一?共|共计|合计|总计){_NUMBER}(?:大?类|个(?:方面|类别)){_VAGUE}")
_WITH_FIGURE = pattern(r"[^\d]{1,16}\d[\d.]*[\u4e00-\u9fff]{1,3}")  # 改造管网30万元
_SEPARATOR = pattern("[，。；：！？等]")
_ANNOUNCED = pattern(
    rf"{_NUMBER}(?:大?[项点条类种件]|个(?:方面|环节|步骤|阶段|问题))(?:[^，。；：！？]{{0,8}}[：。]|[^，。；：！？]{{0,16}}：)(?P<rest>一是.*)"
)
_AHEAD = pattern(  # 五个工作组：综合组、宣传组、保障组。
    rf"(?<![第\d、百千万])(?:{_NUMBER}(?:个|家|大?[项类种])[\u4e00-\u9fff]{{1,8}})[：:]\s*(?P<listed>[^，。；：:等\n]*、[^，。；：:等\n]*)(?:[。；]|$)"
)
_FOLLOWING = pattern(  # 以下五种材料：A、B、C、D。
    rf"(?:以下|下列|如下){_NUMBER}(?:个|大?[项类种份件])[\u4e00-\u9fff]{{1,8}}[：:]\s*(?P<listed>[^，。；：:等\n]*、[^，。；：:等\n]*)(?:。|$)"
)
_NAMED = pattern(  # 3名同志：赵一、钱二、孙三。
    rf"(?<![第\d、百千万])(?:{_NUMBER}(?:名|位|人)[\u4e00-\u9fff]{{0,10}})[：:]\s*(?P<listed>[\u4e00-\u9fff]{{2,4}}(?:、[\u4e00-\u9fff]{{2,4}})+)(?=[。；，\n]|$)"
)
_NAMELY = pattern(  # 四项服务，具体为：A、B、C、D。
    rf"(?<![第\d、百千万])(?:{_NUMBER}(?:个|家|门|大?[项类种条件])[\u4e00-\u9fff]{{1,10}}，(?:具体|分别|依次)(?:(?:是|为|包括)(?:[：:])?|[：:]))\s*"
    rf"(?P<listed>[^，。；：:等\n]*、[^，。；：:等\n]*)(?:[。；]|$)"
)
_CALLED = pattern(  # “五个到位”，即A、B、C、D。
    rf"(?:“{_NUMBER}(?:个|[项种条大])?(?![^“”\n]*[一两二三四五六七八九十])[\u4e00-\u9fff]{{1,6}}”)，?即[：:]?"
    r"(?P<listed>[^，。；：:等（）\n]*、[^，。；：:等（）\n]*)(?=[，。；])"
)
_BRACKETED = pattern(  # 4个小区（A、B、C）
    rf"(?<![第\d、百千万.])(?:{_NUMBER}(?:个|家|所|座|条|处)[\u4e00-\u9fff]{{1,6}})[（(]"
    r"(?P<listed>(?!含|其中|不含|包括|如|注|即|以)[^（）()\d等：:；，\n]*、[^（）()\d等：:；，\n]*)[）)]"
)
_JOINED = pattern("[和及与]|^[\\d二三四五六七八九十]")
_NUMBERED = pattern(  # 需要三种材料：1.A；2.B；3.C。
    rf"(?<![第百十一二三四五六七八九]){_NUMBER}(?:大?[项点条类种件份]|个(?:方面|环节|步骤|阶段|条件))[^，。；：！？\d]{{0,12}}[：:]\s*(?P<rest>(?:1[.．、]|[（(][1一][)）]|①).*)"
)
_HEADED = pattern(
    rf"(?<![第\d、百千万十一二三四五六七八九]){_NUMBER}(?:大?[项点条类种件份]|个(?:方面|环节|步骤|阶段|条件))[^，。；！？：:]{{0,12}}[：:]$"
)
_HEADING = pattern("[一二三四五六七八九十]{1,3}、")
_MARKS = [
    [form.format(number) for number in numbers]
    for numbers in (range(1, 31), "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五".split())
    for form in ("{}.", "{}．", "{}、", "（{}）", "({})")
    if form != "{}、" or numbers == range(1, 31)
]
_FIRST = ("1.", "1．", "1、", "1）", "1)", "①", "（一）", "(一)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
_KINDS = frozenset(
    "乡 镇 街 村 社区 街道 街办 办事处 园区 开发区 新区 管委会 农场 林场".split()
)  # 12个镇（街道、园区、农场）
_ORGANS = frozenset("局委办会院部厅司站所中心队校村镇乡县区市街")
_Shape = tuple[
    re.Pattern[str], re.Pattern[str], Callable[[list[str], int], bool]
]  # a sign to look for first, the list, what its items and the number stated must be like
_LEAST = 3  # items of what is a list at all
_SHORT = 4  # characters that leave little room for words before a name, where many stand alike
_LONGEST_CLASS = 6  # characters of a class's name
_APART = 2  # a number farther from the items counts something else
_COMPLETE = 6  # from so many items on one missing is rather a mistake than 等 for more


@page_rule(
    "TXT009", "计数不符", Severity.MINOR, basis=(SITE_INDICATORS,), version=9, verdicts=(Verdict.REVIEW,)
)
def listed_count(page: Page, _site: Site) -> Iterator[Flaw]:
    """列举的项数与“等N类”“等N家”“N项工作”“N个村”“N个小区”“以下N项”的数字要求一致。

    怎么算：数顿号和连着的书名号隔开的项目，括号里的不计；末项前的“和”“及”“以及”也隔开一项；“N个工作组：”“N项业务，具体为”后面的项目数到句末；“以下N项：一是……”数到第几；“N种材料：1.……2.……”（排在下面几段里的也数）、“N名同志：”后面的姓名同样数；“五个到位”，即……、4个小区（……）列出的也数；各项都带一个数的，与后面的“，共N类”比；“包括……五项”“分为……三类”列出的与数字、与紧接着的“上述四类”比。
    转人工核对：各项都带一个数而与“共N类”相差不到3的；各项整齐（字数相近、同是单位名称、同是一类人或者都是书名号）而比数字多的；列了6项以上而恰好比数字少1的；冒号后面各项末一个字都相同而项数与数字不同的；“一是”到“几是”与数字不同的。
    一律核对，末项里可能另有“和”字。
    不算：“等”表示列举未尽，数字比列出的项目多；括号里的并列；列出不足3项的；各项长短不齐，可能有修饰语或者另一层并列的。
    改法：核对原始资料，改正数字或者补全项目。
    不管什么：表格里的合计看各自的规则。
    """
    whole = page.document.text
    for paragraph in page.document.paragraphs:
        text = _BRACKETS.sub("", paragraph.text)
        if "、" in text or "》《" in text:
            yield from _listed(text, _SHAPES if _SITES_TOLD.search(text) else _SHAPES[:-1])
            yield from _altogether(text)
            yield from _closed(text)
            yield from _told_ahead(text, _LISTS_BEHIND)
        if "、" in paragraph.text and text is not paragraph.text:
            yield from _told_ahead(paragraph.text, _LISTS_IN_BRACKETS)
        if "一是" in text:
            yield from _announced(text, whole)
        if any(first in paragraph.text for first in _FIRST):
            yield from _numbered(paragraph.text, whole)
    yield from _below([paragraph.text.strip() for paragraph in page.document.paragraphs])


def _listed(text: str, shapes: Sequence[re.Pattern[str]]) -> Iterator[Flaw]:
    for shape in shapes:
        for match in shape.finditer(text):
            words = _SEPARATOR.split(text[: match.start()])[-1]
            items, extra = _items(words)
            stated = _stated(match)
            if shape in (_PLACES, _SITES) and any(map(_NO_PLACE.search, items)):
                continue
            if shape is _SUM and _lacks_one(items, stated):
                yield _flaw(words, match.group(), len(items))
            elif (
                len(items) >= _LEAST
                and _is_even(items)
                and _differs(len(items), extra, stated, shape is _COUNT)
            ):
                yield _flaw(words, match.group(), len(items) + extra)


def _lacks_one(items: list[str], stated: int) -> bool:
    """协调用地、能评、接电、环评五项手续: items of one length, none of which may hold another, are one too few."""
    rest = items[1:]
    alike = len({len(item) for item in rest}) == 1 and len(rest[0]) <= _SHORT
    return (
        len(items) > _LEAST and len(items) == stated - 1 and alike and _are_parted(items) and _is_even(items)
    )


def _altogether(text: str) -> Iterator[Flaw]:
    """用于甲30万元、乙20万元、丙10万元，共四类。: each item ends in its own figure, so that none holds another item."""
    for match in _ALTOGETHER.finditer(text):
        words = _SEPARATOR.split(text[: match.start()])[-1]
        items = words.split("、")
        apart = abs(len(items) - _stated(match))
        if len(items) >= _LEAST and 0 < apart <= _APART and all(map(_WITH_FIGURE.fullmatch, items)):
            yield _flaw(words, match.group(), len(items))


def _closed(text: str) -> Iterator[Flaw]:
    """包括甲、乙、丙、丁五项: of another number than the list holds, or told of as 上述四项 though it holds five."""
    for match in _CLOSED.finditer(text):
        items, stated = match["listed"].split("、"), _stated(match)
        parted = match["parted"] and _are_parted(items) and max(map(len, items)) <= _LONGEST_CLASS
        if len(items) < _LEAST or not (parted or _are_even(items, stated)):
            continue
        if len(items) != stated:
            yield _flaw("", match.group(), len(items))
            continue
        again = re.compile(_OF_THE_ABOVE.format(kind=match["kind"])).match(text, match.end())
        if again and _stated(again) != stated:
            yield _flaw("", f"{match.group()}{again.group()}", stated)


def _told_ahead(text: str, shapes: Sequence[_Shape]) -> Iterator[Flaw]:
    """Lists behind the number: behind a colon, as names of persons, behind 具体为, behind “五个到位”，即, in brackets."""
    for sign, shape, is_list in shapes:
        for match in shape.finditer(text) if sign.search(text) else ():
            items, stated = match["listed"].split("、"), _stated(match)
            if len(items) >= _LEAST and len(items) != stated and is_list(items, stated):
                yield _flaw("", match.group().rstrip("。；"), len(items))


def _end_alike(items: list[str], _stated: int) -> bool:
    return len({item[-1:] for item in items}) == 1 and _are_parted(items)


def _are_names(items: list[str], _stated: int) -> bool:
    return all(map(is_name, items))


def _are_parted(items: list[str], _stated: int = 0) -> bool:
    """Whether no item may hold another one."""
    return not any(map(_JOINED.search, items))


def _are_even(items: list[str], stated: int) -> bool:
    """Whether they are of a kind, no kinds of places themselves, and nearly as many as stated."""
    return (
        _KINDS.isdisjoint(items)
        and _is_even(items)
        and _are_parted(items)
        and abs(len(items) - stated) <= _APART
    )


_LISTS_BEHIND: Sequence[_Shape] = (
    (pattern("[：:]"), _AHEAD, _end_alike),
    (pattern("以下|下列|如下"), _FOLLOWING, _are_parted),
    (pattern("[：:]"), _NAMED, _are_names),
    (pattern("具体|分别|依次"), _NAMELY, _are_parted),
    (pattern("即"), _CALLED, _are_even),
)
_LISTS_IN_BRACKETS: Sequence[_Shape] = (
    (pattern("[个家所座条处][\u4e00-\u9fff]{1,6}[（(]"), _BRACKETED, _are_even),
)


def _items(words: str) -> tuple[list[str], int]:
    """The items of a list, and how many more 和 may part in the last of them."""
    items = re.split("、|(?<=》)(?=《)", words)
    return items, int(re.search("以及|和|及|与", items[-1]) is not None)


def _is_even(items: list[str]) -> bool:
    """Whether the items but the first, which words may stand before, are of a kind: none holds a list or a clause of its own."""
    rest = [re.split("以及|和|及|与", item)[0] for item in items[1:]]
    if all(item.endswith("》") for item in rest):
        return True
    if re.search("[的了在对从向为将]", "".join(rest)):
        return False
    if all(item[-1:] in _PEOPLE for item in (*items[:1], *rest)):
        return True
    if all(item[-1:] in _ORGANS for item in rest):
        return True
    lengths = [len(item) for item in rest]
    short = len(items) >= _COMPLETE and max(lengths) <= _SHORT
    return (short or max(lengths) - min(lengths) <= 1) and len(items[0]) >= min(lengths)


def _differs(least: int, extra: int, stated: int, may_be_more: bool) -> bool:
    if least > stated:
        return True
    return may_be_more and least >= _COMPLETE and least + extra == stated - 1


def _announced(text: str, whole: str) -> Iterator[Flaw]:
    """以下三项工作：一是……四是……; what goes on in another paragraph is not counted."""
    for match in _ANNOUNCED.finditer(text):
        told = 1
        series = match["rest"].split("一是")[1]
        while f"{_ORDINALS[told]}是" in series:
            told += 1
        if told >= _LEAST - 1 and told != _stated(match) and f"{_ORDINALS[told]}是" not in whole:
            if match.group().partition("一是")[0].endswith("。") and told < _stated(match) - _APART:
                continue  # 推出20项措施。一是……六是: but some of them
            head = match.group().removesuffix(match["rest"])
            yield _flaw("", f"{head}一是……{_ORDINALS[told - 1]}是", told)


def _numbered(text: str, whole: str) -> Iterator[Flaw]:
    """需要三种材料：1.A；2.B。 in one paragraph; what goes on in another one is not counted."""
    for match in _NUMBERED.finditer(text):
        signs = [*next((marks for marks in _MARKS if match["rest"].startswith(marks[0])), _CIRCLED), ""]
        told = 1
        while signs[told] and told < len(signs) - 1 and signs[told] in match["rest"]:
            told += 1
        if told >= _LEAST - 1 and told != _stated(match) and signs[told] not in whole:
            head = match.group().removesuffix(match["rest"])
            yield _flaw("", f"{head}{signs[0]}……{signs[told - 1]}", told)


def _below(lines: Sequence[str]) -> Iterator[Flaw]:
    """需提供下列4类材料： with the items in the lines below, up to the next heading or the next series."""
    for at, line in enumerate(lines[:-1]):
        match = _HEADED.search(line) if line.endswith(("：", ":")) else None
        if match is None:
            continue
        styles = [style for style in _MARKS if lines[at + 1].startswith(style[0])]
        if not styles:
            continue
        told = _in_series(lines[at + 1 :], styles[0])
        if told >= _LEAST - 1 and told != _stated(match) and _stated(match) - told <= _APART:
            yield _flaw("", f"{match.group()}{styles[0][0]}……{styles[0][told - 1]}", told)


def _in_series(lines: Sequence[str], marks: Sequence[str]) -> int:
    """How far a series of lines is numbered; it ends where it begins anew or a heading stands."""
    told = 0
    for line in lines:
        if told and (line.startswith(marks[0]) or _HEADING.match(line)):
            break
        if told < len(marks) and line.startswith(marks[told]):
            told += 1
    return told


def _stated(match: re.Match[str]) -> int:
    return read_number(match["count"].replace("两", "二"))


def _flaw(listed: str, told: str, most: int) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"“{listed[:20]}{'……' if listed else ''}{told}”列出{most}项，与数字不符，请核对",
        subject=listed[:40] or told,
        quote=f"{listed[-20:]}{told}",
        expected=f"列举的项数与“{told}”一致",
    )
