# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prefectures and municipality codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text import municipalities
from mynumber_management.text.municipalities import MunicipalityError

# Published codes of 総務省.
CODES = """
011002 011011 012025 041009 131016 131130 132012 133035 134015 141003 141046 141305
141372 141500 141534 143014 221007 221309 221384 221392 221406 231002 261009 271004
271403 281000 401005 401307 401331 431001 472018 473821
""".split()


@pytest.mark.parametrize("code", CODES)
def test_published_codes_have_their_check_digit(code):
    assert municipalities.municipality_code(code) == code
    assert municipalities.municipality_code(code[:5]) == code


@given(st.sampled_from(CODES), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_never_taken_for_another_code(code, place, shift):
    wrong = str((int(code[place]) + shift) % 10)
    typed = code[:place] + wrong + code[place + 1 :]
    try:
        municipalities.municipality_code(typed)
    except MunicipalityError:
        return
    # modulus 11 with the digits 10 and 11 written 0 and 1 lets a few pass
    assert municipalities.check_digit(typed[:5]) == typed[5]
    assert typed[5] in "01"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("１３１０１６", "131016"),
        (" 131016 ", "131016"),
        ("13101-6", "131016"),
        ("01100", "011002"),
    ],
)
def test_usual_ways_of_typing_a_code(typed, code):
    assert municipalities.municipality_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        (None, "empty"),
        (False, "empty"),
        (131016, "not_a_code"),
        ("1310", "not_a_code"),
        ("1310167", "not_a_code"),
        ("13101X", "not_a_code"),
        ("١٣١٠١٦", "not_a_code"),
        ("1" * 1000, "not_a_code"),
        ("131017", "check_digit"),
        ("001016", "no_prefecture"),
        ("481011", "no_prefecture"),
        ("130001", "not_a_municipality"),
        ("13000", "not_a_municipality"),
        ("13100", "not_a_municipality"),
    ],
)
def test_what_is_no_code_is_refused(typed, reason):
    with pytest.raises(MunicipalityError) as error:
        municipalities.municipality_code(typed)
    assert error.value.code == reason


@pytest.mark.parametrize(
    ("code", "levies"),
    [
        ("011011", "011002"),
        ("141046", "141003"),
        ("141372", "141305"),
        ("141534", "141500"),
        ("221384", "221309"),
        ("221406", "221309"),
        ("271276", "271004"),
        ("271411", "271403"),
        ("401099", "401005"),
        ("401331", "401307"),
        ("141305", "141305"),
        ("131016", "131016"),
        ("131237", "131237"),
        ("143014", "143014"),
        ("012025", "012025"),
        ("472018", "472018"),
    ],
)
def test_a_ward_of_a_designated_city_reports_to_the_city(code, levies):
    assert municipalities.tax_municipality(code) == levies


def test_twenty_designated_cities_with_valid_codes():
    assert len(municipalities.DESIGNATED_CITIES) == 20
    for city in municipalities.DESIGNATED_CITIES:
        assert municipalities.municipality_code(city.code) == city.code
        assert municipalities.designated_city(city.code) == city


def test_forty_seven_prefectures_in_order():
    codes = [p.code for p in municipalities.PREFECTURES]
    assert codes == [f"{n:02}" for n in range(1, 48)]
    for field in ("name", "kana", "pension"):
        assert len({getattr(p, field) for p in municipalities.PREFECTURES}) == 47


@pytest.mark.parametrize(
    ("name", "code", "pension"),
    [
        ("北海道", "01", "01"),
        ("東京都", "13", "21"),
        ("大阪府", "27", "41"),
        ("奈良県", "29", "55"),
        ("沖縄県", "47", "82"),
    ],
)
def test_prefecture_codes(name, code, pension):
    prefecture = municipalities.PREFECTURE_BY_NAME[name]
    assert (prefecture.code, prefecture.pension) == (code, pension)
    assert municipalities.PREFECTURE_BY_CODE[code] is prefecture
