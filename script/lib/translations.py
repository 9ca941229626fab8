# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Command line of ``script/translations``: the template of the texts, and ja.po."""

import os

import cluster
import polib
import templates
from places import ADDON, run_main, say

TEMPLATE = ADDON / "i18n" / f"{ADDON.name}.pot"
JAPANESE = ADDON / "i18n" / "ja.po"


def export():
    """Write the template as Odoo extracts it from a fresh installation."""
    instance = templates.fresh(f"translations_{os.getpid()}", "installed")
    try:
        instance.quietly("i18n", "export", ADDON.name, "-o", TEMPLATE)
    finally:
        instance.drop()


def merge():
    """Bring ja.po in line with the template; return the texts without translation."""
    old = polib.pofile(str(JAPANESE))
    known = {entry.msgid: entry.msgstr for entry in old}
    new = polib.pofile(str(TEMPLATE))
    dates = ("POT-Creation-Date", "PO-Revision-Date")
    new.metadata = {**old.metadata, **{date: new.metadata[date] for date in dates}}
    for entry in new:
        entry.msgstr = known.get(entry.msgid, "")
    new.save(str(JAPANESE))
    return [entry.msgid for entry in new.untranslated_entries()]


def main():
    cluster.start()
    export()
    missing = merge()
    for text in missing:
        say(f"  {text}")
    say(f"{len(missing)} texts have no translation in {JAPANESE.name}")
    return int(bool(missing))


run_main(main)
