"""How a sentence says that a law is told as it was, and not as it stands."""

from auditor.text.patterns import pattern

HISTORY = pattern(  # the sentence tells what was, or what came after
    "废止|失效|停[用止]|不再|修订|修改|修正|[原旧](?:《|条例|规定|格式|为|有)|此前|以前|之前|过去|当时|曾|历[年次程]|沿革|发展|由来|首[次部]|最初"
    "|改[为用由按]|调整为|(?:延长|缩短)[为至到]|增加到|取代|替代|200[78]年|711号|2021[〕\\]）)]30号|2019年5月15日"
)

_PROLONGED = pattern(  # not where a limit for the answer itself follows
    r"[，,；;][^，。；;]{0,24}(?:可以?(?:适当)?|最[长多]|确?需要?|经[^，。；;]{0,16})延长(?![^。；;]*工作日[^。；;]{0,12}(?:答复|回复|告知))[^。；;]*"
    r"|(?<=答复)[，,；;](?:如|若|确)?需要?延长(?:(?!答复(?!期限|时限|时间))[^。；;])*(?=[。；;]|$)"
)


def without_prolongation(sentence: str) -> str:
    """The sentence without what it adds of prolonging the limit that it names: ……15个工作日内答复，可以延长……"""
    return _PROLONGED.sub("", sentence)
