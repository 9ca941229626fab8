# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is wrong, or doubtful, in a record of a filing: one finding a fact.

A finding names the record and the item and says what to do. Its facts are positions,
limits and what the layout wants; the one thing it may tell of the content is a single
character that the filing systems do not know, so that it can be replaced.
"""

from __future__ import annotations

from typing import NamedTuple

ERROR = "error"
WARNING = "warning"


def _lt(sentence):
    """Mark a constant for Odoo's translators, who find it by this function's name.

    The page that shows it translates it; here it stays English.
    """
    return sentence


# code -> (level, English sentence). Facts complete the sentence.
MESSAGES = {
    # the file
    "empty": (ERROR, _lt("The file has no records.")),
    "utf16": (ERROR, _lt("The file is in UTF-16. Save it as CSV in Shift_JIS.")),
    "not_text": (ERROR, _lt("This is not a CSV file. Save it as CSV first.")),
    "too_large": (ERROR, _lt("The file is larger than %(limit)s MB. Split it.")),
    "too_many_records": (ERROR, _lt("More than %(limit)s records. Split the file.")),
    "bom": (
        ERROR,
        _lt("The file begins with a byte order mark. Save it as Shift_JIS."),
    ),
    "utf8": (ERROR, _lt("The file is in UTF-8. The layout is in Shift_JIS.")),
    "lone_cr": (ERROR, _lt("Lines must end with CR and LF; a CR stands alone here.")),
    "line_end": (WARNING, _lt("Lines end with LF only. CR and LF are expected.")),
    "no_line_end": (WARNING, _lt("The last record does not end its line.")),
    "unknown_layout": (
        ERROR,
        _lt(
            "This is no file of a known layout (315, 375, 316, 309, 313 or "
            "SHFD0006.CSV). Choose the file that your program made for filing."
        ),
    ),
    # the record
    "header": (
        ERROR,
        _lt("This is a line of titles. The file must begin with a record."),
    ),
    "blank_line": (ERROR, _lt("Remove the blank line.")),
    "line_too_long": (ERROR, _lt("The line is longer than any record can be.")),
    "nul": (ERROR, _lt("The line holds NUL characters.")),
    "not_shift_jis": (ERROR, _lt("The line holds bytes that are not Shift_JIS.")),
    "not_utf8": (ERROR, _lt("The line holds bytes that are not UTF-8.")),
    "quotes": (
        WARNING,
        _lt(
            "Values stand in quotes. Whether they are accepted is not known; ours have "
            "none."
        ),
    ),
    "malformed": (ERROR, _lt("A quote is not closed, or stands inside a value.")),
    "item_count": (
        ERROR,
        _lt("The record has %(found)s items instead of %(expected)s."),
    ),
    "trailing_comma": (ERROR, _lt("One comma too many at the end of the record.")),
    "delimiter": (
        ERROR,
        _lt("The items are separated by tabs. Separate them by commas."),
    ),
    # one item
    "required": (ERROR, _lt("This item must be filled.")),
    "expected": (WARNING, _lt("This item is usually filled.")),
    "must_be_blank": (ERROR, _lt("This item is always empty.")),
    "only_spaces": (ERROR, _lt("Leave an empty item empty, without spaces.")),
    "outer_space": (WARNING, _lt("Remove the space at the beginning or the end.")),
    "last_item_space": (
        ERROR,
        _lt("The last item is empty: one half-width space must stand there."),
    ),
    "comma": (ERROR, _lt("Remove the half-width comma.")),
    "control": (ERROR, _lt("Remove tabs, line ends and other control characters.")),
    "question_mark": (
        ERROR,
        _lt("A ? or 〓 stands in this text: was a character lost in conversion?"),
    ),
    "not_full_width": (ERROR, _lt("Write this item in full-width characters only.")),
    "not_half_width": (ERROR, _lt("Write this item in half-width characters.")),
    "not_half_kana": (ERROR, _lt("Write this reading in half-width katakana.")),
    "not_katakana": (WARNING, _lt("Write this reading in full-width katakana.")),
    "outside_jis": (
        ERROR,
        _lt(
            "Character %(position)s is not in JIS level 1 or 2. Write: %(replacements)s"
        ),
    ),
    "outside_jis_unknown": (
        ERROR,
        _lt(
            "Character %(position)s is not in JIS level 1 or 2. Write a name wholly in "
            "kana, or another character."
        ),
    ),
    "postcode": (WARNING, _lt("An address is written without its post code.")),
    "comma_in_address": (ERROR, _lt("An address holds no comma.")),
    "too_long": (ERROR, _lt("%(found)s characters; at most %(limit)s fit.")),
    "wrong_length": (ERROR, _lt("%(found)s characters; the item has %(expected)s.")),
    "not_digits": (ERROR, _lt("Write half-width digits only, without sign or comma.")),
    "leading_zeros": (WARNING, _lt("An amount begins without 0.")),
    "not_phone": (ERROR, _lt("Write half-width digits, hyphens and brackets.")),
    "code_value": (ERROR, _lt("This code is not in use here. Possible: %(allowed)s")),
    "wrong_type": (ERROR, _lt("This value is not of the kind that the item takes.")),
    "municipality_code": (ERROR, _lt("There is no municipality with this code.")),
    "wrong_year": (ERROR, _lt("The record is not of the year that was chosen.")),
    "date_incomplete": (ERROR, _lt("Fill in year, month and day, or none of them.")),
    "no_such_date": (ERROR, _lt("The calendar has no such day.")),
    "outside_era": (ERROR, _lt("The day does not lie in this era.")),
    "not_as_set": (WARNING, _lt("This is not what the settings say for this item.")),
    # numbers
    "number_missing": (WARNING, _lt("The number is missing.")),
    "number_length": (ERROR, _lt("A number has %(expected)s characters here.")),
    "leading_zero": (ERROR, _lt("A 個人番号 has one 0 in front here.")),
    "check_digit": (ERROR, _lt("The check digit of this 個人番号 is wrong.")),
    "corporate_check_digit": (ERROR, _lt("The check digit of this 法人番号 is wrong.")),
    "number_form": (
        ERROR,
        _lt("Write the serial in brackets and the 12 digits, all in full width."),
    ),
    "number_in_text": (ERROR, _lt("This text contains a 個人番号. Remove it.")),
    "number_twice": (ERROR, _lt("The same number stands in item %(other)s as well.")),
    "number_of_another": (
        ERROR,
        _lt("Record %(first)s has the same number under another name."),
    ),
    "payer_differs": (
        WARNING,
        _lt("The payer is written otherwise than in record %(first)s."),
    ),
    "void_and_right": (
        WARNING,
        _lt(
            "Void records and right ones stand in one file. e-Tax takes them as two "
            "transmissions, each with its own 合計表; a disc takes both."
        ),
    ),
    "person_twice": (WARNING, _lt("Record %(first)s is of the same person.")),
    "number_without_name": (ERROR, _lt("There is a number but no name.")),
    "type_and_number": (ERROR, _lt("個人・法人区分 and the kind of number disagree.")),
    # sums and counts
    "inner_exceeds": (ERROR, _lt("This part is larger than item %(whole)s.")),
    "only_when_adjusted": (
        ERROR,
        _lt(
            "Filled only after year-end adjustment, of which items 19 and 20 are empty."
        ),
    ),
    "both_or_none": (ERROR, _lt("Fill in this item and item %(other)s, or neither.")),
    "needs": (ERROR, _lt("This item needs item %(other)s.")),
    "needs_one_of": (ERROR, _lt("This item needs one of the items %(others)s.")),
    "exclusive": (ERROR, _lt("This item and item %(other)s cannot both be 1.")),
    "gap": (WARNING, _lt("Fill in the one before first.")),
    "count_differs": (ERROR, _lt("%(expected)s are named; the counts must agree.")),
    "further_differs": (
        WARNING,
        _lt(
            "%(expected)s more are counted than the record has places for; as many "
            "serials belong in 摘要."
        ),
    ),
    "serial_differs": (ERROR, _lt("The serials are not those of 摘要.")),
    "nonresident_differs": (WARNING, _lt("%(expected)s have a code of non-residents.")),
    "special_differs": (ERROR, _lt("%(expected)s have a code of 特定親族.")),
    "special_unadjusted": (
        ERROR,
        _lt("Without year-end adjustment no 特定親族 with a higher income is listed."),
    ),
    "deduction_total": (ERROR, _lt("The deductions add up to %(expected)s yen.")),
    "above_ceiling": (ERROR, _lt("This deduction is at most %(limit)s yen.")),
    "special_total": (ERROR, _lt("The codes of 特定親族 add up to %(expected)s yen.")),
    "main_pay": (ERROR, _lt("Under 乙欄 use the items of 従たる給与.")),
    "second_pay": (ERROR, _lt("The items of 従たる給与 belong to 乙欄 only.")),
    "outside_year": (ERROR, _lt("This date must lie in the year of the record.")),
    "minor_differs": (
        ERROR,
        _lt("未成年者 belongs to those born on %(born_from)s or later."),
    ),
    "not_larger": (ERROR, _lt("Filled only when larger than item %(other)s.")),
    "tax_exceeds": (ERROR, _lt("The tax is larger than what was paid.")),
    "no_payment": (ERROR, _lt("The record has no payment.")),
    # the file of the pension office
    "frame_missing": (ERROR, _lt("%(expected)s is missing before this line.")),
    "frame_line": (ERROR, _lt("%(expected)s must stand in this line.")),
    "line_end_required": (
        ERROR,
        _lt("Lines must end with CR and LF, not with LF alone."),
    ),
    "last_line_end": (ERROR, _lt("CR and LF must also stand after the last record.")),
    "quotes_refused": (ERROR, _lt("Values stand in quotes. This file has none.")),
    "file_too_large": (
        ERROR,
        _lt("Files of %(limit)s bytes and more are refused."),
    ),
    "unknown_form": (ERROR, _lt("The record does not begin with the code of a form.")),
    "form_not_checked": (WARNING, _lt("Records of this form are not checked here.")),
    "two_offices": (ERROR, _lt("One file holds one 事業所. Write a file for each.")),
    "other_office": (ERROR, _lt("This is not the 事業所 of line 4.")),
    "media_differs": (WARNING, _lt("Line 1 names another 事業所 than line 4.")),
    "media_sign": (
        ERROR,
        _lt(
            "Write the 事業所記号 after its codes, or the 8 digits of the "
            "社会保険労務士 alone."
        ),
    ),
    "agent_differs": (
        WARNING,
        _lt("Line 3 has a name if and only if a 社会保険労務士 files (line 1)."),
    ),
    # its items
    "too_many_bytes": (
        ERROR,
        _lt("%(found)s bytes; at most %(limit)s fit (a full-width character has 2)."),
    ),
    "quote": (ERROR, _lt("Remove the quote.")),
    "unusual_sign": (
        WARNING,
        _lt(
            "There is a sign here that some programs refuse. Letters, digits, kana, "
            "kanji and hyphens are safe."
        ),
    ),
    "name_separator": (ERROR, _lt("One space must stand between 氏 and 名.")),
    "name_spaces": (
        ERROR,
        _lt("Only one space may stand in a name, between 氏 and 名."),
    ),
    "double_space": (ERROR, _lt("Two spaces stand together. Leave one.")),
    "half_space": (ERROR, _lt("Write full-width spaces.")),
    "mixed_widths": (ERROR, _lt("Write half-width katakana only, or full width only.")),
    "office_sign": (
        ERROR,
        _lt("Write half-width katakana only, or half-width letters and digits only."),
    ),
    "all_zeros": (ERROR, _lt("This item is never all zeros.")),
    "district": (ERROR, _lt("A 郡市区符号 is neither 00 nor 99.")),
    "needed_here": (ERROR, _lt("This item must be filled; see item %(other)s.")),
    "expected_here": (WARNING, _lt("This item is usually filled; see item %(other)s.")),
    "empty_here": (ERROR, _lt("This item must be empty; see item %(other)s.")),
    "unexpected_here": (
        WARNING,
        _lt("This item is usually empty; see item %(other)s."),
    ),
    "both_numbers": (ERROR, _lt("Write the 個人番号 or the 基礎年金番号, not both.")),
    # its days and sums
    "in_future": (ERROR, _lt("This day lies in the future.")),
    "before_birth": (ERROR, _lt("This day lies before the birth.")),
    "before_70": (ERROR, _lt("The person is not yet 70 on this day.")),
    "before_75": (ERROR, _lt("This day lies before the 75th birthday.")),
    "not_75th": (WARNING, _lt("This is usually the 75th birthday itself.")),
    "day_after": (ERROR, _lt("This must be the day after the day of item %(other)s.")),
    "same_day": (ERROR, _lt("This must be the day of item %(other)s itself.")),
    "sum_differs": (ERROR, _lt("The items add up to %(expected)s yen.")),
    "below_minimum": (ERROR, _lt("At least %(limit)s yen.")),
    # its families
    "nobody": (ERROR, _lt("The record names no dependant.")),
    "sheet_differs": (
        ERROR,
        _lt("Items 5 to 20 must be those of record %(first)s: it is the same person."),
    ),
}


class Finding(NamedTuple):
    """``record`` counts lines from 1, 0 is the file; ``item`` is an item id, "" for
    the whole record; ``last`` is the id of the last item of a range, else "";
    ``code`` is a key of :data:`MESSAGES`; ``facts`` complete its sentence."""

    record: int
    item: str
    code: str
    facts: dict
    last: str = ""

    @property
    def level(self):
        return MESSAGES[self.code][0]

    @property
    def message(self):
        """The English sentence, completed."""
        return MESSAGES[self.code][1] % self.facts


class Refused(Exception):
    """A record that cannot be written; ``findings`` say why."""

    def __init__(self, findings):
        super().__init__(findings[0].code)
        self.findings = list(findings)
