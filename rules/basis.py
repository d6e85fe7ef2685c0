"""Legal bases that rules cite; a portal's own plans stand in its profile.

An article not yet held against a published text gets `verified=False` and prints as 条款待核. GB/T standards are
recommended: GB/T 9704 binds papers through 《党政机关公文处理工作条例》, which is cited beside it.
"""

from auditor.models import Basis

REGULATION_12 = Basis("《中华人民共和国政府信息公开条例》", "第十二条", verified=True, binding=True)
REGULATION_15 = Basis("《中华人民共和国政府信息公开条例》", "第十五条", verified=True, binding=True)
REGULATION_24 = Basis("《中华人民共和国政府信息公开条例》", "第二十四条", verified=True, binding=True)
REGULATION_26 = Basis("《中华人民共和国政府信息公开条例》", "第二十六条", verified=True, binding=True)
REGULATION_49 = Basis("《中华人民共和国政府信息公开条例》", "第四十九条", verified=True, binding=True)

GB_T_9704 = Basis("GB/T 9704—2012《党政机关公文格式》")
GB_T_9704_NUMBER = Basis("GB/T 9704—2012《党政机关公文格式》", "7.2.5", verified=True)
GB_T_9704_DATE = Basis("GB/T 9704—2012《党政机关公文格式》", "7.3.5", verified=True)
GB_T_15834 = Basis("GB/T 15834—2011《标点符号用法》")
PAPERWORK_REGULATION = Basis("《党政机关公文处理工作条例》（中办发〔2012〕14号）", binding=True)
CREDIT_CODE_STANDARD = Basis("GB 32100—2015《法人和其他组织统一社会信用代码编码规则》", binding=True)

SITE_GUIDELINE = Basis("《政府网站发展指引》（国办发〔2017〕47号）", binding=True)
SITE_GUIDELINE_TAGS = Basis("《政府网站发展指引》（国办发〔2017〕47号）附件“网页标签”", binding=True)
SITE_INDICATORS = Basis("《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）", binding=True)
PLATFORM_NOTICE = Basis(
    "《关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）", binding=True
)
PERSONAL_DATA_LAW = Basis("《中华人民共和国个人信息保护法》", binding=True)

GB_T_9704_LEVELS = Basis("GB/T 9704—2012《党政机关公文格式》", "7.3.3", verified=True)
GB_T_9704_ANNEX = Basis("GB/T 9704—2012《党政机关公文格式》", "7.3.4", verified=True)
REGULATION_5 = Basis("《中华人民共和国政府信息公开条例》", "第五条", binding=True)
REGULATION_17 = Basis("《中华人民共和国政府信息公开条例》", "第十七条", binding=True)
REGULATION_20 = Basis("《中华人民共和国政府信息公开条例》", "第二十条", binding=True)
SME_PAYMENT_REGULATION = Basis("《保障中小企业款项支付条例》（国务院令第728号）", binding=True)
LAND_LAW_REGULATION_31 = Basis("《中华人民共和国土地管理法实施条例》", "第三十一条", binding=True)

REGULATION_50 = Basis("《中华人民共和国政府信息公开条例》", "第五十条", verified=True, binding=True)
REPORT_FORMAT = Basis(
    "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）", binding=True
)
EARLIER_REPORT_FORMAT = Basis("《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）")
FEE_NOTICE = Basis("《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）", binding=True)

OPENNESS_RULES = Basis(
    "《国务院办公厅印发〈关于全面推进政务公开工作的意见〉实施细则的通知》（国办发〔2016〕80号）", binding=True
)
DECISION_REGULATION = Basis("《重大行政决策程序暂行条例》（国务院令第713号）", binding=True)
DECISION_REVIEW = Basis("《重大行政决策程序暂行条例》（国务院令第713号）", "决策后评估", binding=True)
DECISION_REGULATION_15 = Basis(
    "《重大行政决策程序暂行条例》（国务院令第713号）", "第十五条", verified=True, binding=True
)
NORMATIVE_NOTICE = Basis(
    "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）", binding=True
)
BUSINESS_REGULATION_62 = Basis("《优化营商环境条例》（国务院令第722号）", "第六十二条", binding=True)
BUDGET_LAW_14 = Basis("《中华人民共和国预算法》", "第十四条", verified=True, binding=True)
ENFORCEMENT_NOTICE = Basis(
    "《国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见》（国办发〔2018〕118号）",
    binding=True,
)
RANDOM_CHECK_NOTICE = Basis(
    "《国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见》（国发〔2019〕5号）", binding=True
)
PROCUREMENT_REGULATION_50 = Basis("《中华人民共和国政府采购法实施条例》", "第五十条", binding=True)
PROCUREMENT_INTENTION_NOTICE = Basis(
    "《财政部关于开展政府采购意向公开工作的通知》（财库〔2020〕10号）", binding=True
)
PROJECT_NOTICE = Basis(
    "《国务院办公厅关于推进重大建设项目批准和实施领域政府信息公开的意见》（国办发〔2017〕94号）", binding=True
)
PROPOSAL_NOTICE = Basis(
    "《国务院办公厅关于做好全国人大代表建议和全国政协委员提案办理结果公开工作的通知》（国办发〔2014〕46号）",
    binding=True,
)
ENTERPRISE_NOTICE = Basis("《公共企事业单位信息公开规定制定办法》（国办发〔2020〕50号）", binding=True)
GRASSROOTS_NOTICE = Basis(
    "《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》（国办发〔2019〕54号）", binding=True
)
PETITION_REGULATION = Basis("《信访工作条例》", binding=True)

GB_T_15835 = Basis("GB/T 15835—2011《出版物上数字用法》")
WORD_FORMS = Basis("GF 1001—2001《第一批异形词整理表》")
CHARACTER_TABLE = Basis("《通用规范汉字表》（国发〔2013〕23号）", binding=True)
LANGUAGE_LAW = Basis("《中华人民共和国国家通用语言文字法》", "第九条", binding=True)
REGULATION_33 = Basis("《中华人民共和国政府信息公开条例》", "第三十三条", verified=True, binding=True)

BUDGET_NOTICE = Basis("《地方预决算公开操作规程》（财预〔2016〕143号）", binding=True)
