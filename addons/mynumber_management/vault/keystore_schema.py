# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Tables of the keystore and the words its state columns may hold."""

FORMAT = 1

TABLES = """
CREATE TABLE meta(k TEXT PRIMARY KEY, v);
CREATE TABLE epoch(n INTEGER PRIMARY KEY, state TEXT NOT NULL, at INT NOT NULL);
CREATE TABLE dek(kid BLOB PRIMARY KEY, company BLOB NOT NULL, subject BLOB NOT NULL,
  usage INT NOT NULL CHECK(usage IN (1,2)),
  epoch INT NOT NULL, wrapped BLOB NOT NULL CHECK(length(wrapped)=62),
  created INT NOT NULL) WITHOUT ROWID;
CREATE INDEX dek_epoch ON dek(epoch);
CREATE TABLE tomb(kid BLOB PRIMARY KEY, subject BLOB NOT NULL, usage INT NOT NULL,
  at INT NOT NULL, chain BLOB NOT NULL, seq INT NOT NULL) WITHOUT ROWID;
CREATE TABLE sigkey(key_id BLOB PRIMARY KEY, pub BLOB NOT NULL, epoch INT NOT NULL,
  wrapped BLOB, state TEXT NOT NULL);
CREATE TABLE pin(uid INT PRIMARY KEY, epoch INT NOT NULL, salt BLOB NOT NULL,
  wrapped BLOB NOT NULL, fails INT NOT NULL DEFAULT 0, locked INT NOT NULL DEFAULT 0,
  changed INT NOT NULL);
CREATE TABLE enrol(uid INT PRIMARY KEY, code_hash BLOB NOT NULL, until INT NOT NULL,
  tries INT NOT NULL);
CREATE TABLE stepup(ses BLOB NOT NULL, uid INT NOT NULL, digest BLOB,
  pin_at INT NOT NULL, last INT NOT NULL, PRIMARY KEY(ses, digest));
CREATE TABLE right_(id BLOB PRIMARY KEY, uid INT NOT NULL, company BLOB NOT NULL,
  kind TEXT NOT NULL, acts TEXT NOT NULL, purposes TEXT NOT NULL, since INT NOT NULL,
  until INT NOT NULL, state TEXT NOT NULL, seq INT NOT NULL);
CREATE TABLE approval(digest BLOB PRIMARY KEY, uid INT NOT NULL, until INT NOT NULL,
  runs INT NOT NULL, state TEXT NOT NULL);
CREATE TABLE usage(uid INT, hour INT, act TEXT, n INT, PRIMARY KEY(uid, hour, act));
CREATE TABLE audit_head(chain BLOB PRIMARY KEY, seq INT NOT NULL, hash BLOB NOT NULL);
"""

# state → states that may follow it
EPOCH_STEPS = {
    "pending": ("active",),
    "active": ("decrypt",),
    "decrypt": ("destroyed",),
    "destroyed": (),
}
SIGKEY_STEPS = {"pending": ("active",), "active": ("retired",), "retired": ()}
RIGHT_STEPS = {
    "proposed": ("effective", "ended"),
    "effective": ("suspended", "ended"),
    "suspended": ("effective", "ended"),
    "ended": (),
}
APPROVAL_STEPS = {
    "approved": ("running", "closed"),
    "running": ("closed",),
    "closed": (),
}
RIGHT_KINDS = ("officer", "confirmer", "grant", "deputy")
