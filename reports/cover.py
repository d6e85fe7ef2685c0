"""What stands on the cover of every paper: by which rules, over which days, how much was looked at and what was not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.inspection.appraisal import Year
from auditor.models import Coverage
from auditor.text.wording import day, days, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What tells one record from every other; all of it is empty where nothing was kept."""

    number: str = ""  # of the inspection
    is_record: bool = False  # frozen: nothing of it changes any more
    document_number: str = ""  # it went out under
    issued_on: dt.date | None = None
    is_sent: bool = False  # the units have it, and may appeal
    appeal_by: dt.date | None = None  # the last day for that; None: not sent, or holidays unknown
    rule_versions: Mapping[str, int] = field(default_factory=dict)
    data_hash: str = ""


UNSTAMPED = Stamp()
_DIGITS = 3  # that a code ends with


def standing_of(stamp: Stamp, draft: str) -> str:
    """What stands over a paper: that it is a draft, in the words of that paper, or what record it is of."""
    if stamp.issued_on:
        return issued_told(stamp)
    return "检查结果已经冻结，尚未印发" if stamp.is_record else draft


def issued_told(stamp: Stamp) -> str:
    """`文管办函〔2026〕3号　2026年4月13日印发`; "" where it is not issued."""
    return f"{stamp.document_number}　{day(stamp.issued_on)}印发".strip() if stamp.issued_on else ""


@dataclass(frozen=True, slots=True)
class Cover:
    """Labels with their words, in the order they are printed."""

    facts: tuple[tuple[str, str], ...]


def cover(stamp: Stamp, coverage: Coverage, since: dt.date | None, as_of: dt.date) -> Cover:
    """The cover of one paper; what is not known is left out."""
    window = days(since, as_of) if since else f"截至{day(as_of)}"
    return _told(stamp, window, _seen(coverage), _unseen(coverage))


def cover_of_year(stamp: Stamp, year: Year, coverage: Coverage) -> Cover:
    """The cover of an appraisal, which rests on inspections alone."""
    rests_on = f"已经冻结的检查：{listed(year.inspections)}" if year.inspections else ""
    return _told(stamp, year.period, rests_on, listed([one.what for one in coverage.unchecked]))


def _told(stamp: Stamp, window: str, seen: str, unseen: str) -> Cover:
    facts = (
        ("检查编号", stamp.number),
        ("通报", issued_told(stamp)),
        ("检查窗口", window),
        ("检查范围", seen),
        ("没有检查", unseen),
        ("规则版本", versions_told(stamp.rule_versions)),
        ("数据校验", stamp.data_hash),
    )
    return Cover(tuple((label, words) for label, words in facts if words))


def versions_told(versions: Mapping[str, int]) -> str:
    """`共4条。第1版：FMT001、002；第2版：LAG001，TXT003`: each code once, under its version, a family named once."""
    if not versions:
        return ""
    by_version: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for code, version in sorted(versions.items()):
        by_version[version][code[:-_DIGITS]].append(code[-_DIGITS:])
    told = (
        f"第{version}版："
        + "，".join(f"{family}{'、'.join(numbers)}" for family, numbers in families.items())
        for version, families in sorted(by_version.items())
    )
    return f"共{len(versions)}条。{'；'.join(told)}"


def _seen(coverage: Coverage) -> str:
    units = sum(1 for pages in coverage.pages_by_unit.values() if pages)
    return (
        f"{units}家单位的信息{sum(coverage.pages_by_unit.values())}条；"
        f"栏目{coverage.sections}个，完整读取{coverage.sections_read}个；"
        f"网址{coverage.planned}个，读到或者没有变化的{coverage.fetched + coverage.unchanged}个"
    )


def _unseen(coverage: Coverage) -> str:
    """In numbers, first of all what nobody may take for sound."""
    parts = (
        (coverage.failed + coverage.pending + coverage.unasked, "个网址没有读到"),
        (max(0, coverage.sections - coverage.sections_read), "个栏目没有读完"),
        (coverage.sections_unknown, "个栏目网址尚未登记"),
        (len(coverage.unchecked), "项登记了原因"),
    )
    told = "，".join(f"{number}{words}" for number, words in parts if number)
    return (f"{told}；" if told else "") + "页面以外的（印发原件、线下场所、登录后可见的内容）都没有检查"
