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

# code -> (level, English sentence). Facts complete the sentence.
MESSAGES = {
    # the file
    "empty": (ERROR, "The file has no records."),
    "utf16": (ERROR, "The file is in UTF-16. Save it as CSV in Shift_JIS."),
    "not_text": (ERROR, "This is not a CSV file. Save it as CSV first."),
    "too_large": (ERROR, "The file is larger than %(limit)s MB. Split it."),
    "too_many_records": (ERROR, "More than %(limit)s records. Split the file."),
    "bom": (ERROR, "The file begins with a byte order mark. Save it as Shift_JIS."),
    "utf8": (ERROR, "The file is in UTF-8. The layout is in Shift_JIS."),
    "lone_cr": (ERROR, "Lines must end with CR and LF; a CR stands alone here."),
    "line_end": (WARNING, "Lines end with LF only. CR and LF are expected."),
    "no_line_end": (WARNING, "The last record does not end its line."),
    # the record
    "header": (ERROR, "This is a line of titles. The file must begin with a record."),
    "blank_line": (ERROR, "Remove the blank line."),
    "line_too_long": (ERROR, "The line is longer than any record can be."),
    "nul": (ERROR, "The line holds NUL characters."),
    "not_shift_jis": (ERROR, "The line holds bytes that are not Shift_JIS."),
    "not_utf8": (ERROR, "The line holds bytes that are not UTF-8."),
    "quotes": (
        WARNING,
        "Values stand in quotes. Whether they are accepted is not known; ours have "
        "none.",
    ),
    "malformed": (ERROR, "A quote is not closed, or stands inside a value."),
    "item_count": (ERROR, "The record has %(found)s items instead of %(expected)s."),
    "trailing_comma": (ERROR, "One comma too many at the end of the record."),
    "delimiter": (ERROR, "The items are separated by tabs. Separate them by commas."),
    # one item
    "required": (ERROR, "This item must be filled."),
    "expected": (WARNING, "This item is usually filled."),
    "must_be_blank": (ERROR, "This item is always empty."),
    "only_spaces": (ERROR, "Leave an empty item empty, without spaces."),
    "outer_space": (WARNING, "Remove the space at the beginning or the end."),
    "last_item_space": (
        ERROR,
        "The last item is empty: one half-width space must stand there.",
    ),
    "comma": (ERROR, "Remove the half-width comma."),
    "control": (ERROR, "Remove tabs, line ends and other control characters."),
    "question_mark": (
        ERROR,
        "A ? or 〓 stands in this text: was a character lost in conversion?",
    ),
    "not_full_width": (ERROR, "Write this item in full-width characters only."),
    "not_half_width": (ERROR, "Write this item in half-width characters."),
    "not_half_kana": (ERROR, "Write this reading in half-width katakana."),
    "not_katakana": (WARNING, "Write this reading in full-width katakana."),
    "outside_jis": (
        ERROR,
        "Character %(position)s is not in JIS level 1 or 2. Write: %(replacements)s",
    ),
    "outside_jis_unknown": (
        ERROR,
        "Character %(position)s is not in JIS level 1 or 2. Write a name wholly in "
        "kana, or another character.",
    ),
    "postcode": (WARNING, "An address is written without its post code."),
    "comma_in_address": (ERROR, "An address holds no comma."),
    "too_long": (ERROR, "%(found)s characters; at most %(limit)s fit."),
    "wrong_length": (ERROR, "%(found)s characters; the item has %(expected)s."),
    "not_digits": (ERROR, "Write half-width digits only, without sign or comma."),
    "leading_zeros": (WARNING, "An amount begins without 0."),
    "not_phone": (ERROR, "Write half-width digits, hyphens and brackets."),
    "code_value": (ERROR, "This code is not in use here. Possible: %(allowed)s"),
    "wrong_type": (ERROR, "This value is not of the kind that the item takes."),
    "municipality_code": (ERROR, "There is no municipality with this code."),
    "wrong_year": (ERROR, "The record is not of the year that was chosen."),
    "date_incomplete": (ERROR, "Fill in year, month and day, or none of them."),
    "no_such_date": (ERROR, "The calendar has no such day."),
    "outside_era": (ERROR, "The day does not lie in this era."),
    "not_as_set": (WARNING, "This is not what the settings say for this item."),
    # numbers
    "number_missing": (WARNING, "The number is missing."),
    "number_length": (ERROR, "A number has %(expected)s characters here."),
    "leading_zero": (ERROR, "A 個人番号 has one 0 in front here."),
    "check_digit": (ERROR, "The check digit of this 個人番号 is wrong."),
    "corporate_check_digit": (ERROR, "The check digit of this 法人番号 is wrong."),
    "number_form": (
        ERROR,
        "Write the serial in brackets and the 12 digits, all in full width.",
    ),
    "number_in_text": (ERROR, "This text contains a 個人番号. Remove it."),
    "number_twice": (ERROR, "The same number stands in item %(other)s as well."),
    "number_of_another": (
        ERROR,
        "Record %(first)s has the same number under another name.",
    ),
    "payer_differs": (
        WARNING,
        "The payer is written otherwise than in record %(first)s.",
    ),
    "void_and_right": (
        WARNING,
        "Void records and right ones stand in one file. e-Tax takes them as two "
        "transmissions, each with its own 合計表; a disc takes both.",
    ),
    "person_twice": (WARNING, "Record %(first)s is of the same person."),
    "number_without_name": (ERROR, "There is a number but no name."),
    "type_and_number": (ERROR, "個人・法人区分 and the kind of number disagree."),
    # sums and counts
    "inner_exceeds": (ERROR, "This part is larger than item %(whole)s."),
    "only_when_adjusted": (
        ERROR,
        "Filled only after year-end adjustment, of which items 19 and 20 are empty.",
    ),
    "both_or_none": (ERROR, "Fill in this item and item %(other)s, or neither."),
    "needs": (ERROR, "This item needs item %(other)s."),
    "needs_one_of": (ERROR, "This item needs one of the items %(others)s."),
    "exclusive": (ERROR, "This item and item %(other)s cannot both be 1."),
    "gap": (WARNING, "Fill in the one before first."),
    "count_differs": (ERROR, "%(expected)s are named; the counts must agree."),
    "further_differs": (
        WARNING,
        "%(expected)s more are counted than the record has places for; as many "
        "serials belong in 摘要.",
    ),
    "serial_differs": (ERROR, "The serials are not those of 摘要."),
    "nonresident_differs": (WARNING, "%(expected)s have a code of non-residents."),
    "special_differs": (ERROR, "%(expected)s have a code of 特定親族."),
    "special_unadjusted": (
        ERROR,
        "Without year-end adjustment no 特定親族 with a higher income is listed.",
    ),
    "deduction_total": (ERROR, "The deductions add up to %(expected)s yen."),
    "above_ceiling": (ERROR, "This deduction is at most %(limit)s yen."),
    "special_total": (ERROR, "The codes of 特定親族 add up to %(expected)s yen."),
    "main_pay": (ERROR, "Under 乙欄 use the items of 従たる給与."),
    "second_pay": (ERROR, "The items of 従たる給与 belong to 乙欄 only."),
    "outside_year": (ERROR, "This date must lie in the year of the record."),
    "minor_differs": (
        ERROR,
        "未成年者 belongs to those born on %(born_from)s or later.",
    ),
    "not_larger": (ERROR, "Filled only when larger than item %(other)s."),
    "tax_exceeds": (ERROR, "The tax is larger than what was paid."),
    "no_payment": (ERROR, "The record has no payment."),
    # the file of the pension office
    "frame_missing": (ERROR, "%(expected)s is missing before this line."),
    "frame_line": (ERROR, "%(expected)s must stand in this line."),
    "line_end_required": (ERROR, "Lines must end with CR and LF, not with LF alone."),
    "last_line_end": (ERROR, "CR and LF must also stand after the last record."),
    "quotes_refused": (ERROR, "Values stand in quotes. This file has none."),
    "file_too_large": (
        ERROR,
        "Files of %(limit)s bytes and more are refused.",
    ),
    "unknown_form": (ERROR, "The record does not begin with the code of a form."),
    "form_not_checked": (WARNING, "Records of this form are not checked here."),
    "two_offices": (ERROR, "One file holds one 事業所. Write a file for each."),
    "other_office": (ERROR, "This is not the 事業所 of line 4."),
    "media_differs": (WARNING, "Line 1 names another 事業所 than line 4."),
    "media_sign": (
        ERROR,
        "Write the 事業所記号 after its codes, or the 8 digits of the 社会保険労務士 "
        "alone.",
    ),
    "agent_differs": (
        WARNING,
        "Line 3 has a name if and only if a 社会保険労務士 files (line 1).",
    ),
    # its items
    "too_many_bytes": (
        ERROR,
        "%(found)s bytes; at most %(limit)s fit (a full-width character has 2).",
    ),
    "quote": (ERROR, "Remove the quote."),
    "unusual_sign": (
        WARNING,
        "There is a sign here that some programs refuse. Letters, digits, kana, kanji "
        "and hyphens are safe.",
    ),
    "name_separator": (ERROR, "One space must stand between 氏 and 名."),
    "name_spaces": (ERROR, "Only one space may stand in a name, between 氏 and 名."),
    "double_space": (ERROR, "Two spaces stand together. Leave one."),
    "half_space": (ERROR, "Write full-width spaces."),
    "mixed_widths": (ERROR, "Write half-width katakana only, or full width only."),
    "office_sign": (
        ERROR,
        "Write half-width katakana only, or half-width letters and digits only.",
    ),
    "all_zeros": (ERROR, "This item is never all zeros."),
    "district": (ERROR, "A 郡市区符号 is neither 00 nor 99."),
    "needed_here": (ERROR, "This item must be filled; see item %(other)s."),
    "expected_here": (WARNING, "This item is usually filled; see item %(other)s."),
    "empty_here": (ERROR, "This item must be empty; see item %(other)s."),
    "unexpected_here": (WARNING, "This item is usually empty; see item %(other)s."),
    "both_numbers": (ERROR, "Write the 個人番号 or the 基礎年金番号, not both."),
    # its days and sums
    "in_future": (ERROR, "This day lies in the future."),
    "before_birth": (ERROR, "This day lies before the birth."),
    "before_70": (ERROR, "The person is not yet 70 on this day."),
    "before_75": (ERROR, "This day lies before the 75th birthday."),
    "not_75th": (WARNING, "This is usually the 75th birthday itself."),
    "day_after": (ERROR, "This must be the day after the day of item %(other)s."),
    "same_day": (ERROR, "This must be the day of item %(other)s itself."),
    "sum_differs": (ERROR, "The items add up to %(expected)s yen."),
    "below_minimum": (ERROR, "At least %(limit)s yen."),
    # its families
    "nobody": (ERROR, "The record names no dependant."),
    "sheet_differs": (
        ERROR,
        "Items 5 to 20 must be those of record %(first)s: it is the same person.",
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
