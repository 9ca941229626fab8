# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Another program's 375 filled in over HTTP: only number columns change."""

import contextlib
import json
import uuid

import pytest
from filings_samples import cells_of, joined, made
from mynumber_management.filings.layout import load
from office import CARD, PURPOSE, Office
from vault_client import END_MARK, Denied

TABLE = load("375", 2026)
NUMBERS = [item for item in TABLE.items if item.secret]
DESTINATION = "税務署（e-Tax）"
_MAKE = """
import json
company = env['res.company'].browse(%d)
made = {}
for code, name, born, active in (
    ('0001', '山田 太郎', '1985-05-15', True),
    ('0002', '見本 花子', '1990-04-02', False),
    ('0003', '無番 三郎', '1970-01-01', True),
):
    family, given = name.split()
    made[code] = env['hr.employee'].create({
        'name': name, 'family_name': family, 'given_name': given,
        'employee_code': code, 'birthday': born, 'company_id': company.id,
    })
relative = env['mynumber.dependant'].create({
    'employee_id': made['0001'].id, 'family_name': '山田', 'given_name': '花子',
    'relation': 'spouse',
})
env['mynumber.establishment'].search([]).write({'is_payer': True})
env['mynumber.establishment'].create({
    'name': '株式会社見本商事', 'company_id': company.id, 'is_payer': True,
    'corporate_number': '7000012050002',
})
print(json.dumps({c: e.id for c, e in made.items()} | {'spouse': relative.id}))
"""


class Desk:
    """A handler with people whose numbers are known to the test."""

    def __init__(self, office):
        self.office = office
        self.officer = office.officer()
        self.person = office.handler(self.officer)
        self.client = self.person.client
        self.person.step_up()
        self.people = json.loads(office.admin_env(_MAKE % office.company))
        self.digits = {}
        for key, model in (
            ("0001", "hr.employee"),
            ("0002", "hr.employee"),
            ("spouse", "mynumber.dependant"),
        ):
            self.digits[key] = office.number()
            self.client.enter(
                f"{model},{self.people[key]}",
                self.digits[key],
                office.company,
                office.notice,
                [PURPOSE],
                CARD,
            )
        office.admin_env(
            f"env['hr.employee'].browse({self.people['0002']}).active = False\n"
        )

    def post(self, path, data, **body):
        """Post a JSON object and a file behind it, raw."""
        head = json.dumps({"sizes": [len(data)], **body}).encode() + b"\n"
        answer = self.client.post_raw(path, head + data)
        if answer.status_code != 200:
            raise Denied(answer.status_code, answer.json())
        return answer

    def look(self, data):
        company = self.office.company
        return self.post("/mynumber/file/people", data, company=company).json()

    def fill(self, data, digest=None, **changes):
        body = {
            "company": self.office.company,
            "destination": DESTINATION,
            "digest": digest or self.look(data)["digest"],
            "request": str(uuid.uuid4()),
            **changes,
        }
        content = self.post("/mynumber/file/fill", data, **body).content
        assert content.endswith(END_MARK)
        return content[: -len(END_MARK)]

    def used(self):
        return json.loads(
            self.office.admin_env(
                "import json\n"
                "filings = env['mynumber.filing'].search([], order='id')\n"
                "print(json.dumps([[f.form_code, f.state, f.period, f.destination,"
                " f.subject_count, f.request, f.size] for f in filings]))"
            )
        )


def foreign(**texts):
    """A 375 of another program: no numbers, LF, quotes of its own, odd spaces."""
    cells = cells_of(made("375")[1])
    for item in NUMBERS:
        cells[item.no - 1] = ""
    wanted = {"year": "08", **texts}
    for item, text in wanted.items():
        cells[TABLE.by_id[item].no - 1] = text
    cells[TABLE.by_id["payee_name"].no - 1] = f'"{wanted["payee_name"]}"'
    return joined(cells).replace(b"\r\n", b"\n")


def birth(era, year, month, day):
    parts = ("birth_era", "birth_year", "birth_month", "birth_day")
    return dict(zip(parts, (era, year, month, day), strict=True))


FILE = b"".join(
    (
        foreign(payee_name="山田　太郎", spouse_name="山田　花子"),
        foreign(
            payee_name="見本　花子", spouse_name="", **birth("4", "02", "04", "02")
        ),
        foreign(
            payee_name="無番　三郎", spouse_name="", **birth("1", "45", "01", "01")
        ),
        foreign(payee_name="他人　一", spouse_name=""),
        b"375,too,short\r\n",
    )
)


@pytest.fixture(scope="module")
def desk(make_instance):
    instance = make_instance("vault")
    with instance.serving() as server:
        with contextlib.closing(Office(instance, server.address, seed=31)) as office:
            yield Desk(office)


def cells(line):
    return line.decode("cp932").rstrip("\r\n").split(",")


def test_only_number_columns_change_and_the_numbers_are_right(desk):
    seen = desk.look(FILE)
    assert (seen["form"], seen["records"], seen["numbers"]) == ("375", 2, 3)
    states = {row["record"]: row["state"] for row in seen["rows"]}
    found = {1: "matched", 2: "matched", 3: "matched", 4: "unknown", 5: "unread"}
    assert states == found
    request = str(uuid.uuid4())
    filled = desk.fill(FILE, seen["digest"], request=request)
    before, after = FILE.splitlines(True), filled.splitlines(True)
    assert len(before) == len(after) and before[3].count(b",") == after[3].count(b",")
    expected = {
        0: {"payee_number": "0001", "spouse_number": "spouse"},
        1: {"payee_number": "0002"},
    }
    for line, (old, new) in enumerate(zip(before, after, strict=True)):
        wanted = {
            TABLE.by_id[item].no - 1: "0" + desk.digits[person]
            for item, person in expected.get(line, {}).items()
        }
        if line < 4:
            wanted[TABLE.by_id["payer_number"].no - 1] = "7000012050002"
        changed = cells(old)
        for place, number in wanted.items():
            assert changed[place] == ""
            changed[place] = number
        end = old[len(old.rstrip(b"\r\n")) :]
        assert new == ",".join(changed).encode("cp932") + end
    size = len(filled)
    assert desk.client.ask("/mynumber/file/filled", request=request, size=size)["ok"]
    filing = desk.used()[-1]
    assert filing == ["375", "produced", "2026", DESTINATION, 3, request, size]
    holdings = json.loads(
        desk.office.admin_env(
            "import json\nprint(json.dumps(env['mynumber.holding'].search([])"
            ".mapped(lambda h: [h.kind, h.direction, h.filing_id.form_code])))"
        )
    )
    assert holdings == [["375", "produced", "375"]] * 3


def test_the_same_request_is_the_same_filing(desk):
    request, digest = str(uuid.uuid4()), desk.look(FILE)["digest"]
    first = desk.fill(FILE, digest, request=request)
    count = len(desk.used())
    assert desk.fill(FILE, digest, request=request) == first
    assert len(desk.used()) == count
    other = FILE + foreign(payee_name="誰か")
    with pytest.raises(Denied) as denied:
        desk.fill(other, request=request)
    assert denied.value.code == "file_changed"


def test_another_file_than_the_previewed_one_is_refused(desk):
    digest, count = desk.look(FILE)["digest"], len(desk.used())
    for data, given in ((FILE + b"\r\n", digest), (FILE, "0" * 64)):
        with pytest.raises(Denied) as denied:
            desk.fill(data, given)
        assert (denied.value.code, denied.value.status) == ("file_changed", 409)
    with pytest.raises(Denied) as denied:
        desk.fill(foreign(payee_name="他人　一", spouse_name=""))
    assert denied.value.code == "nothing_to_fill"
    assert len(desk.used()) == count


def test_without_pin_right_or_free_limit_nothing_opens(desk):
    digest = desk.look(FILE)["digest"]
    desk.client.ask("/mynumber/pin/end")
    with pytest.raises(Denied) as denied:
        desk.fill(FILE, digest)
    assert denied.value.code == "pin_required"
    desk.person.step_up()
    many = FILE * 20
    with pytest.raises(Denied) as denied:
        desk.fill(many)
    assert denied.value.code == "fill_limit"
    clerk = desk.office.handler(desk.officer, "onlyshow", acts=("show",))
    clerk.step_up()
    own, desk.client = desk.client, clerk.client
    try:
        with pytest.raises(Denied) as denied:
            desk.fill(FILE)
    finally:
        desk.client = own
    assert denied.value.code == "right_missing"


def test_no_number_of_the_filling_stays_behind(desk):
    """Neither in the database nor in the log."""
    log = desk.office.instance.log.read_text(errors="replace")
    for digits in desk.digits.values():
        assert digits not in log
    kept = desk.office.admin_env(
        "import json\nbegin = b'375,'\nprint(json.dumps([a.id for a in"
        " env['ir.attachment'].search([('type', '=', 'binary')])"
        " if (a.raw or b'').startswith(begin)]))"
    )
    assert json.loads(kept) == []
