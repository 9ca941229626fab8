# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Checkpoints: made from the log's heads, kept as records, sent out of the server.

Sinks: mail to the officers, and a directory that is only ever added to (server option
``mynumber_checkpoint_dir``). A checkpoint counts as sent when a sink has it: the file
is written, or the mail server took the mail; a queued mail proves nothing. Source:
security design, section 8, "Checkpoint".
"""

import os
from datetime import datetime, timedelta, timezone

from odoo import fields
from odoo.tools import config

from ..vault import checkpoint
from .access import system_log
from .audit import company_of_chain
from .house import SYSTEM_CHAIN
from .officers import by_language

EVERY_ENTRIES = 1000
EVERY = timedelta(days=1)


def run(env):
    """Make the checkpoints that are due; return how many.

    The last one of a chain that no sink has yet is handed over again.
    """
    vault, log = system_log(env.cr.dbname)
    vault.check(env.cr)
    vault.check_heads(log)
    _settle(env)
    made = 0
    for chain, (seq, head) in log.heads().items():
        if _is_due(env, chain, seq):
            make(env, vault, log, chain, seq, head)
            made += 1
        elif not (last := _last(env, chain)).sent_on:
            _hand_over(env, last)
    return made


def _settle(env):
    """Note which mails the mail server took; try the refused ones again."""
    waiting = env["mynumber.checkpoint"].sudo().search([("mail_ids", "!=", False)])
    for record in waiting:
        if taken := record.mail_ids.filtered(lambda mail: mail.state == "sent"):
            record.sent_on = record.sent_on or fields.Datetime.now()
            taken.unlink()
        record.mail_ids.filtered(lambda mail: mail.state == "exception").mark_outgoing()
    env.cr.commit()


def _hand_over(env, record):
    """Give a checkpoint to the sinks that have not got it."""
    if _write_file(env.cr.dbname, record):
        record.sent_on = fields.Datetime.now()
    if not record.mail_ids and (mails := _mail(env, record)):
        record.mail_ids = mails
        env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
    env.cr.commit()


def _last(env, chain):
    return (
        env["mynumber.checkpoint"]
        .sudo()
        .search([("chain", "=", str(chain))], order="seq desc, id desc", limit=1)
    )


def _is_due(env, chain, seq):
    last = _last(env, chain)
    if last.seq == seq:
        return False
    return (
        not last
        or seq - last.seq >= EVERY_ENTRIES
        or fields.Datetime.now() - last.made_on >= EVERY
    )


def make_now(env, vault, log, chain):
    """Make a checkpoint of ``chain`` as it is now; return the record."""
    return make(env, vault, log, chain, *log.heads()[chain])


def make(env, vault, log, chain, seq, head):
    """Sign a checkpoint of ``chain``, keep it and hand it to the sinks."""
    now = datetime.now(timezone.utc)
    text = checkpoint.make(
        vault.vault.bytes,
        chain.bytes,
        seq,
        head,
        now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        vault.store.generation(),
        vault.store.counts()["tomb"],
        vault.store.active_epoch(),
        log.signer(),
    )
    vault.store.save_heads()
    company = company_of_chain(env, chain) if chain != SYSTEM_CHAIN else None
    record = (
        env["mynumber.checkpoint"]
        .sudo()
        .create(
            {
                "company_id": company.id if company else False,
                "chain": str(chain),
                "seq": seq,
                "made_on": now.replace(tzinfo=None, microsecond=0),
                "note": text,
            }
        )
    )
    env.cr.commit()
    _hand_over(env, record)
    return record


def _write_file(database, record):
    """Add the note to the append-only directory; never replace one there.

    Return True when the directory has a note of this entry and its hash.
    """
    folder = config.get("mynumber_checkpoint_dir")
    if not folder:
        return False
    name = f"{database}-{record.chain}-{record.seq:012d}.txt"
    path = os.path.join(folder, name)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o440)
    except FileExistsError:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().split("\n")[:3] == record.note.split("\n")[:3]
    except OSError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(record.note)
        file.flush()
        os.fsync(file.fileno())
    return True


def _mail(env, record):
    """Mail the note to the officers of the company (all officers for the system)."""
    rights = env["mynumber.right"].sudo()
    domain = [("kind", "=", "officer"), ("state", "=", "effective")]
    if record.company_id:
        domain.append(("company_id", "=", record.company_id.id))
    officers = rights.search(domain).user_id.filtered("email")
    mails = [
        {
            "subject": local._("My Number audit checkpoint, entry %s", record.seq),
            "body_html": local._(
                "<p>Keep this mail outside the server. It proves that the audit trail "
                "up to this entry was not rewritten.</p><pre>%s</pre>",
                record.note,
            ),
            "email_to": ",".join(sorted(set(readers.mapped("email")))),
            "auto_delete": False,  # removed when it has left
        }
        for local, readers in by_language(env, officers)
    ]
    return env["mail.mail"].sudo().create(mails)
