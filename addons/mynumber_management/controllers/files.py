# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Files of other programs: check, compare, fill in. None of them is kept.

They come as raw bytes behind a line of JSON, twice for a file to be filled in: for
its preview and for the filling.
"""

from collections import Counter
from itertools import islice

from odoo import http
from odoo.http import request

from ..door import fill
from ..door.errors import Refused
from ..filings import detect, reader
from ..filings.findings import ERROR
from ..text.legal_days import today_tokyo
from .common import BODY_LIMIT, text, vault_route, whole

FILES_LIMIT = 16 * 1024 * 1024
SHOWN = 500
# a file with more findings than this is not read to its end
MOST = 20_000


def _words():
    words = request.env["mynumber.file.words"]
    words._check_user()
    return words


def _stopped(words, stop, place=0):
    """The answer about a file that cannot be read as a whole.

    :param place: which of the files it is, from 0
    """
    message = words._sentence(stop.code, stop.facts)
    return {"stopped": message, "code": stop.code, "place": place}


def _change(words, kind, change, lines):
    """A change ready for JSON: names of people and items, never what stands in them.

    :param lines: of the newer file
    """
    table = kind.table_of(lines[change.new - 1]) if change.new else None

    def item(name):
        return words._item(table, name) if table else name

    return {
        "kind": change.kind,
        "old": change.old,
        "new": change.new,
        "name": words._person(change.name),
        "items": [item(name) for name in change.items],
        "numbers": [
            {"item": item(name), "state": state}
            for name, state in change.numbers.items()
        ],
    }


class Files(http.Controller):
    @vault_route("/mynumber/file/check", limit=FILES_LIMIT + BODY_LIMIT, files=1)
    def check(self, body):
        """Answer what is wrong in a file.

        Body: ``sizes``, ``empty`` (true when its numbers are still to be filled in).
        """
        words, data = _words(), body["files"][0][()]
        try:
            kind = detect.detect(data, today_tokyo())
        except reader.Stop as stop:
            return _stopped(words, stop)
        errors, others, levels = [], [], Counter()
        want_numbers = body.get("empty") is not True
        findings = kind.checker().check(data, numbers=want_numbers)
        for finding in islice(findings, MOST):
            levels[finding.level] += 1
            shown = errors if finding.level == ERROR else others
            if len(shown) < SHOWN:
                shown.append(words._line(kind, finding))
        return {
            **words._about(kind),
            "lines": data.count(b"\n") + (not data.endswith(b"\n")),
            "cut": levels.total() == MOST,
            "findings": [*errors, *others][:SHOWN],
            "errors": levels[ERROR],
            "warnings": levels.total() - levels[ERROR],
        }

    @vault_route("/mynumber/file/compare", limit=FILES_LIMIT + BODY_LIMIT, files=2)
    def compare(self, body):
        """Answer what changed between two files: what was sent, what will be."""
        words, found = _words(), []
        for place, file in enumerate(body["files"]):
            try:
                found.append(detect.detect(file[()], today_tokyo()))
            except reader.Stop as stop:
                return _stopped(words, stop, place)
        former, kind = found
        if former.form != kind.form:
            return {**words._about(kind), "other": former.title}
        counts, changes = Counter(), []
        old, new = (file[()] for file in body["files"])
        lines = new.split(b"\n")
        try:
            for change in kind.comparison().compare(old, new):
                counts[change.kind] += 1
                if change.kind != "same" and len(changes) < SHOWN:
                    changes.append(_change(words, kind, change, lines))
        except reader.Stop as stop:
            return _stopped(words, stop)
        return {**words._about(kind), "counts": dict(counts), "changes": changes}

    @vault_route("/mynumber/file/people", limit=FILES_LIMIT + BODY_LIMIT, files=1)
    def people(self, body):
        """Answer whose numbers a file wants and which of them there are.

        Body: ``sizes``, ``company``. No number is opened.
        """
        words = _words()
        company = fill.company_of(request.env, whole(body, "company"))
        people = request.env["mynumber.file.fill"]
        try:
            return people._preview(people._plan(company, body["files"][0][()]))
        except reader.Stop as stop:
            return _stopped(words, stop)

    @vault_route("/mynumber/file/fill", limit=FILES_LIMIT + BODY_LIMIT, files=1)
    def fill(self, body):
        """Answer the same file with numbers in it.

        Body: ``sizes``, ``company``, ``destination``, ``digest`` (of the preview),
        ``request`` (a UUID: the same one asks for the same filing again).
        """
        _words()
        given = {
            "company": whole(body, "company"),
            "destination": text(body, "destination"),
            "digest": text(body, "digest", 64),
            "request": text(body, "request", 36),
        }
        try:
            return fill.fill(request.env, given, body["files"][0][()])
        except reader.Stop:
            raise Refused("file_changed") from None

    @vault_route("/mynumber/file/filled")
    def filled(self, body):
        """Note that a filled file reached the page whole.

        Body: ``request``, ``size`` in bytes.
        """
        return fill.done(request.env, text(body, "request", 36), whole(body, "size"))
