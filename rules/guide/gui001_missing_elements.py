"""GUI001: a guide that lacks what an applicant must know."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze_lines
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import REGULATION_12
from ..elements import element, element_flaws, fully_read, read_files

IS_GUIDE = pattern(r"(?:政府)?信息公开(?:工作)?指南|依申请公开(?:工作)?指南")
_FAX_NUMBER = pattern(r"传真(?:号码|电话|号)?[:：为是]?\n?[（(\d][\d（()）\-—－、/]*")
_OFFICE = r"(?:局|委|委员会|办公室|中心|镇|乡|街道|办事处|政府|科|股|室|处|站)"
_CLOCK = r"[\d一二三四五六七八九十]{1,3}(?:[时点]半?|[:：]\d\d)"
_ELEMENTS = {
    "机构名称": element(
        r"(?:机构|单位|部门|机关|科室)(?:名称)?[:：是为]|受理(?:机构|机关|部门|单位)|公开(?:工作)?(?:机构|部门|科室)"
        r"|(?:承办|责任|主管|工作|经办|办事|办理|负责|联系)(?:机构|科室|股室|处室|部门)|受理[:：]|负责.{0,20}信息公开|信息公开.{0,16}(?:由|是).{0,30}(?:负责|承担)"
        rf"|向[^。；\n]{{2,30}}{_OFFICE}|{_OFFICE}(?:[（(].{{1,12}}[)）])?(?:具体)?(?:负责|受理|承担|承办)",
        _OFFICE,
    ),
    "办公地址": element(
        r"地址|设在|(?:办公|受理|联系|通[信讯]|所在)地点|办公场所|位于|坐落|[路街道巷]\d+号|[路街道巷][一二三四五六七八九十百]+号|\d号楼|\d室",
        r"(?<![\d第〕])\d+号|[一二三四五六七八九十]号|楼|大厅|大院|院内",
    ),
    "办公时间": element(
        r"(?:办公|工作|上班|上下班|受理|服务|接待|咨询|开放|作息|值班|对外|窗口)时间|作息|朝[八九]晚[五六]"
        rf"|(?<!个)工作日.{{0,30}}{_CLOCK}|[上下]午.{{0,6}}{_CLOCK}|{_CLOCK}[-—–~至到\uff5e]+(?:[上下]午|[早晚])?{_CLOCK}"
        r"|(?:周|星期)[一二三四五](?:[至到、]|[-—–~\uff5e]+)(?:周|星期)?[二三四五六日]",
        r"(?<!个)工作日(?!内|以内|之内)|节假日|周末|[上下]午|[早晚]|全天|随时|每[天周]|\d[:：]\d\d|[\d一二三四五六七八九十][时点]",
    ),
    "联系电话": element(
        r"电话|热线|座机|手机|致电|来电|拨打|(?<!\d)0\d{2,3}[-—－)）]*\d{7,8}(?!\d)", r"(?<!\d)\d{7,8}(?!\d)"
    ),
    "传真": element(r"传真|fax"),
    "互联网联系方式": element(
        r"邮箱|信箱|邮件|e-?mail|互联网|网址|网络|网站|网上|在线|公众号|@|https?:|www\.",
        r"平台|微信|微博|线上|网",
    ),
    "获取方式": element(
        r"获取|获得|查阅|阅览|公开(?:形式|方式|途径|渠道|载体)|查询(?:方式|途径|渠道)|发布渠道|(?:通过|利用|借助).{0,40}(?:公开|发布|公布)",
        r"公开|发布|浏览|查询|网站|公告栏|档案馆|图书馆",
    ),
    "申请流程": element(
        r"申请表|申请公开[:：]|填表|在线申请|申请(?:的)?(?:流程|程序|步骤|方式|办法|渠道|处理|办理|提出|受理|途径)|(?:提出|受理|收到|处理).{0,12}申请"
        r"|(?:填写|提交|递交).{0,16}申请|申请人.{0,30}(?:填写|提交|递交|当面|邮寄|寄送)",
        r"申请(?!行政复议|复议|行政诉讼|法律救济|人民法院)",
    ),
    "救济途径": element(
        r"复议|诉讼|起诉|举报|投诉|检举|控告|救济|申诉", r"监督|权益|法律责任|异议|不满意|意见箱"
    ),
}


@page_rule(
    "GUI001",
    "指南要素不全",
    Severity.ORDINARY,
    basis=(REGULATION_12,),
    classes=(DocumentClass.GUIDE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def incomplete_guide(page: Page, _site: Site, *, min_chars: int = 200) -> Iterator[Flaw]:
    """政府信息公开指南应当写明公开工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式，以及信息获取方式、申请流程和救济途径。

    怎么算：在指南正文和读到的附件里找每一项的常见标签和写法（电话看号码，时间看钟点），一处也找不到、也没有相近写法的算缺，每缺一项报一条。正文200字以上、没有附件和图片、没有脚本加载的，判不通过。
    转人工核对：有相近写法、可能换了说法的；一半以上没有找到的；正文较短，或者有没读到的附件、图片的。几项合为一条。
    不算：目录、制度等不是指南的页面；传真已经取消而写明“传真：无”的。传真号码不当作联系电话。
    改法：补写缺少的要素；没有传真的写“无”。
    不管什么：指南陈旧、引用旧法看 GUI002，申请渠道能不能用看 GUI005。
    """
    body = page.document.text
    if not IS_GUIDE.search(squeeze_lines(page.title or "")) or not body.strip():
        return
    text = _FAX_NUMBER.sub("传真", squeeze_lines(f"{body}\n{read_files(page) or ''}"))
    yield from element_flaws(text, _ELEMENTS, what="指南", sure=fully_read(page, min_chars))
