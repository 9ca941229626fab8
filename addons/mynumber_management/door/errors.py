# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the door answers when it does not open.

A refusal is a code, an HTTP status and a sentence that says what to do. The
sentence is a constant: nothing that was typed or stored is ever quoted.
"""

from odoo.tools.translate import LazyTranslate, get_translation

from ..vault.errors import (
    EnrolmentInvalid,
    NumberInvalid,
    PinLocked,
    PinNotSet,
    PinRefused,
    PinWrong,
    QuotaExceeded,
    VaultCorrupt,
    VaultUnavailable,
)

_lt = LazyTranslate(__name__)

_REFUSALS = {
    "bad_request": (400, _lt("This request could not be read. Reload the page.")),
    "forbidden_origin": (
        403,
        _lt("This request did not come from a page of this Odoo. Reload the page."),
    ),
    "not_signed_in": (401, _lt("Your session has ended. Sign in again.")),
    "right_missing": (
        403,
        _lt("You hold no right for this. Ask an officer (責任者) to grant it."),
    ),
    "people_rights": (
        403,
        _lt(
            "People are imported by an officer of employees (HR) who is also handler,"
            " clerk or officer of My Number. Ask for the role that you lack."
        ),
    ),
    "other_file": (
        409,
        _lt("This is not what was previewed. Preview the file again."),
    ),
    "right_suspended": (
        403,
        _lt(
            "Your right is suspended because your post changed. Ask an officer to"
            " resume it."
        ),
    ),
    "purpose_missing": (
        403,
        _lt(
            "The number was not collected for this purpose, or your right does not"
            " cover it. Notify the person of the purpose first."
        ),
    ),
    "destination_missing": (400, _lt("Say where the number goes.")),
    "company_foreign": (
        403,
        _lt("This person belongs to another company. Switch to that company."),
    ),
    "not_found": (404, _lt("There is no such record. Reload the page.")),
    "no_number": (409, _lt("No verified number is registered for this person.")),
    "nothing_to_verify": (409, _lt("No number of this person waits to be verified.")),
    "already_registered": (
        409,
        _lt("A number is already registered. Use Change to replace it."),
    ),
    "already_waiting": (
        409,
        _lt("A number already waits to be verified. Verify or return it first."),
    ),
    "was_used": (
        409,
        _lt("This number was already output. It is destroyed by a disposal order."),
    ),
    "conflict": (
        409,
        _lt("Somebody else changed this meanwhile. Reload the page and try again."),
    ),
    "quota": (
        429,
        _lt("You have reached the limit for now. Try later or ask an officer."),
    ),
    "pin_required": (401, _lt("Enter your vault PIN.")),
    "pin_wrong": (403, _lt("The PIN is wrong.")),
    "pin_locked": (403, _lt("Your PIN is locked. Ask an officer to unlock it.")),
    "pin_not_set": (
        403,
        _lt("You have no vault PIN yet. Ask an officer for an enrolment code."),
    ),
    "pin_weak": (
        422,
        _lt("Choose a longer PIN: at least six characters, not a simple row."),
    ),
    "code_wrong": (
        403,
        _lt("The enrolment code is wrong or has expired. Ask for a new one."),
    ),
    "digest_mismatch": (
        409,
        _lt("The record changed after you saw it. Look at it again before sealing."),
    ),
    "second_person": (
        403,
        _lt("A second person must do this (二人確認). Ask another officer."),
    ),
    "single_not_allowed": (
        409,
        _lt(
            "This company must work with two persons: it has more than 100 workers,"
            " handles numbers for others, is in the financial sector or holds more"
            " than 5,000 people, or two people hold rights."
        ),
    ),
    "order_required": (
        403,
        _lt("This is above the free limit. An officer must approve an order first."),
    ),
    "fill_limit": (
        403,
        _lt(
            "This is above the free limit of a day, and a file to fill in has no"
            " orders yet. Split the file, go on tomorrow, or ask an officer to raise"
            " the limit."
        ),
    ),
    "file_changed": (
        409,
        _lt(
            "This is not the file that was previewed, or the people changed"
            " meanwhile. Preview it again."
        ),
    ),
    "nothing_to_fill": (
        409,
        _lt("No empty column of this file can take a number. Look at its preview."),
    ),
    "order_state": (409, _lt("The order is not in a state that allows this.")),
    "findings": (422, _lt("Some slips have errors. Mend them first.")),
    "part_unknown": (404, _lt("There is no such part. Start the output again.")),
    "size_mismatch": (
        409,
        _lt("The part did not arrive whole. It is sent again."),
    ),
    "too_large": (413, _lt("This is too large.")),
    "number_invalid": (422, _lt("This is not a My Number.")),
    "number_in_text": (
        422,
        _lt(
            "A text contains a My Number. Nothing was saved. Take it out: a number is"
            " typed into its own field only."
        ),
    ),
    "verification_incomplete": (
        422,
        _lt("The identity verification is not complete. Say what was checked."),
    ),
    "purpose_needed": (422, _lt("Choose at least one purpose and show the notice.")),
    "vault_unavailable": (
        503,
        _lt("The vault is closed. Nothing was lost; tell the operator."),
    ),
    "corrupt": (
        409,
        _lt("This number cannot be opened. Nothing was shown; tell an officer."),
    ),
    "internal": (
        500,
        _lt("Something went wrong and nothing was changed. Tell the operator."),
    ),
}


class Refused(Exception):
    """The door does not open: ``code`` names the rule, ``status`` is the HTTP status.

    ``extra`` is a dict of constants or ids that the page needs (never input).
    """

    def __init__(self, code, message=None, **extra):
        super().__init__(code)
        self.code = code
        self.status, self._sentence = _REFUSALS[code]
        self._message = message
        self.extra = extra

    def sentence(self, env):
        """Return the sentence in the user's language."""
        if self._message is not None:
            return translate(env, self._message)
        return env._(self._sentence)  # pylint: disable=translation-not-lazy


def translate(env, constant):
    """Return a constant sentence of the pure packages in the user's language."""
    lang = env.lang or "en_US"
    return get_translation("mynumber_management", lang, constant, ())


_FROM_VAULT = {
    PinWrong: "pin_wrong",
    PinLocked: "pin_locked",
    PinNotSet: "pin_not_set",
    PinRefused: "pin_weak",
    EnrolmentInvalid: "code_wrong",
    QuotaExceeded: "quota",
    NumberInvalid: "number_invalid",
    VaultCorrupt: "corrupt",
    VaultUnavailable: "vault_unavailable",
}


def from_vault(error):
    """Return the Refused that tells a page of a ``VaultError``."""
    code = _FROM_VAULT.get(type(error), "vault_unavailable")
    if isinstance(error, NumberInvalid | PinRefused):
        return Refused(code, message=error.message, kind=error.kind)
    if isinstance(error, VaultUnavailable):
        return Refused(code, reason=error.reason)
    return Refused(code)
