# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The findings of the form engine in the user's language."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# The sentences of ``forms.findings.MESSAGES``, once more so that they are extracted
# for translation; a test compares both.
SENTENCES = {
    "required": _lt("Fill in this field."),
    "wrong_type": _lt("This value is not of the kind that the field takes."),
    "too_long": _lt("At most %(limit)s characters fit here."),
    "too_large": _lt("At most %(limit)s digits fit here."),
    "negative": _lt("An amount or a count cannot be less than 0."),
    "date_range": _lt("Write a date from 1868 on that has a Japanese era."),
    "control_character": _lt("Remove the characters that cannot be printed."),
    "not_katakana": _lt("Write the reading in full-width katakana."),
    "not_digits": _lt("Write this code with half-width digits."),
    "unknown_choice": _lt("Choose one of the values that the form knows."),
    "number_in_text": _lt(
        "This text contains a My Number. Remove it: numbers are printed "
        "from the vault only."
    ),
    "unknown_year": _lt("There is no sheet for this year yet."),
    "too_many_people": _lt("At most %(limit)s people can be listed here."),
    "zero_must_be_written": _lt(
        "Enter the tax. When there is none, say so: 0 is written, never left blank."
    ),
    "inner_exceeds": _lt("This part is larger than the whole it belongs to."),
    "only_when_adjusted": _lt(
        "Leave this blank: it is filled only when year-end adjustment was done."
    ),
    "required_when_adjusted": _lt("Fill this in when year-end adjustment was done."),
    "deduction_total": _lt(
        "The deductions on this slip add up to %(expected)s yen. Correct "
        "the total or the deduction that is wrong."
    ),
    "special_rel_total": _lt(
        "The codes of the 特定親族 add up to %(expected)s yen. Correct the "
        "amount or the codes."
    ),
    "above_ceiling": _lt("This deduction is at most %(limit)s yen."),
    "after_exceeds_pay": _lt("This is larger than the amount paid."),
    "after_unusual": _lt(
        "For this pay the amount should lie between %(least)s and %(limit)s yen."
    ),
    "income_adjust": _lt("For this pay the deduction is %(expected)s yen."),
    "tax_differs": _lt(
        "From the figures on this slip the tax would be %(expected)s yen. Compare."
    ),
    "spouse_needs_name": _lt("Enter the name of the spouse."),
    "spouse_without_reason": _lt(
        "A spouse is named, but neither the mark nor the deduction is given."
    ),
    "spouse_needs_income": _lt("Enter the spouse's total income."),
    "spouse_needs_deduction": _lt(
        "The mark says that there is a 控除対象配偶者, but the deduction is missing."
    ),
    "spouse_elderly_needs_mark": _lt("老人 can be marked only beside 有 or 従有."),
    "spouse_amount": _lt(
        "The law has no such amount with these marks (有, 老人). Correct "
        "the amount or the marks."
    ),
    "spouse_payee_income": _lt(
        "No deduction for a spouse when the payee's own income exceeds %(limit)s yen."
    ),
    "spouse_income_range": _lt(
        "With 有 the spouse's total income is at most %(over)s yen; for "
        "配偶者特別控除 it lies above that and is at most %(limit)s yen."
    ),
    "spouse_of_single": _lt(
        "Who has a spouse is neither 寡婦 nor ひとり親, except in the year "
        "of the spouse's death."
    ),
    "count_differs": _lt("%(expected)s people are listed below; the count must agree."),
    "needs_special_code": _lt("Give each 特定親族 its code: %(expected)s are counted."),
    "code_and_income": _lt("For this income the code should be %(expected)s."),
    "income_out_of_range": _lt(
        "A 特定親族 has a total income over %(over)s and up to %(limit)s yen."
    ),
    "both_or_none": _lt(
        "Fill in both the number of 特親 and the deduction, or neither."
    ),
    "named_twice": _lt("This name stands on the slip twice."),
    "too_many_disabled": _lt(
        "At most %(limit)s of the relatives named here can count as disabled."
    ),
    "nonresident_differs": _lt("%(expected)s relatives have a code of non-residents."),
    "otsu_not_adjusted": _lt("乙欄 excludes year-end adjustment."),
    "otsu_main_pay": _lt("Under 乙欄 use the fields of 従たる給与."),
    "sub_without_otsu": _lt("The fields of 従たる給与 belong to 乙欄 only."),
    "housing_needs_credit": _lt(
        "A housing code needs the credit or the possible amount beside it."
    ),
    "housing_code_year": _lt("This housing code is not used in this year."),
    "housing_code_date": _lt("This housing code does not go with the move-in date."),
    "housing_needs_date": _lt("Enter the move-in date."),
    "housing_order": _lt("Fill in the first housing credit before the second."),
    "housing_possible": _lt(
        "Write the possible amount only when it exceeds the credit."
    ),
    "housing_needs_class": _lt("Enter class and move-in date of the housing credit."),
    "housing_count": _lt(
        "The number of housing credits does not agree with the codes."
    ),
    "minor_differs": _lt(
        "The mark 未成年者 belongs to those born on %(born_from)s or later."
    ),
    "exclusive": _lt("Only one of these can be marked."),
    "outside_year": _lt("This date must lie in the year of the slip."),
    "after_year": _lt("This date lies after the year of the slip."),
    "left_adjusted": _lt(
        "Year-end adjustment is rare for who left before December. Check the mark."
    ),
    "leaving_before_joining": _lt("The leaving date lies before the joining date."),
    "death_needs_date": _lt("Enter the date of leaving for 死亡退職."),
    "special_rule_year": _lt("The special rule does not apply in this year."),
    "ordinary_needs_reason": _lt(
        "Enter the municipality's reason code for 普通徴収, unless 乙欄 or "
        "a leaving date explains it."
    ),
    "needs_mark": _lt("This is printed only with its mark. Set the mark or remove it."),
    "previous_incomplete": _lt("Complete the data of the previous employer."),
    "treaty_needs_text": _lt("Enter the exempt amount and the article of the treaty."),
    "corporate_number": _lt("The check digit of the 法人番号 is wrong."),
    "municipality_code": _lt(
        "This is no municipality code: 5 digits, or 6 with the check digit."
    ),
    "municipality_missing": _lt(
        "Enter the municipality of 1 January (or of leaving): the payment "
        "report goes there."
    ),
    "does_not_fit": _lt("This text is too long for its box. Shorten it."),
    "glyph_missing": _lt("No font has these characters: %(characters)s"),
}


def explain(env, code, facts):
    """The sentence of a finding in the language of ``env``.

    :param code: key of ``SENTENCES``; :param facts: dict of limits and sums
    """
    return env._(SENTENCES[code]) % facts
