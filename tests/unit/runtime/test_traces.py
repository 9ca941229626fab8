# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The search for traces of a number finds it in every way it may be written."""

import os
import re

import pytest
import written
from mynumber_management.text.digits import is_individual
from traces import Search, forms, invent

NUMBER, OTHER = invent(), invent()
WAYS = {
    **{way: text.encode() for way, text in written.texts(NUMBER).items()},
    **written.blobs(NUMBER),
}


@pytest.fixture(scope="module")
def search():
    return Search(forms(NUMBER))


@pytest.mark.parametrize("way", WAYS)
def test_a_number_is_found_in_a_file_and_in_a_stream(search, way, tmp_path):
    content = os.urandom(70_000) + WAYS[way] + os.urandom(70_000)
    place = tmp_path / "some folder" / "file"
    place.parent.mkdir()
    place.write_bytes(content)
    found = search.in_files(tmp_path)
    assert set().union(*found.values()) == {str(place)}
    assert search.in_stream(lambda sink: sink.write(content)) == set(found)


@pytest.mark.parametrize("way", [*written.texts(NUMBER)][:6])
def test_a_number_without_its_check_digit_is_found(search, way):
    assert search.in_stream(lambda sink: sink.write(WAYS[way][:-1]))


def test_another_number_is_not_found(search, tmp_path):
    ways = [text.encode() for text in written.texts(OTHER).values()]
    (tmp_path / "file").write_bytes(b"\n".join([*ways, *written.blobs(OTHER).values()]))
    assert search.in_files(tmp_path) == {}


def test_nothing_is_found_where_nothing_is(search, tmp_path):
    (tmp_path / "file").write_bytes(os.urandom(1 << 20))
    assert search.in_files(tmp_path) == {}
    assert search.in_stream(lambda sink: None) == set()


def test_a_place_that_cannot_be_read_is_an_error(search, tmp_path):
    with pytest.raises(AssertionError, match="could not be searched"):
        search.in_files(tmp_path / "missing")


def test_an_invented_number_is_valid_and_no_text_or_date_by_accident():
    for number in (invent() for _ in range(100)):
        assert is_individual(number)
        assert re.fullmatch("([89][0-9]){6}", number)
        assert not {0, 10} & set(int(number).to_bytes(5, "little"))
        with pytest.raises(UnicodeDecodeError):
            bytes.fromhex(number).decode()
