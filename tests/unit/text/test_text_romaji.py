# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Letters: kana in Hepburn, and folding that joins every usual spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text.romaji import fold_romaji, romaji

# Kana, Hepburn, Kunrei (内閣告示第1号 昭和29年 第1表), typed apart from the table.
SYLLABLES = [
    row.split()
    for row in """
ア a a|イ i i|ウ u u|エ e e|オ o o|カ ka ka|キ ki ki|ク ku ku|ケ ke ke|コ ko ko
サ sa sa|シ shi si|ス su su|セ se se|ソ so so|タ ta ta|チ chi ti|ツ tsu tu
テ te te|ト to to|ナ na na|ニ ni ni|ヌ nu nu|ネ ne ne|ノ no no|ハ ha ha|ヒ hi hi
フ fu hu|ヘ he he|ホ ho ho|マ ma ma|ミ mi mi|ム mu mu|メ me me|モ mo mo|ヤ ya ya
ユ yu yu|ヨ yo yo|ラ ra ra|リ ri ri|ル ru ru|レ re re|ロ ro ro|ワ wa wa|ガ ga ga
ギ gi gi|グ gu gu|ゲ ge ge|ゴ go go|ザ za za|ジ ji zi|ズ zu zu|ゼ ze ze|ゾ zo zo
ダ da da|ヂ ji di|ヅ zu du|デ de de|ド do do|バ ba ba|ビ bi bi|ブ bu bu|ベ be be
ボ bo bo|パ pa pa|ピ pi pi|プ pu pu|ペ pe pe|ポ po po|キャ kya kya|キュ kyu kyu
キョ kyo kyo|シャ sha sya|シュ shu syu|ショ sho syo|チャ cha tya|チュ chu tyu
チョ cho tyo|ニャ nya nya|ヒョ hyo hyo|ミュ myu myu|リョ ryo ryo|ギョ gyo gyo
ジャ ja zya|ジュ ju zyu|ジョ jo zyo|ビャ bya bya|ピョ pyo pyo
""".replace("\n", "|").split("|")
    if row
]

PEOPLE = [
    ("サトウ", "satou", "Satō Sato Satoh SATOU ｓａｔｏｕ Satô"),
    ("オオノ", "oono", "Ōno Ono Ohno Oono"),
    ("オオハシ", "oohashi", "Ohashi Ohhashi Ōhashi oohasi"),
    ("コウノ", "kouno", "Kono Kohno Kōno kouno"),
    ("シンイチ", "shin'ichi", "Shinichi Shin'ichi Shin-ichi SIN'ITI siniti"),
    ("ホンマ", "honma", "Honma Homma"),
    ("ナンバ", "nanba", "Nanba Namba"),
    ("シンペイ", "shinpei", "Shinpei Shimpei sinpei"),
    ("ハットリ", "hattori", "Hattori"),
    ("ハッチョウ", "hatchou", "Hatcho Hacchou hattyou Hatchō"),
    ("イッシキ", "isshiki", "Isshiki issiki"),
    ("ショウジ", "shouji", "Shoji Shohji syouzi syozi SHŌJI"),
    ("ショージ", "shooji", "Shoji Shōji"),
    ("ジュンコ", "junko", "Junko Zyunko jyunko"),
    ("チヅル", "chizuru", "Chizuru Chiduru tizuru tiduru"),
    ("フジイ", "fujii", "Fujii Fuji huzii"),
    ("ニイガタ", "niigata", "Niigata Nīgata"),
    ("ユウキ", "yuuki", "Yuki Yūki Yuuki Yuhki"),
    ("イノウエ", "inoue", "Inoue Inōe"),
    ("ヲ", "o", "o wo"),
    ("ヴィクトル", "vikutoru", "Vikutoru bikutoru"),
    ("ジェーン", "jeen", "Jen jeen"),
]


@pytest.mark.parametrize(("kana", "letters", "spellings"), PEOPLE)
def test_every_usual_spelling_folds_alike(kana, letters, spellings):
    assert romaji(kana) == letters
    key = fold_romaji(letters)
    assert {fold_romaji(s) for s in spellings.split()} == {key}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ショウタ", "ソウタ"),
        ("サトウ", "サイトウ"),
        ("アベ", "アンベ"),
        ("カトウ", "ガトウ"),
        ("イトウ", "シトウ"),
        ("ハトリ", "ハットリ"),
        ("タカシ", "タケシ"),
        ("ヤマダ", "ヤマタ"),
        ("ハヤシ", "ハヤセ"),
        ("キョウコ", "キヨコ"),
    ],
)
def test_different_readings_stay_apart(one, other):
    assert fold_romaji(romaji(one)) != fold_romaji(romaji(other))


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("さとう たろう", "satou tarou"),
        ("ｼﾞｮｰﾝｽﾞ", "joonzu"),
        ("ラーメン", "raamen"),
        ("アッ", "at"),
        ("ー", ""),
        ("ンア", "n'a"),
        ("ティファニー", "tifanii"),
        ("クァ", "kwa"),
        ("山田", "山田"),
        ("", ""),
    ],
)
def test_hepburn(kana, letters):
    assert romaji(kana) == letters


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8))
def test_hepburn_and_kunrei_of_one_reading_fold_alike(syllables):
    kana, hepburn, kunrei = ("".join(parts) for parts in zip(*syllables, strict=True))
    assert romaji(kana) == hepburn
    assert fold_romaji(hepburn) == fold_romaji(kunrei) == fold_romaji(hepburn.upper())


@given(st.text())
def test_any_text_folds_to_plain_letters(text):
    folded = fold_romaji(text)
    assert folded == " ".join(folded.split())
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize(
    ("kana", "spellings"),
    [
        ("ショウジ", "shouji syouzi shoji"),
        ("チヅル", "chizuru tizuru"),
        ("ハッチョウ", "hatchou hacchou hattyou"),
        ("フジツカ", "fujitsuka huzituka"),
    ],
)
def test_a_reading_is_found_while_it_is_typed(kana, spellings):
    key = fold_romaji(romaji(kana))
    for spelling in spellings.split():
        for end in range(1, len(spelling) + 1):
            assert key.startswith(fold_romaji(spelling[:end])), spelling[:end]
