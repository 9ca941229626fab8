# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keep the memory of this process out of core files and debuggers."""

import ctypes
import os
import resource
import sys

PR_SET_DUMPABLE = 4
_done = set()


def harden():
    """Set RLIMIT_CORE to 0 and clear the dumpable flag, once per process.

    Called when the vault is first used. Elsewhere than on Linux only the limit is set.
    """
    if os.getpid() in _done:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    _done.add(os.getpid())
