# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The withholding statement: which figures and facts one slip holds.

A statement is a plain mapping ``field id -> value``; a missing key, ``None`` and
``""`` all mean *blank*. It never holds a number: numbers reach the sheet through
:func:`..render.render` only, under the ids of :func:`number_slots`.

The same statement feeds 給与所得の源泉徴収票, 給与支払報告書（個人別明細書） and the
records 375 (e-Tax) and 315 (eLTAX). ``item`` is the item number of those records
(1-115 are common to both; "375:" and "315:" mark the tail of one of them).

Kinds and the Python types they take:

=========  =====================================================================
text       ``str`` up to ``length`` characters, no control characters
kana       ``str`` up to ``length`` full-width katakana, spaces and ``・ー－．，``
yen        ``int`` from 0, up to ``length`` digits
count      ``int`` from 0, up to ``length`` digits
digits     ``str`` of ``length`` ASCII digits at most (exactly, for codes)
date       ``datetime.date``
flag       ``bool``
choice     one of ``choices``
code       one of ``choices`` (two ASCII digits, the code of the tax record)
people     list of mappings, see :data:`PEOPLE`
=========  =====================================================================
"""

from __future__ import annotations

from dataclasses import dataclass

FORM = "withholding_slip"


@dataclass(frozen=True)
class Field:
    """One field of the statement (see the table of kinds above).

    ``adjusted_only``: blank unless year-end adjustment was done (record layout,
    note to items 19-130).
    """

    id: str
    kind: str
    length: int
    label: str
    item: str = ""
    adjusted_only: bool = False
    choices: tuple[str, ...] = ()


SPOUSE_MARKS = ("none", "main", "sub")
HOUSING_CLASSES = tuple("01 02 03 04 11 12 13 21 22 24 31 32 34 41 42 44".split())
DEPENDANT_CLASSES = tuple(
    ["00", "01", "02", "03", "04"]
    + [f"{step}{abroad}" for step in range(1, 10) for abroad in (0, 1)]
)
ABROAD_CLASSES = ("00", "01")

FIELDS = (
    Field("year", "count", 4, "年分（西暦）", "11"),
    Field("adjusted", "flag", 1, "年末調整済"),
    # 支払を受ける者
    Field("payee_address", "text", 60, "住所又は居所", "12"),
    Field("payee_abroad", "flag", 1, "国外住所表示", "13"),
    Field("payee_code", "text", 25, "受給者番号", "315:138"),
    Field("payee_position", "text", 15, "役職名", "15"),
    Field("payee_kana", "kana", 30, "フリガナ", "375:132 315:137"),
    Field("payee_name", "text", 30, "氏名", "14"),
    Field("payee_birth_date", "date", 10, "受給者生年月日", "44-47"),
    Field("municipality_code", "digits", 6, "提出先市町村コード", "315:139"),
    Field("designated_number", "text", 12, "指定番号", "315:140"),
    # 支払
    Field("pay_kind", "text", 10, "種別", "16"),
    Field("pay_amount", "yen", 10, "支払金額", "17"),
    Field("pay_amount_inner", "yen", 10, "支払金額のうち未払金額", "18"),
    Field("pay_after", "yen", 10, "給与所得控除後の金額（調整控除後）", "19", True),
    Field("deduction_total", "yen", 10, "所得控除の額の合計額", "20", True),
    Field("tax_amount", "yen", 10, "源泉徴収税額", "21"),
    Field("tax_amount_inner", "yen", 10, "源泉徴収税額のうち未徴収税額", "22"),
    # 配偶者
    Field(
        "spouse_mark",
        "choice",
        4,
        "（源泉）控除対象配偶者の有無等",
        "23",
        choices=SPOUSE_MARKS,
    ),
    Field("spouse_elderly", "flag", 1, "老人控除対象配偶者", "24"),
    Field("spouse_deduction", "yen", 10, "配偶者（特別）控除の額", "25", True),
    Field("spouse_name", "text", 30, "（源泉・特別）控除対象配偶者 氏名", "97"),
    Field("spouse_kana", "kana", 30, "（源泉・特別）控除対象配偶者 フリガナ", "96"),
    Field(
        "spouse_class",
        "code",
        2,
        "（源泉・特別）控除対象配偶者 区分",
        "98",
        choices=ABROAD_CLASSES,
    ),
    Field("spouse_income", "yen", 10, "配偶者の合計所得", "42"),
    # 人数
    Field("dep_specific", "count", 2, "控除対象扶養親族等の数 特定 主", "26"),
    Field("dep_specific_sub", "count", 2, "控除対象扶養親族等の数 特定 従", "27"),
    Field("dep_elderly", "count", 2, "控除対象扶養親族等の数 老人 主", "28"),
    Field("dep_elderly_living", "count", 2, "老人のうち同居老親等", "29"),
    Field("dep_elderly_sub", "count", 2, "控除対象扶養親族等の数 老人 従", "30"),
    Field("dep_other", "count", 2, "控除対象扶養親族等の数 その他 主", "31"),
    Field("dep_other_sub", "count", 2, "控除対象扶養親族等の数 その他 従", "32"),
    Field("dep_special_rel", "count", 2, "特親 主", "375:133 315:144"),
    Field("dep_special_rel_sub", "count", 2, "特親 従", "375:134 315:145"),
    Field("dep_under16", "count", 2, "16歳未満扶養親族の数", "91"),
    Field("dis_special", "count", 2, "障害者の数 特別", "33"),
    Field("dis_special_living", "count", 2, "特別障害者のうち同居", "34"),
    Field("dis_other", "count", 2, "障害者の数 その他", "35"),
    Field("nonresident_rel", "count", 2, "非居住者である親族の数", "93"),
    # 控除
    Field(
        "special_rel_deduction",
        "yen",
        10,
        "特定親族特別控除の額",
        "375:135 315:146",
        True,
    ),
    Field("social_ins", "yen", 10, "社会保険料等の金額", "36"),
    Field("social_ins_inner", "yen", 10, "うち小規模企業共済等掛金", "37"),
    Field("life_ins", "yen", 10, "生命保険料の控除額", "38", True),
    Field("quake_ins", "yen", 10, "地震保険料の控除額", "39", True),
    Field("housing_credit", "yen", 10, "住宅借入金等特別控除の額", "40", True),
    Field("basic_deduction", "yen", 10, "基礎控除の額", "375:129 315:141", True),
    Field("income_adjust", "yen", 10, "所得金額調整控除額", "375:130 315:142", True),
    Field("new_life", "yen", 10, "新生命保険料の金額", "87", True),
    Field("old_life", "yen", 10, "旧生命保険料の金額", "88", True),
    Field("care_ins", "yen", 10, "介護医療保険料の金額", "89", True),
    Field("new_pension", "yen", 10, "新個人年金保険料の金額", "90", True),
    Field("old_pension", "yen", 10, "旧個人年金保険料の金額", "41", True),
    Field("national_pension", "yen", 10, "国民年金保険料等の金額", "92", True),
    Field("old_longterm", "yen", 10, "旧長期損害保険料の金額", "43", True),
    # 住宅借入金等特別控除の額の内訳
    Field("housing_count", "count", 1, "住宅借入金等特別控除適用数", "77", True),
    Field("housing_possible", "yen", 10, "住宅借入金等特別控除可能額", "78", True),
    Field("move_in1", "date", 10, "居住開始年月日（1回目）", "74-76", True),
    Field(
        "housing_class1",
        "code",
        2,
        "住宅借入金等特別控除区分（1回目）",
        "79",
        True,
        HOUSING_CLASSES,
    ),
    Field("housing_balance1", "yen", 8, "住宅借入金等年末残高（1回目）", "80", True),
    Field("move_in2", "date", 10, "居住開始年月日（2回目）", "81-83", True),
    Field(
        "housing_class2",
        "code",
        2,
        "住宅借入金等特別控除区分（2回目）",
        "84",
        True,
        HOUSING_CLASSES,
    ),
    Field("housing_balance2", "yen", 8, "住宅借入金等年末残高（2回目）", "85", True),
    # 本人に関する事項
    Field("f_minor", "flag", 1, "未成年者", "49"),
    Field("f_foreigner", "flag", 1, "外国人", "59"),
    Field("f_death", "flag", 1, "死亡退職", "57"),
    Field("f_disaster", "flag", 1, "災害者", "58"),
    Field("f_otsu", "flag", 1, "乙欄", "50"),
    Field("f_dis_special", "flag", 1, "本人が障害者 特別", "51"),
    Field("f_dis_other", "flag", 1, "本人が障害者 その他", "52"),
    Field("f_widow", "flag", 1, "寡婦", "54"),
    Field("f_single_parent", "flag", 1, "ひとり親", "375:131 315:143"),
    Field("f_student", "flag", 1, "勤労学生", "56"),
    Field("joined_date", "date", 10, "中途就職 年月日", "60-63"),
    Field("left_date", "date", 10, "中途退職 年月日", "60-63"),
    # 摘要・備考
    Field("ordinary_collection", "flag", 1, "普通徴収", "315:134"),
    Field("ordinary_reason", "text", 10, "普通徴収の理由（市区町村の符号）"),
    Field("blue_worker", "flag", 1, "青色専従者", "315:135"),
    Field("treaty_exempt", "flag", 1, "条約免除", "315:136"),
    Field("treaty_text", "text", 60, "条約免除の金額及び条項"),
    Field("disabled_spouse_name", "text", 30, "同一生計配偶者（障害者）の氏名"),
    Field("income_adjust_name", "text", 30, "所得金額調整控除の対象親族の氏名"),
    Field("income_adjust_spouse", "flag", 1, "その対象親族は同一生計配偶者"),
    Field("life_ins_special", "flag", 1, "生命保険料控除の特例の適用", "86", True),
    Field("deferred_tax", "yen", 10, "災害者に係る徴収猶予税額", "70"),
    Field("prev_address", "text", 60, "他の支払者 住所又は所在地", "64"),
    Field("prev_abroad", "flag", 1, "他の支払者 国外住所表示", "65"),
    Field("prev_name", "text", 30, "他の支払者 氏名又は名称", "66"),
    Field("prev_pay", "yen", 10, "他の支払者 給与等の金額", "67"),
    Field("prev_tax", "yen", 10, "他の支払者 徴収した金額", "68"),
    Field("prev_social_ins", "yen", 10, "他の支払者 社会保険料の金額", "69"),
    Field("prev_left_date", "date", 10, "他の支払者を退職した年月日", "71-73"),
    Field("summary_text", "text", 300, "摘要（その他の記載）", "86"),
    # 支払者
    Field("payer_corporate_number", "digits", 13, "支払者の法人番号", "94"),
    Field("payer_address", "text", 60, "支払者 住所（居所）又は所在地", "4"),
    Field("payer_name", "text", 30, "支払者 氏名又は名称", "5"),
    Field("payer_tel", "text", 15, "支払者 電話", "6"),
    # 親族
    Field("dependants", "people", 12, "控除対象扶養親族等", "100-115"),
    Field("under16", "people", 12, "16歳未満の扶養親族", "375:116-127 315:116-131"),
    Field("retirement_relatives", "people", 6, "退職手当等を有する配偶者・扶養親族"),
)

PEOPLE = {
    "dependants": (
        Field("name", "text", 30, "氏名"),
        Field("kana", "kana", 30, "フリガナ"),
        Field("class_code", "code", 2, "区分", choices=DEPENDANT_CLASSES),
        Field("income", "yen", 10, "特定親族の合計所得（印字しない）"),
    ),
    "under16": (
        Field("name", "text", 30, "氏名"),
        Field("kana", "kana", 30, "フリガナ"),
        Field("class_code", "code", 2, "区分", choices=ABROAD_CLASSES),
    ),
    "retirement_relatives": (
        Field("name", "text", 30, "氏名"),
        Field("kana", "kana", 30, "フリガナ"),
    ),
}
BY_ID = {field.id: field for field in FIELDS}
