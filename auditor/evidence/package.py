"""A package of evidence that is checked with nothing but sha256sum; the same cases give the same bytes. Pure."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator

from auditor.evidence.case import Case, case_view, page_of_case
from auditor.evidence.warc import warc_of
from auditor.text.terminal import json_text

SUMS, NOTE = "SHA256SUMS", "核验说明.txt"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, as ZIP counts: when it was packed is no part of it
_WORDS = """\
佐证包核验说明

一、包里有什么
每个问题一个文件夹，名称就是编号，其中：
  finding.html  给人看的：问题、依据、抓取情况，和网页当时的样子，所引的原文已标出。可以放心用浏览器打开，
                其中没有脚本，也不访问网络。
  finding.json  同样的内容，供程序读。
  body.bin      网页或附件的原始字节，一个字节也没有改过。请不要改名为 .html 打开：它可能带有脚本。
                没有这个文件的，是说栏目或整个网站的问题，没有单独的网页。
  page.warc     原始字节连同服务器的应答头，按 WARC/1.1（ISO 28500，网页存档国际标准）存放，可用通行的网页存档工具打开。

二、怎样核验
1. 在这个文件夹里运行：
       sha256sum -c SHA256SUMS
   每一行都应当显示 OK（或“成功”）。
2. 再看原始字节是不是当时判定所依据的那一份：
       sha256sum 编号/body.bin
   结果应当与 finding.html 里“快照”一行 sha256: 后面的 64 位数相同，也应当与通报、台账所印的快照编号相同。
   Windows 上没有 sha256sum 的，用：certutil -hashfile 编号\\body.bin SHA256
3. “封存”一行写明：抓取它的那次运行已计入封存链，以及该环的校验值。运维人员运行 auditor evidence verify，
   链上各环都应当相符；末环校验值应当与当时抄存在外的相同。

三、说明
抓取时间是北京时间，以本系统的时钟为准；“服务器时间”是门户服务器自己报的时间，可以相互印证。
"""
_PERSONAL = """\

四、注意
下列问题涉及个人信息，finding.html 和 finding.json 中的号码已打码，但 body.bin 和 page.warc 是原始字节，没有打码。
请按个人信息保管，不要公开、转发：
"""


def packed(cases: Iterable[Case]) -> bytes:
    """The package as a ZIP file."""
    files = dict(files_of(list(cases)))
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in [(SUMS, sums.encode()), *sorted(files.items())]:
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o644 << 16,
                3,
            )
            archive.writestr(entry, content)
    return out.getvalue()


def files_of(cases: list[Case]) -> Iterator[tuple[str, bytes]]:
    """Every file but the sums, by name."""
    yield NOTE, (_WORDS + _warning(cases)).encode()
    for case in cases:
        yield f"{case.number}/finding.json", (json_text(case_view(case), indent=1) + "\n").encode()
        yield f"{case.number}/finding.html", page_of_case(case).encode()
        if case.body is not None:
            yield f"{case.number}/body.bin", case.body
            yield f"{case.number}/page.warc", warc_of(case)


def _warning(cases: list[Case]) -> str:
    personal = [case.number for case in cases if case.masked and case.body is not None]
    return f"{_PERSONAL}  {'、'.join(personal)}\n" if personal else ""
