"""PRV004: a private person's address down to the door."""

import re
from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern
from auditor.text.surnames import SURE_SURNAMES, is_name

from ..basis import PERSONAL_DATA_LAW, REGULATION_15
from .cells import Cell, cell_at, cells

_N = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})"  # 三组, 二单元
_DOOR = pattern(
    r"[\u4e00-\u9fff]{1,12}(?:村|社区|小区|花园|家园|公寓|新村|路|街|巷|胡同)[\u4e00-\u9fff\d]{0,12}?"
    rf"(?:{_N}组\d{{1,4}}[号户]|\d{{1,4}}号院(?:\d{{1,3}}(?:号楼|栋|幢|排|座|单元)){{0,3}}\d{{1,5}}(?:室|户|号)|\d{{1,3}}排\d{{1,4}}(?:号|户)"
    rf"|{_N}(?:号楼|栋|幢|#楼?)(?:{_N}单元)?\d{{1,5}}(?:室|户|号)|{_N}单元\d{{1,5}}(?:室|户|号)?|\d{{1,5}}号\d{{2,5}}室"
    r"|\d{1,4}号(?![线楼院厅路地文令]))"
    rf"|[\u4e00-\u9fff]{{2,12}}{_N}(?:号楼|栋|幢){_N}单元\d{{1,5}}(?:室|户|号)?"  # of an estate of whatever name
)
_PERSON = pattern(r"姓名|户主|家庭住址|现住址|家庭地址|居住地址|户籍地址|受助人|住址|申请人|救助对象|当事人")
_PUBLIC = listed(
    __file__,
    r"{public}|(?<!住)所|(?<![号大属小])院|(?<![花家])园(?!社区|小区|新村|[\u4e00-\u9fff]?村)",
)
_HOME = pattern(r"(?:家庭|现|户籍|居住)(?:详细)?(?:住址|地址|住所)|^\s*住址")
_LIVES = pattern(  # 现住柳溪村2组17号, whatever shop the line is about; as it leads to what is taken for the address, or stands before
    r"[\u4e00-\u9fff]{0,7}?(?<!入)住(?![房所宅院建宿])"
)
_LIVES_BEFORE = pattern(r"(?<!入)住$")
_BEHIND_NAME = pattern(r"(?:^|[，,、；;。：:\s\d.．)）])([\u4e00-\u9fff]{2,4})[，,、（(：:\s]+$")
_IN_BRACKETS = pattern(
    r"(?:^|[，,、；;。：:]|人员|家庭|对象|村民|居民|同志|学生)([\u4e00-\u9fff]{2,3})[（(]$"
)
_RARER = frozenset(
    "毕骆卓庞晏桑逄亓迟綦鞠蔺栾"
)  # surnames that the brackets around a household's address bear out
_HOUSEHOLD = pattern(r"组\d+[号户]$|单元|[室户]$")
_PARTY = pattern(r"当事人|相对人|被处罚|(?:单位|企业|商户|经营者|主体|店铺?)名称|字号|经营户")
_BUSINESS = pattern(
    r"(?:公司|厂|店|铺|坊|行|部|馆|院|所|社|场|站|吧|中心|超市|药房|诊所|酒楼|农场|工作室|合伙)(?:[（(][^（()）]*[)）])?$"
)
_NUMBERED = pattern(r"\d(?:号|室|户)|单元\d")  # a cheap look first
_OF_A_FIRM = pattern(  # 某熟食店未公示许可证案
    r"(?:[店厂坊铺]|超市|[餐饭宾旅]馆|酒[楼店]|网吧|诊所|药房|[部商车]行|(?:经营|门市|服务)部|合作社|公司|加工点|摊点)[^，。]{0,24}(?:案|处罚|许可|检查)"
)
_MASKED = pattern(r"[*＊×]")


@page_rule(
    "PRV004",
    "公开个人详细住址",
    Severity.ORDINARY,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.REVIEW,),
    reads_files=True,
    version=7,
)
def home_address(page: Page, _site: Site) -> Iterator[Flaw]:
    """公开的信息不得出现个人的详细住址。

    怎么算：名单、表格或者写有姓名、户主、当事人等字样的段落里，写到门牌、楼栋单元室或者村组户号的地址；“住”字或者姓名后面紧跟着的，段落里没有这些字样也算；一页、一个附件各报一次。
    转人工核对：全部转人工，是不是个人住址、是否打码由人判断，机器不扣分。
    不算：处罚、许可信息的当事人是企业、店铺的住所；栏名不是家庭住址、现住址，地址前没有写“住”，而同一行、表头或者前一格写着公司、店、局、办公、经营、注册、项目、联系等单位或公务字样的；标题写明是某店、某公司受处罚、许可的；只写到镇、村、社区的；已经打码的。
    改法：只写到镇（街道）或者村（社区）。
    不管什么：手机号码看 PRV002，身份证号码看 PRV001。
    """
    paragraphs = page.document.paragraphs
    listed = any(p.in_table and _PERSON.search(p.text) for p in paragraphs)
    near = [
        (match, p)
        for p in paragraphs
        if _NUMBERED.search(p.text) and not _MASKED.search(p.text)
        for match in _DOOR.finditer(p.text)
        if (listed and p.in_table) or _is_of_person(p.text, match)
    ]
    table = cells(page.document) if near else {}
    about_firm = _OF_A_FIRM.search(page.title or "") is not None
    found = [
        (m.group(), p.place)
        for m, p in near
        if _is_lived_in(p.text, m) or not (about_firm or _is_public(p.text, cell_at(table, p, m), table))
    ]
    if not found:
        return
    distinct = list(dict.fromkeys(address for address, _ in found))
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》出现{len(distinct)}处疑似个人详细住址，请人工核对",
        quote="、".join(re.sub(r"\d", "*", address) for address in distinct[:3]),
        expected="只写到镇（街道）或者村（社区）",
        amount=len(distinct),
        place=found[0][1],
    )


def _is_of_person(line: str, match: re.Match[str]) -> bool:
    """Whether the line speaks of a person, or one lives at the address, or is named right before it."""
    if _PERSON.search(line) or _is_lived_in(line, match):
        return True
    name = _BEHIND_NAME.search(line[: match.start()])
    return name is not None and name[1][0] in SURE_SURNAMES and is_name(name[1])


def _is_lived_in(line: str, match: re.Match[str]) -> bool:
    """Whether the line says that somebody lives there, or has it in brackets behind a name: 毕春来（柳溪村三组26号）."""
    bracketed = _IN_BRACKETS.search(line[: match.start()])
    if bracketed and _HOUSEHOLD.search(match.group()):
        return bracketed[1][0] in _RARER or is_name(bracketed[1])
    begun = _LIVES.match(line, match.start()) or _LIVES_BEFORE.search(line[: match.start()])
    return begun is not None


def _is_public(line: str, cell: Cell, table: Mapping[str, Cell]) -> bool:
    """Whether the line, the column or the cell before speaks of an office or a shop; 联系地址 may be a person's."""
    if _HOME.search(cell.label):
        return False
    if _PUBLIC.search(line + cell.label.replace("联系", "")):
        return True
    return cell.row != "" and any(_is_business(words, told, cell) for words, told in table.items())


def _is_business(words: str, told: Cell, cell: Cell) -> bool:
    """Whether the cell names a party that is a shop, in the row of the address, or where a row tells one thing each."""
    if not _PARTY.search(told.label) or not _BUSINESS.search(words) or is_name(words):
        return False
    by_columns = _PARTY.search(told.head) and words not in squeeze(told.head)
    return words in squeeze(cell.row) if by_columns else told.head == cell.head
