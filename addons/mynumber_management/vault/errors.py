# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Errors of the vault.

Invariants: a message is a constant that says what to do and never quotes the input;
``code`` and ``reason`` are short ASCII constants fit for logs and JSON; every error
hides the one it came from, so that no lower layer's text travels with it.
"""


def _lt(sentence):
    """Mark a constant for Odoo's translators, who find it by this function's name.

    The door translates it; here and in the console it stays English.
    """
    return sentence


class VaultError(Exception):
    """Base of everything the vault raises on purpose."""

    code = "vault"
    message = _lt("The vault refused.")

    def __init__(self):
        super().__init__(self.message)
        self.__suppress_context__ = True


class VaultCorrupt(VaultError):
    """Sealed bytes did not open. Says nothing about why."""

    code = "vault_corrupt"
    message = _lt(
        "The stored record could not be opened. Tell the operator to run"
        " 'mynumber doctor'."
    )


_RESTORE = _lt(
    "Stop the server, put keystore.sqlite of the last backup in its place (mode 600,"
    " no keystore.sqlite-journal beside it), then type 'mynumber doctor'."
)

# reason → (what is wrong, what to type)
REASONS = {
    "keyring_missing": (
        _lt("The root keyring was not found."),
        _lt("Type 'mynumber setup', or put the keyring back from escrow."),
    ),
    "keyring_exists": (
        _lt("A root keyring is already there."),
        _lt("Type 'mynumber keyring status'; to change the root, add an epoch."),
    ),
    "keyring_unreadable": (
        _lt("The root keyring cannot be read by this user."),
        _lt("Give the file to the server's user, then type 'mynumber doctor'."),
    ),
    "keyring_too_open": (
        _lt("The root keyring, or its directory, is open to other users."),
        _lt("Type 'chmod 600' for the file and 'chmod 700' for its directory."),
    ),
    "keyring_owner": (
        _lt("The root keyring belongs to another user."),
        _lt("Run the command as the server's user, or give the file to that user."),
    ),
    "keyring_invalid": (
        _lt("The root keyring is damaged or is no keyring."),
        _lt("Put it back from escrow, then type 'mynumber keyring status'."),
    ),
    "keystore_missing": (
        _lt("The keystore was not found."),
        _lt(
            "For a new vault type 'mynumber setup'. If there was one: stop the server,"
            " put keystore.sqlite of the last backup in its place (mode 600), then type"
            " 'mynumber doctor'."
        ),
    ),
    "keystore_exists": (
        _lt("A keystore or a file of that name is already there."),
        _lt("Type 'mynumber doctor'; choose another place for a backup."),
    ),
    "keystore_locked": (
        _lt("The keystore is busy."),
        _lt("Try again; if it stays busy, type 'mynumber doctor'."),
    ),
    "keystore_unreadable": (
        _lt("The keystore cannot be read or written."),
        _lt(
            "Check the disk and the rights of its directory, then type"
            " 'mynumber doctor'."
        ),
    ),
    "keystore_too_open": (
        _lt("The keystore, or its directory, is open to other users."),
        _lt("Type 'chmod 600' for the file and 'chmod 700' for its directory."),
    ),
    "keystore_owner": (
        _lt("The keystore belongs to another user."),
        _lt("Run the command as the server's user, or give the file to that user."),
    ),
    "keystore_network": (
        _lt("The keystore lies on a network file system."),
        _lt(
            "Stop the server, move 'mynumber_home' to a local disk, then type"
            " 'mynumber doctor'."
        ),
    ),
    "keystore_old": (
        _lt("The keystore's format is not the one this release knows."),
        _lt("Install the release that wrote it, then type 'mynumber doctor'."),
    ),
    "keystore_foreign": (
        _lt("The file is not a keystore of this software."),
        _lt("Check the option 'mynumber_home', then type 'mynumber doctor'."),
    ),
    "keystore_corrupt": (
        _lt("The keystore is damaged."),
        _RESTORE,
    ),
    "rollback_keystore": (
        _lt("The keystore is older than the database."),
        _lt(
            "Put the newest keystore back and keep this one apart: with it, disposed"
            " numbers would return. Then type 'mynumber doctor'."
        ),
    ),
    "rollback_db": (
        _lt("The database is older than the keystore."),
        _lt("Restore the newest database, then type 'mynumber doctor'."),
    ),
    "unbound": (
        _lt("The keystore belongs to another database."),
        _lt(
            "If database and vault were copied together, type 'mynumber keystore"
            " rebind'. Else put this database's own keystore in its place."
        ),
    ),
    "neutralized": (
        _lt("This database is a neutralised copy: its vault stays closed."),
        _lt("Use the original database; a copy for trials needs no numbers."),
    ),
    "second_host": (
        _lt("Another host serves this database with a vault of its own."),
        _lt("Stop Odoo there: database and keystore are served by one host."),
    ),
    "home_place": (
        _lt(
            "Keyring or keystore lie inside Odoo's data or add-on directory and would"
            " get into its backups."
        ),
        _lt(
            "Stop the server, move the directory elsewhere, mend the option"
            " 'mynumber_home'."
        ),
    ),
    "key_misplaced": (
        _lt("A root key stands in Odoo's configuration file or in the database."),
        _lt(
            "Take it out of the file or of the system parameters and keep it nowhere"
            " but in the keyring, then type 'mynumber doctor'."
        ),
    ),
    "dev_mode": (
        _lt("The server runs in developer mode."),
        _lt("Start it without --dev and without the option 'dev_mode'."),
    ),
    "audit_triggers": (
        _lt("The triggers that protect the audit log are off."),
        _lt(
            "Find out who did it. Then type 'mynumber audit install-sql' and run what"
            " it prints."
        ),
    ),
    "audit_refused": (
        _lt("The audit log did not take the entry, so nothing was done."),
        _lt("Check the audit connection with 'mynumber doctor', then try again."),
    ),
    "epoch_unknown": (
        _lt("A root key that is needed is not in the keyring."),
        _lt("Put the current keyring in place, then type 'mynumber keyring status'."),
    ),
    "epoch_order": (
        _lt("The root key is not in the state that this step needs."),
        _lt("Type 'mynumber keyring status'; a new key can be used after a minute."),
    ),
    "sigkey_missing": (
        _lt("There is no signing key for the audit log."),
        _lt("Type 'mynumber setup'."),
    ),
}


class VaultUnavailable(VaultError):
    """The vault cannot work now; ``reason`` says why and ``cure`` what to type.

    :param reason: a key of REASONS
    """

    code = "vault_unavailable"
    message = _lt("The vault is not available.")

    def __init__(self, reason):
        self.what, self.cure = REASONS[reason]
        self.reason = reason
        self.message = f"{self.what} {self.cure}"
        super().__init__()


NUMBER_KINDS = {
    "empty": _lt("Enter the 12 digits of the My Number."),
    "not_digits": _lt("A My Number consists of digits only. Check what was entered."),
    "length_10_basic_pension": _lt(
        "This looks like a basic pension number"
        " (10 digits). Enter the 12 digits of the My Number."
    ),
    "length_11": _lt(
        "This looks like a resident record code or an employment"
        " insurance number (11 digits). Enter the 12 digits of the My Number."
    ),
    "length_13_corporate": _lt(
        "This looks like a corporate number (13 digits)."
        " Enter the 12 digits of the My Number."
    ),
    "invoice_registration": _lt(
        "This looks like an invoice registration number"
        " (T and 13 digits). Enter the 12 digits of the My Number."
    ),
    "length_16_card": _lt(
        "This looks like a card number (16 digits). Enter the 12"
        " digits of the My Number."
    ),
    "all_zero": _lt("Twelve zeros are not a My Number. Check the document."),
    "check_digit": _lt(
        "The check digit does not match. Compare each digit with the document."
    ),
    "too_short": _lt("Digits are missing: a My Number has 12."),
    "too_long": _lt("There are too many digits: a My Number has 12."),
}


class NumberInvalid(VaultError):
    """The text is no My Number; ``kind`` (key of NUMBER_KINDS) says what it is."""

    code = "number_invalid"

    def __init__(self, kind):
        self.message = NUMBER_KINDS[kind]
        self.kind = kind
        super().__init__()


class SecretSpent(VaultError):
    """A Secret was opened a second time."""

    code = "secret_spent"
    message = _lt("The secret was used already. Open the record again.")


class KeyRefused(VaultError):
    """A data key cannot be stored under this key id."""

    code = "key_refused"
    message = _lt("This key id is used or destroyed. Start the entry again.")


class PinWrong(VaultError):
    code = "pin_wrong"
    message = _lt("The PIN is wrong. Try again; after ten wrong PINs it is locked.")


class PinLocked(VaultError):
    code = "pin_locked"
    message = _lt("The PIN is locked. Ask an officer to unlock it.")


class PinNotSet(VaultError):
    code = "pin_not_set"
    message = _lt("No PIN is set. Ask an officer for an enrolment code and set one.")


PIN_KINDS = {
    "too_short": _lt("Choose a PIN of at least 6 characters."),
    "too_long": _lt("Choose a PIN of at most 64 characters."),
    "trivial": _lt("Choose a PIN that is not a simple run or one repeated character."),
}


class PinRefused(VaultError):
    """The new PIN is not acceptable; ``kind`` is a key of PIN_KINDS."""

    code = "pin_refused"

    def __init__(self, kind):
        self.message = PIN_KINDS[kind]
        self.kind = kind
        super().__init__()


class EnrolmentInvalid(VaultError):
    code = "enrolment_invalid"
    message = _lt("The enrolment code is wrong, used or expired. Ask for a new one.")


class QuotaExceeded(VaultError):
    code = "quota"
    message = _lt("The limit for this act is reached. Try again later.")


class RightInvalid(VaultError):
    """A right or approval is not in the state, or not of the form, required."""

    code = "right_invalid"
    message = _lt("The right or approval cannot be changed like this. Reload the page.")


class EntryInvalid(VaultError):
    """An audit payload breaks the rules of canonical JSON."""

    code = "entry_invalid"
    message = _lt("The audit entry is not well formed, so nothing was done.")
