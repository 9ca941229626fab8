# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import html as lxml_html

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.pdf import merge_pdf

from ..forms.document import PEOPLE_PER_PART, PersonPage
from ..forms.preflight import preflight
from ..models.mynumber_statement_messages import explain

READERS = tuple(
    f"mynumber_management.group_{role}" for role in ("clerk", "handler", "officer")
)


class MynumberSheetReport(models.AbstractModel):
    """A number-less copy of slips as an ordinary report.

    Invariants:

    * It asks for no number: the values come from the statement, through the QWeb
      template, and the renderer is given none.
    * Rights are checked here, not in the menu: whoever knows the report's address gets
      nothing that the form would not show.
    """

    _name = "mynumber.sheet.report"
    _description = "Number-less Copy of a Slip"

    _mynumber_model = "mynumber.statement.withholding"
    _mynumber_copy = "payee"
    _mynumber_page = "a4"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Values for the template: ``slips``, each with ``title`` and ``values``."""
        slips = self._slips(docids, data)
        slips._check_copy(self._mynumber_copy)
        version = slips._sheet_version(self._mynumber_copy)
        return {
            "doc_ids": slips.ids,
            "doc_model": slips._name,
            "docs": slips,
            "title": version.title,
            "labels": {box.id: box.name for box in version.sheet.boxes.values()},
            "slips": [
                {"id": slip.id, "name": slip.payee_name, "values": self._values(slip)}
                for slip in slips
            ],
        }

    @api.model
    def _slips(self, docids, data):
        if not self.env.su and not any(map(self.env.user.has_group, READERS)):
            raise AccessError(
                self.env._("Only those who work with slips may print them.")
            )
        slips = self.env[self._mynumber_model].browse(
            docids or (data or {}).get("ids") or []
        )
        slips = slips.exists()
        slips.check_access("read")
        if not slips:
            raise UserError(self.env._("Choose the slips to print."))
        return slips

    @api.model
    def _values(self, slip):
        return slip._box_values(self._mynumber_copy)

    @api.model
    def _mark(self, slip):
        """A word framed in the corner of a slip, or nothing."""
        return ""

    @api.model
    def _draw(self, markup, page=None):
        """Draw what the rendered template says.

        :param markup: bytes of the report's HTML; every element with ``data-box``
            inside an element with ``data-slip`` is one box
        :param page: "a5" or "a4", the report's own format when None
        :return: bytes of a PDF made in memory
        """
        parser = lxml_html.HTMLParser(encoding="utf-8")
        sections = lxml_html.document_fromstring(markup, parser).xpath(
            "//*[@data-slip]"
        )
        ids = [int(section.get("data-slip")) for section in sections]
        slips = self._slips(ids, None)
        document = slips._mynumber_document(
            self._mynumber_copy, page or self._mynumber_page
        )
        marks = {slip.id: self._mark(slip) for slip in slips}
        people = [
            PersonPage([self._checked(section, document.sheets[0])], mark=marks[slip])
            for slip, section in zip(ids, sections, strict=True)
        ]
        parts = [
            document.render_part(people[start : start + PEOPLE_PER_PART])
            for start in range(0, len(people), PEOPLE_PER_PART)
        ]
        return merge_pdf(parts) if len(parts) > 1 else parts[0]

    @api.model
    def _checked(self, section, sheet):
        values = {
            box.get("data-box"): box.text_content().strip(" \t\r\n")
            for box in section.xpath(".//*[@data-box]")
        }
        values = {box: text for box, text in values.items() if text}
        unknown = set(values) - set(sheet.boxes)
        findings = [] if unknown else preflight(sheet, values)
        if unknown or findings:
            sentences = [
                f"{sheet.boxes[found.item].name}: "
                + explain(self.env, found.code, found.message_args)
                for found in findings
            ] or [self.env._("The report's template names a box the sheet lacks.")]
            raise UserError("\n".join([section.get("data-name") or "", *sentences]))
        return values


class ReportWithholdingPayee(models.AbstractModel):
    _name = "report.mynumber_management.report_withholding_payee_document"
    _inherit = "mynumber.sheet.report"
    _description = "Withholding Slip for the Employee"


class ReportWithholdingControl(models.AbstractModel):
    """Our own copy of the municipal sheet: numbers stay blank, and it says so."""

    _name = "report.mynumber_management.report_withholding_control_document"
    _inherit = "mynumber.sheet.report"
    _description = "Payment Report, Our Own Copy"

    _mynumber_copy = "control"

    @api.model
    def _values(self, slip):
        values = super()._values(slip)
        values.pop("remarks", None)
        return values

    @api.model
    def _mark(self, slip):
        return "下書き" if slip.state == "draft" else "控え"
