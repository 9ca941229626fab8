# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""New, changed, same, conflicting: compared field by field, and once is enough."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mynumber_management.tables.matching import Change, Known, applied, match
from mynumber_management.tables.people import Person

BORN = date(1985, 5, 15)
HANAKO = {
    "id": 1,
    "kind": "employee",
    "code": "0012",
    "family_name": "高橋",
    "given_name": "花子",
    "family_name_kana": "タカハシ",
    "given_name_kana": "ハナコ",
    "birth_date": BORN,
    "sex": "female",
    "street": "麻布台4-5-6",
    "basic_pension_number": "1234-567890",
    "postcode": "1060041",
}


def person(code="0012", row=2, kind="employee", group="", year=0, **values):
    return Person(row, kind, group, code, year, values)


def hanako(**values):
    return person(**{"family_name": "高橋", "given_name": "花子"} | values)


def compare(*people, there=(HANAKO,), **options):
    return list(match(people, Known(there), **options))


def only(*people, there=(HANAKO,), **options):
    (answer,) = compare(*people, there=there, **options)
    return answer.status, [f.code for f in answer.person.findings]


def test_same_and_changed_field_by_field():
    assert only(hanako(sex="female")) == ("same", [])
    (answer,) = compare(hanako(sex="male", phone="03-1234-5678", birth_date=BORN))
    assert (answer.status, answer.id) == ("changed", 1)
    assert answer.changes == [
        Change("sex", "female", "male"),
        Change("phone", None, "03-1234-5678"),
    ]


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"family_name": "髙橋"}, "variant"),
        ({"family_name": "高 橋"}, None),
        ({"family_name_kana": "たかはし"}, "variant"),
        ({"given_name_kana": "ﾊﾅｺ"}, None),
        ({"street": "麻布台４－５－６"}, None),
        ({"street": "麻布台4‐5‐6"}, "form"),
        ({"street": "麻布台4の5ー6"}, "form"),
        ({"basic_pension_number": "1234567890"}, None),
        ({"postcode": "106-0041"}, None),
    ],
)
def test_differences_of_shape_only_are_no_changes(values, hint):
    (answer,) = compare(hanako(**values))
    assert answer.status == "same" and not answer.changes
    assert [change.hint for change in answer.hints] == ([hint] if hint else [])


@pytest.mark.parametrize("street", ["麻布台45-6", "麻布台4-56", "麻布台4-5-6ー"])
def test_another_house_number_is_a_change(street):
    assert only(hanako(street=street)) == ("changed", [])


def test_a_new_family_name_of_the_same_person_is_a_change():
    (answer,) = compare(person(family_name="田中", birth_date=BORN))
    assert answer.changes == [Change("family_name", "高橋", "田中")]


def test_a_code_of_another_person_is_a_conflict():
    stranger = person(family_name="田中", birth_date=date(1990, 1, 1))
    assert only(stranger) == ("conflict", ["code_other_person"])
    assert only(person(family_name="田中")) == ("conflict", ["code_other_person"])


def test_another_birth_date_is_a_change_to_look_at():
    answer = only(hanako(birth_date=date(1985, 5, 16)))
    assert answer == ("changed", ["birth_date_differs"])


def test_the_same_person_under_another_code_is_a_conflict():
    assert only(hanako(code="99", birth_date=BORN)) == ("conflict", ["other_code"])


def test_leading_zeros_do_not_make_another_person():
    assert only(hanako(code="12")) == ("same", [])
    twins = (HANAKO, HANAKO | {"id": 2, "code": "12"})
    assert compare(hanako(code="12"), there=twins)[0].id == 2
    assert compare(hanako(code="012", birth_date=BORN), there=twins)[0].status == (
        "conflict"
    )


def test_a_person_there_without_a_code_gets_it():
    there = (HANAKO | {"code": ""},)
    (answer,) = compare(hanako(birth_date=BORN), there=there)
    assert answer.changes == [Change("code", "", "0012")]


@pytest.mark.parametrize(
    ("namesakes", "expected"),
    [
        ("ask", ("conflict", ["namesake"])),
        ("same", ("changed", [])),
        ("new", ("new", [])),
    ],
)
def test_a_namesake_without_code_and_birth_date_is_asked_about(namesakes, expected):
    there = (HANAKO | {"code": "", "birth_date": None},)
    assert only(hanako(), there=there, namesakes=namesakes) == expected


def test_namesakes_of_other_birth_or_other_code_are_other_people():
    other = hanako(code="99", birth_date=date(2000, 1, 1))
    assert only(other) == ("new", [])
    assert only(hanako(code="99")) == ("new", [])


def test_people_of_whom_several_fit():
    there = tuple(HANAKO | {"id": n, "code": f"A{n}"} for n in (1, 2))
    answer = only(hanako(code="", kind="payee"), there=there)
    assert answer == ("new", [])
    there = tuple(person | {"kind": "payee"} for person in there)
    answer = only(hanako(code="", kind="payee"), there=there)
    assert answer == ("conflict", ["ambiguous"])


def test_the_same_person_twice_in_a_file():
    answers = compare(hanako(), hanako(row=3), hanako(code="99", row=4))
    assert [a.status for a in answers] == ["same", "conflict", "new"]
    born = [hanako(code=c, row=r, birth_date=BORN) for c, r in (("7", 2), ("8", 3))]
    answers = compare(*born, there=())
    assert [a.status for a in answers] == ["new", "conflict"]
    assert answers[1].person.findings[0].facts == {"first": 2}


def test_a_shared_reading_does_not_make_one_person_of_two():
    kana = {"family_name_kana": "サトウ", "given_name_kana": "ジュン"}
    two = [
        person(code=c, row=r, family_name=n, given_name=g, birth_date=BORN, **kana)
        for c, r, n, g in (("7", 2, "佐藤", "純"), ("8", 3, "佐東", "淳"))
    ]
    assert [a.status for a in compare(*two, there=())] == ["new", "new"]


def test_new_people_need_a_name_and_new_relatives_a_relation():
    assert only(person(code="5", birth_date=BORN), there=()) == (
        "error",
        ["name_blank"],
    )
    child = person(kind="dependant", family_name="高橋", given_name="一")
    assert only(child) == ("error", ["relation_blank"])


def test_a_row_with_an_error_is_not_compared():
    wrong = hanako(sex="male")
    wrong.say("birth_date", "date")
    assert only(wrong) == ("error", ["date"])


def child(row=3, **values):
    base = {"family_name": "高橋", "given_name": "一", "relation": "child"}
    return person(row=row, kind="dependant", **base | values)


def test_relatives_hang_on_the_employee_also_one_of_this_file():
    assert only(child(), there=()) == ("conflict", ["employee_missing"])
    answers = compare(child(row=2), hanako(row=3), there=())
    assert [(a.person.row, a.status) for a in answers] == [(3, "new"), (2, "new")]


def test_relatives_are_found_by_name_within_the_family():
    there = [
        HANAKO,
        {"id": 5, "kind": "dependant", "code": "0012", "relation": "child"}
        | {"family_name": "髙橋", "given_name": "一", "birth_date": date(2015, 1, 1)},
        HANAKO | {"id": 2, "code": "77", "birth_date": None},
    ]
    (answer,) = compare(child(code="12"), there=there)
    assert (answer.status, answer.id) == ("same", 5)
    assert only(child(birth_date=date(2016, 1, 1)), there=there) == ("new", [])
    assert only(child(code="77"), there=there) == ("new", [])
    (answer,) = compare(
        person(kind="dependant", birth_date=date(2015, 1, 1)), there=there
    )
    assert answer.id == 5


def test_a_general_word_does_not_replace_the_relation_as_written():
    there = [
        HANAKO,
        {"id": 5, "kind": "dependant", "code": "0012", "relation": "child"}
        | {"family_name": "高橋", "given_name": "一", "relation_written": "長男"},
    ]
    (answer,) = compare(child(relation_written="子"), there=there)
    assert answer.status == "same"
    (answer,) = compare(child(relation_written="次男"), there=there)
    assert answer.changes == [Change("relation_written", "長男", "次男")]
    (answer,) = compare(
        child(relation="spouse", relation_written="配偶者"), there=there
    )
    assert [change.field for change in answer.changes] == [
        "relation",
        "relation_written",
    ]


def test_flags_are_compared_within_their_year():
    there = [
        HANAKO,
        {"id": 5, "kind": "dependant", "code": "0012", "relation": "child"}
        | {"family_name": "高橋", "given_name": "一"}
        | {"years": {2025: {"under16": True}}},
    ]
    (answer,) = compare(child(year=2025, under16=True), there=there)
    assert answer.status == "same"
    (answer,) = compare(child(year=2026, under16=True), there=there)
    assert answer.changes == [Change("under16", None, True, 2026)]
    after = applied(answer, there[1])
    assert after["years"] == {2025: {"under16": True}, 2026: {"under16": True}}


def test_relatives_of_a_row_in_conflict_are_in_conflict_too():
    stranger = person(row=2, family_name="田中", birth_date=date(1990, 1, 1))
    answers = compare(stranger, child(row=2, group="family1"), child(row=3))
    assert [a.status for a in answers] == ["conflict", "conflict", "new"]
    assert answers[1].person.findings[0].code == "employee_conflict"


NAMES = st.sampled_from(
    ["高橋", "髙橋", "高 橋", "佐藤", "斎藤", "齋藤", "渡辺", "田中"]
)
PEOPLE = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["employee", "payee", "leaver", "dependant"]),
        "code": st.sampled_from(["", "1", "01", "2", "3", "0003", "A-4"]),
        "family_name": NAMES,
        "given_name": st.sampled_from(["花子", "太郎", None]),
        "family_name_kana": st.sampled_from(["タカハシ", "サトウ", None]),
        "birth_date": st.sampled_from([BORN, BORN + timedelta(1), None]),
        "relation": st.sampled_from(["child", "spouse"]),
        "phone": st.sampled_from(["03-1234-5678", None]),
        "street": st.sampled_from(["1-2", "1－2", "３", None]),
        "under16": st.booleans(),
    }
)


def as_people(rows):
    made = []
    for row, values in enumerate(rows, 2):
        values = {k: v for k, v in values.items() if v is not None}
        kind, code = values.pop("kind"), values.pop("code")
        code = code or ("" if kind == "payee" else "9")
        if kind != "dependant":
            values.pop("relation"), values.pop("under16")
        made.append(Person(row, kind, "", code, 2026, values))
    return made


@settings(deadline=None, max_examples=200)
@given(st.lists(PEOPLE, max_size=8), st.lists(PEOPLE, max_size=8))
def test_what_was_applied_shows_no_change_again(rows, before):
    """Whoever was there before, and whatever else the file says."""
    there, done = {}, set()
    for answer in match(as_people(before), Known(())):
        if answer.status == "new":
            there[len(there)] = applied(answer) | {"id": len(there)}
    for answer in list(match(as_people(rows), Known(there.values()))):
        if answer.status in ("conflict", "error"):
            continue
        done.add(answer.person.row)
        place = len(there) if answer.status == "new" else answer.id
        there[place] = applied(answer, there.get(place)) | {"id": place}
    for answer in match(as_people(rows), Known(there.values())):
        if answer.person.row in done:
            assert answer.status in ("same", "conflict"), answer
