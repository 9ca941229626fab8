# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The refusals of the pure text package in the user's language."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# The sentences of the text package's REASONS, once more so that they are extracted
# for translation; a test compares both.
SENTENCES = {
    "DateError": {
        "empty": _lt("Enter a date."),
        "not_understood": _lt(
            "This is not a date we can read. Type it like S60.5.15, 昭和60年5月15日 or"
            " 1985/5/15."
        ),
        "no_era": _lt("Add the era (S60.5.15) or write the year with four digits."),
        "year_first": _lt("Write the year first, like 1985/5/15."),
        "no_such_day": _lt("The calendar has no such day. Check year, month and day."),
        "before_era": _lt(
            "%(era)s began on %(first)s. Use the era before it, or the year with "
            "four digits."
        ),
        "after_era": _lt(
            "%(era)s ended on %(last)s. Use the era after it, or the year with "
            "four digits."
        ),
        "calendars_disagree": _lt(
            "The two calendars name different days. Write the date in one of them."
        ),
        "too_early": _lt("Dates before %(first)s cannot be written in a Japanese era."),
        "too_late": _lt("Dates after %(last)s cannot be used."),
        "no_code": _lt("This form has no code for %(era)s."),
        "unknown_code": _lt("This is not an era code of this form."),
    },
    "KanaError": {
        "empty": _lt("Enter the name in katakana."),
        "not_kana": _lt(
            "Write the reading in katakana only: no kanji, letters, digits or signs."
        ),
        "no_half_width": _lt(
            "This text has characters that half-width kana cannot write."
        ),
        "too_long": _lt("This reading is too long."),
    },
    "NameRefused": {
        "empty": _lt("Enter the name."),
        "too_long": _lt("This name is too long."),
        "not_a_name": _lt(
            "A name cannot hold digits, control characters or text direction marks."
        ),
        "private_character": _lt(
            "This name has a character that only one machine knows (外字). "
            "Use its standard form."
        ),
    },
    "MunicipalityError": {
        "empty": _lt("Enter the municipality code."),
        "not_a_code": _lt(
            "A municipality code has six digits (or five without the last)."
        ),
        "check_digit": _lt("The last digit does not fit: a digit was mistyped."),
        "no_prefecture": _lt("The first two digits are the prefecture, 01 to 47."),
        "not_a_municipality": _lt(
            "This code is a prefecture or a group of wards, not a municipality."
        ),
    },
    "PostcodeError": {
        "empty": _lt("Enter a post code."),
        "not_a_postcode": _lt("A post code has seven digits, like 100-0001."),
        "empty_file": _lt("The file is empty."),
        "too_large": _lt("The file is too large for a post code table."),
        "bad_zip": _lt("The ZIP file is damaged or holds no single CSV file."),
        "not_a_table": _lt(
            "This is no post code table. Load KEN_ALL.CSV or utf_ken_all.csv (or "
            "their ZIP files) of Japan Post."
        ),
        "too_many_errors": _lt("Too many lines are damaged. Load the file again."),
    },
    "RowError": {
        "encoding": _lt("The line is neither Shift_JIS nor UTF-8."),
        "columns": _lt("The line does not have 15 columns."),
        "postcode": _lt("Column 3 is not a post code of seven digits."),
        "municipality": _lt("Column 1 is not a municipality code of five digits."),
        "prefecture": _lt("Column 7 is not the prefecture of column 1."),
        "name": _lt("Column 8 holds no municipality, or a name is too long."),
        "unfinished": _lt(
            "A town name goes on in the next line, which does not follow."
        ),
    },
}


def explain(env, error):
    """The sentence of ``error`` (a ``TextError``) in the language of ``env``."""
    return env._(SENTENCES[type(error).__name__][error.code]) % error.facts


def explain_row(env, code):
    """Why a line of a post code table was left out (``ROW_REASONS`` code)."""
    sentences = SENTENCES["RowError"]
    return env._(sentences[code])
