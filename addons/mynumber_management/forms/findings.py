# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is wrong, or doubtful, with a statement: one finding a fact.

A finding names the field and says what to do. Its arguments are limits and sums that
the rules computed; it never carries what was typed, and never a number.
"""

from __future__ import annotations

from typing import NamedTuple

ERROR = "error"
WARNING = "warning"

MESSAGES = {
    # fields
    "required": "Fill in this field.",
    "wrong_type": "This value is not of the kind that the field takes.",
    "too_long": "At most %(limit)s characters fit here.",
    "too_large": "At most %(limit)s digits fit here.",
    "negative": "An amount or a count cannot be less than 0.",
    "date_range": "Write a date from 1868 on that has a Japanese era.",
    "control_character": "Remove the characters that cannot be printed.",
    "not_katakana": "Write the reading in full-width katakana.",
    "not_digits": "Write this code with half-width digits.",
    "unknown_choice": "Choose one of the values that the form knows.",
    "number_in_text": (
        "This text contains a My Number. Remove it: numbers are printed from the vault "
        "only."
    ),
    "unknown_year": "There is no sheet for this year yet.",
    "too_many_people": "At most %(limit)s people can be listed here.",
    # amounts
    "zero_must_be_written": (
        "Enter the tax. When there is none, say so: 0 is written, never left blank."
    ),
    "inner_exceeds": "This part is larger than the whole it belongs to.",
    "only_when_adjusted": (
        "Leave this blank: it is filled only when year-end adjustment was done."
    ),
    "required_when_adjusted": "Fill this in when year-end adjustment was done.",
    "deduction_total": (
        "The deductions on this slip add up to %(expected)s yen. Correct the total or "
        "the deduction that is wrong."
    ),
    "special_rel_total": (
        "The codes of the 特定親族 add up to %(expected)s yen. Correct the amount or "
        "the codes."
    ),
    "above_ceiling": "This deduction is at most %(limit)s yen.",
    "after_exceeds_pay": "This is larger than the amount paid.",
    "after_unusual": (
        "For this pay the amount should lie between %(least)s and %(limit)s yen."
    ),
    "income_adjust": "For this pay the deduction is %(expected)s yen.",
    "tax_differs": (
        "From the figures on this slip the tax would be %(expected)s yen. Compare."
    ),
    # spouse
    "spouse_needs_name": "Enter the name of the spouse.",
    "spouse_without_reason": (
        "A spouse is named, but neither the mark nor the deduction is given."
    ),
    "spouse_needs_income": "Enter the spouse's total income.",
    "spouse_needs_deduction": (
        "The mark says that there is a 控除対象配偶者, but the deduction is missing."
    ),
    "spouse_elderly_needs_mark": "老人 can be marked only beside 有 or 従有.",
    "spouse_amount": (
        "The law has no such amount with these marks (有, 老人). Correct the amount "
        "or the marks."
    ),
    "spouse_payee_income": (
        "No deduction for a spouse when the payee's own income exceeds %(limit)s yen."
    ),
    "spouse_income_range": (
        "With 有 the spouse's total income is at most %(over)s yen; for "
        "配偶者特別控除 it lies above that and is at most %(limit)s yen."
    ),
    "spouse_of_single": (
        "Who has a spouse is neither 寡婦 nor ひとり親, except in the year of the "
        "spouse's death."
    ),
    # relatives
    "count_differs": "%(expected)s people are listed below; the count must agree.",
    "needs_special_code": "Give each 特定親族 its code: %(expected)s are counted.",
    "code_and_income": "For this income the code should be %(expected)s.",
    "income_out_of_range": (
        "A 特定親族 has a total income over %(over)s and up to %(limit)s yen."
    ),
    "both_or_none": "Fill in both the number of 特親 and the deduction, or neither.",
    "named_twice": "This name stands on the slip twice.",
    "too_many_disabled": (
        "At most %(limit)s of the relatives named here can count as disabled."
    ),
    "nonresident_differs": "%(expected)s relatives have a code of non-residents.",
    # second employment
    "otsu_not_adjusted": "乙欄 excludes year-end adjustment.",
    "otsu_main_pay": "Under 乙欄 use the fields of 従たる給与.",
    "sub_without_otsu": "The fields of 従たる給与 belong to 乙欄 only.",
    # housing
    "housing_needs_credit": (
        "A housing code needs the credit or the possible amount beside it."
    ),
    "housing_code_year": "This housing code is not used in this year.",
    "housing_code_date": "This housing code does not go with the move-in date.",
    "housing_needs_date": "Enter the move-in date.",
    "housing_order": "Fill in the first housing credit before the second.",
    "housing_possible": "Write the possible amount only when it exceeds the credit.",
    "housing_needs_class": "Enter class and move-in date of the housing credit.",
    "housing_count": "The number of housing credits does not agree with the codes.",
    # person
    "minor_differs": (
        "The mark 未成年者 belongs to those born on %(born_from)s or later."
    ),
    "exclusive": "Only one of these can be marked.",
    "outside_year": "This date must lie in the year of the slip.",
    "after_year": "This date lies after the year of the slip.",
    "left_adjusted": (
        "Year-end adjustment is rare for who left before December. Check the mark."
    ),
    "leaving_before_joining": "The leaving date lies before the joining date.",
    "death_needs_date": "Enter the date of leaving for 死亡退職.",
    "special_rule_year": "The special rule does not apply in this year.",
    "ordinary_needs_reason": (
        "Enter the municipality's reason code for 普通徴収, unless 乙欄 or a leaving "
        "date explains it."
    ),
    "needs_mark": "This is printed only with its mark. Set the mark or remove it.",
    "previous_incomplete": "Complete the data of the previous employer.",
    "treaty_needs_text": "Enter the exempt amount and the article of the treaty.",
    "corporate_number": "The check digit of the 法人番号 is wrong.",
    "municipality_code": (
        "This is no municipality code: 5 digits, or 6 with the check digit."
    ),
    "municipality_missing": (
        "Enter the municipality of 1 January (or of leaving): the payment report goes "
        "there."
    ),
    # sheet
    "does_not_fit": "This text is too long for its box. Shorten it.",
    "glyph_missing": "No font has these characters: %(characters)s",
}


class Finding(NamedTuple):
    """``level``: error or warning. ``code``: key of :data:`MESSAGES`. ``item``: field
    id (``dependants.2.name`` for the second person) or box id."""

    level: str
    code: str
    item: str
    message_args: dict

    @property
    def message(self):
        """The English sentence, completed."""
        return MESSAGES[self.code] % self.message_args


def error(code, item, **args):
    """A :class:`Finding` that stops the print."""
    return Finding(ERROR, code, item, args)


def warning(code, item, **args):
    """A :class:`Finding` to look at before the print."""
    return Finding(WARNING, code, item, args)
