# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Many statements as one file, a part at a time."""

import pytest
from filings_samples import cells_of, findings
from forms_samples import SampleSecret, number, person, statement
from mynumber_management.filings import layout
from mynumber_management.filings.checker import Checker
from mynumber_management.filings.findings import Refused
from mynumber_management.filings.record_file import Entry, RecordFile, slot_of
from mynumber_management.forms.document import PersonPage

FAMILY = [person(f"山田 {n}", "ヤマダ ヒト") for n in "一二三四五六"]
LARGE = {
    "adjusted": False,
    "pay_after": None,
    "deduction_total": None,
    "spouse_deduction": None,
    "spouse_income": None,
    "special_rel_deduction": None,
    "dep_special_rel": None,
    "dep_specific": None,
    "dep_elderly": None,
    "dep_elderly_living": None,
    "dep_other": 6,
    "dependants": FAMILY,
}


def people(table, sources, absent=()):
    """A page for each statement; a number in every slot that is not ``absent``."""
    pages = []
    for turn, source in enumerate(sources, 1):
        entry = Entry.of(source, table)
        slots = [slot_of(place) for place in entry.places]
        numbers = {
            slot: SampleSecret(number(turn * 100 + place))
            for place, slot in enumerate(slots)
            if slot not in absent
        }
        pages.append(PersonPage(entry, numbers))
    return pages


@pytest.mark.parametrize("code", ["315", "375"])
def test_parts_joined_are_the_file(code):
    table = layout.load(code, 2025)
    sources = [statement(payee_name=f"山田 {n}") for n in "甲乙丙丁"]
    pages = people(table, sources)
    file = RecordFile(table)
    parts = [b"".join(file.stream(pages[:3])), b"".join(file.stream(pages[3:]))]
    whole = b"".join(parts)
    assert findings(table, whole) == []
    assert whole.count(b"\r\n") == 4
    for page, line in zip(pages, whole.splitlines(), strict=True):
        row = dict(zip(Checker(table).ids, cells_of(line), strict=True))
        assert row["payee_number"] == "0" + page.numbers["payee_number"].digits
        assert row["correction"] == "0"
        assert all(secret.uses == 1 for secret in page.numbers.values())


def test_fifth_and_later_relatives_have_slots_of_their_own():
    table = layout.load("315", 2025)
    (page,) = people(table, [statement(**LARGE)], absent={"further_numbers.1"})
    assert {"dep4_number", "further_numbers.2"} < page.numbers.keys()
    (record,) = RecordFile(table).stream([page])
    row = dict(zip(Checker(table).ids, cells_of(record), strict=True))
    text = row["further_numbers"]
    assert text.startswith("（２）") and text.count("（") == 1


def test_no_number_is_open_between_two_people_and_no_record_stays(monkeypatch):
    table = layout.load("315", 2025)
    file, buffers = RecordFile(table), []
    write = file._writer.record

    def spied(*args):
        buffers.append(write(*args))
        return buffers[-1]

    monkeypatch.setattr(file._writer, "record", spied)
    stream = file.stream(people(table, [statement(), statement()]))
    next(stream)
    assert SampleSecret.opened_now == 0
    next(stream)
    assert not any(buffers[0]) and any(buffers[1])
    stream.close()
    assert not any(buffers[1])


def test_findings_open_nothing_and_name_item_and_facts():
    table = layout.load("315", 2025)
    file = RecordFile(table)
    entry = Entry.of(statement(payee_name="髙橋 太郎"), table)
    (found,) = file.findings(entry, ["payee_number"])
    assert (found.item, found.code) == ("payee_name", "outside_jis")
    assert found.facts["character"] == "髙" and found.facts["replacements"][0] == "高"
    with pytest.raises(Refused):
        file.row(entry)
    right = Entry.of(statement(), table)
    assert file.findings(right, [slot_of(place) for place in right.places]) == []
    wrong = Entry.of(statement(deduction_total=1), table)
    assert "deduction_total" in {found.code for found in file.findings(wrong)}


@pytest.mark.parametrize("code", ["315", "375"])
def test_an_empty_last_item_is_empty_for_the_rules(code):
    table = layout.load(code, 2025)
    file, entry = RecordFile(table), Entry.of(statement(**LARGE), table)
    last = table.items[-1]
    assert file.row(entry)[last.id] == table.settings.get("creation", "")
    levels = {found.level for found in file.findings(entry)}
    assert "error" not in levels
