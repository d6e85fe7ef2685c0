"""An official paper read from its lines: title, 发文字号 and 落款. Where a line may mean two things, nothing is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.models import Document, Paragraph, Signature
from auditor.models.spaces import squeeze
from auditor.text.dates import find_date
from auditor.text.document_number import find_numbers, is_number_line, parse_number
from auditor.text.glyphs import is_unsettled, settled

DOCUMENT_TYPES = (
    "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要"
).split()  # the 15 文种
TITLE_ENDS = (
    *DOCUMENT_TYPES,
    *"令 答复 方案 办法 规定 细则 条例 计划 规划 指南 目录 制度 清单 公示 要点 规则 预案 名单 总结 说明 解读 章程".split(),
)
_BODY_ENDS = (
    "政府 国务院 办公室 办公厅 委员会 委 分局 局 厅 部 院 中心 处 所 站 队 社 会 组 公司 集团 街道 办事处 街道办 镇 乡"
    " 署 行 馆 指挥部 法院 学校 大学 中学 小学 幼儿园 医院 办 科 基地 园 工会 妇联 残联 科协 党组 团委 公署 库 台"
).split()
_HEAD_LINES = 12
_MAX_ISSUERS = 12
_SHORT_REST = 6  # characters of a title's last line that says nothing by itself
_LONGEST_DATE = 13  # characters of 二〇二六年十二月三十一日 and of what else find_date reads, spaces aside

_LONG = 100  # characters that a gap in a line may be wide
_LONG_GAP = re.compile(rf"(\s{{{_LONG}}})\s+")
_TOLD = re.compile(r"，|^(?:现[将就对予]|兹|特此|为|根据|按照|经)")
_SALUTATION = re.compile(r"^(?:各|有关|区直|市直|县直)\S*$|[:：]$")
_SENTENCE = re.compile(
    r"[。；;！!]|^[一二三四五六七八九十]+、|^第[一二三四五六七八九十百]+[章节条]|^[（(][一二三四五六七八九十]+[)）]"
)
_ATTACHMENT_HEAD = re.compile(r"^附[件表]?\s*[\d一二三四五六七八九十]*\s*[.．、:：]?$")
_HEAD_NOISE = re.compile(
    r"文件$|^[（(].*[)）]$|^(?:发布|发文|成文|公开|来源|作者|浏览|字号|时间|日期|索引|登记|统一编号|标题 ?正文)|^[A-Z]{2,8}[-—]\d"
    r"|签发|^机密|^秘密|^特急|^加急|打印|^【|^\d+$"
)
_NUMBER_END = re.compile(r"\d{0,4}号")
_NUMBER_WORD = re.compile(r"[\u3400-\u9fff]{1,14}[发办字函政委党规通综复函呈报任令局厅部]")
_TITLE = re.compile(rf"(?:{'|'.join(TITLE_ENDS)})(?:[（(][^（()）]{{1,20}}[)）])?[。.，；、,;]?$")
_OFFICER = re.compile(
    r"^(?:代)?(?:总理|省长|市长|区长|县长|镇长|乡长|州长|主席|主任|局长|厅长|部长|署长|行长)\s+\S[\S\s]{1,8}$"
)
_SEAL = re.compile(r"[（(](?:印章|盖章|公章|章|代章|印)[)）]")
_BODY_NAME = re.compile(
    rf"[\u3400-\u9fff]{{1,40}}(?:{'|'.join(_BODY_ENDS)})(?:[（(][\u3400-\u9fff]{{2,30}}[)）])?"
)
_SHORT_BODIES = frozenset({"国务院"})
_AFTER_SIGNATURE = re.compile(
    r"^[（(].*[)）]$|^(?:附|抄送|主办|责任编辑|信息来源|来源|联系|扫一扫|分享|打印|关闭)|印发$"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line that says something: its words without outer spaces, and its place among the paragraphs."""

    index: int
    text: str
    in_table: bool

    @property
    def squeezed(self) -> str:
        return squeeze(self.text)


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The lines of a plain text as they stand, blank ones and leading spaces kept; lines set off by a tab are table cells."""
    return tuple(
        Paragraph(line.rstrip().removeprefix("\t"), in_table=line.startswith("\t"))
        for line in text.removeprefix("\ufeff").splitlines()
    )


def read_document(paragraphs: Sequence[Paragraph]) -> Document:
    """Title, number line and 落款 of the paper whose lines these are."""
    paragraphs = [_narrowed(p) for p in paragraphs]
    if is_unsettled("".join(p.text for p in paragraphs)):
        paragraphs = [settled(p) for p in paragraphs]
    lines = [_Line(i, text, p.in_table) for i, p in enumerate(paragraphs) if (text := p.text.strip())]
    head = list(_head(lines))
    number_at = next((k for k, line in enumerate(head) if is_number_line(line.text)), None)
    number_line = None if number_at is None else _whole_number(head, number_at, lines)
    return Document(
        paragraphs=tuple(paragraphs),
        title=_title(head, number_at),
        number_line=number_line,
        document_number=_number_in(number_line),
        signed=_signature(lines[len(head) :]),
    )


def _narrowed(paragraph: Paragraph) -> Paragraph:
    """The line without gaps wider than any sheet of paper."""
    text = _LONG_GAP.sub(r"\1", paragraph.text) if len(paragraph.text) > _LONG else paragraph.text
    return paragraph if text == paragraph.text else replace(paragraph, text=text)


def _head(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines above the 主送 line or the first sentence."""
    for line in lines[:_HEAD_LINES]:
        if is_number_line(line.text):
            yield line
            continue
        if line.in_table or _ATTACHMENT_HEAD.match(line.text) or _opens_body(line):
            return
        yield line


def _opens_body(line: _Line) -> bool:
    told = line.squeezed.endswith("。") and _TOLD.search(
        line.squeezed
    )  # a sentence that happens to end in 公示
    if _TITLE.search(line.squeezed) and len(line.squeezed) < 80 and not told:
        return False
    if _SALUTATION.search(line.text) or len(line.text) > 80:
        return True
    return _SENTENCE.search(line.text) is not None


def _whole_number(head: Sequence[_Line], at: int, lines: Sequence[_Line]) -> str:
    """The number line; of one wrapped in its cell with what stands on the lines before and after."""
    line = head[at]
    place = lines.index(line)
    text = line.text
    if (
        place + 1 < len(lines)
        and _NUMBER_END.fullmatch(lines[place + 1].squeezed)
        and not text.endswith("号")
    ):
        text += lines[place + 1].text
    before = lines[place - 1].squeezed if place else ""
    if text.startswith(("〔", "[", "［", "【", "﹝")) and _NUMBER_WORD.fullmatch(before):
        text = before + text
    return text if parse_number(text) else line.text


def _number_in(line: str | None) -> str | None:
    if line is None:
        return None
    number = parse_number(line)
    return number.text if number else find_numbers(line)[0].text


def _title(head: Sequence[_Line], number_at: int | None) -> str | None:
    """The title over the number line or, under a letterhead, below it; broken lines are joined."""
    split = len(head) if number_at is None else number_at
    above, below = _joined(head[:split]), _joined(head[split:])
    candidates = [text for text in (below, above) if _TITLE.search(squeeze(text)) and len(text) <= 200]
    return candidates[0] if candidates else None


def _joined(lines: Sequence[_Line]) -> str:
    kept = [line for line in lines if not is_number_line(line.text) and not _HEAD_NOISE.search(line.text)]
    last = max((k for k, line in enumerate(kept) if _ends_title(kept, k)), default=-1)
    return "".join(_unspaced(line.text) for line in kept[: last + 1] if not find_date_line(line.text))


def _ends_title(lines: Sequence[_Line], k: int) -> bool:
    """Whether a title ends with the line, also where only its last few characters stand there: 请示报|告."""
    line = lines[k].squeezed
    if _TITLE.search(line):
        return True
    return bool(k and len(line) < _SHORT_REST and _TITLE.search(lines[k - 1].squeezed + line))


def _unspaced(text: str) -> str:
    """A letter-spaced line (几 个 问 题 的 通 知) closed up; other spaces are the author's and stay."""
    pieces = text.split()
    return "".join(pieces) if len(pieces) > 2 and all(len(piece) == 1 for piece in pieces) else text


def find_date_line(text: str) -> Signature | None:
    """A line that is a complete date and nothing else, as an unsigned Signature."""
    whole = squeeze(text) if _ends_in_date(text) else ""
    found = find_date(text) if 0 < len(whole) <= _LONGEST_DATE else None
    if not found or squeeze(found[1]) != whole:
        return None
    return Signature(dated_on=found[0], dated_text=found[1].strip())


def _ends_in_date(text: str) -> bool:
    """Whether a line's last sign may be a date's: most lines are turned away by it."""
    last = text.rstrip()[-1:]
    return last.isdigit() or last in ("日", "号")


def _signature(lines: Sequence[_Line]) -> Signature:
    """The first 落款 below the head: the main paper's stands before its attachments and enclosed texts."""
    body = [line for line in lines if not line.in_table]
    for k, line in enumerate(body):
        if line.text[0] == "附" and _ATTACHMENT_HEAD.match(line.text) and not line.text.endswith((":", "：")):
            break
        if signed := _signed_at(body, k):
            return signed
    return Signature()


def _signed_at(body: Sequence[_Line], k: int) -> Signature | None:
    if one_line := _signed_on_one_line(body[k].text):
        return one_line
    dated = find_date_line(body[k].text)
    if dated is None or k == 0:
        return None
    issuers = _issuers_above(body, k)
    if issuers:
        return Signature(issuers[0], dated.dated_on, dated.dated_text, issuers)
    alone = all(_AFTER_SIGNATURE.search(line.text) for line in body[k + 1 :])
    return dated if alone or _OFFICER.match(body[k - 1].text) else None


def _signed_on_one_line(text: str) -> Signature | None:
    """`某局    2023年7月21日` as the whole line."""
    found = find_date(text) if len(text) <= 80 and _ends_in_date(text) else None
    if not found or not text.endswith(found[1]):
        return None
    before = text[: -len(found[1])]
    issuers = body_names(before)
    if not issuers or before == before.rstrip():
        return None
    return Signature(issuers[0], found[0], found[1].strip(), issuers)


def _issuers_above(body: Sequence[_Line], k: int) -> tuple[str, ...]:
    above: list[tuple[str, ...]] = []
    for line in reversed(body[max(0, k - _MAX_ISSUERS) : k]):
        names = body_names(line.text)
        if not names:
            break
        above.append(names)
    return tuple(name for names in reversed(above) for name in names)


def body_names(text: str) -> tuple[str, ...]:
    """The names of bodies that a signature line consists of; empty where it says anything else."""
    line = _SEAL.sub("", re.sub(r"&[a-z]*;?", "", text)).strip()
    pieces = re.split(r"\s{2,}|[\s、]", line)
    names = [piece for piece in pieces if piece]
    if len(names) > 1 and all(_is_body(name) for name in names):
        return tuple(names)
    whole = squeeze(line)
    return (whole,) if _is_body(whole) else ()


def _is_body(name: str) -> bool:
    return name in _SHORT_BODIES or (_BODY_NAME.fullmatch(name) is not None and len(name) <= 60)
