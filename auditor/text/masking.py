"""Personal data in text: found by its own check digits, and masked wherever it is printed again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

_REGIONS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))  # first two digits, GB/T 2260
_PROVINCES = frozenset(str(n) for first, last in _REGIONS for n in range(first, last + 1))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# Full-width digits and X, wide and fixed spaces, one for one: places stay the same.
_NARROW = {0xFF10 + n: str(n) for n in range(10)} | {0xFF38: "X", 0xFF58: "x", 0x3000: " ", 0xA0: " "}
# A pupil's number (学籍号) is the identity number behind a G or an L; a disabled person's, that with two digits more.
_FREE = r"(?:(?<![0-9A-Za-z])|(?<=^[GL])|(?<=[^0-9A-Za-z][GL]))"
_IDENTITY = re.compile(
    rf"{_FREE}\d{{3}} ?\d{{3}} ?\d{{4}} ?\d{{2}} ?\d{{2}} ?\d{{3}}[\dXx](?:(?![0-9A-Za-z])|(?=[1-7][1-4](?![0-9A-Za-z])))"
)
_MOBILE = re.compile(r"(?<![\d.\-—/〔])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d]|\.\d)")
_CARD = re.compile(
    r"(?<![0-9A-Za-z])(?:62\d\d|9558|4\d{3}|5[1-5]\d\d)(?:(?: ?\d{4}){3}(?: ?\d{1,3})?|\d{12,15})(?![0-9A-Za-z])"
)


_RUN = re.compile(r"\d{3}[ -]?\d{3}")  # no number is without one


def identity_numbers(text: str) -> Iterator[re.Match[str]]:
    """居民身份证号码: region, birth date and MOD 11-2 check digit (GB 11643) all hold.

    Matches stand where they stood; full-width digits are given as plain ones.
    """
    return (m for m in identity_shapes(text) if _check_digit_holds(_without_gaps(m.group())))


def identity_shapes(text: str) -> Iterator[re.Match[str]]:
    """Eighteen characters with a real region and birth date, whatever the check digit says."""
    return (m for m in _IDENTITY.finditer(_narrow(text)) if _is_shaped(_without_gaps(m.group())))


def born_on(number: str) -> dt.date:
    """The birth date inside an identity number."""
    return dt.datetime.strptime(_without_gaps(number)[6:14], "%Y%m%d").replace(tzinfo=dt.UTC).date()


def mobile_numbers(text: str) -> Iterator[re.Match[str]]:
    """Eleven-digit mobile numbers, also grouped 3-4-4."""
    return _MOBILE.finditer(_narrow(text))


def card_numbers(text: str) -> Iterator[re.Match[str]]:
    """Bank card numbers: 16 to 19 digits of a known issuer whose check digit (Luhn) holds, no identity number."""
    return (
        m
        for m in _CARD.finditer(_narrow(text))
        if _luhn_holds(_without_gaps(m.group())) and not any(identity_shapes(m.group()))
    )


def mask(text: str) -> str:
    """`text` with identity, card and mobile numbers masked as inspection reports print them."""
    text = _masked(_IDENTITY, text, _masked_identity)
    text = _masked(_CARD, text, _masked_card)
    return _masked(_MOBILE, text, lambda number: f"{number[:3]}****{number[-4:]}")


def _masked(pattern: re.Pattern[str], text: str, masked: Callable[[str], str]) -> str:
    """The text with each number in the form `masked` gives it; where that is none, as it stood."""
    pieces, done = [], 0
    for match in pattern.finditer(_narrow(text)):
        pieces += [
            text[done : match.start()],
            masked(_without_gaps(match.group())) or text[slice(*match.span())],
        ]
        done = match.end()
    return "".join([*pieces, text[done:]])


def _masked_identity(number: str) -> str:
    return f"{number[:2]}{'*' * 13}{number[-3:]}" if _is_shaped(number) else ""


def _masked_card(number: str) -> str:
    return "*" * (len(number) - 4) + number[-4:] if _luhn_holds(number) else ""


@lru_cache(maxsize=4096)
def _narrow(text: str) -> str:
    """The text with plain digits and spaces; "" where no number can stand. Several rules ask this of every line."""
    narrow = text.translate(_NARROW)
    return narrow if _RUN.search(narrow) else ""


def _without_gaps(number: str) -> str:
    return number.replace(" ", "")


def _is_shaped(number: str) -> bool:
    return number[:2] in _PROVINCES and _is_birth_date(number[6:14])


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
