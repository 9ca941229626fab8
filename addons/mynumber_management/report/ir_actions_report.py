# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Draw number-less slips with the form engine instead of wkhtmltopdf.

        The QWeb template is rendered all the same: what it puts into the boxes is
        what is drawn, so that it can be inherited like any other report.
        """
        report = self._get_report(report_ref)
        drawer = self._get_rendering_context_model(report)
        if not isinstance(drawer, self.env.registry["mynumber.sheet.report"]):
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        html = self._render_qweb_html(report_ref, res_ids, data=data)[0]
        return drawer._draw(html, (data or {}).get("page")), "pdf"
