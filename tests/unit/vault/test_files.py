# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where key files may lie, and how they are written."""

import os
import stat

import pytest
from mynumber_management.vault import files, process
from mynumber_management.vault.errors import VaultUnavailable

MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 27 0:40 / /srv/share rw,relatime - nfs4 server:/export rw
41 40 0:41 / /srv/share/local\\040disk rw,relatime - xfs /dev/vdb rw
44 27 0:44 / /srv/共有 rw - nfs server:/x rw
42 27 0:42 / /srv/old rw - ext4 /dev/vdc rw
43 42 0:43 / /srv/old rw - fuse.sshfs user@host: rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"),
        ("/srv", "ext4"),
        ("/srv/share", "nfs4"),
        ("/srv/share/vault/keystore.sqlite", "nfs4"),
        ("/srv/shared/keystore.sqlite", "ext4"),
        ("/srv/share/local disk/keystore.sqlite", "xfs"),
        ("/srv/old/x", "fuse.sshfs"),
        ("/srv/共有/keystore.sqlite", "nfs"),
        ("/proc", "proc"),
    ],
)
def test_the_innermost_last_mount_counts(tmp_path, path, kind):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert files.file_system(path, mounts) == kind


def test_a_link_is_followed_to_where_it_leads(tmp_path):
    target = tmp_path / "far"
    target.mkdir()
    (tmp_path / "near").symlink_to(target)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS + f"50 27 0:50 / {target} rw - cifs //host/share rw\n")
    assert files.file_system(tmp_path / "near" / "file", mounts) == "cifs"


def test_this_machine_is_read_also_after_hardening(tmp_path):
    child = os.fork()
    if not child:
        try:
            process.harden()
            os._exit(0 if files.file_system("/proc") == "proc" else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not files.is_network(tmp_path)
    assert files.file_system("/", tmp_path / "none") == ""


def test_a_private_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "file"
    files.write_private(path, b"one", replace=False)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with pytest.raises(FileExistsError):
        files.write_private(path, b"two", replace=False)
    assert path.read_bytes() == b"one"
    files.write_private(path, b"two", replace=True)
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["file"]


def test_a_killed_writer_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    child = os.fork()
    if not child:
        files.os.fsync = lambda handle: os._exit(9)
        try:
            files.write_private(path, b"new", replace=True)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("mode", [0o601, 0o610, 0o640, 0o666, 0o755])
def test_what_others_can_read_is_refused(tmp_path, mode):
    path = tmp_path / "file"
    path.touch()
    path.chmod(mode)
    with pytest.raises(VaultUnavailable) as caught:
        files.check_private(path.stat(), "keystore")
    assert caught.value.reason == "keystore_too_open"
    files.check_private(path.stat(), "keyring", extra_modes=(mode,))
