"""表二, 表三 and 表四 of a fictional annual report, in the format in force since the report of 2021."""

from __future__ import annotations

from collections.abc import Iterator

_BLANK = "　"  # a cell left empty, as below a name that stands for several rows
_COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_NEW, _GRANTED, _HANDLED = "一、本年新收政府信息公开申请数量", "（一）予以公开", "（七）总计"
_REQUESTS = (
    (_NEW, ""),
    ("二、上年结转政府信息公开申请数量", ""),
    (_GRANTED, ""),
    ("（二）部分公开", ""),
    ("（三）不予公开", "1.属于国家秘密"),
    (_BLANK, "2.其他法律行政法规禁止公开"),
    (_BLANK, "3.危及“三安全一稳定”"),
    (_BLANK, "4.保护第三方合法权益"),
    (_BLANK, "5.属于三类内部事务信息"),
    (_BLANK, "6.属于四类过程性信息"),
    (_BLANK, "7.属于行政执法案卷"),
    (_BLANK, "8.属于行政查询事项"),
    ("（四）无法提供", "1.本机关不掌握相关政府信息"),
    (_BLANK, "2.没有现成信息需要另行制作"),
    (_BLANK, "3.补正后申请内容仍不明确"),
    ("（五）不予处理", "1.信访举报投诉类申请"),
    (_BLANK, "2.重复申请"),
    (_BLANK, "3.要求提供公开出版物"),
    (_BLANK, "4.无正当理由大量反复申请"),
    (_BLANK, "5.要求行政机关确认或重新出具已获取信息"),
    ("（六）其他处理", "1.申请人无正当理由逾期不补正"),
    (_BLANK, "2.申请人逾期未按收费通知要求缴纳费用"),
    (_BLANK, "3.其他"),
    (_HANDLED, ""),
    ("四、结转下年度继续办理", ""),
)


def norms(*, made: int, valid: int) -> tuple[str, ...]:
    """表二: what 第二十条 （一）、（五）、（六）、（八） ask for; a short row's last cell is as wide as what is left."""
    return (
        "|第二十条第（一）项",
        "|信息内容|本年制发件数|本年废止件数|现行有效件数",
        "|规章|0|0|0",
        f"|行政规范性文件|{made}|0|{valid}",
        "|第二十条第（五）项",
        "|信息内容|本年处理决定数量",
        "|行政许可|0",
        "|第二十条第（六）项",
        "|信息内容|本年处理决定数量",
        "|行政处罚|0",
        "|行政强制|0",
        "|第二十条第（八）项",
        "|信息内容|本年收费金额（单位：万元）",
        "|行政事业性收费|0",
    )


def requests(received: int) -> tuple[str, ...]:
    """表三: so many requests of natural persons, all of them granted within the year."""
    return tuple(_requests(received))


def reviews() -> tuple[str, ...]:
    """表四: neither review nor lawsuit."""
    groups = "|".join(f"{name}×{len(_OUTCOMES)}" for name in ("行政复议", "未经复议直接起诉", "复议后起诉"))
    return f"|{groups}", "|" + "|".join(_OUTCOMES * 3), "|" + "|".join("0" * len(_OUTCOMES) * 3)


def _requests(received: int) -> Iterator[str]:
    yield f"|申请办理情况×2|自然人|法人或其他组织×{len(_COLUMNS) - 1}|总计"
    yield "|" + "|".join((_BLANK, _BLANK, *_COLUMNS, "总计"))
    for name, item in _REQUESTS:
        counted = received if name in (_NEW, _GRANTED, _HANDLED) else 0
        numbers = (counted, *[0] * (len(_COLUMNS) - 1), counted)
        yield "|" + "|".join((name, item or _BLANK, *map(str, numbers)))
