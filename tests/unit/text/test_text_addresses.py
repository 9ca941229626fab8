# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Addresses in one line and in parts."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management import text as package
from mynumber_management.text import postcodes
from mynumber_management.text.addresses import (
    Address,
    AddressError,
    Municipalities,
    Municipality,
    join_address,
    split_address,
)
from mynumber_management.text.municipalities import (
    DESIGNATED_CITIES,
    PREFECTURE_BY_CODE,
)

SAMPLE = Path(package.__path__[0]).parent / "demo" / "ken_all_sample.csv"
TABLE = Municipalities(
    [
        *(
            Municipality(row.municipality_code, row.prefecture, row.municipality)
            for row in postcodes.read_ken_all(SAMPLE.read_bytes(), pytest.fail)
        ),
        Municipality("082082", "茨城県", "龍ケ崎市"),
        Municipality("122246", "千葉県", "鎌ケ谷市"),
        Municipality("292036", "奈良県", "大和郡山市"),
        Municipality("072036", "福島県", "郡山市"),
        Municipality("132063", "東京都", "府中市"),
        Municipality("342084", "広島県", "府中市"),
        Municipality("414239", "佐賀県", "杵島郡大町町"),
        Municipality("273015", "大阪府", "三島郡島本町"),
        Municipality("014079", "北海道", "余市郡仁木町"),
    ]
)

# line | prefecture | municipality | street | building
WITHOUT_TABLE = """
東京都千代田区千代田1-1-1 見本ビル3階|東京都|千代田区|千代田1-1-1|見本ビル3階
東京都新宿区西新宿２－８－１見本荘101号室|東京都|新宿区|西新宿２－８－１|見本荘101号室
東京都新宿区市谷本村町5-1|東京都|新宿区|市谷本村町5-1|
東京都千代田区三番町6-26|東京都|千代田区|三番町6-26|
東京都町田市森野2-2-22-405号室|東京都|町田市|森野2-2-22|405号室
東京都港区芝公園4丁目2-8 3F|東京都|港区|芝公園4丁目2-8|3F
東京都港区芝公園4-2-8FLAT芝101|東京都|港区|芝公園4-2-8|FLAT芝101
東京都八丈島八丈町大賀郷2551-2|東京都|八丈島八丈町|大賀郷2551-2|
東京都武蔵村山市本町1-1-1|東京都|武蔵村山市|本町1-1-1|
東京都港区見本一丁目２番３号　見本荘２０１|東京都|港区|見本一丁目２番３号|見本荘２０１
東京都渋谷区神宮前1丁目 2番 3号|東京都|渋谷区|神宮前1丁目 2番 3号|
東京都渋谷区神宮前1ー2ー3|東京都|渋谷区|神宮前1ー2ー3|
東京都渋谷区神宮前1-2-3-A101|東京都|渋谷区|神宮前1-2-3-A101|
東京都千代田区丸の内見本タワー38階|東京都|千代田区|丸の内見本タワー38階|
北海道札幌市中央区北1条西2丁目1-1 見本ビル|北海道|札幌市中央区|北1条西2丁目1-1|見本ビル
札幌市北区北十条西三丁目|北海道|札幌市北区|北十条西三丁目|
横浜市 中区 港町1丁目50番地の10|神奈川県|横浜市中区|港町1丁目50番地の10|
神奈川県三浦郡葉山町堀内2135番地|神奈川県|三浦郡葉山町|堀内2135番地|
神奈川県 三浦郡 葉山町 堀内 2135|神奈川県|三浦郡葉山町|堀内 2135|
葉山町堀内2135||葉山町|堀内2135|
大和郡山市北郡山町248-4||大和郡山市|北郡山町248-4|
福島県郡山市見本町1-2|福島県|郡山市|見本町1-2|
三重県四日市市諏訪町1番5号|三重県|四日市市|諏訪町1番5号|
広島県廿日市市下平良一丁目11番1号|広島県|廿日市市|下平良一丁目11番1号|
石川県野々市市三納一丁目1番地|石川県|野々市市|三納一丁目1番地|
千葉県市川市八幡1-1-1|千葉県|市川市|八幡1-1-1|
千葉県八千代市ゆりのき台|千葉県|八千代市|ゆりのき台|
佐賀県杵島郡大町町大字大町5017|佐賀県|杵島郡大町町|大字大町5017|
北海道余市郡余市町朝日町26|北海道|余市郡余市町|朝日町26|
山形県西村山郡河北町谷地戊81|山形県|西村山郡河北町|谷地戊81|
奈良県高市郡明日香村岡55|奈良県|高市郡明日香村|岡55|
愛知県名古屋市中村区名駅一丁目1番4号|愛知県|名古屋市中村区|名駅一丁目1番4号|
大阪府堺市堺区南瓦町3-1　見本荘|大阪府|堺市堺区|南瓦町3-1|見本荘
熊本県熊本市中央区手取本町1番1号 101|熊本県|熊本市中央区|手取本町1番1号|101
京都府京都市中京区寺町通御池上る上本能寺前町488番地|京都府|京都市中京区|寺町通御池上る上本能寺前町488番地|
京都府京都市下京区四条通寺町東入二丁目御旅町51|京都府|京都市下京区|四条通寺町東入二丁目御旅町51|
岩手県九戸郡洋野町種市第23地割27番地|岩手県|九戸郡洋野町|種市第23地割27番地|
茨城県龍ヶ崎市3710|茨城県|龍ヶ崎市|3710|
見本||||見本
ベトナム国見本通り12||||
"""


def _rows(block):
    for line in block.strip().splitlines():
        text, *parts = line.split("|")
        yield pytest.param(text, parts, id=text)


@pytest.mark.parametrize(("text", "parts"), list(_rows(WITHOUT_TABLE)))
def test_parts_are_told_by_their_form(text, parts):
    if text in ("見本", "ベトナム国見本通り12"):
        parts = ["", "", text, ""]
    assert list(split_address(text)[:4]) == parts


@pytest.mark.parametrize("city", DESIGNATED_CITIES, ids=lambda city: city.name)
def test_ward_of_a_designated_city_is_told_without_a_table(city):
    prefecture = PREFECTURE_BY_CODE[city.code[:2]].name
    for line in (f"{city.name}北区本町1-2", f"{prefecture}{city.name}北区本町1-2"):
        parts = [prefecture, f"{city.name}北区", "本町1-2", ""]
        assert list(split_address(line)[:4]) == parts


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "〒240-0112 神奈川県三浦郡葉山町堀内2135",
            Address("神奈川県", "三浦郡葉山町", "堀内2135", "", "143014", "2400112"),
        ),
        (
            "２４０－０１１２　葉山町堀内2135",
            Address("神奈川県", "三浦郡葉山町", "堀内2135", "", "143014", "2400112"),
        ),
        (
            "川崎市川崎区駅前本町1-1",
            Address("神奈川県", "川崎市川崎区", "駅前本町1-1", "", "141313"),
        ),
        (
            "八丈町大賀郷2551-2",
            Address("東京都", "八丈島八丈町", "大賀郷2551-2", "", "134015"),
        ),
        (
            "茨城県竜ヶ崎市3710",
            Address("茨城県", "龍ケ崎市", "3710", "", "082082"),
        ),
        ("鎌ヶ谷市新鎌ケ谷2", Address("千葉県", "鎌ケ谷市", "新鎌ケ谷2", "", "122246")),
        ("大和郡山市1-1", Address("奈良県", "大和郡山市", "1-1", "", "292036")),
        ("府中市宮西町2-24", Address("", "府中市", "宮西町2-24", "")),
        (
            "広島県府中市府川町315",
            Address("広島県", "府中市", "府川町315", "", "342084"),
        ),
        ("佐賀県大町町1", Address("佐賀県", "杵島郡大町町", "1", "", "414239")),
        (
            "島本町桜井2-1-1",
            Address("大阪府", "三島郡島本町", "桜井2-1-1", "", "273015"),
        ),
        (
            "東京都 新宿区 西新宿 2-8-1 見本ビル",
            Address("東京都", "新宿区", "西新宿 2-8-1", "見本ビル", "131041"),
        ),
        (
            "東京都あきる野市二宮350",
            Address("東京都", "あきる野市", "二宮350", ""),
        ),
    ],
)
def test_the_table_gives_name_prefecture_and_code(text, address):
    assert split_address(text, TABLE) == address


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \u3000", "empty"),
        (None, "empty"),
        (False, "empty"),
        (7, "empty"),
        ("東京都\n千代田区", "control"),
        ("東京都\x00", "control"),
        ("東京都\u202e", "control"),
        ("東" * 201, "too_long"),
        ("1-" * 1_000_000, "too_long"),
    ],
)
def test_what_is_no_address_is_refused(text, code):
    with pytest.raises(AddressError) as error:
        split_address(text)
    assert error.value.code == code


PIECES = st.sampled_from(
    [
        *"東京都 北海道 札幌市 中央区 横浜市 郡山市 葉山町 三浦郡".split(),
        *"村 町 市 区 郡".split(),
        *"千代田 一番町 見本ビル コーポ 北一条 西 二 三 条 第 地割".split(),
        *"1 12 ３ - － ー の 丁目 番地 号 号室 階 F A101".split(),
        " ",
        "\u3000",
    ]
)


def _letters(text):
    return re.sub(r"[\s\-ーのノ]", "", unicodedata.normalize("NFKC", text))


@given(st.lists(PIECES, min_size=1, max_size=12).map("".join))
def test_nothing_but_spaces_and_separators_is_lost(text):
    if not text.strip():
        return
    address = split_address(text)
    joined = address.postcode + join_address(address)
    told = address.prefecture  # by the name of a designated city
    assert _letters(text) in {_letters(joined), _letters(joined.replace(told, "", 1))}


@given(st.text(max_size=220))
def test_any_text_is_split_or_refused(text):
    for table in (None, TABLE):
        try:
            address = split_address(text, table)
        except AddressError as error:
            assert error.code in AddressError.REASONS
            continue
        assert all(part == part.strip() for part in address)


def test_joining_puts_a_space_before_the_building_only():
    address = Address("東京都", "千代田区", "千代田1-1-1", "見本ビル3階")
    assert join_address(address) == "東京都千代田区千代田1-1-1見本ビル3階"
    assert join_address(address, "\u3000") == (
        "東京都千代田区千代田1-1-1\u3000見本ビル3階"
    )
    assert join_address(Address("東京都", "千代田区", "千代田1", ""), " ") == (
        "東京都千代田区千代田1"
    )
