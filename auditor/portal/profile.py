"""A portal's profile: read from TOML, checked whole, every mistake named at once by file, line and key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from stdnum.cn import uscc

from auditor.config.toml_source import TomlSource
from auditor.config.toml_table import Table, suggest
from auditor.models import (
    Contact,
    Exemption,
    NilReturn,
    Period,
    Politeness,
    Portal,
    Section,
    SectionKind,
    Unit,
)
from auditor.portal.checks import (
    address_fault,
    check_code,
    check_options,
    refuse_overlap,
    refuse_twins,
    selector_fault,
    site_code,
    unit_name,
)
from auditor.portal.feeds import read_feed
from auditor.portal.hosts import with_home
from auditor.portal.plans import read_plans
from auditor.portal.profile_text import Amended as Amended
from auditor.portal.profile_text import PortalError as PortalError
from auditor.portal.profile_text import profile_text, read_profile
from auditor.rule import Rule

SELECTORS = ("info", "body", "heading", "shown_date", "breadcrumb", "rows")
Rules = Mapping[str, Rule]


def load_portal(
    path: Path | str,
    *,
    cms_names: Collection[str] | None = None,
    rules: Rules | None = None,
    manual_codes: Collection[str] = (),
    amended: Amended | None = None,
) -> Portal:
    """The portal of a profile file, with what `amended` says was changed since laid over it.

    With `cms_names` and `rules` (by code) their names are checked too. `manual_codes` are checks that only a person
    makes: a plan's items may name them beside the rules.
    """
    return parse_portal(
        profile_text(path),
        str(path),
        cms_names=cms_names,
        rules=rules,
        manual_codes=manual_codes,
        amended=amended,
    )


def parse_portal(
    text: str,
    name: str,
    *,
    cms_names: Collection[str] | None = None,
    rules: Rules | None = None,
    manual_codes: Collection[str] = (),
    amended: Amended | None = None,
) -> Portal:
    """The portal that `text` describes, as amended; the stem of `name` is its id unless the text gives one.

    Raises PortalError with every mistake found.
    """
    source, faults = read_profile(text, name, amended)
    portal = _Reading(source, faults, cms_names, rules, manual_codes).portal()
    if faults:
        raise PortalError(faults)
    return portal


class _Reading:
    """One profile being read; the order of its methods is the order of the file."""

    def __init__(
        self,
        source: TomlSource,
        faults: list[str],
        cms: Collection[str] | None,
        rules: Rules | None,
        manual_codes: Collection[str],
    ) -> None:
        self.top = Table(source, faults)
        self.cms_names = cms
        self.rules = rules
        self.manual_codes = manual_codes
        self.hosts: tuple[str, ...] = ()

    def portal(self) -> Portal:
        top = self.top
        self.hosts = with_home(top.texts("hosts", required=True), top.values.get("home"))
        stem = Path(top.source.name).stem
        units = tuple(filter(None, [_unit(t) for t in top.tables("units")]))
        refuse_twins(top, units)
        portal = Portal(
            id=top.text("id") or stem,
            name=top.text("name", required=True) or stem,
            home=self._address(top, "home", required=True) or "",
            hosts=self.hosts,
            cms=self._cms(),
            site_code=site_code(top),
            operator=unit_name(top, "operator", units),
            units=units,
            sections=self._sections(units),
            selectors=self._selectors(),
            rule_options=self._options(),
            disabled_rules=self._reasons("disabled_rules"),
            shadow_rules=self._reasons("shadow_rules"),
            exemptions=tuple(filter(None, [self._exemption(t, units) for t in top.tables("exemptions")])),
            politeness=_politeness(top.table("politeness")),
            plans=read_plans(top, units, self._codes()),
            contact=_contact(top.table("contact")),
            number_words=top.texts("number_words"),
        )
        top.close()
        return portal

    def _cms(self) -> str:
        if self.cms_names is None:
            return self.top.text("cms") or "generic"
        return self.top.choice("cms", sorted(self.cms_names)) or "generic"

    def _address(self, table: Table, key: str, *, required: bool = False) -> str | None:
        url = table.text(key, required=required)
        if url is None:
            return None
        fault = address_fault(url, self.hosts)
        if fault:
            table.fault(key, fault)
        return url

    def _sections(self, units: tuple[Unit, ...]) -> tuple[Section, ...]:
        """Sections of one unit come first; those written once for groups fill in what is not there."""
        own: list[Section] = []
        spread: list[Section] = []
        for table in self.top.tables("sections"):
            section = self._section(table)
            groups = table.texts("groups")
            unit = unit_name(table, "unit", units)
            table.close()
            if section is None:
                continue
            if groups:
                spread += self._spread(table, section, groups, units)
            elif unit:
                section = replace(section, unit=unit)
                refuse_overlap(table, section, own)
                own.append(section)
            elif "unit" not in table.values:
                table.fault(None, "要写明是谁的栏目：一个单位写 unit，整组单位写 groups")
        taken = {(s.unit, s.path) for s in own}
        return (*own, *(s for s in spread if (s.unit, s.path) not in taken))

    def _spread(
        self, table: Table, section: Section, groups: tuple[str, ...], units: tuple[Unit, ...]
    ) -> list[Section]:
        known = {unit.group for unit in units}
        for group in groups:
            if group not in known:
                table.fault(
                    "groups", f"没有“{group}”这一组{suggest(group, known)}；现有：{'、'.join(sorted(known))}"
                )
        if "unit" in table.values or section.url:
            table.fault("groups", "写了 groups 就不能再写 unit 或 url：网址各单位不同，请逐个单位写")
        return [replace(section, unit=unit.name) for unit in units if unit.group in groups]

    def _section(self, table: Table) -> Section | None:
        path = table.text("path", required=True)
        kind = table.choice("kind", list(SectionKind))
        statutory = table.flag("statutory")
        url = self._address(table, "url")
        section = Section(
            unit="",
            path=path or "",
            url=url,
            kind=SectionKind(kind) if kind else SectionKind.OTHER,
            update_within_days=table.integer("update_within_days", least=1),
            statutory=True if statutory is None else statutory,
            period=_period(table),
            nil_returns=tuple(filter(None, [_nil_return(t) for t in table.tables("nil_returns")])),
            feed=read_feed(table.table("feed"), url, self.hosts),
        )
        return section if path else None

    def _codes(self) -> frozenset[str] | None:
        return None if self.rules is None else frozenset((*self.rules, *self.manual_codes))

    def _selectors(self) -> dict[str, str]:
        table = self.top.table("selectors")
        found = {key: value for key in SELECTORS if (value := table.text(key))}
        for key, css in found.items():
            if fault := selector_fault(css):
                table.fault(key, fault)
        table.close()
        return found

    def _options(self) -> dict[str, dict[str, Any]]:
        table = self.top.table("rule_options")
        found = {}
        for code in table.values:
            options = table.table(code)
            rule = self._rule(table, code)
            if rule:
                check_options(options, rule)
            found[code] = {k: tuple(v) if isinstance(v, list) else v for k, v in options.values.items()}
        return found

    def _reasons(self, key: str) -> dict[str, str]:
        """Rules named with the reason why they are disabled or on trial."""
        table = self.top.table(key)
        found = {}
        for code in table.values:
            self._rule(table, code)
            found[code] = table.text(code) or ""
        return found

    def _exemption(self, table: Table, units: tuple[Unit, ...]) -> Exemption | None:
        code = table.text("code", required=True)
        reason = table.text("reason", required=True)
        if code:
            self._rule(table, code, at="code")
        exemption = Exemption(
            code=code or "",
            reason=reason or "",
            unit=unit_name(table, "unit", units),
            section=table.text("section"),
            url=self._address(table, "url"),
            period=_period(table),
            approval=table.text("approval"),
        )
        table.close()
        return exemption if code and reason else None

    def _rule(self, table: Table, code: str, *, at: str | None = None) -> Rule | None:
        if self.rules is None:
            return None
        check_code(table, at or code, code, self.rules)
        return self.rules.get(code)


def _unit(table: Table) -> Unit | None:
    name = table.text("name", required=True)
    code = table.text("credit_code")
    if code and not uscc.is_valid(code):
        table.fault("credit_code", f"“{code}”不是有效的统一社会信用代码（18位，末位是校验码）")
    aliases = table.texts("aliases")
    group = table.text("group") or "部门"
    period = _period(table)
    table.close()
    return Unit(name, aliases, group, code, period) if name else None


def _nil_return(table: Table) -> NilReturn | None:
    reason = table.text("reason", required=True)
    period = _period(table)
    approval = table.text("approval")
    table.close()
    return NilReturn(reason, period, approval) if reason else None


def _period(table: Table) -> Period:
    since, until = table.day("since"), table.day("until")
    if since and until and since > until:
        table.fault("until", f"止日 {until} 早于起日 {since}")
    return Period(since, until)


def _contact(table: Table) -> Contact:
    contact = Contact(table.text("name"), table.text("phone"))
    table.close()
    return contact


def _politeness(table: Table) -> Politeness:
    take: dict[str, Callable[[], Any]] = {
        "delay_seconds": lambda: table.number("delay_seconds", least=0, most=600),
        "concurrency": lambda: table.integer("concurrency", least=1, most=16),
        "night_hour": lambda: table.integer("night_hour", least=0, most=23),
        "window_hours": lambda: table.number("window_hours", least=0.1, most=24),
        "user_agent": lambda: table.text("user_agent"),
        "contact": lambda: table.text("contact"),
        "obey_robots": lambda: table.flag("obey_robots"),
        "verify_certificates": lambda: table.flag("verify_certificates"),
        "allow_private": lambda: table.flag("allow_private"),
        "render": lambda: table.flag("render"),
        "timeout_seconds": lambda: table.number("timeout_seconds", least=1, most=600),
        "max_bytes": lambda: table.integer("max_bytes", least=1000),
        "max_pages": lambda: table.integer("max_pages", least=1),
        "horizon_days": lambda: table.integer("horizon_days", least=1),
        "quiet_pages_within_days": lambda: table.integer("quiet_pages_within_days", least=1, most=30),
    }
    found = {key: value for key, read in take.items() if (value := read()) is not None}
    table.close()
    return Politeness(**found)
