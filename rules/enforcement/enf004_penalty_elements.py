"""ENF004: a penalty decision shown without what a reader must learn."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze_lines
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from ..basis import ENFORCEMENT_NOTICE
from ..elements import element, element_flaws, fully_read, labels_of, read_files
from .decided import context_of

_PENALTY = pattern(r"处罚|双公示")
_PAPER = pattern(r"处罚决定(?:书|公示)")
_CASE = pattern(
    r"(?:对.{2,40}|.{4}案)(?:的?行政)?处罚(?:决定|案件)?(?:情况|结果|信息)?的?(?:公示|公告|公开)$"
)  # one case told in the office's own words
_NOT_DECISION = listed(__file__, "{not_a_decision}|首[张份例]")
_PARTY = r"当事人|被罚(?:人|单位|者|主体)|(?:被|受)处罚(?:人|单位|对象|者|主体)|处罚对象|行政相对人|相对人|违法(?:主体|行为人|单位|企业|者)|主体名称"
_AGENCY = r"局|委员会|人民政府|大队|支队|执法队|街道办事处|中心|所(?![得有在需列涉属称述示规用])"
_ELEMENTS = {
    "文书号": element(
        r"[〔\[（(﹝【［](?:19|20)\d\d[〕\]）)﹞】］].{0,12}号|文书(?:编)?号|文号|(?:决定书|文书|处罚)编号|案号",
        r"号",
    ),
    "当事人": element(
        rf"{_PARTY}|对[^，。；\n]{{2,40}}(?:一案|作出|处以|予以|的?(?:行政)?处罚)",
        r"公司|[店厂部户行院社]|[某*＊×]",
    ),
    "事由": element(
        listed(__file__, "违法(?!所得)|{cause}", re.IGNORECASE),
        r"违反|擅自|未|无证|超|不",
    ),
    "处罚依据": element(
        r"依据|根据|依照|按照|法律条款|适用(?:法律|条款)|第[一二三四五六七八九十百\d]+条",
        r"《|法律|条例|规定",
    ),
    "处罚内容": element(
        listed(__file__, "{penalty}|强制(?:措施|执行|拆除)|查封|扣押|代履行", re.IGNORECASE),
        r"罚|元",
    ),
    "处罚机关": element(
        rf"(?:处罚|执法|决定|实施|办案|承办|发布)(?:机关|部门|单位|机构)|作出.{{0,10}}(?:机关|部门|单位|机构)|[\u4e00-\u9fff]{{2}}(?:{_AGENCY})",
        r".",  # the page's own head may name it
    ),
    "决定日期": element(
        r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}|[〇二]{1,2}[〇零○一二三四五六七八九]{2,3}年|(?:决定|处罚).{0,6}(?:日期|时间)",
        r"20\d\d|\d月",
    ),
}
_LABELS = {
    "文书号": pattern(r"文书(?:编)?号|文号|案号|编号"),
    "当事人": pattern(_PARTY),
    "事由": pattern(r"违法|违规|事由|案由|事实|案情|案件名称"),
    "处罚依据": pattern(r"依据|条款"),
    "处罚内容": pattern(r"处罚(?:内容|结果|种类|类别|措施|决定$)|罚款"),
    "处罚机关": pattern(r"机关|部门"),
    "决定日期": pattern(r"日期|时间"),
}


@page_rule(
    "ENF004",
    "处罚要素缺",
    Severity.MINOR,
    basis=(ENFORCEMENT_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
)
def penalty_elements(page: Page, _site: Site, *, min_chars: int = 60, min_labels: int = 4) -> Iterator[Flaw]:
    """公示的行政处罚决定应当写明文书号、当事人、事由、依据、处罚内容、处罚机关和日期。

    怎么算：标题或栏目是行政处罚，而标题是行政处罚决定书、决定公示，或者正文用表格、标签写出其中四项以上（当事人或文书号必在其中）的内容页，在标题和正文里找每一项的常见标签和写法，一处也找不到、也没有相近写法的算缺，每缺一项报一条。正文读全、没有附件和图片的，判不通过。
    转人工核对：有相近写法、可能换了说法的；一半以上没有找到的；只缺处罚机关的；正文较短，或者有附件、图片的；标题写“对某某处罚情况的公示”“某某案处罚信息公示”、自行叙述的。几项合为一条。
    不算：统计、汇总、清单、裁量基准、告知书、不予处罚等不是处罚决定的页面；自然人姓名按规定隐去的（写了“当事人”就算有）。
    改法：补全要素。
    不管什么：公示晚不晚看 ENF001。
    """
    title, body = squeeze_lines(page.title or ""), page.document.text
    text = squeeze_lines(f"{body}\n{read_files(page) or ''}")
    if page.kind is not PageKind.ARTICLE or not body.strip() or _NOT_DECISION.search(title):
        return
    if not _PENALTY.search(title + context_of(page)):
        return
    known = {name for label in labels_of(page.document) for name, p in _LABELS.items() if p.search(label)}
    tabled = len(known) >= min_labels and known & {"当事人", "文书号"}
    if tabled or _PAPER.search(title) or _CASE.search(title):
        issuer = page.fields.get("issuer") or page.fields.get("source") or ""
        sure = fully_read(page, min_chars) and bool(tabled or _PAPER.search(title))
        yield from element_flaws(f"{text}\n{title}\n{issuer}", _ELEMENTS, what="处罚公示", sure=sure)
