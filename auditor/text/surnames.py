"""Family names of Chinese persons, and whether words may be a person's name."""

from __future__ import annotations

from auditor.text.patterns import pattern

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何罗林郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范廖石金韦贾夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤于高安常成"
    "葛樊兰殷施洪翟倪颜芦季俞章鲁柯辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲游阳裴席卫屈鲍霍翁隋植甘"
    "景薄单包司柏宁阮桂闵解强丛岳车代房卞聂邢滕岑臧佟戚阎娄冀焦柴伍"
)
# Those that are hardly ever part of a word in official papers.
SURE_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙朱胡郭罗郑梁谢宋唐韩冯邓曹彭曾肖董袁潘蒋蔡杜叶苏魏吕丁沈姚卢姜崔谭陆汪廖贾夏邹孟熊秦邱尹薛闫"
    "雷侯陶黎贺郝龚邵钱覃戴莫孔汤葛樊兰殷洪翟倪颜芦俞鲁柯辛祁耿牟卜詹苗凌靳甄裴屈鲍霍翁隋柏阮桂闵丛岳"
)
DOUBLE_SURNAMES = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容"
_NAME = pattern(rf"(?:[{SURNAMES}]|{DOUBLE_SURNAMES})[\u4e00-\u9fff]{{1,2}}")


def is_name(words: str) -> bool:
    """Whether the words as a whole may be a person's name."""
    return _NAME.fullmatch(words) is not None
