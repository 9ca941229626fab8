# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Places of key files: who may own them, who may read them, how they are written."""

import os
import re
import stat

from .errors import VaultUnavailable

_NETWORK = frozenset(
    "9p afs beegfs ceph cifs coda davfs fuse.ceph fuse.cephfs fuse.davfs2"
    " fuse.glusterfs fuse.rclone fuse.s3fs fuse.sshfs fuse.vmhgfs-fuse gfs2 glusterfs"
    " gpfs lustre ncpfs nfs nfs4 ocfs2 orangefs pvfs2 smb3 smbfs vboxsf".split()
)
_OCTAL = re.compile(r"\\([0-7]{3})")  # how mountinfo writes spaces and backslashes


def check_private(status, reason, *, extra_modes=(), any_owner=False):
    """Refuse a file or directory that other users own, read or write.

    :param status: os.stat_result
    :param reason: "keyring" or "keystore", the prefix of the error's reason
    :param extra_modes: permission bits accepted beside the owner's own
    :raises VaultUnavailable: ``<reason>_too_open`` or ``<reason>_owner``
    """
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077 and mode not in extra_modes:
        raise VaultUnavailable(f"{reason}_too_open") from None
    if status.st_uid != os.geteuid() and not any_owner:
        raise VaultUnavailable(f"{reason}_owner") from None


def file_system(path, mounts="/proc/self/mountinfo"):
    """Return the type of the file system that holds ``path``, "" when unknown."""
    target = os.path.realpath(path)
    best, kind = "", ""
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as lines:
            rows = [line.split() for line in lines]
    except OSError:
        return ""
    for row in rows:
        point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), row[4])
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, row[row.index("-") + 1]
    return kind


def is_network(path):
    """True when ``path`` lies on a file system whose locks cannot be trusted."""
    return file_system(path) in _NETWORK


def sync_directory(path):
    """Make a rename in directory ``path`` durable."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_private(path, data, *, replace):
    """Write ``data`` (bytes) to ``path`` with mode 0600, whole or not at all.

    Temporary file in the same directory, fsync, rename, fsync of the directory.
    :param replace: False refuses an existing file with FileExistsError
    """
    folder = os.path.dirname(os.path.abspath(path))
    temporary = f"{path}.{os.getpid()}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.rename(temporary, path)
        else:
            os.link(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
    sync_directory(folder)
