# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names folded for search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mynumber_management.text import datafile, variants
from mynumber_management.text.folding import fold_name, search_key, search_terms

ALIKE = [
    "高橋 髙橋 髙槗 高𣘺",
    "山崎 山﨑 山嵜 山㟢 山碕",
    "斎藤 斉藤 齋藤 齊藤 斎\u3000藤",
    "渡辺 渡邊 渡邉 渡邊\U000e0102 渡邉\U000e0108",
    "浜田 濱田 濵田",
    "桑田 桒田",
    "吉田 𠮷田",
    "島田 嶋田 嶌田",
    "沢田 澤田",
    "広田 廣田",
    "桜井 櫻井",
    "柳田 栁田 桺田",
    "富田 冨田",
    "峰 峯",
    "館 舘",
    "瀬戸 瀨戸",
    "真田 眞田",
    "徳永 德永",
    "黒田 黑田",
    "竜田 龍田",
    "滝 瀧",
    "関 關",
    "国分 國分",
    "恵 惠",
    "辻 辻\U000e0100 辻\ufe00",
    "神田 \ufa19田",
    "塚本 \ufa10本",
    "佐々木 佐佐木",
    "代々々 代代代",
    "鶴田 靍田 靏田 鸖田",
    "坂本 阪本",
    "園田 薗田",
    "サトウ さとう ｻﾄｳ サ\u3000トウ サ・トウ",
    "ショウジ しょうじ ｼｮｳｼﾞ シヨウジ ショウヂ",
    "カヅコ カズコ かづこ",
    "ジョーンズ ｼﾞｮｰﾝｽﾞ ジョ－ンズ ジョ-ンズ",
    "ガ が か\u3099 ｶﾞ カ゛ か゛",
    "Yamada YAMADA ｙａｍａｄａ yamada",
    "O'Brien OBrien Obrien O’BRIEN",
    "Müller Muller MÜLLER MU\u0308LLER",
    "Straße STRASSE",
    "Đặng DANG dang",
    "Łukasz Lukasz",
    "Ægir Aegir",
    "株式会社見本 株式会社　見本",
    "1-2 12 １・２",
]

MIXED = "髙﨑斉邉𠮷がカﾞーｱ々葛\U000e0100\u3099-・ ABﬁéİßｼﾞ゛"

APART = [
    "高橋 高梨",
    "斎藤 佐藤",
    "サトウ サドウ",
    "ハハ ババ パパ",
    "キョウコ キョウゴ",
    "渡辺 渡部",
    "土 士",
    "太田 大田 犬田",
    "沢 択",
    "間 問",
    "己 已 巳",
]


@pytest.mark.parametrize("names", ALIKE)
def test_usual_ways_of_writing_a_name_fold_alike(names):
    assert len({fold_name(name) for name in names.split(" ")} - {""}) == 1


@pytest.mark.parametrize("names", APART)
def test_different_names_stay_apart(names):
    names = names.split()
    assert len({fold_name(name) for name in names}) == len(names)


# Pairs of 戸籍法施行規則 別表第二 (人名用漢字), typed apart from the table.
OFFICIAL_PAIRS = """
亞亜 惡悪 爲為 榮栄 衞衛 圓円 緣縁 薗園 應応 櫻桜 奧奥 橫横 溫温 價価 壞壊 懷懐
樂楽 卷巻 陷陥 寬寛 氣気 僞偽 戲戯 虛虚 峽峡 狹狭 曉暁 駈駆 勳勲 薰薫 惠恵 揭掲
鷄鶏 藝芸 擊撃 縣県 儉倹 劍剣 險険 圈圏 檢検 顯顕 驗験 嚴厳 廣広 恆恒 黃黄 國国
黑黒 碎砕 雜雑 兒児 濕湿 實実 壽寿 收収 從従 澁渋 獸獣 縱縦 緖緒 敍叙 將将 涉渉
燒焼 奬奨 條条 狀状 乘乗 淨浄 剩剰 疊畳 孃嬢 讓譲 釀醸 眞真 寢寝 愼慎 盡尽 粹粋
醉酔 穗穂 瀨瀬 齊斉 靜静 攝摂 專専 戰戦 纖繊 禪禅 壯壮 爭争 莊荘 搜捜 巢巣 曾曽
裝装 瘦痩 騷騒 增増 藏蔵 臟臓 卽即 帶帯 滯滞 瀧滝 單単 團団 彈弾 晝昼 鑄鋳 廳庁
徵徴 聽聴 鎭鎮 轉転 傳伝 嶋島 燈灯 盜盗 稻稲 德徳 拜拝 盃杯 賣売 髮髪 拔抜 晚晩
祕秘 冨富 拂払 佛仏 步歩 峯峰 飜翻 每毎 萬万 默黙 埜野 彌弥 藥薬 與与 搖揺 樣様
謠謡 來来 賴頼 覽覧 龍竜 凉涼 綠緑 淚涙 壘塁 禮礼 曆暦 歷歴 鍊錬 郞郎 錄録 亙亘
凛凜 堯尭 巖巌 晄晃 檜桧 槙槇 瑤瑶 祿禄 穰穣 萠萌 遙遥 禰祢 熙煕
""".split()


@pytest.mark.parametrize("pair", OFFICIAL_PAIRS)
def test_official_pairs_of_old_and_new_shapes_fold_alike(pair):
    assert fold_name(pair[0]) == fold_name(pair[1])


@given(st.text())
def test_a_folded_name_is_letters_and_digits_and_stays_as_it_is(text):
    folded = fold_name(text)
    assert all(c.isalnum() or c == "々" for c in folded)
    assert fold_name(folded) == folded


@given(
    st.text(alphabet="髙﨑斉邉𠮷がカﾞーｱ々葛\U000e0100\u3099-・ ABﬁéİßｼﾞ゛", max_size=12)
)
def test_folding_mixed_scripts_twice_is_once(text):
    folded = fold_name(text)
    assert fold_name(folded) == folded


@given(st.text(max_size=20), st.text(max_size=20))
def test_spaces_between_the_parts_do_not_matter(family, given_name):
    both = f"{family} {given_name}", f"{family}\u3000{given_name}"
    assert fold_name(both[0]) == fold_name(both[1])


@pytest.mark.parametrize(
    "query",
    [
        "髙橋",
        "高橋",
        "高",
        "高橋 太郎",
        "太郎　高橋",
        "高橋太郎",
        "たかはし",
        "ﾀｶﾊｼ",
        "タカハシ　タロウ",
        "takahashi",
        "TAKAHASI",
        "takahashi taro",
        "Tarō Takahashi",
        "tarou",
        "takahashitaro",
        "ｔａｋａ",
        "小島",
        "旧　小嶋",
        "E0012",
        "e0012",
    ],
)
def test_a_person_is_found_by_any_usual_query(query):
    key = search_key(
        ["髙橋 太郎", "タカハシ タロウ", "旧 小嶋", "TAKAHASHI TARO", "E0012"]
    )
    terms = search_terms(query)
    assert terms and all(term in key for term in terms)


@pytest.mark.parametrize("query", ["佐藤", "サトウ", "sato", "高梨", "高橋 次郎"])
def test_another_person_is_not_found(query):
    key = search_key(["髙橋 太郎", "タカハシ タロウ"])
    assert not all(term in key for term in search_terms(query))


@given(st.text())
def test_terms_hold_nothing_that_sql_like_would_read(query):
    for term in search_terms(query):
        assert term.isalnum() or "々" in term
        assert not set(term) & set("%_\\'\"")


@given(st.lists(st.text(max_size=30), max_size=4))
def test_every_word_of_a_person_finds_the_person(texts):
    key = search_key(texts)
    for text in texts:
        for term in search_terms(text):
            assert term in key


def test_an_empty_query_has_no_terms():
    assert search_terms(" 　・ ") == []
    assert search_key(["", " "]) == ""


def test_groups_of_the_variant_table_do_not_overlap():
    owner = {}
    for row in datafile.rows("kanji_variants.csv"):
        assert row["kind"] in ("same", "search")
        assert len(row["representative"]) == 1 and row["variants"]
        for char in row["variants"]:
            assert char not in owner, char
            assert char != row["representative"]
            owner[char] = row["representative"]
    for head in owner.values():
        # at most one step further, and no circle
        assert owner.get(owner.get(head, head), owner.get(head, head)) == owner.get(
            head, head
        )


def test_representatives_are_final():
    for row in datafile.rows("kanji_variants.csv"):
        for char in row["representative"] + row["variants"]:
            head = variants.to_representative(char)
            assert variants.to_representative(head) == head


def test_only_the_same_character_is_proposed_for_filing():
    assert "斉" not in variants.standard_forms("斎")
    assert "斎" in variants.standard_forms("齋")
    assert "斉" in variants.standard_forms("齊")
    assert variants.standard_forms("坂") == ()
    assert variants.standard_forms("あ") == ()
