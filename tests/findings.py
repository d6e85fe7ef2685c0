"""A fictional district with findings of many kinds: what tests of reports and of findings share."""

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from auditor.ledger.advance import advance
from auditor.models import (
    Basis,
    Coverage,
    Exemption,
    Finding,
    NilReturn,
    Period,
    Portal,
    Section,
    SectionKind,
    Severity,
    Standing,
    Unchecked,
    Unit,
    Verdict,
)
from reports.comparison import Previous

ZONE = dt.timezone(dt.timedelta(hours=8))
AS_OF = dt.datetime(2024, 9, 30, 6, 0, tzinfo=ZONE)
HOST = "http://www.example.gov.cn"
REGULATION = Basis("《中华人民共和国政府信息公开条例》", "第二十六条", verified=True)
FORMAT = Basis("GB/T 9704—2012《党政机关公文格式》", "7.2.5", verified=True)
GUIDELINE = Basis("《政府网站发展指引》（国办发〔2017〕47号）", "附件3")

OFFICE, FINANCE, ECONOMY, BUILDING, SOCIAL = (
    "青禾区人民政府办公室",
    "青禾区财政局",
    "青禾区经济发展局",
    "青禾区城乡建设局",
    "青禾区社会事业局",
)
LAND, WILLOW, BRIDGE = "市自然资源局青禾分局", "柳溪镇", "石桥镇"
GROUPS = {LAND: "双管单位", WILLOW: "镇", BRIDGE: "镇"}
UNITS = tuple(
    Unit(name, group=GROUPS.get(name, "部门"))
    for name in (WILLOW, BRIDGE, OFFICE, FINANCE, ECONOMY, BUILDING, SOCIAL, LAND)
)
GRAVE, PLAIN, SLIGHT = Severity.SERIOUS, Severity.ORDINARY, Severity.MINOR


def a_portal(**changes: Any) -> Portal:
    given: dict[str, Any] = {
        "id": "qinghe",
        "name": "青禾区人民政府门户网站",
        "home": f"{HOST}/",
        "hosts": ("www.example.gov.cn",),
        "operator": OFFICE,
        "units": UNITS,
        "sections": tuple(
            Section(unit.name, "法定主动公开内容/政策文件", f"{HOST}/{n}/zcwj/", SectionKind.POLICY)
            for n, unit in enumerate(UNITS)
        ),
    }
    return Portal(**(given | changes))


def a_finding(code: str = "LAG001", unit: str | None = FINANCE, **changes: Any) -> Finding:
    """A certain finding; its fingerprint follows from code, address and subject as in a real run."""
    given: dict[str, Any] = {
        "code": code,
        "name": "主动公开超期",
        "verdict": Verdict.FAIL,
        "severity": GRAVE,
        "url": f"{HOST}/gongkai/{code.lower()}.html",
        "section_url": f"{HOST}/gongkai/",
        "section": "法定主动公开内容/政策文件",
        "unit": unit,
        "title": "关于印发2024年重点工作方案的通知",
        "subject": "",
        "quote": "",
        "expected": "",
        "message": "问题描述",
        "basis": (REGULATION,),
        "amount": None,
        "fetched_at": dt.datetime(2024, 9, 29, 1, 30, tzinfo=ZONE),
        "rule_version": 1,
    } | changes
    key = "\n".join((code, given["url"], given["subject"]))
    given.setdefault("fingerprint", hashlib.sha256(key.encode()).hexdigest()[:24])
    given.setdefault("capture", "sha256:" + hashlib.sha256(given["url"].encode()).hexdigest())
    return Finding(**given)


def a_coverage(**changes: Any) -> Coverage:
    """A run that read most of the district; 社会事业局 was blocked."""
    given: dict[str, Any] = {
        "planned": 1288,
        "fetched": 412,
        "unchanged": 851,
        "failed": 17,
        "pending": 8,
        "sections": 96,
        "sections_read": 89,
        "sections_unknown": 3,
        "pages_by_unit": {
            u.name: n for u, n in zip(UNITS, (132, 118, 305, 176, 204, 141, 0, 87), strict=True)
        },
        "sections_by_unit": {u.name: 12 for u in UNITS},
        "unchecked": (
            Unchecked(f"{HOST}/shsy/", "服务器返回412，疑似防爬验证，没有取得内容", SOCIAL),
            Unchecked("法定主动公开内容/行政执法公示", "栏目列表由脚本加载，没有读到条目", BUILDING),
            Unchecked("社会救助/救助标准", "栏目网址尚未登记", WILLOW),
            Unchecked("BUD001", "规则已在配置中停用：预决算由财政部门另行检查"),
        ),
    }
    return Coverage(**(given | changes))


def findings_of_a_quarter() -> list[Finding]:
    """Thirty-odd findings: every unit but the office and the unread one has some."""
    return [
        *(_late(*row) for row in _LATE),
        *(_small(*row[:8], **(row[8] if len(row) > 8 else {})) for row in _SMALL),
        *(_missing_tag(n) for n in range(4)),
    ]


LAST_QUARTER = dt.datetime(2024, 6, 29, 1, tzinfo=ZONE)
STALE_NEWS = Exemption(
    "COL004", "机构改革划转人员期间暂停更新", unit=LAND, section="工作动态",
    period=Period(until=dt.date(2024, 12, 31)), approval="区政务公开领导小组2024年第3次会议纪要",
)  # fmt: skip
OLD_PAPER = Exemption("LAG001", "历史文件集中补录", unit=BUILDING, period=Period(until=dt.date(2024, 10, 31)))
IDLE = Exemption("FMT003", "系统自动加字，厂家修复中", unit=FINANCE)
NIL = NilReturn("2024年没有发生建议提案", Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)))


def exempted_findings() -> list[Finding]:
    """What the profile takes out of the quarter, as the store gives it back."""
    stale = a_finding(
        "COL004", LAND, name="应更新未更新", title=None, message="“工作动态”栏目自2024-03-01以来未更新",
        section="工作动态", exemption=STALE_NEWS, state="exempted",
    )  # fmt: skip
    late = a_finding(
        unit=BUILDING, title="关于调整物业服务收费标准的通知", message="超期640个工作日", exemption=OLD_PAPER,
        url=f"{HOST}/gongkai/2022.html", state="exempted",
    )  # fmt: skip
    return [stale, late]


def a_lenient_portal() -> Portal:
    """The portal with the exemptions of `exempted_findings`, one that takes nothing out, and a 零报告."""
    nil = Section(BRIDGE, "法定主动公开内容/建议提案", f"{HOST}/1/jyta/", nil_returns=(NIL,))
    plain = a_portal()
    return a_portal(exemptions=(STALE_NEWS, OLD_PAPER, IDLE), sections=(*plain.sections, nil))


def two_quarters() -> tuple[Previous, list[Standing]]:
    """The quarter before, and the ledger that led from it to `findings_of_a_quarter` and `exempted_findings`.

    Of the last quarter's: three stand, one was exempted, one came back, the rest is mended.
    """
    now = [*findings_of_a_quarter(), *exempted_findings()]
    stale = [f for f in now if f.code == "COL004"]
    old = [f for f in now if f.code in ("FMT001", "FMT008")] + stale
    gone = [
        a_finding("FMT001", u, url=f"{HOST}/alt/{n}.html")
        for n, u in enumerate((FINANCE, FINANCE, WILLOW, LAND))
    ]
    before = [replace(f, exemption=None, state="new") for f in (*old, *gone)]
    ledger: list[Standing] = []
    relapsing = {f.fingerprint for f in stale if f.exemption is None}
    nights = (
        (LAST_QUARTER, before),
        (LAST_QUARTER + dt.timedelta(days=30), [f for f in before if f.fingerprint not in relapsing]),
        (AS_OF, now),
    )
    for at, found in nights:
        ledger = advance(ledger, found, seen=lambda finding: True, at=at)
    read = {unit.name: 5 for unit in UNITS if unit.name != ECONOMY}
    return Previous(name="2024年第二季度", as_of=LAST_QUARTER, findings=tuple(before), read=read), ledger


def _late(unit: str, title: str, formed_on: str, shown_on: str, workdays: int, doubt: str = "") -> Finding:
    over = workdays - 20
    return a_finding(
        unit=unit,
        url=f"{HOST}/gongkai/doc_{hashlib.md5(title.encode()).hexdigest()[:24]}.html",
        title=title,
        verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
        message=f"《{title}》成文于{formed_on}，{shown_on}公开，第{workdays}个工作日才公开，超期{over}个工作日{doubt}",
        quote=f"发布日期：{shown_on}；成文日期：{formed_on}",
        expected="成文后20个工作日内公开",
        amount=workdays,
    )


def _small(
    code: str,
    name: str,
    severity: Severity,
    unit: str | None,
    title: str | None,
    message: str,
    quote: str,
    expected: str,
    **changes: Any,
) -> Finding:
    place = hashlib.md5((title or message).encode()).hexdigest()[:24]
    url = f"{HOST}/gongkai/doc_{place}.html"
    if code.startswith("COL") and not title:
        changes |= {"section_url": url}
    return a_finding(
        code,
        unit,
        name=name,
        severity=severity,
        title=title,
        url=url,
        message=message,
        quote=quote,
        expected=expected,
        basis=(FORMAT,) if code.startswith("FMT") else (GUIDELINE,),
        **changes,
    )


def _missing_tag(n: int) -> Finding:
    return _small(
        "FLD013", "内容页标签缺", SLIGHT, BUILDING, f"城乡建设工作动态第{n + 1}期", "页面源代码缺少标签 PubDate", "", "补齐标签",
        subject="PubDate",
    )  # fmt: skip


_LATE = (
    (FINANCE, "青禾区2024年惠企政策资金申报指南", "2024-04-08", "2024-09-12", 109),
    (FINANCE, "关于加强乡镇财政资金监管的通知", "2024-07-01", "2024-08-05", 25),
    (ECONOMY, "青禾区促进服务业稳增长若干措施", "2024-06-03", "2024-07-15", 29),
    (WILLOW, "柳溪镇2024年防汛抗旱应急预案", "2024-05-20", "2024-07-30", 50),
    (WILLOW, "柳溪镇农村人居环境整治实施方案", "2024-06-11", "2024-07-12", 23),
    (
        BUILDING,
        "关于调整物业服务收费标准的通知",
        "2022-01-05",
        "2024-08-20",
        640,
        "；间隔过长，可能是历史文件补充公开或网站迁移",
    ),
)

_SMALL: tuple[tuple[Any, ...], ...] = (
    ("FMT001", "发文字号格式", PLAIN, FINANCE, "关于开展政府采购专项检查的通知", "正文文号“青财字[2024]16号”括号应为六角括号", "青财字[2024]16号", "青财字〔2024〕16号"),
    ("FMT001", "发文字号格式", PLAIN, WILLOW, "柳溪镇安全生产责任清单", "正文文号“柳政发（2024）8号”括号应为六角括号", "柳政发（2024）8号", "柳政发〔2024〕8号"),
    ("FMT002", "顺序号加“第”或虚位", PLAIN, BRIDGE, "石桥镇森林防火工作方案", "正文文号“石政发〔2024〕第016号”的顺序号加了“第”并编虚位", "石政发〔2024〕第016号", "石政发〔2024〕16号"),
    ("FMT008", "成文日期格式", PLAIN, BRIDGE, "石桥镇村级财务公开办法", "落款日期“2024年08月05日”的月、日编了虚位", "2024年08月05日", "2024年8月5日"),
    ("FMT003", "文号前后多余字符", PLAIN, ECONOMY, "关于做好夏季用电保障的通知", "正文文号“字青经发〔2024〕11号”行首有多余的“字”", "字青经发〔2024〕11号", "青经发〔2024〕11号"),
    ("FLD001", "信息表必填缺失", PLAIN, FINANCE, "青禾区本级会计培训通知", "信息表没有“索引号”", "", "填写索引号", {"subject": "index_number"}),
    ("FLD001", "信息表必填缺失", PLAIN, FINANCE, "青禾区本级会计培训通知", "信息表没有“主题分类”", "", "填写主题分类", {"subject": "subject"}),
    ("FLD002", "占位或程序值", PLAIN, BRIDGE, "石桥镇低保年度审核公告", "信息表“发文字号”填的是占位内容“〔〕号”", "〔〕号", "填写发文字号，没有的写“无文号”"),
    ("FLD007", "日期逻辑错误", PLAIN, ECONOMY, "关于征集技改项目的通知", "成文日期2024-08-19晚于发布日期2024-08-09", "成文日期：2024-08-19；发布日期：2024-08-09", "成文日期不晚于发布日期"),
    ("COL001", "空白栏目", GRAVE, BUILDING, None, "“农村危房改造”栏目为空白栏目", "栏目列表0条", "至少1条信息，或写明暂无信息的原因和时段", {"section": "重点领域/农村危房改造"}),
    ("COL001", "空白栏目", GRAVE, WILLOW, None, "“建议提案办理”栏目为空白栏目", "栏目列表0条", "至少1条信息，或写明暂无信息的原因和时段", {"section": "法定主动公开内容/建议提案办理"}),
    ("COL004", "应更新未更新", PLAIN, BRIDGE, None, "“财政信息”栏目自2023-02-10以来未更新", "最新一条：2023-02-10", "365天内更新", {"section": "法定主动公开内容/财政信息", "state": "regressed"}),
    ("COL002", "动态要闻超2周", PLAIN, ECONOMY, None, "“工作动态”栏目自2024-08-28以来未更新", "最新一条：2024-08-28", "14天内更新", {"section": "工作动态", "state": "standing"}),
    ("COL009", "重复发布", SLIGHT, SOCIAL, "教育惠民政策问答", "同一栏目有2条标题和正文相同的信息", "教育惠民政策问答", "保留一条", {"verdict": Verdict.REVIEW}),
    ("COL011", "详情空文", PLAIN, WILLOW, "柳溪镇2024年8月低保发放情况", "页面只有标题，没有正文、附件和图片", "", "补充正文"),
    ("LNK003", "附件打不开", PLAIN, FINANCE, "青禾区2024年预算调整方案", "附件“预算调整表.xlsx”无法下载（HTTP 404）", "HTTP 404（2024-09-28）；HTTP 404（2024-09-29）", "附件能够下载"),
    ("LNK002", "其他页死链", SLIGHT, OFFICE, None, f"页脚的链接无法打开：{HOST}/old/index.html", "HTTP 404（2024-09-28）；HTTP 404（2024-09-29）", "链接能够打开"),
    ("LNK004", "附件名实不符", PLAIN, LAND, "征地补偿安置公告", "附件“公告.pdf”实际是网页文件，不能打开", "<!DOCTYPE html>", "PDF文件"),
    ("PRV001", "身份证号", GRAVE, BRIDGE, "石桥镇临时救助对象公示", "《石桥镇临时救助对象公示》公开了3个居民身份证号码（已打码展示）", "35*************123、35*************45X", "隐去出生日期等中间各位", {"amount": 3}),
    ("PRV002", "个人手机号", PLAIN, BRIDGE, "石桥镇临时救助对象公示", "《石桥镇临时救助对象公示》公开了3个个人手机号码（已打码展示）", "138****1234", "隐去中间四位", {"amount": 3, "verdict": Verdict.REVIEW}),
    ("TXT001", "常见错别字", SLIGHT, LAND, "青禾分局登记业务办事须知", "“登陆系统”应为“登录系统”", "登陆系统", "登录系统"),
    ("TXT003", "中文中用半角标点", SLIGHT, ECONOMY, "关于征集技改项目的通知", "中文之间用了半角逗号2处", "各企业,请于", "各企业，请于"),
    ("TXT012", "引用失效法规", PLAIN, LAND, "土地违法案件查处公告", "引用的文件可能已经废止", "《土地登记办法》", "引用现行规定", {"verdict": Verdict.REVIEW}),
    ("LAG004", "疑似倒填发布日期", GRAVE, ECONOMY, "2023年度规上企业培育名单", "发布日期2024-06-28早于系统首次见到的日期2024-08-30", "发布日期：2024-06-28", "发布日期如实填写", {"verdict": Verdict.REVIEW}),
    ("FLD005", "发布机构不在名册", PLAIN, None, "关于夏季作息时间调整的公告", "发布机构“系统管理员”不在单位名册中", "系统管理员", "填写责任单位全称"),
)  # fmt: skip
