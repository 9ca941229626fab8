# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import hashlib
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate, file_open

from ..filings import payroll_csv
from ..filings.payroll_csv import Issue
from ..text.folding import fold_name

_lt = LazyTranslate(__name__)

LAYOUT = "mynumber_management/layouts/withholding_import.csv"
SHOWN_ISSUES = 500
MESSAGES = {
    # the file
    "empty": _lt("The file is empty. Export the figures again and choose that file."),
    "no_rows": _lt("The file has a heading but no rows below it."),
    "too_large": _lt("The file is larger than %(limit)s MB. Split it by payer."),
    "too_many_rows": _lt("The file has more than %(limit)s rows. Split it by payer."),
    "spreadsheet": _lt(
        "This is a spreadsheet or PDF. Save it as CSV (comma delimited) and choose "
        "the CSV file."
    ),
    "utf16": _lt("The file is in UTF-16. Save it as CSV in UTF-8 or Shift_JIS."),
    "nul": _lt("The file holds NUL bytes: it is damaged or no text file."),
    "control": _lt("The file holds control characters: it is damaged or no text file."),
    "encoding": _lt(
        "The file is neither UTF-8 nor Shift_JIS. Save it in one of the two."
    ),
    "malformed": _lt("The quotation marks do not close here. Correct them."),
    "delimiter": _lt("The columns are not separated by commas. Save the file as CSV."),
    "number": _lt(
        "The cell in place %(place)s looks like a My Number. Nothing was kept of this "
        "file. Export it again without the numbers: they belong on the My Number page "
        "of each person only."
    ),
    # the heading
    "unknown_column": _lt(
        "The heading in place %(place)s is no known column. Rename it as in the "
        "sample file, or delete the column."
    ),
    "column_twice": _lt("This column stands in the file twice (place %(place)s)."),
    "column_missing": _lt("This column is needed and is not in the file."),
    "key_missing": _lt("The file needs the name or the date of birth as well."),
    # the rows
    "cell_count": _lt("The row has %(found)s cells; the heading has %(expected)s."),
    "long_cell": _lt("The cell in place %(place)s is too long."),
    "twice": _lt("This employee code stands in row %(first)s already."),
    "blank": _lt("Enter the employee code."),
    "key_blank": _lt("Enter the name or the date of birth."),
    "formula": _lt("This is a formula, not a value. Export the values."),
    "negative": _lt("An amount cannot be negative here."),
    "amount": _lt("This is not a whole number. Write digits only, like 1234567."),
    "too_many_digits": _lt("The number has more than %(limit)s digits."),
    "date": _lt("This is no date we can read. Write it like 1985-05-15 or S60.5.15."),
    "era": _lt(
        "The day does not lie in that era. Use the right era, or the year with four "
        "digits."
    ),
    "flag": _lt("Write 1 for yes and 0 for no."),
    "choice": _lt("This is not one of the values of this column."),
    "line_break": _lt("The text has a line break. Write it in one line."),
    "private_character": _lt(
        "The text has a character that only your own computer knows. Use a standard "
        "character."
    ),
    "too_long": _lt("The text has more than %(limit)s characters."),
    # the people
    "unknown_code": _lt(
        "No employee of this company has this code. Correct it in the file or on the "
        "employee."
    ),
    "other_person": _lt(
        "The employee with this code has another name and another date of birth. "
        "Nothing was matched by the code alone."
    ),
    "other_payer": _lt("This employee has another payer in that year."),
    "closed": _lt("The slip of this person is closed. Reopen it first."),
}


class MynumberStatementImport(models.AbstractModel):
    """Takes the figures of a payroll system's CSV file into slips.

    Invariants:

    * All rows or none: with a single error no slip is made or changed.
    * A person is matched by employee code and, besides, by name or date of birth.
    * A file with a valid My Number in any cell is refused as a whole.
    * Nothing of the file is kept: no attachment, no column, no log line. What was
      imported is what was previewed, by the digest of the file.
    """

    _name = "mynumber.statement.import"
    _description = "Import of Payroll Figures"

    @api.model
    def _run(self, data, year, establishment, digest=None):
        """Preview a file, or import it when ``digest`` is that of its preview.

        :param data: bytes of the file
        :param year: int, the tax year
        :param establishment: mynumber.establishment record, the payer
        :param digest: str answered by the preview, None to preview
        :return: dict ready for JSON: issues, digest, people, created, changed, …
        """
        slips = self.env["mynumber.statement.withholding"]
        slips.check_access("create")
        establishment.check_access("read")
        print_of_file = self._digest(data, year, establishment)
        if digest is not None and digest != print_of_file:
            raise UserError(
                self.env._("This is not the file that was previewed. Preview it again.")
            )
        try:
            rows, issues = payroll_csv.parse(data, self._columns())
        except payroll_csv.Refused as refused:
            return self._refusal(refused.issues)
        matches, wrong = self._match(rows, year, establishment)
        if issues or wrong:
            return self._refusal(sorted(issues + wrong, key=lambda issue: issue.row))
        with self.env.cr.savepoint() as savepoint:
            answer = self._apply(matches, year, establishment)
            if digest is None:
                savepoint.rollback()
        return answer | {
            "issues": [],
            "issue_count": 0,
            "digest": print_of_file,
            "imported": digest is not None,
        }

    @api.model
    def _digest(self, data, year, establishment):
        state = f"{self.env.uid}/{year}/{establishment.id}/".encode()
        return hashlib.sha256(state + data).hexdigest()

    @api.model
    def _columns(self):
        with file_open(LAYOUT) as layout:
            return payroll_csv.load_columns(layout.read())

    @api.model
    def _refusal(self, issues):
        labels = {
            column.id: column.ja if self.env.lang == "ja_JP" else column.en
            for column in self._columns()
        }
        return {
            "issues": [
                {
                    "row": issue.row,
                    "column": labels.get(issue.column, ""),
                    "code": issue.code,
                    "message": self.env._(MESSAGES[issue.code]) % issue.facts,
                }
                for issue in issues[:SHOWN_ISSUES]
            ],
            "issue_count": len(issues),
            "imported": False,
        }

    @api.model
    def _match(self, rows, year, establishment):
        """Find the employee and the slip of each row.

        :return: ([(row, employee, slip or empty)], [Issue])
        """
        model = self.env["mynumber.statement.withholding"]
        employees = self._employees(establishment)
        paid = model._paid_by(employees, establishment, year)
        slips = model.search(
            [
                ("year", "=", year),
                ("establishment_id", "=", establishment.id),
                ("employee_id", "in", employees.ids),
            ]
        )
        slip_of = {slip.employee_id.id: slip for slip in slips}
        by_code = self._by_code(employees)
        matches, issues, taken = [], [], {}
        for row in rows:
            if not row.code or not (row.name or row.birth_date):
                continue
            employee = by_code.get(row.code) or by_code.get(row.code.lstrip("0"))
            slip = slip_of.get(employee.id, slips.browse()) if employee else slips
            if not employee:
                issues.append(Issue(row.number, "code", "unknown_code"))
            elif not self._same_person(row, employee):
                issues.append(Issue(row.number, "name", "other_person"))
            elif (first := taken.setdefault(employee.id, row.number)) != row.number:
                issues.append(Issue(row.number, "code", "twice", {"first": first}))
            elif employee not in paid:
                issues.append(Issue(row.number, "code", "other_payer"))
            elif slip.state == "closed":
                issues.append(Issue(row.number, "code", "closed"))
            else:
                matches.append((row, employee, slip))
        return matches, issues

    @api.model
    def _employees(self, establishment):
        # sudo: a form clerk need not be an HR user; companies are those of the payer,
        # which the clerk may read, and nothing of the employee is answered
        return (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "=", establishment.company_id.id)])
        )

    @api.model
    def _by_code(self, employees):
        """Employees by code, and by the code without leading zeros where unique."""
        found, stripped = {}, defaultdict(list)
        for employee in employees.filtered("employee_code"):
            found[employee.employee_code] = employee
            stripped[employee.employee_code.lstrip("0")].append(employee)
        unique = {
            code: people[0] for code, people in stripped.items() if len(people) == 1
        }
        return unique | found

    @api.model
    def _same_person(self, row, employee):
        names = (employee.name, employee._full_name(), employee._full_kana())
        folded = {fold_name(name) for name in names if name} - {""}
        return (bool(row.name) and fold_name(row.name) in folded) or (
            bool(row.birth_date) and row.birth_date == employee.birthday
        )

    @api.model
    def _apply(self, matches, year, establishment):
        slips = self.env["mynumber.statement.withholding"]
        new = [(row, employee) for row, employee, slip in matches if not slip]
        people = self.env["hr.employee"].union(*(employee for _row, employee in new))
        prepared = slips._prepare(people, year, establishment)
        touched = slips.create(
            [prepared[employee.id] | self._values(row) for row, employee in new]
        )
        row_of = dict(zip(touched.ids, (row.number for row, _e in new), strict=True))
        changed = slips.browse()
        for row, _employee, slip in matches:
            if slip:
                touched |= slip
                row_of[slip.id] = row.number
                if values := self._differing(slip, self._values(row)):
                    slip.write(values)
                    changed |= slip
        return {
            "people": len(matches),
            "created": len(new),
            "changed": len(changed),
            "pay_total": round(sum(touched.mapped("pay_amount"))),
            "tax_total": round(sum(touched.mapped("tax_amount"))),
            "faulty": self._faults(touched.filtered("error_count"), row_of),
        }

    @api.model
    def _faults(self, slips, row_of):
        """What will have to be mended after the import, by row of the file.

        :param row_of: ``{slip id: row}``
        """
        return [
            {
                "row": row_of[slip.id],
                "code": slip.payee_code,
                "name": slip.payee_name,
                "column": line["label"],
                "message": line["message"],
            }
            for slip in slips.sorted(lambda slip: row_of[slip.id])[:SHOWN_ISSUES]
            for line in slip.finding_lines
            if line["level"] == "error"
        ]

    @api.model
    def _differing(self, slip, values):
        """Those of ``values`` that the slip does not hold: the same file once more
        changes nothing, and checked slips stay checked."""
        return {
            name: value
            for name, value in slip._with_zero_tax(values).items()
            if (slip[name] or False) != (value or False)
        }

    @api.model
    def _values(self, row):
        """Field values of a row; a blank cell empties the field, a 0 is one."""
        values = {
            name: False if value in (None, "") else value
            for name, value in row.values.items()
        }
        if "spouse_mark" in values:
            values["spouse_mark"] = values["spouse_mark"] or "none"
        return values
