"""Personal data in text: found by its own check digits, and masked wherever it is printed again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

_REGIONS = (  # first two digits, GB/T 2260; 71 and 81 to 83: Taiwan, Hong Kong, Macao and their residents
    *((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83)),
)
_PROVINCES = frozenset(str(n) for first, last in _REGIONS for n in range(first, last + 1))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_FOREIGNER = "9"  # begins the number of a foreigner's permanent residence card, which then names the province
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100
_CREDIT = re.compile(r"(?:1[1-39]|2[19]|3[1-59]|4[19]|5[1-39]|6[129]|7[129]|8[19]|9[1-3]|[AN][1-39]|Y1)\d{6}")
# Full-width digits and X, wide and fixed spaces, other dashes and dots, one for one: places stay the same.
_NARROW = (
    {0xFF10 + n: str(n) for n in range(10)}
    | {0xFF38: "X", 0xFF58: "x", 0x3000: " ", 0xA0: " ", 0xFF0D: "-", 0xFF0B: "+", 0xFF0E: "."}
    | dict.fromkeys(range(0x2010, 0x2014), "-")
    | dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F), " ")
)
# A pupil's number (学籍号) is the identity number behind a G or an L; a disabled person's, that with two digits more.
_FREE = r"(?:(?<![0-9A-Za-z])|(?<=^[GL])|(?<=[^0-9A-Za-z][GL]))"
_CLOSED = r"(?:(?![0-9A-Za-z])|(?=[1-7][1-4](?![0-9A-Za-z])))"


def _identity(gap: str) -> re.Pattern[str]:
    return re.compile(rf"{_FREE}\d(?:{gap}?\d){{16}}{gap}?[\dXx]{_CLOSED}")


def _old_identity(gap: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9A-Za-z])\d(?:{gap}?\d){{14}}(?![0-9A-Za-z])")


_ON_LINE, _ANYWHERE = "[ -]", r"[\s-]"  # what may part the digits: in a line; over lines and cells
_IDENTITY, _OLD_IDENTITY = _identity(_ON_LINE), _old_identity(_ON_LINE)
_TO_MASK = (_identity(_ANYWHERE), _old_identity(_ANYWHERE))
_MOBILE = re.compile(
    r"(?<![\d.\-—/〔])(?:(?:\+|00)?86[)）]?[ -]{0,2})?1[3-9]\d(?:[ \-.·]?\d{4}[ \-.·]?\d{4}|\d[ \-]\d{4}[ \-]\d{3})(?!\d|\.\d)"
)
_CARD = re.compile(
    r"(?<![0-9A-Za-z])(?:62\d\d|9558|4\d{3}|5[1-5]\d\d)"
    r"(?:(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?|\d{12,15}|\d\d[ -]\d{10,13})(?![0-9A-Za-z])"
)
PAPERS = "护照|通行证|回乡证|台胞证|居留(?:身份)?证|旅行证|海员证|军官证|士兵证|香港身份证|澳门身份证"
PAPER_FORM = r"(?:[A-Za-z]{1,3}\d{6,12}(?:[（(][\dA][)）])?|\d{8}(?:\d{2})?)(?![0-9A-Za-z])"
_PAPER = re.compile(rf"(?:{PAPERS})[^\dA-Za-z，。；;\n]{{0,12}}(?P<number>{PAPER_FORM})")
_ACCOUNTS = "存折|一卡通|卡号|账号|帐号|账户|帐户"
_ACCOUNT_LENGTH = 12  # digits from which a number is rather an account than a paper
_ACCOUNT_FORM = r"\d(?:[ -]?\d){11,20}(?![0-9A-Za-z])"
_ACCOUNT = re.compile(rf"(?:{_ACCOUNTS})[^\dA-Za-z，。；;\n]{{0,12}}(?P<number>{_ACCOUNT_FORM})")
_CUT_OFF = re.compile(r"(?<![0-9A-Za-z])\d{10,17}$")  # a quotation may end within a number
_FIGURE = re.compile(r"\d")
_RUN = re.compile(r"(?:\d[\s\-.·]?){5}\d")  # no number is without one


def identity_numbers(text: str) -> Iterator[re.Match[str]]:
    """居民身份证号码: region, birth date and MOD 11-2 check digit (GB 11643) all hold; also foreigners' of that form.

    Matches stand where they stood; full-width digits are given as plain ones.
    """
    return (m for m in identity_shapes(text) if _check_digit_holds(_without_gaps(m.group())))


def identity_shapes(text: str) -> Iterator[re.Match[str]]:
    """Eighteen characters with a real region and birth date, whatever the check digit says, also in groups."""
    return _found(_IDENTITY, text, lambda number: _is_grouped(number) and _is_shaped(_without_gaps(number)))


def old_identity_shapes(text: str) -> Iterator[re.Match[str]]:
    """The fifteen digits issued until 1999: region, birth date without its century, no check digit."""
    return _found(_OLD_IDENTITY, text, lambda n: _is_grouped(n) and _is_shaped(_full(_without_gaps(n))))


def born_on(number: str) -> dt.date:
    """The birth date inside an identity number of either length."""
    return dt.datetime.strptime(_full(_without_gaps(number))[6:14], "%Y%m%d").replace(tzinfo=dt.UTC).date()


def is_credit_code(number: str) -> bool:
    """Whether the number is well-formed as 统一社会信用代码: kind, region and MOD 31 check sign (GB 32100)."""
    code = _without_gaps(number).upper()
    if len(code) != 18 or not _CREDIT.match(code) or any(sign not in _CREDIT_SIGNS for sign in code):
        return False
    total = sum(_CREDIT_SIGNS.index(sign) * 3**at % 31 for at, sign in enumerate(code[:17]))
    return code[2:4] in _PROVINCES | {"10"} and _CREDIT_SIGNS[-total % 31] == code[17]


def mobile_numbers(text: str) -> Iterator[re.Match[str]]:
    """Eleven-digit mobile numbers, also in groups and behind +86."""
    return _MOBILE.finditer(_narrow(text))


def card_numbers(text: str) -> Iterator[re.Match[str]]:
    """Bank card numbers: 16 to 19 digits of a known issuer whose check digit (Luhn) holds, no identity number."""
    return (
        m
        for m in _CARD.finditer(_narrow(text))
        if _luhn_holds(_without_gaps(m.group())) and not any(identity_shapes(m.group()))
    )


def account_numbers(text: str) -> Iterator[re.Match[str]]:
    """What is called an account, a passbook or a card (12 to 21 digits, group `number`), whatever its check digit says."""
    return _ACCOUNT.finditer(_narrow(text))


def paper_numbers(text: str) -> Iterator[re.Match[str]]:
    """Numbers of passports, travel permits and the like (group `number`), known by the words before them alone."""
    return _PAPER.finditer(_narrow(text))


def mask(text: str) -> str:
    """`text` with identity, card, mobile, passport and passbook numbers masked as inspection reports print them."""
    for pattern in _TO_MASK:
        text = _masked(pattern, text, _masked_identity)
    text = _masked(_CARD, text, _masked_card)
    text = _masked(_MOBILE, text, lambda number: f"{number[-11:][:3]}****{number[-4:]}")
    for pattern in (_PAPER, _ACCOUNT):
        text = _masked(pattern, text, mask_number, "number")
    return _masked(_CUT_OFF, text, lambda n: n[:2] + "*" * (len(n) - 2) if _begins_identity(n) else "")


def mask_number(number: str) -> str:
    """A number that is personal whatever its form: masked as its kind is, else but for its ends."""
    masked = mask(number)
    if masked != number:
        return masked
    return _last_four(number) if len(number) >= _ACCOUNT_LENGTH else f"{number[:2]}****{number[-2:]}"


def _found(pattern: re.Pattern[str], text: str, holds: Callable[[str], bool]) -> Iterator[re.Match[str]]:
    """Matches of which something holds; after one of which it does not, the search goes on at its second sign."""
    narrow, at = _narrow(text), 0
    while match := pattern.search(narrow, at):
        at = match.start() + 1
        if holds(match.group()):
            at = match.end()
            yield match


def _masked(pattern: re.Pattern[str], text: str, masked: Callable[[str], str], group: str | int = 0) -> str:
    """The text with each number in the form `masked` gives it; where that is none, as it stood."""
    pieces, done = [], 0
    for match in pattern.finditer(_narrow(text)):
        start, end = match.span(group)
        pieces += [text[done:start], masked(_without_gaps(match[group])) or text[start:end]]
        done = end
    return "".join([*pieces, text[done:]])


def _masked_identity(number: str) -> str:
    return f"{number[:2]}{'*' * (len(number) - 5)}{number[-3:]}" if _is_shaped(_full(number)) else ""


def _masked_card(number: str) -> str:
    return _last_four(number) if _luhn_holds(number) else ""


def _last_four(number: str) -> str:
    return "*" * (len(number) - 4) + number[-4:]


@lru_cache(maxsize=1024)
def _narrow(text: str) -> str:
    """The text with plain digits and spaces; "" where no number can stand. Several rules ask this of every line."""
    if not _FIGURE.search(text):
        return ""
    narrow = text.translate(_NARROW)
    return narrow if _RUN.search(narrow) else ""


def _without_gaps(number: str) -> str:
    return re.sub(r"[\s\-.·]", "", number)


def _is_grouped(number: str) -> bool:
    """Whether its groups are such as people write: none of a single digit but the last, or all."""
    lengths = {len(piece) for piece in re.split("[^0-9Xx]", number)[:-1]}
    return 1 not in lengths or lengths == {1}


def _full(number: str) -> str:
    """The number of fifteen digits as eighteen signs would begin."""
    return f"{number[:6]}19{number[6:]}" if len(number) == 15 else number


def _is_shaped(number: str) -> bool:
    region = number[1:3] if number[0] == _FOREIGNER else number[:2]
    return region in _PROVINCES and _is_birth_date(number[6:14])


def _begins_identity(number: str) -> bool:
    return number[:2] in _PROVINCES and number[6:8] in ("19", "20")


def _is_birth_date(digits: str) -> bool:
    try:
        return 1900 <= dt.datetime.strptime(digits, "%Y%m%d").replace(tzinfo=dt.UTC).year <= 2099
    except ValueError:
        return False


def _check_digit_holds(number: str) -> bool:
    return _CHECK[sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False)) % 11] == number[-1].upper()


def _luhn_holds(number: str) -> bool:
    digits = [int(d) for d in reversed(number)]
    return (sum(digits[::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])) % 10 == 0
