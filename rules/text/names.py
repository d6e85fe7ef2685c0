"""Words that no dictionary knows and that are right all the same: names, places, numbers of papers, quoted words."""

from __future__ import annotations

import re

PLACE_ENDS = frozenset("村镇乡山河湖江岛桥路街巷屯庄寨沟坡坝湾港洲苑庙营岭泉溪州旗")
_HAN = "\u4e00-\u9fff"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何罗林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范廖石金韦贾夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤于高安常成葛樊兰殷施洪翟倪颜芦季俞章鲁柯辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲游阳裴席卫屈鲍覃霍翁隋植甘景薄单包司柏宁阮桂闵解强丛岳车代房"
)
_DOUBLE_SURNAMES = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容"
_NAME = re.compile(rf"(?:[{_SURNAMES}]|{_DOUBLE_SURNAMES})[{_HAN}]{{1,2}}")
_FORMS = re.compile(
    rf"[{_HAN}]{{1,14}}[〔﹝\[【（(]\s*\d{{2,4}}\s*[〕﹞\]】）)]\s*第?\s*\d+\s*号"  # 发文字号
    rf"|“[^“”，。；：]{{1,10}}”|‘[^‘’，。；：]{{1,10}}’|《[^《》]{{1,60}}》|〈[^〈〉]{{1,60}}〉"
    rf"|[{_HAN}]{{1,8}}(?:[·•][{_HAN}]{{1,10}})+"  # foreign names
    r"|(?:任命|免去|聘任|推选|选举|提名)"
    rf"[{_HAN}]{{2,4}}(?=为|的|同志|任|担任)|[{_SURNAMES}][{_HAN}]{{1,2}}(?=同志|先生|女士|等同志|任组长|为组长|任副|主任|局长|书记|镇长|市长|区长)"
    r"|应[\u4e00-\u9fff]{1,2}尽[\u4e00-\u9fff]{1,2}"
    r"|[斯尔尼德克特拉里罗姆伊巴萨维奇诺亚布莱基卡]{4,}"
)


def without_names(line: str) -> str:
    """The line with such words blanked out; every other character keeps its place."""
    return _FORMS.sub(lambda match: "\ufffc" * len(match.group()), line)


def is_name(words: str) -> bool:
    """Whether the words as a whole may be a person's name."""
    return _NAME.fullmatch(words) is not None
