import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from auditor.text.masking import identity_numbers, identity_shapes, is_credit_code, mask, mobile_numbers

WEIGHTS = [2 ** (17 - i) % 11 for i in range(17)]  # GB 11643: the i-th weight is 2^(17-i) mod 11


def identity(region: str, born: dt.date, serial: int) -> str:
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    total = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True))
    return body + "0123456789X"[(12 - total % 11) % 11]


people = st.builds(
    identity,
    st.sampled_from(["110101", "370303", "650102"]),
    st.dates(dt.date(1930, 1, 1), dt.date(2020, 12, 31)),
    st.integers(0, 999),
)


@given(people)
def test_every_valid_number_is_found_and_never_printed_again(number):
    text = f"王某（{number}）"
    assert [m.group() for m in identity_numbers(text)] == [number]
    assert number not in mask(text)
    assert number[6:14] not in mask(text)


@given(people)
def test_a_wrong_check_digit_is_not_an_identity_number(number):
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert not list(identity_numbers(wrong))
    assert [m.group() for m in identity_shapes(wrong)] == [wrong]


@given(st.text())
def test_masking_twice_changes_nothing(text):
    assert mask(mask(text)) == mask(text)


def test_mobile_numbers():
    found = lambda text: [m.group() for m in mobile_numbers(text)]
    assert found("13900000001、139 0000 0001") == ["13900000001", "139 0000 0001"]
    assert found("合计13900000001.50元，编号2023-13900000001，12913900000001") == []
    assert mask("电话13900000001") == "电话139****0001"


def test_credit_codes_and_index_numbers_stay_readable():
    for text in ("113703220042223482", "11370304K21216551K/2026-5565648", "/2026-5564390"):
        assert mask(text) == text


def test_bank_cards():
    assert mask("账号6222020000000000009") in ("账号6222020000000000009", "账号***************0009")
    assert mask("4111111111111111") == "************1111"


def test_every_form_of_a_number_is_masked_also_over_lines_and_cells():
    for text in (
        *("3703 0319 7505 1201 81", "370303-19750512-0181", "370303197505\n120181", "370303\t19750512\t0181"),
        *(
            "370303197505120181".translate({48 + n: 0xFF10 + n for n in range(10)}),
            "370303750512018",
            "820000197505120126",
            "937039198506070011",
        ),
        "身份证号370303197505",  # a quotation cut short
    ):
        assert "0512" not in mask(text).replace("-", "").replace(" ", "")
        assert "75" not in mask(text), mask(text)
    for text, left in (
        ("电话+86 139 0000 0001", "0000"),
        ("手机：139.1234.0001", "1234"),
        ("护照号：E12345678", "345"),
        ("往来台湾通行证（号码）T12345678", "345"),
        ("香港身份证A123456(7)", "345"),
        ("卡号6222-0200-0000-1234-567", "0200"),
        ("存折账号：90101123456789", "0112345"),
    ):
        assert left not in mask(text), mask(text)


def test_groups_that_nobody_writes_are_no_identity_number():
    assert list(identity_shapes("3 70303 19750512 0181"))[0:] == []
    assert [m.group() for m in identity_shapes("12 370303197505120181")] == ["370303197505120181"]


def test_a_credit_code_is_known_by_its_own_check_sign():
    assert is_credit_code("113703220042223482")
    assert not is_credit_code("113703220042223483")
    assert not is_credit_code("370303197505120181")


def test_mobile_numbers_behind_a_country_code_and_in_groups():
    found = lambda text: [m.group() for m in mobile_numbers(text)]
    assert found("8613900000001、+86-139-0000-0001、139.0000.0001、1390 0000 001") == [
        *("8613900000001", "+86-139-0000-0001", "139.0000.0001", "1390 0000 001")
    ]
    assert found("400-139-0000、05331390000、4008613900000001") == []
