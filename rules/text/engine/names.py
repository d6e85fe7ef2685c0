"""Words that no dictionary knows and that are right all the same: names, places, numbers of papers, quoted words."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.text.patterns import pattern
from auditor.text.surnames import SURE_SURNAMES, SURNAMES

from .lexicon import is_firm

BLANK = "\ufffc"  # stands for each character of a name
PLACE_ENDS = frozenset("省市县州旗")
SITE_ENDS = frozenset("村镇乡山河湖江岛桥路街巷屯庄寨沟坡坝湾港洲苑庙营岭泉溪")
_HAN = "\u4e00-\u9fff"
_BEFORE_NAMES = frozenset(
    "长记任员人民工师生士为由是与和请给向对叫让以及"
)  # ends of titles, and words that lead to a person

# Each begins with a small set of characters or a fixed word: then a search is quick.
_QUOTED = pattern(
    r"[“‘《〈](?:(?<=“)[^“”，。；：\n]{1,10}”|(?<=‘)[^‘’，。；：\n]{1,10}’|(?<=《)[^《》\n]{1,60}》|(?<=〈)[^〈〉\n]{1,60}〉)"
)
# The titles of official papers are official language; those of books and works are not.
_TITLE = pattern(
    r"《[^《》\n]{2,58}(?:法|条例|规定|办法|意见|通知|决定|方案|规则|细则|准则|公约|规范|标准|规划|纲要)》"
)
_NUMBER = pattern(
    r"[〔﹝]\s*\d{2,4}|[\[【（(]\s*\d{2,4}\s*[\]】）)]\s*第?\s*\d+\s*号|(?<=[字发函])\s*\d{6,9}\s*号|(?<=字)\s*\d{4}"
)
_WORDS_BEFORE = pattern(rf"[{_HAN}]{{0,14}}\Z")
_FOREIGN = pattern(rf"[{_HAN}]{{1,8}}(?:[·•][{_HAN}]{{1,10}})+")
TRANSCRIBING = frozenset(
    "阿埃艾安奥巴白班贝本比宾波伯博布查达戴德迪蒂杜多厄恩尔法费弗佛福盖冈戈格古哈海汉赫霍基吉加贾杰金卡凯坎康考科克肯库夸"
    "拉莱赖兰朗劳雷利里丽莉列林隆卢鲁伦罗洛马玛麦曼梅门蒙米密莫姆穆纳娜南内尼妮宁纽诺努帕派潘佩皮普齐奇恰乔切琼热日茹瑞"
    "萨塞赛桑瑟沙舍什施史斯思苏索塔泰坦汤特腾提廷图托瓦万韦维文翁沃乌武西希锡夏香谢雅亚扬耶叶伊因英尤约泽扎詹兹祖佐"
)
_HARDLY_ELSEWHERE = "埃戈赫霍莫姆穆纳娜努帕皮瑟沃扎蒂妮莉诺萨斯尔尼迪亚卡伊塞莱鲁杰拉布赖瑟兹茨"
_TRANSCRIBED_WITH = f"[{''.join(sorted(TRANSCRIBING))}]"
_FOREIGN_NAME = pattern(f"(?={_TRANSCRIBED_WITH}*?[{_HARDLY_ELSEWHERE}]){_TRANSCRIBED_WITH}{{3,}}")
_APPOINTED = pattern(
    rf"(?:任命|免去|聘任|推选|选举|提名)[{_HAN}]{{2,4}}(?=为|的|同志|任|担任)|应[{_HAN}]{{1,2}}尽[{_HAN}]{{1,2}}"
)
_LIKE_PHRASES = pattern(
    rf"(?:自[{_HAN}]自|宜[{_HAN}]则|以[{_HAN}]促|边[{_HAN}]边|有[{_HAN}]必|逢[{_HAN}]必|凡[{_HAN}]必|愿[{_HAN}]尽|能[{_HAN}]尽|可[{_HAN}]尽)[{_HAN}]"
    rf"|一[{_HAN}]一[{_HAN}](?![{_HAN}]?[是项名次步])"
)  # made anew every day: 自宰自食, 宜种则种
_SITED = pattern(
    "[东西南北上下前后大小新老][埠圩墩垸塬峪坳岙浜垟埔墟畈塘堰渡嘴崖](?![\u4e00-\u9fff]?[报成为])"
)
_MOJIBAKE = pattern("(?:锟斤拷|锟斤|斤拷|锟)+|[烫屯葺]{2,}")
_MEETING = pattern("[局厅院所站队厂馆室社]务(?=会|公开|扩大)")  # made for every kind of office
_SHORT_STATES = "柬匈葡缅菲荷捷塞俄韩朝蒙越泰埃墨秘挪芬莫肯哥乌伊巴叙黎摩突阿津赞尼坦喀圭智委厄玻乌澳奥瑞比卢希斯沙约也苏刚几"
_STATES = pattern(
    rf"[{_SHORT_STATES}以美英法德日印加](?:称|军|籍|媒|政府军|外交部|议会|方|中(?=关系|两国|友好|经贸|双边|建交|命运|合作|传统|政治))"
    rf"|中[{_SHORT_STATES}](?=关系|两国|友好|经贸|双边|建交|命运|合作|传统|政治|人文|各领域|全面|战略)"
    rf"|[{_SHORT_STATES}](?=两国|总统|总理|领导人)|(?<=[对同访在与和向])[{_SHORT_STATES}](?=进行|方|访|举行)"
)
_OFFICES_ABROAD = "总统|总理|首相|外长|外相|防长|国王|女王|酋长|议长|大使|公使|总领事|联邦议员"
_COUNTRIES = (
    "俄罗斯|乌克兰|白俄罗斯|美国|英国|法国|德国|日本|韩国|朝鲜|蒙古|越南|老挝|柬埔寨|泰国|缅甸|马来西亚|新加坡|印度尼西亚|印尼|菲律宾|文莱|"
    "印度|巴基斯坦|孟加拉国|斯里兰卡|尼泊尔|阿富汗|伊朗|伊拉克|以色列|巴勒斯坦|叙利亚|约旦|黎巴嫩|沙特|阿联酋|卡塔尔|科威特|土耳其|哈萨克斯坦|"
    "乌兹别克斯坦|吉尔吉斯斯坦|塔吉克斯坦|土库曼斯坦|埃及|利比亚|突尼斯|摩洛哥|阿尔及利亚|苏丹|埃塞俄比亚|肯尼亚|坦桑尼亚|尼日利亚|加纳|"
    "赞比亚|津巴布韦|南非|纳米比亚|安哥拉|刚果|塞内加尔|意大利|西班牙|葡萄牙|荷兰|比利时|卢森堡|瑞士|奥地利|瑞典|挪威|丹麦|芬兰|冰岛|爱尔兰|"
    "波兰|捷克|斯洛伐克|匈牙利|罗马尼亚|保加利亚|塞尔维亚|克罗地亚|斯洛文尼亚|希腊|爱沙尼亚|拉脱维亚|立陶宛|加拿大|墨西哥|古巴|巴西|阿根廷|智利|"
    "秘鲁|哥伦比亚|委内瑞拉|玻利维亚|厄瓜多尔|乌拉圭|巴拉圭|澳大利亚|新西兰|斐济"
)
_END_OF_NAME = r"(?=[、，。；：（）\s]|作|发言|告诉|正|也|家|今年|担任|参加|出席|在|于|与|和|说|表示|一行|会[见谈]|率|为|分别|\d|主持|陪同|介绍|带队|带领|到|\Z)"
_ABROAD = pattern(f"{_COUNTRIES}|{_OFFICES_ABROAD}")  # what a foreigner's name follows
_FOREIGNER = pattern(
    rf"(?:(?:{_COUNTRIES})[{_HAN}]{{0,6}}?(?:代表|部长|主席|市长|司令|议员|专家|教授|选手|运动员)|{_OFFICES_ABROAD})[{_HAN}]{{2,7}}?{_END_OF_NAME}"
)
_WITH_OFFICE = pattern(
    rf"(?:书记|主任|{'|'.join(f'{office}长' for office in '省市县区镇乡局厅处科院校所站组队')}|部长|会长|理事长|董事长|总经理|秘书长|主席|委员|村民|村医|居民|农民|牧民|渔民|职工|工人|教师|队员|专家|院士|模范|民警|志愿者|负责人|经理|护士|教练|作家|导演|烈士|记者|通讯员|运动员|选手|教授|医生|律师|法官|检察官|同志)[{SURNAMES}][{_HAN}]{{1,2}}?{_END_OF_NAME}"
)
_TITLED = pattern(
    r"(?:同志|先生|女士|代表(?=：)|等(?:同志|委员|代表|人)|任组长|为组长|任副|主任|局长|书记|镇长|市长|区长)"
)
_SEAT = pattern(
    "(?:区|县|市|镇|乡|街道)(?:人民政府|人民代表|人大|政协|管委会|党工委|办事处)|(?:大厦|商厦|商城|花园|花苑|公寓|大街|大道|酒店|茶楼|广场)"
)
_FIRM = pattern("(?:股份|责任)?有限(?:责任)?公司|专业合作社")
_OF_LINE_OR_FIRM = pattern(
    rf"(?:(?<=[、，。；：\n和及])|(?<=推进|推动|开工|加快|力争|建成|实施|支持))[{_HAN}]{{2,4}}?"
    rf"(?=高速|高铁|铁路|城际|改扩建|扩能|通道|大道|支线|科技|控股|能源|制药|服饰|纸业)"
)  # 龙烟铁路, 孚能科技: no word begins them
_LISTED_LINES = pattern(
    rf"[{_HAN}]{{2}}、(?:[{_HAN}]{{2,3}}、){{0,6}}[{_HAN}]{{2,3}}(?=等?\d*条?(?:高速|高铁|铁路|城际|大道))"
)  # 漳汕、合湛高铁
_FIRM_BEFORE = pattern(rf"[{_HAN}]{{1,8}}\Z")
_PLACE_BEFORE = pattern(rf"[{_HAN}]{{1,3}}\Z")
_NAME_BEFORE = pattern(rf"[{SURNAMES}][{_HAN}]{{1,2}}\Z")


@lru_cache(maxsize=4)
def without_names(text: str, *, with_titles: bool = False) -> str:
    """The text with such words blanked out, but for titles of official papers `with_titles`; every other character keeps
    its place.
    """
    text = _QUOTED.sub(_without_quoted_but_titles if with_titles else _without_quoted, text)
    text = _blank_before(text, _NUMBER, _WORDS_BEFORE, 14)
    if "·" in text or "•" in text:
        text = _FOREIGN.sub(_blank, text)
    for words in (_MOJIBAKE, _FOREIGN_NAME, _APPOINTED, _LIKE_PHRASES, _MEETING, _STATES, _SITED):
        text = words.sub(_blank, text)
    if _ABROAD.search(text):
        text = _FOREIGNER.sub(_blank, text)
    text = _WITH_OFFICE.sub(_blank, text)
    text = _LISTED_LINES.sub(_without_unknown, text)
    text = _OF_LINE_OR_FIRM.sub(_without_line, text)
    if "公司" in text or "专业合作社" in text:
        text = _blank_before(text, _FIRM, _FIRM_BEFORE, 8)
    return _blank_before(_blank_before(text, _TITLED, _NAME_BEFORE, 3), _SEAT, _PLACE_BEFORE, 3)


def is_named(before: str) -> bool:
    """Whether what stands before a character of no word, in its run, makes it part of a person's name."""
    return any(is_surname(before, at) for at in range(max(0, len(before) - 2), len(before)))


def is_surname(text: str, at: int) -> bool:
    """Whether a family name stands there: behind a title, a word that leads to a person, or no character of a word."""
    before = text[at - 1 : at]
    return text[at] in SURE_SURNAMES and (before in _BEFORE_NAMES or not "\u4e00" <= before <= "\u9fff")


def _without_quoted_but_titles(match: re.Match[str]) -> str:
    return match.group() if _TITLE.fullmatch(match.group()) else _without_quoted(match)


def _without_quoted(match: re.Match[str]) -> str:
    words = match.group()
    return words[0] + BLANK * (len(words) - 2) + words[-1]


def _without_line(match: re.Match[str]) -> str:
    """Without what no word begins, also behind a verb: 力争旌绩（高速）."""
    words = match.group()
    known = words[:2] if is_firm(words[:2]) else ""
    name = words[len(known) :]
    return words if len(name) < 2 or is_firm(name[:2]) else known + BLANK * len(name)


def _without_unknown(match: re.Match[str]) -> str:
    """Items of a list that are no words."""
    return "、".join(item if is_firm(item[:2]) else BLANK * len(item) for item in match.group().split("、"))


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())


def _blank_before(text: str, anchor: re.Pattern[str], words: re.Pattern[str], reach: int) -> str:
    """Blank out the words that stand right before each anchor."""
    pieces: list[str] = []
    done = 0
    for match in anchor.finditer(text):
        before = text[max(done, match.start() - reach) : match.start()]
        found = words.search(before)
        if found and found.group():
            begin = match.start() - len(found.group())
            pieces += [text[done:begin], BLANK * len(found.group())]
            done = match.start()
    return "".join([*pieces, text[done:]])
