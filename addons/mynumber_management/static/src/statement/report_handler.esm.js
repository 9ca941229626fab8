// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {download} from "@web/core/network/download";
import {getReportUrl} from "@web/webclient/actions/reports/utils";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

const OURS = /^mynumber_management\.report_withholding_/;

/**
 * Slips are drawn by the add-on's own engine: download them whether or not the server
 * has wkhtmltopdf, without which Odoo would show the report as a page.
 */
async function slipReportHandler(action, options, env) {
    if (action.report_type !== "qweb-pdf" || !OURS.test(action.report_name)) {
        return false;
    }
    env.services.ui.block();
    try {
        await download({
            url: "/report/download",
            data: {
                data: JSON.stringify([getReportUrl(action, "pdf"), action.report_type]),
                context: JSON.stringify({...user.context, ...action.context}),
            },
        });
    } finally {
        env.services.ui.unblock();
    }
    return true;
}

registry.category("ir.actions.report handlers").add("mynumber_slips", slipReportHandler);
