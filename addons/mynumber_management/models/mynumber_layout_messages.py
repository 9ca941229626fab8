# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The findings about records 315 and 375 in the user's language."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# The sentences of ``filings.findings.MESSAGES`` that a record written here can have,
# once more so that they are extracted for translation; a test compares both.
SENTENCES = {
    "required": _lt("This item must be filled."),
    "expected": _lt("This item is usually filled."),
    "must_be_blank": _lt("This item is always empty."),
    "only_spaces": _lt("Leave an empty item empty, without spaces."),
    "outer_space": _lt("Remove the space at the beginning or the end."),
    "comma": _lt("Remove the half-width comma."),
    "control": _lt("Remove tabs, line ends and other control characters."),
    "question_mark": _lt(
        "A ? or 〓 stands in this text: was a character lost in conversion?"
    ),
    "not_full_width": _lt("Write this item in full-width characters only."),
    "not_half_width": _lt("Write this item in half-width characters."),
    "not_half_kana": _lt("Write this reading in half-width katakana."),
    "not_katakana": _lt("Write this reading in full-width katakana."),
    "outside_jis": _lt(
        "Character %(position)s is not in JIS level 1 or 2. Write: %(replacements)s"
    ),
    "outside_jis_unknown": _lt(
        "Character %(position)s is not in JIS level 1 or 2. Write a name wholly "
        "in kana, or another character."
    ),
    "postcode": _lt("An address is written without its post code."),
    "comma_in_address": _lt("An address holds no comma."),
    "too_long": _lt("%(found)s characters; at most %(limit)s fit."),
    "wrong_length": _lt("%(found)s characters; the item has %(expected)s."),
    "not_digits": _lt("Write half-width digits only, without sign or comma."),
    "leading_zeros": _lt("An amount begins without 0."),
    "not_phone": _lt("Write half-width digits, hyphens and brackets."),
    "code_value": _lt("This code is not in use here. Possible: %(allowed)s"),
    "wrong_type": _lt("This value is not of the kind that the item takes."),
    "municipality_code": _lt("There is no municipality with this code."),
    "wrong_year": _lt("The record is not of the year that was chosen."),
    "date_incomplete": _lt("Fill in year, month and day, or none of them."),
    "no_such_date": _lt("The calendar has no such day."),
    "outside_era": _lt("The day does not lie in this era."),
    "not_as_set": _lt("This is not what the settings say for this item."),
    "number_length": _lt("A number has %(expected)s characters here."),
    "leading_zero": _lt("A 個人番号 has one 0 in front here."),
    "check_digit": _lt("The check digit of this 個人番号 is wrong."),
    "corporate_check_digit": _lt("The check digit of this 法人番号 is wrong."),
    "number_form": _lt(
        "Write the serial in brackets and the 12 digits, all in full width."
    ),
    "number_in_text": _lt("This text contains a 個人番号. Remove it."),
    "number_without_name": _lt("There is a number but no name."),
    "inner_exceeds": _lt("This part is larger than item %(whole)s."),
    "only_when_adjusted": _lt(
        "Filled only after year-end adjustment, of which items 19 and 20 are empty."
    ),
    "both_or_none": _lt("Fill in this item and item %(other)s, or neither."),
    "needs": _lt("This item needs item %(other)s."),
    "needs_one_of": _lt("This item needs one of the items %(others)s."),
    "exclusive": _lt("This item and item %(other)s cannot both be 1."),
    "gap": _lt("Fill in the one before first."),
    "count_differs": _lt("%(expected)s are named; the counts must agree."),
    "further_differs": _lt(
        "%(expected)s more are counted than the record has places for; as many "
        "serials belong in 摘要."
    ),
    "serial_differs": _lt("The serials are not those of 摘要."),
    "nonresident_differs": _lt("%(expected)s have a code of non-residents."),
    "special_differs": _lt("%(expected)s have a code of 特定親族."),
    "special_unadjusted": _lt(
        "Without year-end adjustment no 特定親族 with a higher income is listed."
    ),
    "deduction_total": _lt("The deductions add up to %(expected)s yen."),
    "above_ceiling": _lt("This deduction is at most %(limit)s yen."),
    "special_total": _lt("The codes of 特定親族 add up to %(expected)s yen."),
    "main_pay": _lt("Under 乙欄 use the items of 従たる給与."),
    "second_pay": _lt("The items of 従たる給与 belong to 乙欄 only."),
    "outside_year": _lt("This date must lie in the year of the record."),
    "minor_differs": _lt("未成年者 belongs to those born on %(born_from)s or later."),
    "not_larger": _lt("Filled only when larger than item %(other)s."),
    "tax_exceeds": _lt("The tax is larger than what was paid."),
}


def explain_item(env, finding):
    """The sentence of a finding in the language of ``env``.

    :param finding: :class:`filings.findings.Finding` of a record written here
    """
    return env._(SENTENCES[finding.code]) % finding.facts
