"""Personal data in text: found by its own check digits, and masked wherever it is printed again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

_REGIONS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))  # first two digits, GB/T 2260
_PROVINCES = frozenset(str(n) for first, last in _REGIONS for n in range(first, last + 1))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![\d.\-—/〔])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d]|\.\d)")
_CARD = re.compile(r"(?<![0-9A-Za-z])(?:62|4|5[1-5])\d{14,17}(?![0-9A-Za-z])")


def identity_numbers(text: str) -> Iterator[re.Match[str]]:
    """居民身份证号码: region, birth date and MOD 11-2 check digit (GB 11643) all hold."""
    return (m for m in identity_shapes(text) if _check_digit_holds(m.group()))


def identity_shapes(text: str) -> Iterator[re.Match[str]]:
    """Eighteen characters with a real region and birth date, whatever the check digit says."""
    return (
        m for m in _IDENTITY.finditer(text) if m.group()[:2] in _PROVINCES and _is_birth_date(m.group()[6:14])
    )


def mobile_numbers(text: str) -> Iterator[re.Match[str]]:
    """Eleven-digit mobile numbers, also grouped 3-4-4."""
    return _MOBILE.finditer(text)


def card_numbers(text: str) -> Iterator[re.Match[str]]:
    """Bank card numbers: 16 to 19 digits of a known issuer whose check digit (Luhn) holds, no identity number."""
    return (m for m in _CARD.finditer(text) if _luhn_holds(m.group()) and not any(identity_shapes(m.group())))


def mask(text: str) -> str:
    """`text` with identity, card and mobile numbers masked as inspection reports print them."""
    text = _IDENTITY.sub(lambda m: _masked_identity(m.group()), text)
    text = _CARD.sub(
        lambda m: "*" * (len(m.group()) - 4) + m.group()[-4:] if _luhn_holds(m.group()) else m.group(), text
    )
    return _MOBILE.sub(lambda m: f"{m.group()[:3]}****{m.group()[-4:]}", text)


def _masked_identity(number: str) -> str:
    if number[:2] not in _PROVINCES or not _is_birth_date(number[6:14]):
        return number
    return f"{number[:2]}{'*' * 13}{number[-3:]}"


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
