"""A portal as data: its units, sections, plans, manners and exemptions. Standard library only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from auditor.models.feed import SectionFeed
from auditor.models.plan import Plan
from auditor.models.spaces import squeeze


class SectionKind(StrEnum):
    """What a section is for; it sets which staleness rule applies and hints the document class."""

    NEWS = "news"  # 动态要闻
    NOTICE = "notice"  # 通知公告
    POLICY = "policy"  # 政策文件（一般公文）
    NORMATIVE = "normative_document"  # 规范性文件
    PUBLIC_NOTICE = "public_notice"  # 公示
    INTERPRETATION = "interpretation"  # 政策解读
    CONSULTATION = "consultation"  # 意见征集
    CONSULTATION_FEEDBACK = "consultation_feedback"  # 采纳反馈
    DECISION = "decision"  # 重大行政决策
    BUDGET = "budget"  # 预决算
    ANNUAL_REPORT = "annual_report"  # 政府信息公开年报
    GUIDE = "guide"  # 指南
    CATALOGUE = "catalogue"  # 主动公开基本目录
    REGULATIONS = "regulations"  # 制度
    ON_REQUEST = "on_request"  # 依申请公开
    ORGANISATION = "organisation"  # 机构职能、领导
    PLAN = "plan"  # 规划计划
    STATISTICS = "statistics"
    ENFORCEMENT = "enforcement"  # 行政执法
    PROCUREMENT = "procurement"
    PROJECT = "project"  # 重大建设项目
    ASSISTANCE = "assistance"  # 社会救助等民生
    PETITION = "petition"  # 信访
    PARENT = "parent"  # only gathers its children
    OTHER = "other"

    @property
    def is_static(self) -> bool:
        """Sections that need no regular update: guides, regulations, duties, plans, yearly reports."""
        return self in _STATIC


_STATIC = frozenset(
    {
        SectionKind.GUIDE,
        SectionKind.CATALOGUE,
        SectionKind.REGULATIONS,
        SectionKind.ON_REQUEST,
        SectionKind.ORGANISATION,
        SectionKind.PLAN,
        SectionKind.ANNUAL_REPORT,
        SectionKind.PETITION,
        SectionKind.PARENT,
    }
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included; None: open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether `day` lies within."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: Period) -> bool:
        """Whether a day lies within both."""
        begun = self.since is None or other.until is None or self.since <= other.until
        return begun and (other.since is None or self.until is None or other.since <= self.until)


@dataclass(frozen=True, slots=True)
class Unit:
    """责任单位 with every name it signs by."""

    name: str
    aliases: tuple[str, ...] = ()
    group: str = "部门"  # 镇 / 部门 / 双管单位
    credit_code: str | None = None  # 统一社会信用代码
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class NilReturn:
    """零报告: the unit declared that nothing of this kind arose in the period."""

    reason: str
    period: Period = Period()
    approval: str | None = None  # who approved it, by which paper


@dataclass(frozen=True, slots=True)
class Section:
    """栏目 of one unit. `url` None: its address is not known yet (`auditor discover` proposes it)."""

    unit: str  # Unit.name
    path: str  # levels joined by /, e.g. 法定主动公开内容/规范性文件
    url: str | None = None
    kind: SectionKind = SectionKind.OTHER
    update_within_days: int | None = None
    statutory: bool = True
    period: Period = Period()
    nil_returns: tuple[NilReturn, ...] = ()
    feed: SectionFeed | None = None  # the interface that fills its list, where the page does not say it

    @property
    def title(self) -> str:
        """The last level of the path."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A finding that is not to be made, with its reason and end; empty selectors match everything."""

    code: str
    reason: str
    unit: str | None = None
    section: str | None = None
    url: str | None = None
    period: Period = Period()
    approval: str | None = None  # who approved it, by which paper
    asked_at: str | None = None  # the page at which the same doubt is put to people; no profile writes it


@dataclass(frozen=True, slots=True)
class Politeness:
    """How the portal is to be visited."""

    delay_seconds: float = 2.0
    concurrency: int = 1
    night_hour: int = 1  # Asia/Shanghai, when `auditor schedule` starts the night
    window_hours: float = 6.0  # the crawl stops by itself after this long and goes on the next night
    user_agent: str = ""
    contact: str = ""  # printed in the user agent
    obey_robots: bool = True
    verify_certificates: bool = True
    allow_private: bool = False  # whether hosts may lie in a private network; one listed as an IP address may
    timeout_seconds: float = 30.0
    max_bytes: int = 20_000_000
    max_pages: int = 20_000  # of one night
    render: bool = True  # whether lists that only a script fills are read in a browser, where there is one
    horizon_days: int | None = None  # list rows older than this are not fetched; None: to the end
    quiet_pages_within_days: int = (
        10  # what is old and quiet is looked at again within so many nights; 1: every night
    )


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers for the inspecting office's papers: printed in the 通报; what is not known is left to be filled in."""

    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One portal: everything that differs between sites and is not the CMS family's."""

    id: str
    name: str
    home: str
    hosts: tuple[str, ...]
    cms: str = "generic"
    site_code: str | None = None  # 网站标识码
    operator: str | None = None  # the unit that answers for the platform's templates
    units: tuple[Unit, ...] = ()
    sections: tuple[Section, ...] = ()
    selectors: Mapping[str, str] = field(default_factory=dict)
    rule_options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # code -> option -> value
    disabled_rules: Mapping[str, str] = field(default_factory=dict)  # code -> reason
    shadow_rules: Mapping[str, str] = field(default_factory=dict)  # code -> reason: counted, never deducted
    exemptions: tuple[Exemption, ...] = ()
    politeness: Politeness = Politeness()
    plans: tuple[Plan, ...] = ()  # 工作方案, of this year and of years before
    contact: Contact = Contact()
    number_words: tuple[str, ...] = ()  # 代字 in use, e.g. 淄文昌管办字; empty: not checked

    def unit_named(self, name: str | None) -> Unit | None:
        """The unit that carries this name or alias; None where no unit or more than one does."""
        if not name:
            return None
        squeezed = _squeezed(name)
        hits = [u for u in self.units if any(squeezed == _squeezed(n) for n in (u.name, *u.aliases))]
        return hits[0] if len(hits) == 1 else None

    def name_now(self, name: str) -> str:
        """What the unit of that name is called today; records keep the name of their day."""
        known = self.unit_named(name)
        return known.name if known else name


_squeezed = lru_cache(maxsize=4096)(squeeze)
