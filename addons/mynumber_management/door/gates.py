# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The gate table: every act, who may do it, how that is proved, and how often.

This table is code, documentation and test at once: the door checks nothing
that is not written here, ``docs/TECHNICAL.md`` prints it and the role × act ×
company matrix test walks it. Source: security design, section 9.
"""

from dataclasses import dataclass

SESSION = "session"
LINK = "link"
JOB = "job"
CLI = "cli"

WINDOW = "window"
DIGEST = "digest"

OFFICER = "officer"
DEPUTY = "deputy"
CONFIRMER = "confirmer"
GRANT = "grant"

RIGHT_ACTS = ("enter", "verify", "show", "output", "dispose")


@dataclass(frozen=True)
class Quota:
    """At most ``limit`` acts counted under ``counter`` within ``span`` ("hour"/"day").

    A day is the calendar day in Asia/Tokyo.
    """

    counter: str
    span: str
    limit: int


@dataclass(frozen=True)
class Gate:
    """One row of the table.

    * ``routes``: the act is allowed while Odoo serves one of these paths, and nowhere
      else.
    * ``actor``: SESSION (an HTTP session of a signed-in user), LINK, JOB or CLI.
    * ``pin``: None, WINDOW (a step-up in this session) or DIGEST (a PIN given for
      exactly the row that is sealed).
    * ``acts``: a grant that holds any of these acts opens the gate.
    * ``kinds``: or a right of one of these kinds does.
    * ``group``: or, for an act that never touches a number, this Odoo group.
    * ``purpose``: a purpose must be named, be in the right and be notified.
    * ``destination``: the act must say where the number goes.
    * ``event``: name of the audit entry that precedes the act; some acts under one
      gate name their own.
    """

    act: str
    title: str
    actor: str
    event: str
    routes: tuple[str, ...] = ()
    pin: str | None = None
    acts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    group: str = ""
    purpose: bool = False
    destination: bool = False
    quotas: tuple[Quota, ...] = ()


_MATCH_QUOTA = (Quota("match", "hour", 60),)

_TABLE = (
    Gate(
        "enter",
        "Enter or change a number",
        SESSION,
        "number.enter",
        routes=("/mynumber/enter",),
        pin=WINDOW,
        acts=("enter",),
    ),
    Gate(
        "mistake",
        "Remove a number entered by mistake",
        SESSION,
        "number.retire",
        routes=("/mynumber/mistake",),
        pin=WINDOW,
        acts=("enter",),
    ),
    Gate(
        "verify",
        "See a number to verify, confirm or return it",
        SESSION,
        "number.verify",
        routes=(
            "/mynumber/verify/open",
            "/mynumber/verify/confirm",
            "/mynumber/verify/return",
        ),
        pin=WINDOW,
        acts=("verify",),
        quotas=(Quota("verify", "hour", 200),),
    ),
    Gate(
        "show",
        "Show a number",
        SESSION,
        "number.reveal",
        routes=("/mynumber/show",),
        pin=WINDOW,
        acts=("show",),
        purpose=True,
        destination=True,
        quotas=(Quota("show", "hour", 30), Quota("show", "day", 100)),
    ),
    Gate(
        "compare",
        "Compare a number without showing it",
        SESSION,
        "number.compare",
        routes=("/mynumber/compare",),
        pin=WINDOW,
        acts=("verify", "show"),
        quotas=_MATCH_QUOTA,
    ),
    Gate(
        "find",
        "Find whose number it is",
        SESSION,
        "number.find",
        routes=("/mynumber/find",),
        pin=WINDOW,
        acts=("verify", "show"),
        quotas=_MATCH_QUOTA,
    ),
    Gate(
        "output",
        "Output a form with numbers",
        SESSION,
        "number.output",
        routes=(
            "/mynumber/output/plan",
            "/mynumber/output/order",
            "/mynumber/output/part",
            "/mynumber/output/done",
            "/mynumber/file/fill",
            "/mynumber/file/filled",
        ),
        pin=WINDOW,
        acts=("output",),
        purpose=True,
        destination=True,
    ),
    Gate(
        "propose_disposal",
        "Propose the disposal of numbers",
        SESSION,
        "order.propose",
        routes=("/mynumber/dispose/propose",),
        pin=WINDOW,
        acts=("dispose",),
    ),
    Gate(
        "grant",
        "Grant, resume or end a right; set the second-person rule",
        SESSION,
        "right.grant",
        routes=("/mynumber/seal",),
        pin=DIGEST,
        kinds=(OFFICER,),
    ),
    Gate(
        "approve",
        "Approve an output order",
        SESSION,
        "order.approve",
        routes=("/mynumber/seal",),
        pin=DIGEST,
        kinds=(OFFICER, DEPUTY),
    ),
    Gate(
        "approve_disposal",
        "Approve a disposal order",
        SESSION,
        "order.approve",
        routes=("/mynumber/seal",),
        pin=DIGEST,
        kinds=(OFFICER, DEPUTY, CONFIRMER),
    ),
    Gate(
        "unlock",
        "Unlock a PIN or make an enrolment code",
        SESSION,
        "pin.unlock",
        routes=("/mynumber/seal",),
        pin=DIGEST,
        kinds=(OFFICER,),
    ),
    Gate(
        "audit_read",
        "Verify or export the audit trail",
        SESSION,
        "log.verify",
        routes=(
            "/mynumber/audit/verify",
            "/mynumber/audit/export",
        ),
        kinds=(OFFICER, DEPUTY),
        group="mynumber_management.group_auditor",
    ),
    Gate("dispose", "Destroy on an approved order", JOB, "number.dispose"),
    Gate("queue", "Work off the destroy queue", JOB, "number.destroyed"),
    Gate("orphans", "Destroy keys that nothing refers to", JOB, "orphan.destroy"),
    Gate("suspend", "Suspend rights of people who moved or left", JOB, "right.suspend"),
    Gate("checkpoint", "Write a checkpoint", JOB, ""),
    Gate("officer", "Appoint an officer", CLI, "officer.add"),
    Gate("keyring", "Make or change root keys", CLI, "keyring.change"),
    Gate("rebind", "Bind the vault to a database", CLI, "keystore.rebind"),
)

GATES = {gate.act: gate for gate in _TABLE}


def markdown():
    """Return the table as Markdown, one row an act, for ``docs/TECHNICAL.md``."""
    head = (
        "| Act | Meaning | Proved by | Routes | PIN | Right | Quota | Audit event |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    rows = []
    for gate in _TABLE:
        right = " or ".join(
            [f"act `{act}`" for act in gate.acts]
            + list(gate.kinds)
            + [f"group `{group}`" for group in (gate.group,) if group]
        )
        if gate.purpose:
            right += " + purpose"
        if gate.destination:
            right += " + destination"
        event = f"`{gate.event}`" if gate.event else "–"
        routes = ", ".join(f"`{route}`" for route in gate.routes)
        quota = ", ".join(f"{q.limit}/{q.span}" for q in gate.quotas)
        rows.append(
            f"| `{gate.act}` | {gate.title} | {gate.actor} | {routes or '–'} "
            f"| {gate.pin or '–'} "
            f"| {right or '–'} | {quota or '–'} | {event} |\n"
        )
    return head + "".join(rows)
