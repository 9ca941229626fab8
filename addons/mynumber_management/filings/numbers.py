# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The numbers of a file while it is checked: who else has the same one."""

from __future__ import annotations

import re
from hashlib import blake2b
from os import urandom

from ..text.variants import to_representative
from .items import NAMED, SERIAL, TO_ASCII

# Weights of the digits of a 個人番号, the check digit included (see ``text.digits``).
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# Three digits at a time -> their part of the sum; for each place in the number.
_SUMS = [
    {
        f"{digits:03}": sum(
            weight * int(digit)
            for weight, digit in zip(weights, f"{digits:03}", strict=True)
        )
        for digits in range(1000)
    }
    for weights in (_WEIGHTS[:3], _WEIGHTS[3:6], _WEIGHTS[6:9], _WEIGHTS[9:])
]


def is_individual(number):
    """As ``text.digits.is_individual``, several times as fast.

    :param number: 12 ASCII digits
    """
    one, two, three, four = _SUMS
    rest = one[number[:3]] + two[number[3:6]] + three[number[6:9]] + four[number[9:]]
    rest %= 11
    # remainders 0 and 1 of the first eleven digits both have the check digit 0
    return number != "0" * 12 and (not rest or rest == 1 and number[11] == "0")


class Seen:
    """The numbers of the payees so far, as digests under a key of this object.

    Invariants: no number is kept, only its keyed digest; the key leaves no trace and
    dies with the object, so that a digest means nothing outside it; what is told are
    record numbers.
    """

    __slots__ = ("_key", "_people")

    def __init__(self):
        self._key = urandom(32)
        self._people = {}

    def __repr__(self):
        return "<Seen>"

    def first(self, number, name, mark, record):
        """(record, same name, same mark) of the payee who had this number first.

        :param number: ASCII digits; :param mark: what tells two records of one
            person apart (correction); :return: None when nobody had it
        """
        digest = blake2b(number.encode(), digest_size=16, key=self._key).digest()
        name = hash(to_representative(name.replace("　", "")))
        met = self._people.setdefault(digest, (record, name, mark))
        if met[0] == record:
            return None
        return met[0], met[1] == name, met[2] == mark


def inside(text, settings):
    """The numbers of 備考 or items 132, 133, as ASCII digits.

    :param settings: of the layout, for their form
    """
    named = settings.get("further_numbers_form") == "name"
    expression, group = (NAMED, 1) if named else (SERIAL, 2)
    return [m[group].translate(TO_ASCII) for m in expression.finditer(text)]


def serials(text):
    """The serials（１）（２）… of 摘要 as whole numbers, in order.

    A bracket that does not follow the serial before it is something else, such as the
    区分 after a name（１０）.
    """
    found = []
    for serial in re.findall("（([１-９][０-９]?)）", text):
        if int(serial) == len(found) + 1:
            found.append(int(serial))
    return found
