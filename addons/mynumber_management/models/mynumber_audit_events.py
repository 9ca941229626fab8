# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The events of the audit log in the user's language."""

from odoo.tools import LazyTranslate

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
