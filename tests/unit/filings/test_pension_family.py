# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of the 2202700, block by block."""

import pytest
from forms_samples import number
from pension_samples import (
    changed,
    family,
    found,
    in_frame,
    record,
    table,
)

JOIN, REMOVAL, CHANGE = (record("2202700", **family(kind)) for kind in "123")
IDS = list(table().forms["2202700"].by_id)
SPOUSE = [item for item in IDS if item.startswith("spouse_")]
OTHER = [item for item in IDS if item.startswith("other1_")]


def without(items, *kept):
    return {item: "" for item in items if item not in kept}


NUMBER = "number number_missing"
HOME = ["zip1 needed_here", "zip2 needed_here", "address needed_here"]
BY_PENSION_NO = {"number": "", "pension_office": "1234", "pension_serial": "567890"}
ADDRESS = {"zip1": "100", "zip2": "0001", "address": "東京都"}
ABROAD = {"abroad": "1", "abroad_reason": "1"}
PHONE = {"tel_kind": "1", "tel1": "03", "tel2": "1", "tel3": "2345"}
BLOCK = (
    "kana sex birth_era zip1 zip2 address living became_era occupation income"
).split()


def needed(prefix, items):
    return {f"{prefix}_{item} needed_here" for item in items}


# Base, texts that differ, all (item, code) that are found.
CASES = [
    # the insured person
    (JOIN, {"insured_no": ""}, set()),
    (REMOVAL, {"insured_no": ""}, {"insured_no needed_here"}),
    (CHANGE, {"insured_no": ""}, {"insured_no needed_here"}),
    (JOIN, {"received_era": "", "received_day": ""}, {"received_era expected_here"}),
    (JOIN, {"received_day": "081124"}, {"received_era in_future"}),
    (
        JOIN,
        {"number": ""},
        {NUMBER, *HOME, "pension_office needed_here", "pension_serial needed_here"},
    ),
    (JOIN, {**BY_PENSION_NO, **ADDRESS}, set()),
    (JOIN, BY_PENSION_NO, set(HOME)),
    (JOIN, {"zip1": "100"}, {"zip1 empty_here"}),
    (JOIN, {"zip2": "0001"}, {"zip2 empty_here"}),
    (JOIN, {"address": "東京都"}, {"address empty_here"}),
    (
        JOIN,
        {"pension_office": "1234", "pension_serial": "567890"},
        {"number both_numbers"},
    ),
    (JOIN, {"pension_office": "1234"}, {"pension_serial needed_here"}),
    (
        JOIN,
        {"pension_serial": "567890"},
        {"pension_office needed_here", "number both_numbers"},
    ),
    (REMOVAL, {"income": "1"}, {"income empty_here"}),
    (CHANGE, {"income": "1"}, {"income empty_here"}),
    # the spouse
    (
        JOIN,
        {"spouse_notified_era": "", "spouse_notified_day": ""},
        {"spouse_notified_era expected_here"},
    ),
    *[
        (JOIN, {f"spouse_{item}": ""}, {f"spouse_{item} needed_here"})
        for item in "kana sex zip1 zip2 address living became_reason occupation "
        "income".split()
    ],
    (
        JOIN,
        {"spouse_birth_era": "", "spouse_birth_day": ""},
        {"spouse_birth_era needed_here"},
    ),
    (
        JOIN,
        {"spouse_became_era": "", "spouse_became_day": ""},
        {"spouse_became_era needed_here"},
    ),
    (JOIN, {"spouse_number": ""}, {"spouse_number number_missing"}),
    (
        JOIN,
        {"spouse_pension_office": "1234"},
        {"spouse_pension_serial needed_here"},
    ),
    (
        JOIN,
        {"spouse_number": "", "spouse_pension_serial": "567890"},
        {"spouse_pension_office needed_here"},
    ),
    (
        JOIN,
        {"spouse_pension_office": "1234", "spouse_pension_serial": "567890"},
        {"spouse_number both_numbers"},
    ),
    (JOIN, {"spouse_residence": "13"}, {"spouse_residence empty_here"}),
    (REMOVAL, {"spouse_residence": "13"}, set()),
    (CHANGE, {"spouse_residence": "13"}, {"spouse_residence empty_here"}),
    (
        JOIN,
        {"spouse_tel1": "03", "spouse_tel2": "1", "spouse_tel3": "2345"},
        {"spouse_tel_kind needed_here"},
    ),
    *[
        (
            JOIN,
            {f"spouse_{item}": text},
            {f"spouse_{one} needed_here" for one in PHONE if one != item},
        )
        for item, text in PHONE.items()
    ],
    (JOIN, {"spouse_became_reason": "5"}, {"spouse_became_text needed_here"}),
    (
        JOIN,
        {"spouse_became_reason": "5", "spouse_became_text": "同居"},
        set(),
    ),
    (JOIN, {"spouse_became_text": "同居"}, {"spouse_became_text unexpected_here"}),
    *[
        (base, {f"spouse_{item}": "1"}, {f"spouse_{item} {code}"})
        for base in (REMOVAL, CHANGE)
        for item, code in (
            ("living", "empty_here"),
            ("became_reason", "empty_here"),
            ("occupation", "empty_here"),
            ("income", "unexpected_here"),
        )
    ],
    (
        REMOVAL,
        {"spouse_became_era": "9", "spouse_became_day": "080101"},
        {"spouse_became_era empty_here"},
    ),
    (CHANGE, {"spouse_became_era": "9", "spouse_became_day": "080101"}, set()),
    (CHANGE, {"spouse_ended_era": "9", "spouse_ended_day": "080101"}, set()),
    (
        JOIN,
        {"spouse_ended_era": "9", "spouse_ended_day": "081001"},
        {"spouse_ended_era unexpected_here"},
    ),
    (
        REMOVAL,
        {"spouse_ended_era": "", "spouse_ended_day": ""},
        {"spouse_ended_era needed_here"},
    ),
    (REMOVAL, {"spouse_ended_reason": ""}, {"spouse_ended_reason needed_here"}),
    (JOIN, {"spouse_ended_reason": "2"}, {"spouse_ended_reason empty_here"}),
    (CHANGE, {"spouse_ended_reason": "2"}, {"spouse_ended_reason empty_here"}),
    (REMOVAL, {"spouse_ended_reason": "6"}, {"spouse_ended_text needed_here"}),
    (REMOVAL, {"spouse_ended_text": "甲"}, {"spouse_ended_text empty_here"}),
    (REMOVAL, {"spouse_ended_reason": "1"}, {"spouse_died_era needed_here"}),
    (
        REMOVAL,
        {"spouse_died_era": "9", "spouse_died_day": "081001"},
        {"spouse_died_era empty_here"},
    ),
    (CHANGE, {"spouse_note": ""}, {"spouse_note needed_here"}),
    (JOIN, {"spouse_note": "備考"}, set()),
    (JOIN, {"partner_income": "1"}, {"partner_income unexpected_here"}),
    (REMOVAL, {"partner_income": "1"}, {"partner_income empty_here"}),
    (
        JOIN,
        {"spouse_became_day": "620302", "spouse_became_era": "7"},
        {"spouse_became_era outside_era"},
    ),
    (
        JOIN,
        {"spouse_birth_era": "9", "spouse_birth_day": "081002"},
        {"spouse_became_era before_birth"},
    ),
    # 海外特例要件
    (
        JOIN,
        {"spouse_abroad": "1"},
        {"spouse_abroad_from_era needed_here", "spouse_abroad_reason needed_here"},
    ),
    (
        JOIN,
        {
            "spouse_abroad": "1",
            "spouse_abroad_from_era": "9",
            "spouse_abroad_from_day": "081001",
            "spouse_abroad_reason": "5",
        },
        {"spouse_abroad_text needed_here"},
    ),
    (
        JOIN,
        {"spouse_abroad": "2"},
        {
            "spouse_abroad empty_here",
            "spouse_abroad_end_era needed_here",
            "spouse_abroad_end_reason needed_here",
        },
    ),
    (
        CHANGE,
        {
            "spouse_abroad": "2",
            "spouse_abroad_end_era": "9",
            "spouse_abroad_end_day": "081001",
            "spouse_abroad_end_reason": "2",
        },
        {"spouse_abroad_end_text needed_here"},
    ),
    (
        CHANGE,
        {
            "spouse_abroad": "2",
            "spouse_abroad_end_era": "9",
            "spouse_abroad_end_day": "081001",
            "spouse_abroad_end_reason": "1",
        },
        {"spouse_entered_era needed_here"},
    ),
    (
        REMOVAL,
        {
            "spouse_abroad": "1",
            "spouse_abroad_from_era": "9",
            "spouse_abroad_from_day": "080101",
            "spouse_abroad_reason": "1",
        },
        {"spouse_abroad empty_here"},
    ),
    (JOIN, {"spouse_abroad_reason": "1"}, {"spouse_abroad_reason unexpected_here"}),
    (CHANGE, {"spouse_abroad_text": "甲"}, {"spouse_abroad_text unexpected_here"}),
    # another dependant
    *[
        (JOIN, {f"other1_{item}": ""}, {f"other1_{item} needed_here"})
        for item in "kana sex relation living zip1 zip2 address occupation "
        "income".split()
    ],
    (JOIN, {"other1_became_reason": ""}, {"other1_became_reason expected_here"}),
    (JOIN, {"other1_number": ""}, {"other1_number number_missing"}),
    (JOIN, {"other1_relation": "10"}, {"other1_relation_text needed_here"}),
    (REMOVAL, {"other1_relation": "10"}, {"other1_relation_text expected_here"}),
    (JOIN, {"other1_relation_text": "叔母"}, {"other1_relation_text empty_here"}),
    (REMOVAL, {"other1_living": "1"}, {"other1_living empty_here"}),
    (CHANGE, {"other1_living": "1"}, {"other1_living empty_here"}),
    (REMOVAL, {"other1_zip1": ""}, {"other1_zip1 needed_here"}),
    (CHANGE, {"other1_zip1": "100"}, set()),
    (JOIN, {"other1_residence": "13"}, {"other1_residence empty_here"}),
    (CHANGE, {"other1_residence": "13"}, {"other1_residence empty_here"}),
    (REMOVAL, {"other1_occupation": "1"}, {"other1_occupation empty_here"}),
    (REMOVAL, {"other1_became_reason": "1"}, {"other1_became_reason empty_here"}),
    (JOIN, {"other1_became_reason": "5"}, {"other1_became_text needed_here"}),
    (
        REMOVAL,
        {"other1_became_era": "9", "other1_became_day": "081001"},
        {"other1_became_era empty_here"},
    ),
    (
        REMOVAL,
        {"other1_ended_era": "", "other1_ended_day": ""},
        {"other1_ended_era needed_here"},
    ),
    (REMOVAL, {"other1_ended_reason": ""}, {"other1_ended_reason expected_here"}),
    (JOIN, {"other1_ended_reason": "1"}, {"other1_ended_reason empty_here"}),
    (REMOVAL, {"other1_ended_reason": "6"}, {"other1_ended_text needed_here"}),
    (REMOVAL, {"other1_ended_text": "甲"}, {"other1_ended_text empty_here"}),
    (CHANGE, {"other1_note": ""}, {"other1_note needed_here"}),
    (JOIN, {"other1_abroad": "1"}, {"other1_abroad_reason needed_here"}),
    (
        JOIN,
        {"other1_abroad": "1", "other1_abroad_reason": "5"},
        {"other1_abroad_text needed_here"},
    ),
    (
        CHANGE,
        {"other1_abroad": "2", "other1_abroad_end_reason": "1"},
        {"other1_entered_era needed_here"},
    ),
    (
        JOIN,
        {"other1_abroad": "2", "other1_abroad_end_reason": "2"},
        {"other1_abroad empty_here", "other1_abroad_end_text needed_here"},
    ),
    (JOIN, {"other1_became_day": "080919"}, {"other1_became_era before_birth"}),
    # texts and days that nothing asks for
    *[
        (JOIN, {f"{block}_{item}": "甲"}, {f"{block}_{item} unexpected_here"})
        for block in ("spouse", "other1")
        for item in ("abroad_text", "abroad_end_text", "became_text")
    ],
    *[
        (
            JOIN,
            {f"{stem}_era": "9", f"{stem}_day": "081001"},
            {f"{stem}_era unexpected_here"},
        )
        for stem in (
            "spouse_abroad_from",
            "spouse_abroad_end",
            "spouse_entered",
            "other1_entered",
            "other1_ended",
        )
    ],
    *[
        (
            JOIN,
            {f"{block}_abroad_end_reason": "2"},
            {
                f"{block}_abroad_end_reason unexpected_here",
                f"{block}_abroad_end_text needed_here",
            },
        )
        for block in ("spouse", "other1")
    ],
    (JOIN, {"other1_abroad_reason": "1"}, {"other1_abroad_reason unexpected_here"}),
    (CHANGE, {"other1_abroad": "2"}, {"other1_abroad_end_reason needed_here"}),
    # blocks
    (JOIN, without(SPOUSE), set()),
    (JOIN, without(OTHER), set()),
    (JOIN, without(SPOUSE + OTHER), {"change nobody"}),
    (JOIN, without(SPOUSE) | {"partner_income": "0"}, set()),
    (
        JOIN,
        without(SPOUSE) | {"certificate_spouse": "1"},
        {"certificate_spouse empty_here"},
    ),
    (
        JOIN,
        without(OTHER) | {"certificate_other1": "1"},
        {"certificate_other1 empty_here"},
    ),
    (JOIN, {"certificate_other2": "1"}, {"certificate_other2 empty_here"}),
    (JOIN, {"certificate_spouse": "1", "certificate_other1": "1"}, set()),
    (
        JOIN,
        without(OTHER, "other1_relation_checked") | {"other1_relation_checked": "1"},
        needed("other1", [*BLOCK, "relation"]) | {"other1_became_reason expected_here"},
    ),
    (JOIN, {"spouse_number": number(2)}, {"spouse_number number_twice"}),
]


@pytest.mark.parametrize(("base", "texts", "expected"), CASES)
def test_items_of_a_family_that_disagree_are_named(base, texts, expected):
    data = changed("2202700", _sample=base, **texts)
    assert {" ".join(one) for one in found(data)} == expected


def test_the_second_place_has_the_rules_of_the_first():
    """Whatever is found in the first place is found in the second as well."""
    for base, texts, expected in CASES:
        places = {item.split("_")[0] for item in texts}
        if "other1" not in places or "spouse" in places:
            continue
        second = {item.replace("other1", "other2"): t for item, t in texts.items()}
        cells = base.split(",")
        cells[102:135] = cells[69:102]
        cells[110] = number(5)
        data = changed("2202700", _sample=",".join(cells), **second)
        named = {one.replace("other1", "other2") for one in expected}
        assert {" ".join(one) for one in found(data)} == named


def test_the_first_place_is_taken_before_the_second():
    cells = JOIN.split(",")
    cells[102:135], cells[69:102] = cells[69:102], [""] * 33
    assert found(in_frame(",".join(cells))) == [("other2_kana", "gap")]


def test_a_received_date_can_be_made_an_error():
    data = changed("2202700", received_era="", received_day="")
    chosen = {"received_required": True}
    assert found(data, chosen) == [("received_era", "needed_here")]


def test_the_text_of_a_relation_can_be_required_for_a_removal():
    data = changed("2202700", _sample=REMOVAL, other1_relation="10")
    chosen = {"relation_on_removal": True}
    assert found(data, chosen) == [("other1_relation_text", "needed_here")]


def test_the_codes_of_the_places_follow_the_setting():
    data = changed("2202700", _sample=REMOVAL, spouse_residence="82")
    assert found(data) == [("spouse_residence", "code_value")]
    assert found(data, {"residence_codes": "pension"}) == []
