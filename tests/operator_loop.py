# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Run inside ``odoo shell``: carry out pieces of code, each in a process of its own.

Started once, it saves the seconds that loading Odoo takes. A line of JSON on the first
pipe holds the code and variables for the environment; the answer is a line with what
was printed and how the process ended (negative: killed by that signal).
"""

import contextlib
import io
import json
import os
import traceback

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry


def carry_out(database, order):
    """In the child: run the code with ``env`` and commit; return what it printed."""
    os.environ.update(order["environment"])
    printed = io.StringIO()
    registry = Registry(database).check_signaling()
    with registry.cursor() as cr, contextlib.redirect_stdout(printed):
        env = api.Environment(cr, SUPERUSER_ID, {})
        exec(order["code"], {"env": env})
    registry.signal_changes()
    return printed.getvalue()


def child(database, order, channel):
    """Answer on ``channel`` and end without any clean-up of the parent's."""
    try:
        answer = {"printed": carry_out(database, order)}
    except BaseException:
        answer = {"error": traceback.format_exc()}
    os.write(channel, json.dumps(answer).encode())
    os._exit(0)


def serve(database, orders, answers):
    """Work off orders until the first pipe is closed."""
    sql_db.close_all()
    with open(orders) as source, open(answers, "w") as target:
        for line in source:
            reader, writer = os.pipe()
            pid = os.fork()
            if not pid:
                os.close(reader)
                child(database, json.loads(line), writer)
            os.close(writer)
            with open(reader, "rb") as channel:
                answer = json.loads(channel.read() or b"{}")
            answer["ended"] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            target.write(json.dumps(answer) + "\n")
            target.flush()
