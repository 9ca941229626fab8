# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The events of the audit log in the user's language."""

from odoo.tools import LazyTranslate, formatLang

_lt = LazyTranslate(__name__)

EVENTS = {
    "backup.checked": _lt("Backup tested"),
    "backup.made": _lt("Backup made"),
    "company.mode": _lt("Second-person rule changed"),
    "gate.refused": _lt("Refused"),
    "keyring.change": _lt("Root keys changed"),
    "keyring.escrow": _lt("Root keys put in escrow"),
    "keystore.rebind": _lt("Vault bound to a database"),
    "log.checkpoint": _lt("Checkpoint of the audit trail"),
    "log.export": _lt("Audit trail exported"),
    "log.fork": _lt("Fork of the audit trail declared"),
    "log.prune": _lt("Old entries emptied"),
    "log.read": _lt("Audit trail read"),
    "log.verify": _lt("Audit trail verified"),
    "number.compare": _lt("Number compared"),
    "number.confirm": _lt("Number confirmed"),
    "number.destroyed": _lt("Number destroyed"),
    "number.dispose": _lt("Number disposed of by order"),
    "number.dispose.refused": _lt("Destruction refused for want of an order"),
    "number.enter": _lt("Number entered"),
    "number.find": _lt("Number looked up"),
    "number.mistake": _lt("Number entered by mistake removed"),
    "number.open_failed": _lt("Number could not be opened"),
    "number.output": _lt("Numbers output"),
    "number.retire": _lt("Replaced number destroyed"),
    "number.return": _lt("Number returned"),
    "number.reveal": _lt("Number shown"),
    "number.verify": _lt("Number seen for verification"),
    "officer.add": _lt("Officer appointed"),
    "order.approve": _lt("Order approved"),
    "order.cancel": _lt("Order cancelled"),
    "order.propose": _lt("Order proposed"),
    "orphan.destroy": _lt("Unreferenced key destroyed"),
    "output.plan": _lt("Output planned"),
    "pin.code": _lt("Enrolment code made"),
    "pin.enrol.refused": _lt("Wrong enrolment code"),
    "pin.enrolled": _lt("PIN set"),
    "pin.passed": _lt("PIN given"),
    "pin.refused": _lt("Wrong PIN"),
    "pin.unlock": _lt("PIN unlocked"),
    "queue.run": _lt("Destroy queue worked off"),
    "right.end": _lt("Right ended"),
    "right.grant": _lt("Right granted"),
    "right.resume": _lt("Right resumed"),
    "right.seal": _lt("Decision on a right"),
    "right.suspend": _lt("Right suspended"),
    "sigkey.rotate": _lt("Signing key changed"),
    "vault.init": _lt("Vault made"),
}
# what an entry's number counts, by the event's name or its part before the first dot
_COUNTS = {
    "number.output.done": _lt("%s bytes"),
    "number": _lt("version %s"),
    "output": _lt("%s persons"),
    "order": _lt("%s persons"),
    "company.mode": _lt("at most %s without an order"),
    "log": _lt("up to entry %s"),
    "orphan": _lt("%s keys"),
}
_OF_A_USER = ("officer", "pin", "right")
_WORDS = {
    "digest": _lt("for one decision"),
    "failed": _lt("failed"),
    "free": _lt("within the free limit"),
    "ok": _lt("by a second person"),
    "required": _lt("two persons approve"),
    "single": _lt("by one person"),
    "to_verify": _lt("to verify"),
    "verified": _lt("verified"),
    "window": _lt("for the next minutes"),
}
_ENDS = {"done": _lt("%s (done)"), "failed": _lt("%s (failed)")}


def label(env, event):
    """Return ``event`` (str or False) in words; an unknown code as it is.

    ``number.enter.done`` reads as its event with the end of the act.
    """
    if not event:
        return ""
    base, _dot, end = event.rpartition(".")
    if end in _ENDS and base in EVENTS:
        return env._(_ENDS[end]) % env._(EVENTS[base])
    return env._(EVENTS[event]) if event in EVENTS else event


def amount(env, event, number):
    """Return ``number`` (int or None) of an entry in words: what it counts differs.

    Empty without a number; for a decision on a user, the user's name.
    """
    if not event or not number:
        return ""
    area = event.partition(".")[0]
    if area in _OF_A_USER:
        # sudo: names of users of other companies and of archived ones
        return env["res.users"].sudo().browse(number).exists().name or str(number)
    sentence = _COUNTS.get(event) or _COUNTS.get(area)
    text = formatLang(env, number, 0)
    return env._(sentence) % text if sentence else text


def in_words(env, code):
    """Return a code of the log (str or False) in words; an unknown one as it is."""
    return env._(_WORDS[code]) if code in _WORDS else code or ""
