"""Names of regions and of offices of the state that stand in papers of every kind: one character off is a slip.

Names of four characters are in only where no other word comes close (人民法院 is not: 人民医院).
"""

from __future__ import annotations

STATE_NAMES = tuple(
    "内蒙古自治区 广西壮族自治区 西藏自治区 宁夏回族自治区 新疆维吾尔自治区 黑龙江省 乌鲁木齐 呼和浩特 石家庄市 哈尔滨市"
    " 国家税务总局 海关总署 税务总局 国家统计局 国家知识产权局 国家药品监督管理局 国家外汇管理局 中国人民银行 国家发展改革委"
    " 国务院办公厅 最高人民法院 最高人民检察院 中央纪律检查委员会 纪律检查委员会 人民检察院 人民代表大会 常务委员会"
    " 人民政治协商会议 共产主义青年团 妇女联合会 残疾人联合会 工商业联合会 科学技术协会 红十字会"
    " 发展和改革委员会 工业和信息化 人力资源和社会保障 住房和城乡建设 市场监督管理 卫生健康委员会 退役军人事务 民族宗教事务"
    " 国有资产监督管理 医疗保障局 生态环境局 自然资源局 农业农村局 交通运输局 行政审批服务局 政务服务管理"
    " 社会主义核心价值观 有限责任公司 股份有限公司 经济技术开发区 高新技术产业开发区".split()
)
