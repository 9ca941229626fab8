# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is said about a file of people in the user's language."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# The sentences of the tables package's CODES, once more so that they are extracted
# for translation; a test compares both.
SENTENCES = {
    "empty": _lt("The file is empty. Choose the file that has the people."),
    "too_large": _lt("The file is larger than %(limit)s MB. Split it."),
    "too_many_rows": _lt("The file has more than %(limit)s rows. Split it."),
    "too_many_columns": _lt("The file has more than %(limit)s columns. Delete some."),
    "pdf": _lt("This is a PDF. Save the table as CSV or XLSX."),
    "rtf": _lt("This is a text document. Save the table as CSV or XLSX."),
    "xml": _lt("This is XML. Save the table as CSV or XLSX."),
    "ods": _lt("This is an OpenDocument sheet. Save it as XLSX."),
    "xlsb": _lt("This is a binary workbook (XLSB). Save it as XLSX."),
    "legacy_xls": _lt("This is a workbook of before 2007 (XLS). Save it as XLSX."),
    "encrypted": _lt("The workbook is locked with a password. Save it without one."),
    "macro": _lt("The workbook holds macros. Save it as XLSX without macros."),
    "entities": _lt(
        "The workbook declares XML entities: it is not one of a spreadsheet."
    ),
    "zip_bomb": _lt("The workbook unpacks to more than is allowed."),
    "not_workbook": _lt("This is an archive, but no XLSX workbook."),
    "damaged": _lt("The workbook is damaged. Open it, save it as XLSX and try again."),
    "no_visible_sheet": _lt("The workbook has no such visible sheet."),
    "merged": _lt("The sheet has more than %(limit)s merged areas."),
    "utf16": _lt("The file is in UTF-16. Save it as CSV in UTF-8 or Shift_JIS."),
    "nul": _lt("The file holds NUL bytes: it is damaged or no text file."),
    "control": _lt("The file holds control characters: it is damaged or no text file."),
    "encoding": _lt("The file is neither UTF-8 nor Shift_JIS."),
    "malformed": _lt("The quotation marks do not close here."),
    "delimiter": _lt("The columns are not separated by commas."),
    "hidden_sheets": _lt("%(count)s hidden sheets were not read."),
    "more_sheets": _lt("%(count)s more sheets were not read."),
    "external_links": _lt(
        "The workbook refers to other files; they were not followed."
    ),
    "unknown_column": _lt(
        "No column of people is meant by the heading in place %(place)s."
    ),
    "second_column": _lt("Another column is taken for this one (place %(place)s)."),
    "numbers_unmapped": _lt(
        "Column %(place)s holds My Numbers. Nothing was kept of it."
    ),
    "key_missing": _lt("Map a column to the employee code or the name."),
    "mapping_shape": _lt("The saved mapping is not in a form that can be read."),
    "mapping_heading": _lt("A heading of the saved mapping cannot be used."),
    "unknown_target": _lt("A heading is mapped to a column that does not exist."),
    "target_twice": _lt("Two headings are mapped to the same column."),
    "values_not_allowed": _lt("This column takes no table of values."),
    "unknown_value": _lt("A word is mapped to a value that the column does not have."),
    "unknown_profile": _lt("The saved mapping names an unknown product."),
    "unknown_option": _lt("The saved mapping has an option that is not known."),
    "cell_count": _lt("The row has %(found)s cells; the heading has %(expected)s."),
    "long_cell": _lt("The cell is too long."),
    "number": _lt("This cell looks like a My Number. Nothing was kept of it."),
    "formula_cell": _lt("This is a formula. Put the values in its place."),
    "error_cell": _lt("The spreadsheet shows an error here."),
    "merged_cell": _lt("The cell is merged with others. Split them."),
    "control_cell": _lt("The cell holds control characters."),
    "unreadable_cell": _lt("The cell has no value that can be read."),
    "hidden_row": _lt("The spreadsheet does not show this row."),
    "not_for_kind": _lt("This column is not kept of such a person; it was left out."),
    "formula": _lt("This is a formula, not a value."),
    "line_break": _lt("The text has a line break. Write it in one line."),
    "private_character": _lt("The text has a character that only one computer knows."),
    "too_long": _lt("The text is too long."),
    "kind": _lt(
        "The cell is of another kind: a date, figure or tick where text belongs."
    ),
    "code": _lt("A code is letters, digits and hyphens."),
    "code_figure": _lt("The code is a figure here: leading zeros, if any, are lost."),
    "choice": _lt(
        "This is not one of the words of this column. Add it to the mapping."
    ),
    "flag": _lt("Write 1 for yes and 0 for no."),
    "digits": _lt("Write %(count)s digits."),
    "amount": _lt("This is not a whole amount in yen."),
    "year": _lt("Write the year as 2026 or 令和8年."),
    "month": _lt("Write year and month as 2026-05 or 令和8年5月."),
    "postcode": _lt("A postcode has seven digits."),
    "prefecture": _lt("This is no prefecture."),
    "phone": _lt("A telephone number has ten or eleven digits."),
    "zeros_restored": _lt("Leading zeros that the spreadsheet dropped were put back."),
    "date": _lt("This is no date that can be read."),
    "date_serial": _lt("The spreadsheet's day number stands for no day."),
    "date_from_serial": _lt("A day number of the spreadsheet was read as a date."),
    "no_era": _lt("Add the era, or write the year with four digits."),
    "year_first": _lt("Write the year first."),
    "no_such_day": _lt("The calendar has no such day."),
    "before_era": _lt("%(era)s began on %(first)s."),
    "after_era": _lt("%(era)s ended on %(last)s."),
    "calendars_disagree": _lt("The two calendars name different days."),
    "too_early": _lt("Dates before %(first)s cannot be used."),
    "too_late": _lt("Dates after %(last)s cannot be used."),
    "lost_character": _lt("A character was lost (? or 〓) when the file was saved."),
    "not_a_name": _lt("A name cannot hold digits or control characters."),
    "not_kana": _lt("Write the reading in katakana only."),
    "address": _lt("This is no address."),
    "one_part_name": _lt(
        "The name has no space: where the family name ends is not told."
    ),
    "one_part_kana": _lt("The reading has no space: it was left out."),
    "name_twice": _lt("The full name and its parts differ."),
    "number_check_digit": _lt("The check digit of the number is wrong."),
    "number_length": _lt("The number does not have twelve digits."),
    "number_digits": _lt("The number has other signs than digits."),
    "number_scientific": _lt("The spreadsheet has shortened the number (1.23E+11)."),
    "number_corporate": _lt("This is a corporate number."),
    "number_and_refusal": _lt("The row has a number and a refusal."),
    "history_without_number": _lt("The row tells of a number that it does not have."),
    "ledger_incomplete": _lt("A ledger entry needs its declaration and its month."),
    "code_blank": _lt("Enter the employee code."),
    "key_blank": _lt("Enter the name or the date of birth."),
    "name_blank": _lt("Enter the name."),
    "relation_blank": _lt("Enter the relation."),
    "in_future": _lt("This day lies in the future."),
    "left_before_hired": _lt("The person left before being hired."),
    "hired_before_birth": _lt("The person was hired before birth."),
    "left_on_blank": _lt("A person who has left needs the day of leaving."),
    "twice": _lt("This person stands in row %(first)s already."),
    "code_other_person": _lt(
        "The code belongs to a person of other name and birth date."
    ),
    "other_code": _lt("The same person has another code."),
    "ambiguous": _lt("%(count)s people fit. Write the code or the date of birth."),
    "employee_missing": _lt("No employee has this code. Import the employee first."),
    "employee_conflict": _lt("The employee of this row was not matched."),
    "namesake": _lt(
        "A person without a code has the same name: is it the same person?"
    ),
    "birth_date_differs": _lt("The date of birth differs: is it the same person?"),
    "establishment_unknown": _lt(
        "No establishment of this kind has this name: make it."
    ),
    "no_contact_right": _lt("Payees are contacts. Ask for the right to make contacts."),
}
