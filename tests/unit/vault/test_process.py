# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""No core file and no debugger sees a process that used the vault."""

import os
import resource

from mynumber_management.vault import process


def test_harden():
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            for _ in range(2):
                process.harden()
            limits = resource.getrlimit(resource.RLIMIT_CORE)
            dumpable = process.ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
            os.write(writer, f"{limits} {dumpable}".encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    assert os.read(reader, 100) == b"(0, 0) 0"
    os.close(reader)
