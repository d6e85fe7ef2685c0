"""FLD017: a subject that is not in the vocabulary, or that the paper says nothing of."""

from collections.abc import Iterator, Sequence

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.paper import DOCUMENT_TYPES
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_placeholder

from ..basis import PLATFORM_NOTICE
from ..document_classes import DISCLOSED
from .names import name_on

_ENDS = pattern(rf"({'|'.join(DOCUMENT_TYPES)})(?:[（(][^（()）]{{1,20}}[)）])?$")
_SPLIT = pattern(r"[\\/|>\-—－›]+")
_DEFENCE = pattern(r"国防|兵|军|双拥|人防|防空|武装|战备|烈士|拥军")
_ABROAD = pattern(r"外事|对外|国外|外国|涉外|出国|国际|友好城市|外籍|领事")
# Narrow subjects and words of which a paper on them holds at least one.
_FISHING = pattern(r"渔|水产|鱼|虾|蟹|贝|养殖|捕捞")
_NARROW = {
    "渔业": _FISHING,
    "水产": _FISHING,
    "水产渔业": _FISHING,
    "林业": pattern(r"林|树|木|绿化|草|苗|水果|花卉|湿地|野生"),
    "气象": pattern(r"气象|天气|雨|雪|雷|台风|寒潮|高温|预警|防灾|气候"),
    "地震": pattern(r"震"),
    "测绘": pattern(r"测绘|地图|坐标|地理信息|测量|遥感"),
    "邮政": pattern(r"邮|快递|寄递"),
    "知识产权": pattern(r"知识产权|专利|商标|版权|著作权|地理标志"),
    "档案": pattern(r"档案|归档"),
    "税务": pattern(r"税"),
    "保险": pattern(r"保险|社保|医保|参保|承保|理赔"),
    "国防": _DEFENCE,
    "军事": _DEFENCE,
    "港澳台侨工作": pattern(r"港|澳|台|侨"),
    "民族、宗教": pattern(r"民族|宗教|寺|教堂|清真|信教"),
    "对外事务": _ABROAD,
    "外事": _ABROAD,
    "监察": pattern(r"监察|纪检|廉|问责|处分|监督"),
    "文化、广电、新闻出版": pattern(
        r"文化|文物|文艺|文旅|旅游|广播|电视|广电|影|演|戏|剧|非遗|遗产|艺术|新闻|媒体|出版|版权|书|报刊"
    ),
    "海关": pattern(r"海关|口岸|进出口|通关|报关|外贸|保税"),
    "旅游": pattern(r"旅游|文旅|旅行|景区|景点|民宿|游客|研学"),
}


@page_rule(
    "FLD017",
    "主题/体裁分类错误",
    Severity.MINOR,
    basis=(PLATFORM_NOTICE,),
    classes=DISCLOSED,
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def subject_vocabulary(
    page: Page, _site: Site, *, subjects: Sequence[str] = (), other_is_doubtful: bool = False
) -> Iterator[Flaw]:
    """信息表的主题分类应当取自平台的分类词表，与文件内容相符。

    怎么算：用选项subjects写明本平台词表的一级分类后，不在其中的提示；“国防”“港澳台侨工作”“民族、宗教”“对外事务”“渔业”“气象”“税务”等窄类（几个并作一类的，各个都没有），
    标题和正文都没有相关字词的提示；体裁是十五个文种之一，标题却以另一个文种结尾的提示。
    转人工核对：分类是否得当由人判断，机器不判错。
    不算：默认分类“其他”（需要提示的用选项other_is_doubtful打开）；空值和程序值；没有主题分类一栏的。
    改法：在网站后台选用相符的分类。
    不管什么：主题分类为空看 FLD001。
    """
    yield from _other_genre(page)
    value = (page.fields.get("subject") or "").strip()
    if not value or is_placeholder(value):
        return
    levels = [level.strip() for level in _SPLIT.split(value) if level.strip()]
    first, last = (levels[0], levels[-1]) if levels else ("", "")
    text = f"{page.title or ''}{page.document.text}"
    alien = next((level for level in levels if _is_alien(level, text)), None)
    if alien and page.text_length:
        yield _flaw(page, value, f"而标题和正文没有提到与“{alien}”有关的内容")
    elif subjects and first not in subjects:
        yield _flaw(page, value, "不在平台的分类词表中")
    elif other_is_doubtful and last in ("其他", "其它"):
        yield _flaw(page, value, "是默认分类")


def _other_genre(page: Page) -> Iterator[Flaw]:
    """A 文种 that is one of the fifteen where the title ends with another of them."""
    value, ends = squeeze(page.fields.get("genre")), _ENDS.search(squeeze(page.title))
    if value in DOCUMENT_TYPES and ends and ends[1] != value and value not in squeeze(page.title):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"信息表“{name_on(page, 'genre')}”的“{value}”与标题的文种“{ends[1]}”不同，请核对",
            subject="体裁分类",
            quote=value,
            expected=ends[1],
        )


def _is_alien(level: str, text: str) -> bool:
    """Whether the text says nothing of a narrow subject, nor of any of several joined in one (国防、外事)."""
    parts = (level,) if level in _NARROW else level.split("、")
    return all(part in _NARROW and not _NARROW[part].search(text) for part in parts)


def _flaw(page: Page, value: str, fault: str) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"信息表“{name_on(page, 'subject')}”的“{value}”{fault}，请核对",
        subject="主题分类",
        quote=value,
        expected="与文件内容相符的分类",
    )
