"""TXT003: half-width punctuation in Chinese text."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..addressees import half_width_addressees
from ..basis import GB_T_15834
from .half_width import half_width_spots


@page_rule("TXT003", "中文中用半角标点", Severity.MINOR, basis=(GB_T_15834,), version=4)
def half_width_marks(page: Page, _site: Site, *, most: int = 10) -> Iterator[Flaw]:
    """中文里的括号、逗号、冒号、分号、问号、叹号、引号、句号、省略号、破折号、书名号宜用全角。

    怎么算：半角括号（一边半角也算）里有汉字的；半角逗号、冒号、分号、问号、叹号紧挨汉字、另一边是汉字、数字、中文标点或者行尾的；
    半角引号里有汉字或者前后都紧挨汉字的；五个以上汉字之后用半角点“.”作句号的；用“...”“--”代替省略号、破折号的；用“<<>>”代替书名号的。
    相同的文字只报一次，每页最多报10处，其余在最后一条里写明数量。
    不算：小数点、千分位、时刻08:30、比例3:1；网址、邮箱、代码、外文；外国人名中间的点；目录里的点线；序号(一)(1)和1)；计量单位(万元)；括号里没有汉字的、紧接在外文字母后面的；
    表格里的引号，一边不是汉字的冒号、逗号等。
    改法：改为全角标点；印发原件就是这样的，由起草单位勘误。
    不管什么：引号括号不配对看 TXT004，文号括号看 FMT001，主送机关后的冒号看 FMT010。
    """
    addressees = half_width_addressees(page)
    spots = {
        spot.quote: spot
        for paragraph in page.document.paragraphs
        for spot in half_width_spots(paragraph.text, in_table=paragraph.in_table)
        if not (spot.quote.endswith(":") and paragraph.text.strip() == addressees)
    }
    shown = list(spots.values())[:most]
    for place, spot in enumerate(shown, start=1):
        more = f"；本页另有{len(spots) - most}处" if place == most < len(spots) else ""
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"“{spot.quote}”中用了半角标点{more}",
            subject=spot.quote,
            quote=spot.quote,
            expected=spot.expected,
        )
