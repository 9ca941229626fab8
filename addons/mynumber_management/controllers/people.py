# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People in, without a copy of the file and without its numbers."""

import csv
import hashlib
import io
import json
from hmac import compare_digest

from odoo import http
from odoo.http import content_disposition, request
from odoo.tools import hmac

from ..door.errors import Refused
from ..tables.columns import COLUMNS, FLAG_CHOICES, HISTORY
from ..tables.findings import Finding
from ..tables.findings import Refused as Unreadable
from ..tables.mapping import OPTIONS
from ..tables.matching import ASK, NEW, SAME
from ..tables.people import People
from ..tables.profiles import detect, profiles, suggest
from ..tables.reader import open_table
from ..tables.records import without_number
from ..tables.source import Limits
from .common import BODY_LIMIT, text, vault_route, whole

TEMPLATE = "mynumber-people.csv"
# A mapping of a thousand columns and its words
HEAD_LIMIT = 16 * BODY_LIMIT
ISSUES = 500
PLACES = 2**25


def _file(body):
    """Take the file out of the body (bytes).

    :raises Refused: ``conflict`` when Odoo repeats a request: the file was let go, and
        the page sends it again
    """
    if not body["files"]:
        raise Refused("conflict")
    return body["files"].pop()[()]


class PeopleController(http.Controller):
    """Import of people from a file that may hold numbers.

    Invariants:

    * The file comes as the raw end of the body and is nowhere kept; its numbers are
      wiped and its bytes let go before anything of it meets a model. Only the user's
      role is asked for before.
    * What is applied is what was previewed: file, mapping, company and user stand in
      the keyed digest that the preview answers.
    """

    @vault_route("/mynumber/people/preview", Limits.size + HEAD_LIMIT, files=1)
    def preview(self, body):
        """Body: ``company`` (id), ``profile`` (id, "" for the own template, missing to
        detect it), ``mapping`` (missing to suggest one), ``namesakes``; the file."""
        importer, company = _importer(body)
        namesakes, file = _namesakes(body), _file(body)
        print_of_file = hashlib.sha256(file).hexdigest()
        profile = body.get("profile")
        if profile is not None:
            profile = text(body, "profile", 60, required=False)
        read = _read(file, body.get("mapping"), profile)
        del file
        answer = {
            "headings": read["headings"],
            "mapping": read["mapping"],
            "detected": read["detected"],
            "numbers": read["numbers"],
            "issues": [importer._finding(issue) for issue in read["issues"][:ISSUES]],
            "refused": read["people"] is None,
        }
        if read["people"] is not None:
            answer |= importer._preview(read["people"], company, namesakes)
            answer["digest"] = _digest(
                print_of_file, company, read["mapping"], namesakes
            )
        return answer

    @vault_route("/mynumber/people/apply", Limits.size + HEAD_LIMIT, files=1)
    def apply(self, body):
        """Body: ``company``, ``mapping``, ``namesakes`` and ``digest`` of a preview,
        ``after`` (place of the last slice, 0 at the beginning); the file."""
        importer, company = _importer(body)
        namesakes, file = _namesakes(body), _file(body)
        after, mapping = body.get("after"), body.get("mapping")
        if type(after) is not int or not 0 <= after < PLACES:
            raise Refused("bad_request")
        digest = _digest(hashlib.sha256(file).hexdigest(), company, mapping, namesakes)
        if not compare_digest(text(body, "digest", 64).encode(), digest.encode()):
            raise Refused("other_file")
        read = _read(file, mapping, None)
        del file
        if read["people"] is None:
            raise Refused("other_file")
        return importer._apply(read["people"], company, namesakes, after)

    @vault_route("/mynumber/people/columns")
    def columns(self, body):
        """What a mapping can be made of, in words."""
        importer, _company = _importer(body)
        return {
            "columns": [
                {"id": column.id, "label": importer._label(column.id)}
                for column in COLUMNS.values()
            ],
            "words": {
                column.id: FLAG_CHOICES
                if column.kind == "flag"
                else importer._choices(column.id)
                for column in COLUMNS.values()
                if column.kind in ("flag", "choice") and column.id not in HISTORY
            },
            "profiles": [[one.id, one.name] for one in profiles().values()],
            "options": {name: OPTIONS[name] for name in ("date_order", "blank")},
            "kinds": importer._choices("person_kind"),
        }

    @http.route(
        "/mynumber/people/template",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def template(self):
        """A CSV file with the heading row, in the user's language."""
        japanese = request.env.lang == "ja_JP"
        out = io.StringIO()
        csv.writer(out).writerow(
            [column.ja if japanese else column.en for column in COLUMNS.values()]
        )
        return request.make_response(
            out.getvalue().encode("utf-8-sig"),
            headers=[
                ("Content-Type", "text/csv; charset=utf-8"),
                ("Content-Disposition", content_disposition(TEMPLATE)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )


def _importer(body):
    """The importer in the company that the page works in, and that company."""
    user, wanted = request.env.user, whole(body, "company")
    if not request.env["mynumber.people.import"]._allowed():
        raise Refused("people_rights")
    company = user.company_ids.filtered(lambda company: company.id == wanted)
    if not company:
        raise Refused("company_foreign")
    env = request.env(
        context={**request.env.context, "allowed_company_ids": company.ids}
    )
    return env["mynumber.people.import"], company.with_env(env)


def _namesakes(body):
    namesakes = text(body, "namesakes", 10, required=False) or ASK
    if namesakes not in (ASK, SAME, NEW):
        raise Refused("bad_request")
    return namesakes


def _digest(print_of_file, company, mapping, namesakes):
    message = json.dumps(
        [print_of_file, request.session.uid, company.id, mapping, namesakes],
        sort_keys=True,
    )
    # sudo: the key is the database's secret
    return hmac(request.env(su=True), "mynumber-people-import", message)


def _read(file, mapping, profile):
    """People of the file without their numbers, and what is to be said of it.

    :param mapping: dict or None; :param profile: id or None, for a missing mapping
    :return: dict; ``people`` is None where the file or the mapping cannot be used
    """
    found = {"headings": [], "mapping": mapping, "detected": [], "people": None}
    found |= {"issues": [], "numbers": 0}
    try:
        with open_table(file) as table:
            found["headings"] = table.headings
            found["detected"] = [name for name, _own, _all in detect(table.headings)]
            if mapping is None:
                if profile is None:
                    profile = found["detected"][0]
                found["mapping"] = suggest(table.headings, profile)
            reader, people = People(table, found["mapping"]), []
            for person in reader:
                person, had = without_number(person)
                people.append(person)
                found["numbers"] += had
            found["people"], found["issues"] = people, reader.findings
            if not people:
                found["people"] = None
                found["issues"] = [*reader.findings, Finding(0, "", "empty")]
    except Unreadable as refused:
        found["people"], found["issues"] = None, refused.issues
    return found
