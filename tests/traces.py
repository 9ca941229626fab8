# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Finds a number in files, pipes and PostgreSQL's own files, however it is written.

A number counts as found without its last digit, which follows from the others. Only
the three binary forms (BCD, integers) need all twelve. Searching is left to GNU grep,
which looks for all forms in one pass. What is compressed is not unpacked.
"""

import base64
import contextlib
import os
import random
import re
import shutil
import subprocess
import tempfile
from urllib.parse import quote

import cluster
from audit_database import connect, superuser
from machine import postgres_bin
from mynumber_management.text.digits import check_digit

CHARSETS = ("euc_jp", "shift_jis", "utf-16-be", "utf-16-le", "utf-8")
SEPARATORS = {
    "plain": "",
    "spaces": " ",
    "hyphens": "-",
    "wide spaces": "\u3000",
    "wide hyphens": "\uff0d",
}
# pg_dump and text within text double the backslash
ESCAPES = tuple(f"{slash}u{{:04{x}}}" for slash in ("\\", "\\\\") for x in "xX")
ESCAPES += ("&#{};", "&#x{:x};", "&#x{:X};")
# access/xlog_internal.h of PostgreSQL: size of a page, its header short and long, flag
WAL_PAGE, WAL_HEADER, WAL_LONG = 8192, (24, 40), 2
HIT = re.compile(rb"[0-9]+:(.*)", re.S)


def invent():
    """Return twelve digits of nobody that cannot turn up by accident.

    Every pair of digits is 80 … 99, so the six BCD bytes are no text in any charset
    searched and meet 2^30 random bytes with a chance below 2^-17; as an integer (8e11
    … 1e12) it is neither a date in milliseconds nor in microseconds, and its bytes
    hold no zero and no line end. Eleven digits meet one of a million places with
    eleven digits in a row with a chance of 10^-5.
    """
    rng = random.SystemRandom()
    while True:
        base = "".join(rng.choice("89") + rng.choice("0123456789") for _ in range(5))
        base += rng.choice("89")
        digits = base + check_digit(base)
        value = int(digits).to_bytes(5, "big")
        if not {0, 10} & set(value):
            return digits


def _wide(text):
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


def _texts(digits):
    """``{name: text}`` of eleven digits, in groups of four as well."""
    half = digits[:11]
    return {
        f"{width}{name}": separator.join((text[:4], text[4:8], text[8:]))
        for width, text in (("", half), ("full-width ", _wide(half)))
        for name, separator in SEPARATORS.items()
    }


def _bytes(digits):
    """``{name: bytes}``: texts in every charset that has them, and binary forms."""
    forms = {
        "BCD": bytes.fromhex(digits),
        "integer, little-endian": int(digits).to_bytes(8, "little"),
        "integer, big-endian": int(digits).to_bytes(8, "big"),
    }
    for name, text in _texts(digits).items():
        for charset in CHARSETS:
            with contextlib.suppress(UnicodeEncodeError):
                forms.setdefault(f"{name}, {charset}", text.encode(charset))
    return forms


def _base64(raw):
    """What all base64 texts that contain ``raw`` have in common, per alignment."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + raw)
        inner = text[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
        yield inner
        yield inner.replace(b"+", b"-").replace(b"/", b"_")


def _escapes(digits):
    """JSON, percent and HTML escapes of plain and full-width digits."""
    for name, text in (("", digits[:11]), ("full-width ", _wide(digits[:11]))):
        codes = [ord(char) for char in text]
        for form in ESCAPES:
            yield f"{name}escaped", "".join(form.format(code) for code in codes)
        for charset in CHARSETS:
            raw = text.encode(charset)
            yield f"{name}percent, {charset}", "".join(f"%{byte:02x}" for byte in raw)
            yield f"{name}percent, {charset}", "".join(f"%{byte:02X}" for byte in raw)
            yield f"{name}percent, {charset}", quote(raw)


def forms(digits):
    """``{bytes: name}`` of every form in which the number is looked for."""
    names = {text.encode(): name for name, text in _escapes(digits)}
    shapes = _bytes(digits)
    for name, raw in shapes.items():
        names |= of_secret(name, raw)
    names |= {raw: name for name, raw in shapes.items()}
    return names | {digits.encode(): "plain, utf-8"}


def of_secret(name, raw):
    """``{bytes: name}`` of a secret's bytes: raw, hex and base64.

    Raw bytes with a line end are looked for by their longest piece without one.
    """
    names = dict.fromkeys(_base64(raw), f"base64 of {name}")
    for text in (raw.hex(), raw.hex().upper()):
        names[text.encode()] = f"hex of {name}"
    return names | {max(raw.split(b"\n"), key=len): name}


class Search:
    """Looks for all ``needles`` (``{bytes: name}``) at once.

    Invariant: a place that cannot be read is an error, never "nothing found".
    """

    def __init__(self, needles):
        if any(b"\n" in needle or not needle for needle in needles):
            raise ValueError("a needle is empty or has a line end")
        self._needles = needles

    def _grep(self, *places, feed=None):
        with (
            tempfile.NamedTemporaryFile() as patterns,
            tempfile.TemporaryFile() as hits,
        ):
            patterns.write(b"\n".join(self._needles))
            patterns.flush()
            with subprocess.Popen(
                ["grep", "-aobUF", "-f", patterns.name, *map(str, places)],
                stdin=subprocess.PIPE,
                stdout=hits,
                stderr=subprocess.PIPE,
                env={**os.environ, "LC_ALL": "C"},
            ) as grep:
                if feed:
                    feed(grep.stdin)
                grep.stdin.close()
                complaint = grep.stderr.read().decode()
            if grep.returncode not in (0, 1) or complaint:
                raise AssertionError(f"a place could not be searched: {complaint}")
            hits.seek(0)
            return hits.read().split(b"\n")[:-1]

    def _name(self, hit):
        return self._needles[HIT.fullmatch(hit)[1]]

    def in_files(self, *places):
        """``{name of the form: {paths}}`` found in files and below folders."""
        found = {}
        for line in self._grep("-rH", "--null", *places):
            path, _, hit = line.partition(b"\0")
            found.setdefault(self._name(hit), set()).add(os.fsdecode(path))
        return found

    def in_stream(self, feed):
        """Names of the forms found in what ``feed(file)`` writes."""
        return {self._name(hit) for hit in self._grep(feed=feed)}


def _records(segment):
    """Yield a WAL file without the headers of its pages, which cut records in two."""
    for start in range(0, len(segment), WAL_PAGE):
        header = WAL_HEADER[bool(segment[start + 2] & WAL_LONG)]
        yield segment[start + header : start + WAL_PAGE]


class PostgresFiles:
    """What the PostgreSQL server has on disk, read through it by its administrator.

    Invariant: no WAL written after this object was made is removed before ``close``;
    the temporary slot that keeps it ends with the connection, however that ends.
    """

    def __init__(self):
        self._connection = connect("postgres", superuser())
        self._connection.autocommit = True
        self._cursor = self._connection.cursor()
        self._cursor.execute(
            "SELECT pg_walfile_name(pg_current_wal_lsn()),"
            " pg_create_physical_replication_slot(%s, true, true)",
            [f"test_{os.getpid()}"],
        )
        self._first = self._cursor.fetchone()[0]

    def close(self):
        self._connection.close()

    def log_statements(self, database):
        """Make the server log every statement of later connections to a database."""
        self._cursor.execute(f'ALTER DATABASE "{database}" SET log_statement = "all"')

    def _copy(self, query, values, sink):
        query = self._cursor.mogrify(query, values).decode()
        self._cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT binary)", sink)

    def write_wal(self, sink):
        """Write all records since this object was made, each in one piece."""
        self._cursor.execute(
            "SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'"
            " AND name >= %s AND name <= pg_walfile_name(pg_current_wal_lsn())"
            " ORDER BY name",
            [self._first],
        )
        for (name,) in self._cursor.fetchall():
            self._cursor.execute("SELECT pg_read_binary_file(%s)", [f"pg_wal/{name}"])
            sink.writelines(_records(bytes(self._cursor.fetchone()[0])))

    def write_log(self, sink):
        """Write the server's own log."""
        if not cluster.external():
            with open(cluster.socket_folder().parent / "server.log", "rb") as log:
                shutil.copyfileobj(log, sink)
            return
        self._cursor.execute("SELECT pg_current_logfile()")
        assert self._cursor.fetchone()[0], "the server's log could not be searched"
        self._copy("SELECT pg_read_binary_file(pg_current_logfile())", None, sink)

    def write_files(self, database, sink):
        """Write every file of a database, after all pages went to disk."""
        self._cursor.execute("CHECKPOINT")
        self._copy(
            "SELECT pg_read_binary_file(folder || name) FROM"
            " (SELECT format('base/%%s/', oid) FROM pg_database WHERE datname = %s)"
            " AS d (folder), pg_ls_dir(folder) AS f (name)",
            [database],
            sink,
        )


def write_dump(database, sink):
    """Write ``pg_dump`` of a database."""
    done = subprocess.run(
        [postgres_bin() / "pg_dump", "-U", superuser(), "-d", database],
        env={**os.environ, **cluster.environment(), "PGUSER": superuser()},
        stdin=subprocess.DEVNULL,
        stdout=sink,
        check=False,
    )
    assert not done.returncode, "pg_dump failed"
