"""When a 政府信息公开年报 is due, by whose report it is and which law was in force."""

import datetime as dt

from auditor.text.numerals import with_arabic_years
from auditor.text.patterns import pattern

_YEAR = pattern(r"(20\d\d)\s*年|[（(](20\d\d)[)）]")
_NO_PLACE = r"(?![\u4e00-\u9fff]?[市县区])(?!村|镇企|建设)"  # 新乡市, 镇平县, 乡村振兴局
_TOWN = pattern(rf"(?<!城)[镇乡]{_NO_PLACE}|(?<=城)[镇乡](?=人民政府|政府|20)|街道|社区")
_DEPARTMENT = pattern(r"(?:局|(?<![村居]民)委员会)(?:关于)?(?=20\d\d|[（(]|政府信息|信息公开|年|$)")
_GOVERNMENT = pattern(
    r"(?:省|市|区|县|州|旗)(?:人民政府|管理委员会|管委会)|^[^局委办中心分站所]{2,12}(?:省|市|区|县)20\d\d年"
)
_OFFICE = pattern("局|办公室|委员会办|中心|分局|部门|大队|院|处(?!理)")
FIRST_OF_REVISED_LAW = 2019  # 条例（国务院令第711号）自2019-05-15施行；此前各机关均为3月31日


def report_year(title: str) -> int | None:
    """The year the report is about: the first year in its title."""
    match = _YEAR.search(with_arabic_years(title))
    return int(match[1] or match[2]) if match else None


def report_deadline(title: str) -> dt.date | None:
    """The statutory day (条例第四十九条), not moved for rest days; None where the title names no year.

    31 January for departments, 31 March for a government's own report and for every report before the revision.
    """
    year = report_year(title)
    if year is None:
        return None
    if year < FIRST_OF_REVISED_LAW or is_government(title):
        return dt.date(year + 1, 3, 31)
    return dt.date(year + 1, 1, 31)


def is_government(title: str) -> bool:
    """Whether the title names a government at county level or above, not one of its departments or towns."""
    plain = with_arabic_years(title)
    return bool(_GOVERNMENT.search(plain)) and not is_town(plain) and not _OFFICE.search(plain)


def is_town(title: str) -> bool:
    """Towns and street offices: 条例49 does not name them, the year's plan sets their day."""
    plain = with_arabic_years(title)
    return bool(_TOWN.search(plain)) and not _DEPARTMENT.search(plain)
