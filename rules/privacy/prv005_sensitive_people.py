"""PRV005: named people with their illness, disability, or children in need."""

from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern
from auditor.text.surnames import SURE_SURNAMES, is_name

from ..basis import PERSONAL_DATA_LAW, REGULATION_15

_NAME = pattern(
    r"(?:^|\s)(?:儿童|学生|患者|本人|对象|申请人|受助人|残疾人)?姓\s*名(?:\s|$)|(?:^|\s)户主(?:\s|$)"
)
_FIELD = pattern(
    r"(?:^|\s)(?:病种|疾病(?:名称|种类)?|患病(?:种类|情况|名称)|诊断(?:结果)?|病情|残疾(?:类别|等级|证号|类型|情况)(?:[及和与、/]?(?:类别|等级|类型))?|致贫原因|致困原因"
    r"|就读学校|监护人(?:姓名)?|精神状况)(?:\s|$)"
)
_CHILDREN = pattern(
    r"孤儿|事实无人抚养|困境儿童|留守儿童|未成年人.{0,6}(?:名单|救助)|艾滋|精神障碍患者|严重精神"
)
_MASKED = pattern(r"[\u4e00-\u9fff][*＊×○〇]|[\u4e00-\u9fff]某")
_LISTED = 2  # rows that make a table a list
_ILLNESS = listed(
    __file__, "{illness}|[一二三四]级残疾|残疾[一二三四]级|(?:肢体|智力|视力|听力|言语|精神|多重)[一二三四]级"
)
_LEAD = (
    r"\s*(?:(?:[（(]\s*)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[.、．)）]\s*[.、．]?|\d{1,3}\s|[①-⑳])?\s*"
    r"(?:[\u4e00-\u9fff]{2,8}[:：]|(?:(?:救助|帮扶|补助|慰问|申请|困难|新增|低保|保障)?(?:对象|人|群众|职工|患者|户主|学生)|姓名)?[:：]?)"
    r"(?:[\u4e00-\u9fff]{1,6}(?:村|社区|镇|街道))?\s*"
)
_LABEL = pattern(
    r"^\s*(?:(?:救助|帮扶|补助|慰问|低保|保障)(?:对象|人员)|申请人|受助人|患者|户主)(?:姓名)?[:：]"
)
_LINE = pattern(rf"{_LEAD}(?P<name>[\u4e00-\u9fff]{{2,4}})[，,、；;（(：:\s]")
_PARTICULAR = pattern(r"[镇乡村]|街道|社区|元|岁|男|女|患|致贫|致困")
_SENSITIVE = listed(__file__, "{called}")
_IN_EACH = ("矫", "患者", "感染者", "精神", "戒毒", "吸毒", "刑满", "孤儿", "儿童", "残疾人")  # one of them
_CALLED = listed(
    __file__,
    r"(?P<who>{called}|(?:{illness})症?患者)[:：]?(?P<name>[\u4e00-\u9fff]{2,3})(?=[、，。；（(]|等|家|的家|同学|小朋友|送|申请|发放|纳入|办理|给予)(?!等?[^、，。；（(]{0,2}[某*＊×])",
)
_AIDED = pattern(r"救助|补贴|补助|资助|供养|低保|慰问金|护理|帮扶")
_SUFFERER = listed(  # 鲁某因尿毒症申请救助, written out: a full name with its illness, aid in the same sentence
    __file__,
    r"(?:^|[：:、，。；（(\s]|人员|对象|学生|户主|居民|村民|职工|群众|儿童)(?P<name>[\u4e00-\u9fff]{2,3})(?<![村镇乡庄店社区])"
    r"(?:同志)?[，,（(]?(?:[男女][，,])?(?:\d{1,3}周?岁[，,])?(?:被?确诊|因|身?患|系|为|属)?(?:患有?)?"
    r"(?P<illness>[\u4e00-\u9fff]{0,3}(?:{illness})|[\u4e00-\u9fff]{2}残疾[一二三四]级|(?:肢体|智力|视力|听力|言语|精神|多重)[一二三四]级)",
)
_ROLL = pattern("名单|公示|名册|发放表")
_ROW = pattern(r"(?<=[：:])[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})+(?=[。；，]|$)")
_STAFF = pattern(r"医师|医生|护士|擅长|出诊|坐诊|诊治|专家|教授|研究")
_LONGEST_LINE = 80


@page_rule(
    "PRV005",
    "公开敏感人群过量信息",
    Severity.SERIOUS,
    basis=(REGULATION_15, PERSONAL_DATA_LAW),
    verdicts=(Verdict.REVIEW,),
    reads_files=True,
    version=8,
)
def sensitive_people(page: Page, _site: Site) -> Iterator[Flaw]:
    """公示名单不得把姓名与病种、残疾等级等敏感信息一并公开。

    怎么算：表格里既有姓名，又有病种、残疾等级、致贫原因、就读学校、监护人等栏的；孤儿、困境儿童、精神障碍患者等名单写出姓名的；
    两行以上、或者分号隔开的两处以上以姓名开头（前面可以有序号、对象、村居）、又写着病名或残疾类别和村居、金额等情况的，名单、公示里和“救助对象：”后面的一处也算；
    “社区矫正对象”“尿毒症患者”一类的称呼后面紧跟全名，写到救助、补贴的一句话里全名后面紧跟病名、残疾等级，或者标题这样称呼、正文成排写着姓名的。一页、一个附件各报一次。
    转人工核对：全部转人工，限定的字段和公示期限由人判断，机器不扣分。
    不算：姓名已经打码的（苏*、苏某某），有一行写着全名和病名的除外；只有姓名、镇村、金额等法定公示栏目的；没有名单的政策文件。
    改法：删去多余的栏目，姓名只留姓氏，公示期满撤下。
    不管什么：身份证号码看 PRV001，住址看 PRV004，手机号码看 PRV002。
    """
    paragraphs = page.document.paragraphs
    title = page.title or ""
    told = _in_table(page) or _in_lines(title, paragraphs) or _in_sentence(title, paragraphs)
    if told is None:
        return
    field, place = told
    yield Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》的名单把姓名与“{field}”一并公开，请人工核对是否超出法定公示范围",
        quote=field,
        expected="不公开敏感栏目，姓名打码",
        place=place,
    )


def _in_table(page: Page) -> tuple[str, str] | None:
    """The sensitive column of a table of names, and where it stands."""
    cells = [p for p in page.document.paragraphs if p.in_table]
    named = next((p for p in cells if _NAME.search(p.text)), None)
    if named is None or len(cells) <= _LISTED or _is_masked(page, cells):
        return None
    field = _field(cells) or _children(page)
    return (field, named.place) if field else None


def _is_masked(page: Page, cells: Sequence[Paragraph]) -> bool:
    """Whether no full name stands in the table: one masked row does not cover the others."""
    if not any(_MASKED.search(p.text) for p in cells):
        return False
    rows = [row for table in page.document.tables for row in table.rows]
    return not any(
        is_name(cell.strip()) and _of_health(row)
        for row in rows
        if not _MASKED.search("".join(row))
        for cell in row
    )


def _of_health(row: Sequence[str]) -> bool:
    return any(_ILLNESS.search(cell) for cell in row)


def _in_lines(title: str, paragraphs: Sequence[Paragraph]) -> tuple[str, str] | None:
    """The illness or disability in a list of names, one a line; of one alone under a title that makes it a list, or behind 救助对象："""
    found = [(p, *told) for p in paragraphs for told in _of_persons(p)]
    if len(found) == 1 and not _is_listed_alone(title, *found[0]):
        return None
    if not any(is_name(name) for _, name, _ in found):
        return None
    return found[0][2], found[0][0].place


def _is_listed_alone(title: str, paragraph: Paragraph, name: str, _illness: str) -> bool:
    if not is_name(name):
        return False
    return bool(_LABEL.search(paragraph.text)) or (name[0] in SURE_SURNAMES and bool(_ROLL.search(title)))


def _in_sentence(title: str, paragraphs: Sequence[Paragraph]) -> tuple[str, str] | None:
    """Who is called by name right behind the word for what they suffer, or in a row under a title that says it."""
    told_by_title = _SENSITIVE.search(title) if _ROLL.search(title) else None
    for paragraph in paragraphs:
        may_call = any(sign in paragraph.text for sign in _IN_EACH)
        for match in _CALLED.finditer(paragraph.text) if may_call else ():
            if "某" not in match["name"] and is_name(match["name"]) and match["name"][0] in SURE_SURNAMES:
                return match["who"], paragraph.place
        if told := _sufferer(paragraph.text):
            return told, paragraph.place
        row = _ROW.search(paragraph.text) if told_by_title else None
        if told_by_title and row and all(map(is_name, row.group().split("、"))):
            return told_by_title.group(), paragraph.place
    return None


def _sufferer(text: str) -> str:
    """The illness of one who is told by full name in a sentence of aid; "" where there is none."""
    for sentence in text.split("。") if _AIDED.search(text) and not _STAFF.search(text) else ():
        for match in _SUFFERER.finditer(sentence) if _AIDED.search(sentence) else ():
            if match["name"][0] in SURE_SURNAMES and is_name(match["name"]) and "某" not in match["name"]:
                return match["illness"]
    return ""


def _of_persons(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """The persons of a line, one or several that a semicolon parts, with what it says of their health."""
    text = paragraph.text
    parts = text.replace(";", "；").split("；") if not paragraph.in_table else ()
    found = list(filter(None, map(_of_person, parts)))
    if found and not _STAFF.search(text):
        yield from found


def _of_person(words: str) -> tuple[str, str] | None:
    """The name with which the words may begin, and what they say of their health."""
    if len(words) > _LONGEST_LINE or not (line := _LINE.match(words)):
        return None
    if not (illness := _ILLNESS.search(words)) or _ILLNESS.search(line["name"]):
        return None
    told = is_name(line["name"]) or _PARTICULAR.search(words[line.end() :])
    return (line["name"], illness.group()) if told else None


def _field(cells: list[Paragraph]) -> str | None:
    return next((match.group().strip() for p in cells if (match := _FIELD.search(p.text))), None)


def _children(page: Page) -> str | None:
    match = _CHILDREN.search(page.title or "") or _CHILDREN.search(page.section or "")
    return match.group() if match else None
