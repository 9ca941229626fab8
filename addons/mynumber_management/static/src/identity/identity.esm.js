// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import {_t} from "@web/core/l10n/translation";

const CARD = "number.card";

/**
 * What each route of 本人確認 (番号法16条; 施行令12条; 施行規則1–11条) asks for:
 * `number`: a 番号確認 document; `identity`: 身元確認 documents; `proxy`: the proxy's
 * name and authority, where `identity` means the proxy's own documents; `recognised`:
 * recognition in person stands for the identity documents; `note`: a note is needed.
 */
const ROUTES = {
    card: [],
    documents: ["number", "identity"],
    known: ["number", "recognised"],
    proxy: ["proxy", "number", "identity", "recognised"],
    mail: ["number", "identity"],
    online: ["number", "identity"],
    former_employer: ["note"],
    declared: ["note"],
};

export function emptyIdentity() {
    return {
        route: "",
        number_proof: "",
        identity_proofs: ["", ""],
        proxy_name: "",
        proxy_proof: "",
        recognised: false,
        note: "",
    };
}

/** True when the route asks for this part, see ROUTES. */
export function asksFor(identity, part) {
    const parts = ROUTES[identity.route] || [];
    const recognised = identity.recognised && parts.includes("recognised");
    return parts.includes(part) && !(part === "identity" && recognised);
}

/** True when the chosen identity document has no photo, so that a second is needed. */
export function needsSecond(identity, proofs) {
    const first = proofs.find((proof) => proof.code === identity.identity_proofs[0]);
    return Boolean(first) && first.side === "identity_plain";
}

function missingDocument(identity, proofs) {
    const [first, second] = identity.identity_proofs;
    if (asksFor(identity, "number") && !identity.number_proof) {
        return _t("Choose the document that showed the number (番号確認).");
    }
    if (!asksFor(identity, "identity")) {
        return "";
    }
    if (!first) {
        return _t("Choose the document that showed the identity (身元確認).");
    }
    if (needsSecond(identity, proofs) && (!second || second === first)) {
        return _t("Without a photo two different identity documents are needed.");
    }
    return "";
}

/**
 * What is still missing, as a sentence, or an empty string.
 *
 * @param {Object} identity as from `emptyIdentity`
 * @param {{kind: String, proofs: Object[]}} options kind of the person (employee,
 *     dependant, payee) and the proofs {code, side}
 * @returns {String}
 */
export function missingIdentity(identity, {kind, proofs}) {
    if (!identity.route) {
        return _t("Choose how the identity was verified (本人確認).");
    }
    if (asksFor(identity, "proxy") && !(identity.proxy_name && identity.proxy_proof)) {
        return _t("Name the proxy (代理人) and the proof of the authority.");
    }
    const document = missingDocument(identity, proofs);
    if (document) {
        return document;
    }
    if (identity.route === "known" && !identity.recognised) {
        return _t("Tick that you recognised the employee in person.");
    }
    const byEmployee = identity.route === "declared" && kind === "dependant";
    if (asksFor(identity, "note") && !byEmployee && !identity.note) {
        return _t("Say in the note when, by whom and where the record is.");
    }
    return "";
}

/**
 * The identity as the door takes it.
 *
 * @param {Object} identity as from `emptyIdentity`
 * @param {Object[]} proofs {code, side}
 * @returns {Object}
 */
export function identityBody(identity, proofs) {
    const count = needsSecond(identity, proofs) ? 2 : 1;
    const number = asksFor(identity, "number") ? identity.number_proof : null;
    return {
        route: identity.route,
        number_proof: identity.route === "card" ? CARD : number,
        identity_proofs: asksFor(identity, "identity")
            ? identity.identity_proofs.slice(0, count)
            : [],
        recognised: asksFor(identity, "recognised") && identity.recognised,
        proxy_name: asksFor(identity, "proxy") ? identity.proxy_name : "",
        proxy_proof: asksFor(identity, "proxy") ? identity.proxy_proof : null,
        note: identity.note,
    };
}

/**
 * One sentence about a route, shown under the choice.
 *
 * @param {String} route
 * @param {String} kind employee, dependant or payee
 */
export function routeHint(route, kind) {
    switch (route) {
        case "card":
            return _t(
                "Both sides of the My Number card were seen: the number on the back," +
                    " the face and the particulars on the front. No copy is needed."
            );
        case "documents":
            return _t(
                "Originals were seen. Name and birth date (or address) agree on both."
            );
        case "known":
            return _t(
                "For employees whose identity was checked when they were hired: you" +
                    " recognised the person face to face. The number document is" +
                    " still needed."
            );
        case "proxy":
            return _t(
                "Somebody acts for the person: the proxy's authority and identity and" +
                    " the person's own number document (a copy will do)."
            );
        case "mail":
            return _t("Copies came by mail. Destroy them after the check.");
        case "online":
            return _t("Pictures or signed data came through the person's own account.");
        case "former_employer":
            return _t(
                "Passed on with the person's consent (番号法19条4号). Say in the note" +
                    " who passed it on and where the consent is kept."
            );
        case "declared":
            return kind === "dependant"
                ? _t(
                      "The employee verified this person for the declaration; the" +
                          " company has no duty to see the documents."
                  )
                : _t(
                      "It was verified before, outside this system. Say in the note" +
                          " when, by whom and where the record is."
                  );
        default:
            return _t(
                "Without it the number is kept as “to verify” and no form takes it."
            );
    }
}
