"""Legal bases that rules cite. An article not yet held against a published text gets `verified=False` and prints as 条款待核."""

from auditor.models import Basis

REGULATION_12 = Basis("《中华人民共和国政府信息公开条例》", "第十二条", verified=True)
REGULATION_15 = Basis("《中华人民共和国政府信息公开条例》", "第十五条", verified=True)
REGULATION_24 = Basis("《中华人民共和国政府信息公开条例》", "第二十四条", verified=True)
REGULATION_26 = Basis("《中华人民共和国政府信息公开条例》", "第二十六条", verified=True)
REGULATION_49 = Basis("《中华人民共和国政府信息公开条例》", "第四十九条", verified=True)

GB_T_9704 = Basis("GB/T 9704—2012《党政机关公文格式》")
GB_T_9704_NUMBER = Basis("GB/T 9704—2012《党政机关公文格式》", "7.2.5", verified=True)
GB_T_9704_DATE = Basis("GB/T 9704—2012《党政机关公文格式》", "7.3.5", verified=True)
GB_T_15834 = Basis("GB/T 15834—2011《标点符号用法》")
PAPERWORK_REGULATION = Basis("《党政机关公文处理工作条例》（中办发〔2012〕14号）")
CREDIT_CODE_STANDARD = Basis("GB 32100—2015《法人和其他组织统一社会信用代码编码规则》")

SITE_GUIDELINE = Basis("《政府网站发展指引》（国办发〔2017〕47号）")
SITE_GUIDELINE_TAGS = Basis("《政府网站发展指引》（国办发〔2017〕47号）附件“网页标签”")
SITE_INDICATORS = Basis("《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）")
PLATFORM_NOTICE = Basis("《关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）")
PERSONAL_DATA_LAW = Basis("《中华人民共和国个人信息保护法》")

PLAN_12 = Basis("区政务公开工作方案", "第12项", verified=True)
PLAN_14 = Basis("区政务公开工作方案", "第14项", verified=True)

GB_T_9704_LEVELS = Basis("GB/T 9704—2012《党政机关公文格式》", "7.3.3", verified=True)
GB_T_9704_ANNEX = Basis("GB/T 9704—2012《党政机关公文格式》", "7.3.4", verified=True)
REGULATION_5 = Basis("《中华人民共和国政府信息公开条例》", "第五条")
REGULATION_17 = Basis("《中华人民共和国政府信息公开条例》", "第十七条")
REGULATION_20 = Basis("《中华人民共和国政府信息公开条例》", "第二十条")
SME_PAYMENT_REGULATION = Basis("《保障中小企业款项支付条例》（国务院令第728号）")
LAND_LAW_REGULATION_31 = Basis("《中华人民共和国土地管理法实施条例》", "第三十一条")
