"""What the tests of drafts are made of."""

import datetime as dt
from pathlib import Path

import docx
from docx.oxml.ns import qn
from findings import a_finding

from auditor.check.draft import draft_page
from auditor.cli import run
from auditor.models import Finding, Page
from auditor.text.placing import Lines

SOUND = """云湖政办发〔2024〕6号
云湖区人民政府办公室
关于做好2024年政务公开工作的通知
各镇人民政府，区政府各部门：
为贯彻落实《中华人民共和国政府信息公开条例》，进一步做好全区政务公开工作，经区政府同意，现将有关事项通知如下。
一、工作目标
坚持以公开为常态、不公开为例外，全面推进决策、执行、管理、服务、结果公开。
二、重点任务
（一）加强主动公开。各单位要在政府信息形成或者变更之日起20个工作日内予以公开。
（二）做好依申请公开。收到申请后，严格依照法定期限答复。
三、保障措施
各单位要明确分管负责同志和具体经办人员，于2024年4月10日前报送工作方案。联系电话：0533-6030000。
附件：2024年政务公开工作任务分工表
云湖区人民政府办公室
2024年3月15日
（此件公开发布）"""
FAULTY = """云湖政办发[2024]6号
云湖区人民政府办公室
关于做好政务公开工作的通知
各镇人民政府：
请各村(居)委会认真落实，并告知其他村(居)委会。联系人手机13805331234。
村民张某，身份证号11010519491231002X。
工作于2024年03月15日开始。
云湖区人民政府办公室
2024年03月15日"""
NOW = "2024-03-20"


def read_draft(path: Path, *, fetched_at: dt.datetime) -> Page:
    """The file as a draft."""
    return draft_page(path.read_bytes(), str(path), fetched_at=fetched_at)


def word(path: Path, text: str, run_length: int = 100) -> Path:
    """A DOCX whose lines are cut into runs of so many characters, every other one bold."""
    document = docx.Document()
    for line in text.splitlines():
        paragraph = document.add_paragraph()
        for at in range(0, len(line), run_length):
            paragraph.add_run(line[at : at + run_length]).bold = at // run_length % 2 == 1
    document.save(str(path))
    return path


def commented(path: Path) -> list[tuple[str, str]]:
    """(the words under the comment, the comment) for every comment of a DOCX."""
    document = docx.Document(str(path))
    words: dict[str, str] = {}
    begun: set[str] = set()
    for node in document.element.body.iter():
        number = node.get(qn("w:id"))
        if node.tag == qn("w:commentRangeStart"):
            begun.add(number)
            words[number] = ""
        elif node.tag == qn("w:commentRangeEnd"):
            begun.discard(number)
        elif node.tag in (qn("w:t"), qn("w:tab")):
            for one in begun:
                words[one] += node.text or "\t"
    return [(words[str(comment.comment_id)], comment.text) for comment in document.comments]


def lines_of(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def check(*arguments: object) -> int:
    return run(["check", *map(str, arguments), "--as-of", NOW])


def finding(quote: str, subject: str = "") -> Finding:
    return a_finding("TXT003", quote=quote, subject=subject)


def found(texts: list[str], quote: str, subject: str = "") -> list[str]:
    return [
        "|".join(texts[span.line][span.start : span.end] for span in hit)
        for hit in Lines(texts).places(finding(quote, subject))
    ]
