// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {registry} from "@web/core/registry";

/**
 * Dates in both calendars. The table of eras is on the server only; days to show are
 * asked for together and remembered.
 */
export const warekiService = {
    dependencies: ["orm"],

    start(env, {orm}) {
        const shown = new Map();
        let asking = null;

        function askTogether() {
            const days = [];
            const answer = Promise.resolve().then(() => {
                asking = null;
                return orm.silent.call("mynumber.wareki", "show_days", [days]);
            });
            return {days, answer};
        }

        return {
            /**
             * @param {String} day as 1985-05-15
             * @returns {Promise<String>} the day in both calendars
             */
            show(day) {
                if (!shown.has(day)) {
                    asking = asking || askTogether();
                    asking.days.push(day);
                    shown.set(
                        day,
                        asking.answer.then(
                            (texts) => texts[day] || day,
                            () => {
                                // The date alone is better than no view
                                shown.delete(day);
                                return day;
                            }
                        )
                    );
                }
                return shown.get(day);
            },

            /**
             * @param {String} typed a day in any usual way of writing it
             * @returns {Promise<{day: String, shown: String}|{error: String}>}
             */
            read(typed) {
                return orm.call("mynumber.wareki", "read_date", [typed]);
            },
        };
    },
};

registry.category("services").add("mynumber_wareki", warekiService);
