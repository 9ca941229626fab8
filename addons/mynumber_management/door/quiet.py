# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""No code of others beside a secret: no garbage collection, no frames left behind.

Code that Odoo evaluates for its administrators may leave a generator whose ``finally``
runs when it is collected, in whatever thread then collects, and reads the stack below
itself; or it may look at the frames of an exception that is still being handled. So
while a request of the vault is served, until its body is out, nothing is collected,
and frames that an exception went through are emptied before anything else runs
(docs/adr/0009-memory-of-the-server.md).
"""

import gc
import threading
import traceback

_lock = threading.RLock()
_holds = set()
_here = threading.local()
_threshold = gc.get_threshold()


class _Hold:
    """One thread's wish that nothing be collected; gone with the thread at the latest.

    Invariant: the process collects again when the last hold has ended. The threshold
    is set, not the switch: Odoo turns that on and off while it loads a registry.
    """

    def __init__(self):
        global _threshold
        with _lock:
            if not _holds:
                _threshold = gc.get_threshold()
                gc.set_threshold(0)
            _holds.add(id(self))

    def __del__(self):
        with _lock:
            _holds.discard(id(self))
            if not _holds:
                gc.set_threshold(*_threshold)


def begin():
    """Collect nothing until this thread says ``end``; said twice it counts once."""
    if getattr(_here, "hold", None) is None:
        _here.hold = _Hold()


def end():
    """Take back this thread's ``begin``, if any."""
    _here.hold = None


def forget_frames(error):
    """Empty the frames that ``error`` and what it followed from went through."""
    errors, seen = [error], set()
    while errors:
        error = errors.pop()
        if error is not None and id(error) not in seen:
            seen.add(id(error))
            traceback.clear_frames(error.__traceback__)
            errors += error.__cause__, error.__context__
