"""Forms of one unit's name side by side in a text, of which the portal's roster knows not all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.models import Site, Unit
from auditor.text.patterns import pattern

NAMED = pattern(r"(?P<place>[\u4e00-\u9fff]{1,12}?[区县市旗镇乡])(?P<rest>[\u4e00-\u9fff]{2,12}局)$")
_CALLED = pattern(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[由报经向与同送请至将和]))(?P<level>[区县旗]|市(?!场))(?P<rest>[\u4e00-\u9fff]{2,10}?局)(?!长|[^和与及、，。]{0,4}分局)"
)
_LISTED = pattern(r"[\u4e00-\u9fff]{2,14}局(?:、[\u4e00-\u9fff]{2,14}?局)+")
_PLACE = pattern(r"^.*?(?:[区县旗](?=.{2})|市(?!场)(?=.{2}))")
_LEVELS = frozenset("区县市旗")
_ADDED = ("综合", "行政", "监督", "事务")  # what is easily added to an office's name
_FIELDS = (
    "体育",
    "广电",
    "卫生",
    "科技",
    "商务",
    "环保",
    "林业",
    "交通",
    "信息化",
)  # joined to an office's by reforms
_LEAST = 3  # characters of a name by which an office is known: 水务局
_SHORTENED = pattern("以下简称|[（(]简称|简称[“为]|原名|更名|改名|原[区县市]|前身")


def unlike_forms(text: str, site: Site, unit: Unit | None) -> Iterator[tuple[str, Unit]]:
    """A form that the roster does not know and the unit that it is of: of the page's own unit where it is shortened in two
    ways, made a 分局 or given another field of work; of any unit whose name stands there with 综合 or the like more."""
    if "局" not in text or _SHORTENED.search(text):
        return
    told = {match["level"] + match["rest"]: match["rest"] for match in _CALLED.finditer(text)}
    if len(set(told.values())) < 2 and "分局" not in text:
        return
    units = {rest: other for other in site.portal.units for rest in rests_of(other)}
    unknown = {said: rest for said, rest in told.items() if not {said, rest} & units.keys()}
    for said, rest in unknown.items():
        if unit is not None and _is_form_of(rest, unit, units):
            yield said, unit
        elif unit is not None and _abbreviated(rest, units) == [unit.name]:
            if sum(_is_part(other, rest_of(unit)) for other in set(told.values())) > 1:
                yield said, unit
        elif (other := _lengthened(rest, units)) and rest_of(other) in told.values():
            yield said, other


def told_twice(text: str, site: Site) -> Iterator[tuple[str, str, Unit]]:
    """Two names of one unit side by side in a list, as though they were two: 示例区市场监管局、区市监局."""
    units = {rest: unit for unit in site.portal.units for rest in rests_of(unit)}
    for match in _LISTED.finditer(text) if "局、" in text else ():
        found: dict[str, str] = {}
        for said in match.group().split("、"):
            bare = _PLACE.sub("", said)
            owner = units.get(said) or units.get(bare)
            names = [owner.name] if owner else _abbreviated(bare, units)
            if len(names) != 1:
                continue
            if (first := found.setdefault(names[0], said)) != said:
                yield first, said, next(unit for unit in site.portal.units if unit.name == names[0])


def rests_of(unit: Unit) -> Iterator[str]:
    """A unit's names without its place."""
    for name in (unit.name, *unit.aliases):
        if match := NAMED.search(name):
            yield match["rest"]
        yield name
    if rest := rest_of(unit):
        yield rest


def rest_of(unit: Unit) -> str:
    """The whole name without its place, be it told as 示例区水务局 or as 区水务局; "" where it is no 局 of a place."""
    for name in (unit.name, *unit.aliases):
        if match := (_CALLED if name[:1] in _LEVELS else NAMED).match(name):
            return match["rest"]
    return ""


def _abbreviated(rest: str, units: Mapping[str, Unit]) -> list[str]:
    """The units whose name holds the characters in their order."""
    return sorted({unit.name for unit in units.values() if _is_part(rest, rest_of(unit))})


def _is_form_of(rest: str, unit: Unit, units: Mapping[str, Unit]) -> bool:
    """区某分局 of a unit that is no 分局; 区文旅体育局 of 区文化旅游局: its name, be it short, with a field of work more."""
    if rest.endswith("分局"):
        shorter = [rest.removesuffix("分局") + "局"] if "分局" not in "".join(rests_of(unit)) else []
    else:
        shorter = [rest.replace(field, "", 1) for field in _FIELDS if field in rest[1:]]
    return any(
        len(short) >= _LEAST and (units.get(short) is unit or _abbreviated(short, units) == [unit.name])
        for short in shorter
    )


def _is_part(short: str, long: str) -> bool:
    chars = iter(long)
    return short != long and all(char in chars for char in short)


def _lengthened(rest: str, units: Mapping[str, Unit]) -> Unit | None:
    """The unit whose name this is with two characters more."""
    for added in _ADDED:
        found = units.get(rest.replace(added, "", 1)) if added in rest[1:-1] else None
        if found is not None:
            return found
    return None
