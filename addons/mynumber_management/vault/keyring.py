# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Root keys and what is derived from them."""

import hmac
import os
import stat
import threading
import time
from typing import Protocol

from . import ring
from .errors import VaultUnavailable
from .files import check_private
from .secret import Hidden

NAME = "mynumber-keyring"
SECRETS = "/run/secrets"
VARIABLE = "MYNUMBER_KEYRING"
RECHECK = 5.0
CACHE = 300.0
_CACHE_SIZE = 4096
_READ_ONLY_MODES = (0o440, 0o444)


class RootKeyProvider(Protocol):
    """What a bridge to another key service has to implement."""

    def epochs(self) -> frozenset[int]:
        """Return the epochs for which a key is at hand."""

    def derive(self, epoch: int, label: bytes, context: bytes) -> bytes:
        """Return 32 bytes; VaultUnavailable ``epoch_unknown`` without the key."""


def derive_key(root, label, context):
    """Return the first HKDF-Expand block (RFC 5869) of ``root`` for label, context."""
    message = b"mynumber/v1/" + label + b"\x00" + context + b"\x01"
    return hmac.digest(root, message, "sha256")


class _Provider:
    """Shared derivation with a cache.

    Invariants: a derived key lives in memory for at most 300 s; the cache and the
    root keys are dropped after fork and when the keyring changes; an epoch that is
    not in memory is looked for in the source before it is refused; no text form of
    the object or a part of it shows a key.
    """

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._forget()

    def _forget(self):
        self._pid = os.getpid()
        self._lock = threading.RLock()
        self._keys = Hidden()
        self._cache = Hidden()
        self._checked = None
        self._mark = None

    def _load(self, force):
        """Bring ``_keys`` up to date; called with the lock held."""
        raise NotImplementedError

    def _set(self, keys, mark):
        self._cache.clear()
        self._keys = Hidden({(epoch,): key for epoch, key in keys.items() if key})
        self._mark = mark

    def _enter(self):
        if self._pid != os.getpid():
            self._forget()
        return self._lock

    def epochs(self):
        """Return the frozenset of epochs whose key is at hand."""
        with self._enter():
            self._load(force=False)
            return frozenset(epoch for (epoch,) in self._keys)

    def derive(self, epoch, label, context):
        """Return 32 bytes for (epoch, label, context); see RootKeyProvider."""
        with self._enter():
            self._load(force=False)
            if (epoch,) not in self._keys:
                self._load(force=True)
            if (epoch,) not in self._keys:
                raise VaultUnavailable("epoch_unknown")
            now = self._clock()
            found = self._cache.get((epoch, label, context))
            if found and now - found[1] <= CACHE:
                return found[0]
            for old in [k for k, (_, at) in self._cache.items() if now - at > CACHE]:
                del self._cache[old]
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            key = derive_key(self._keys[(epoch,)], label, context)
            self._cache[epoch, label, context] = (key, now)
            return key


class FileKeyring(_Provider):
    """Root keys from a keyring file.

    Invariants: the file belongs to this user with mode 0400 or 0600, in a directory
    others cannot write; on a read-only mount 0440 and 0444 are accepted too. A
    changed file is noticed within 5 s, and at once for an unknown epoch. The process
    never writes it.
    """

    def __init__(self, path, *, read_only_mount=False, clock=time.monotonic):
        """:param read_only_mount: the file comes from systemd or a container secret"""
        self.path = os.fspath(path)
        self._read_only = read_only_mount
        super().__init__(clock)

    def _check(self, status, handle):
        mounted = self._read_only and os.fstatvfs(handle).f_flag & os.ST_RDONLY
        check_private(
            status,
            "keyring",
            extra_modes=_READ_ONLY_MODES if mounted else (),
            any_owner=bool(mounted),
        )
        folder = os.stat(os.path.dirname(os.path.abspath(self.path)))
        if folder.st_mode & 0o022 and not mounted:
            raise VaultUnavailable("keyring_too_open")

    def _load(self, force):
        now = self._clock()
        recent = self._checked is not None and now - self._checked < RECHECK
        if recent and not force:
            return
        try:
            status = os.stat(self.path)
            if not stat.S_ISREG(status.st_mode):
                raise OSError
            mark = (status.st_ino, status.st_mode, status.st_mtime_ns, status.st_size)
            if force or mark != self._mark:
                with open(self.path, "rb") as file:
                    self._check(os.fstat(file.fileno()), file.fileno())
                    keys = ring.parse(file.read(ring.MAX_FILE))[1]
                self._set(keys, mark)
        except FileNotFoundError:
            self._forget_keys()
            raise VaultUnavailable("keyring_missing") from None
        except OSError:
            self._forget_keys()
            raise VaultUnavailable("keyring_unreadable") from None
        except VaultUnavailable:
            self._forget_keys()
            raise
        self._checked = now

    def _forget_keys(self):
        self._set({}, None)
        self._checked = None


class EnvironmentKeyring(_Provider):
    """Root keys from text in the environment; only with ``mynumber_unsafe_env_key``.

    Invariant: constructed only by a caller that has read that option as true.
    """

    def __init__(self, text, clock=time.monotonic):
        """:param text: the content of a keyring file"""
        self._text = text
        super().__init__(clock)

    def _load(self, force):
        if self._mark is None:
            self._set(ring.parse(self._text)[1], True)


def locate(home, database, environ):
    """Return the path of the keyring file.

    Order: ``$CREDENTIALS_DIRECTORY/mynumber-keyring``, ``/run/secrets/
    mynumber-keyring``, ``<home>/<database>/keyring.json``.
    :param home: server option ``mynumber_home``, or None
    :raises VaultUnavailable: ``keyring_missing`` when no place is left to look
    """
    for folder in filter(None, (environ.get("CREDENTIALS_DIRECTORY"), SECRETS)):
        path = os.path.join(folder, NAME)
        if os.path.exists(path):
            return path
    if not home:
        raise VaultUnavailable("keyring_missing")
    return os.path.join(home, database, "keyring.json")


def provider(home, database, environ, *, unsafe_env_key=False):
    """Return the RootKeyProvider of a database; parameters as ``locate``.

    :param unsafe_env_key: server option ``mynumber_unsafe_env_key``; only then the
        variable MYNUMBER_KEYRING (text of a keyring file) is looked at
    """
    if unsafe_env_key and environ.get(VARIABLE):
        return EnvironmentKeyring(environ[VARIABLE])
    path = locate(home, database, environ)
    return FileKeyring(path, read_only_mount=os.path.basename(path) == NAME)


def kek(source, epoch, vault, company):
    """Key that wraps data keys of one company."""
    return source.derive(epoch, b"kek", vault + company)


def bik(source, epoch, vault, company):
    """Key of the blind index of one company."""
    return source.derive(epoch, b"bidx", vault + company)


def swk(source, epoch, vault):
    """Key that wraps Ed25519 seeds."""
    return source.derive(epoch, b"sig", vault)


def pnk(source, epoch, vault):
    """Key that wraps PIN verifiers."""
    return source.derive(epoch, b"pin", vault)


def otk(source, epoch, vault):
    """Key of the MAC of one-time codes."""
    return source.derive(epoch, b"otp", vault)
