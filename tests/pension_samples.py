# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invented people and an invented office for the tests of the pension file."""

from datetime import date

from forms_samples import SampleSecret, number
from mynumber_management.filings import pension_layout
from mynumber_management.filings.pension_checker import PensionChecker
from mynumber_management.filings.pension_file import PensionWriter

TODAY = date(2026, 11, 23)
OFFICE = {
    "prefecture": "21",
    "district": "34",
    "office_sign": "アイウ",
    "office_no": "1234",
    "zip1": "100",
    "zip2": "0001",
    "address": "東京都千代田区見本町1-2-3",
    "office_name": "見本商事株式会社",
    "owner": "見本 太郎",
    "tel1": "03",
    "tel2": "0000",
    "tel3": "0000",
}
FRAME = (
    "21,34,ｱｲｳ,001,20261123,22223\r\n[kanri]\r\n,001\r\n"
    "21,34,ｱｲｳ,1234,100,0001,東京都千代田区見本町１－２－３,見本商事株式会社,"
    "見本　太郎,03,0000,0000\r\n[data]\r\n"
)
HOME = {
    "zip1": "100",
    "zip2": "0001",
    "address": "東京都千代田区見本町１－２－３",
}
HANAKO = {
    "insured_no": "15",
    "kana": "ミホン ハナコ",
    "name": "見本 花子",
    "birth_date": date(1990, 4, 2),
}
ICHIRO = {
    "insured_no": "16",
    "kana": "みほん　いちろう",
    "name": "見本　一郎",
    "birth_date": date(1985, 5, 15),
}


def secret(seed):
    return SampleSecret(number(seed))


def acquisition(**changes):
    """Values of a correct 2200700 with a number."""
    return {
        **HANAKO,
        "sex": "2",
        "acquisition": "1",
        "number": secret(1),
        "acquired_date": date(2026, 10, 1),
        "has_dependants": "0",
        "pay_cash": 250_000,
        "pay_in_kind": 0,
        "pay_total": 250_000,
    } | changes


def loss(**changes):
    """Values of a correct 2201700 with a number."""
    return {
        **HANAKO,
        "number": secret(1),
        "lost_date": date(2026, 11, 1),
        "cause": "4",
        "left_date": date(2026, 10, 31),
    } | changes


def spouse(change="1", **changes):
    """Values of the spouse in a 2202700, without the block in the ids."""
    values = {
        "notified_date": date(2026, 10, 5),
        "kana": "ミホン ナナミ",
        "name": "見本　七海",
        "birth_date": date(1987, 3, 3),
        "sex": "2",
        "number": secret(3),
        **HOME,
    }
    if change == "1":
        values |= {
            "living": "1",
            "became_date": date(2026, 10, 1),
            "became_reason": "3",
            "occupation": "1",
            "income": 0,
        }
    elif change == "2":
        values |= {"ended_date": date(2026, 10, 1), "ended_reason": "3"}
    else:
        values["note"] = "氏名変更　旧　見本　奈々"
    return values | changes


def other(change="1", **changes):
    """Values of another dependant in a 2202700, without the block in the ids."""
    values = {
        "kana": "ミホン ツバサ",
        "name": "見本　翼",
        "birth_date": date(2026, 9, 20),
        "sex": "1",
        "relation": "01",
        "number": secret(4),
    }
    if change != "3":
        values |= HOME
    if change == "1":
        values |= {
            "living": "1",
            "became_date": date(2026, 9, 20),
            "occupation": "4",
            "income": 0,
            "became_reason": "1",
        }
    elif change == "2":
        values |= {"ended_date": date(2026, 10, 1), "ended_reason": "2"}
    else:
        values["note"] = "氏名変更"
    return values | changes


def block(prefix, values):
    return {f"{prefix}_{item}": value for item, value in values.items()}


def family(change="1", **changes):
    """Values of a correct 2202700 with a spouse and a child."""
    values = {
        **ICHIRO,
        "employer_checked": "1",
        "received_date": date(2026, 10, 5),
        "sex": "1",
        "number": secret(2),
        "change": change,
        **block("spouse", spouse(change)),
        **block("other1", other(change)),
    }
    if change == "1":
        values["income"] = 3_600_000
    return values | changes


SAMPLES = {"2200700": acquisition, "2201700": loss, "2202700": family}


def table(chosen=None):
    return pension_layout.load(TODAY, chosen)


def plan(*records, chosen=None, first=1, agent=None, **office):
    """The files of some (form, values)."""
    writer = PensionWriter(table(chosen), OFFICE | office, TODAY, agent)
    return writer.plan(records, first)


def made(*records, **options):
    """The bytes of the one file of some (form, values)."""
    (part,) = plan(*records, **options)
    return b"".join(part.stream())


def record(form, **changes):
    """The text of one record of a sample, as written."""
    data = made((form, SAMPLES[form](**changes)))
    return data.decode("cp932").split("\r\n")[5]


def in_frame(*records):
    """A file of records as text."""
    return (FRAME + "".join(f"{text}\r\n" for text in records)).encode("cp932")


def changed(form, _sample=None, **texts):
    """A file with the sample of a form, the texts of some items replaced."""
    cells = (_sample or record(form)).split(",")
    for item, text in texts.items():
        cells[table().forms[form].by_id[item].no - 1] = text
    return in_frame(",".join(cells))


def found(data, chosen=None, **options):
    """(item, code) of everything the checker finds."""
    checker = PensionChecker(table(chosen), TODAY)
    return [(f.item, f.code) for f in checker.check(data, **options)]
