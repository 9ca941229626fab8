# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bad input: refused clearly, no traceback, no 500, nothing quoted, nothing stored."""

import json
import socket
import uuid

import pytest
import requests
from office import Office
from vault_client import Denied

RAW = "application/octet-stream"


@pytest.fixture(scope="module")
def house(make_instance):
    instance = make_instance("vault")
    with instance.serving() as server:
        office = Office(instance, server.address)
        officer = office.officer()
        office.handler_person = office.handler(officer)
        office.handler_person.step_up()
        answer, office.digits = office.register(
            office.handler_person, office.hire("入力 太郎")
        )
        office.subject = answer["subject"]
        office.employee_to_fill = office.hire("空 欄")
        yield office
        office.close()


@pytest.fixture(autouse=True)
def the_log_stays_clean(house):
    before = house.instance.log.stat().st_size
    yield
    with open(house.instance.log, "rb") as log:
        log.seek(before)
        written = log.read().decode()
    assert "Traceback" not in written
    assert house.digits not in written


@pytest.fixture(autouse=True)
def the_handler_is_stepped_up(house):
    house.handler_person.step_up()


def raw_post(house, path, data, **headers):
    client = house.handler_person.client
    sent = {
        "Content-Type": RAW,
        "Sec-Fetch-Site": "same-origin",
        "X-CSRF-Token": client.token,
        **headers,
    }
    return client.session.post(
        client.address + path,
        data=data,
        headers={key: value for key, value in sent.items() if value is not None},
        timeout=60,
        allow_redirects=False,
    )


HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Accel-Buffering": "no",
}


def headers_of(answer):
    return {name: answer.headers.get(name) for name in HEADERS}


ROUTES = [
    "/mynumber/enter",
    "/mynumber/show",
    "/mynumber/compare",
    "/mynumber/find",
    "/mynumber/verify/open",
    "/mynumber/verify/confirm",
    "/mynumber/verify/return",
    "/mynumber/mistake",
    "/mynumber/pin",
    "/mynumber/pin/enrol",
    "/mynumber/output/plan",
    "/mynumber/output/order",
    "/mynumber/output/part",
    "/mynumber/output/done",
    "/mynumber/dispose/propose",
    "/mynumber/seal/preview",
    "/mynumber/seal",
    "/mynumber/audit/verify",
    "/mynumber/audit/export",
    "/mynumber/status",
    "/mynumber/file/check",
    "/mynumber/file/compare",
    "/mynumber/file/people",
    "/mynumber/file/fill",
    "/mynumber/file/filled",
]
BODIES = {
    "empty": b"",
    "no json": b"{",
    "array": b"[]",
    "null": b"null",
    "number": b"12",
    "nested": b"[" * 20000,
    "bytes": b"\xff\xfe\x00{",
    "wrong types": json.dumps(
        dict.fromkeys(
            [
                "request", "holder", "company", "number", "purposes", "notice",
                "verification", "subject", "purpose", "destination", "reason", "pin",
                "code", "digest", "act", "id", "args", "model", "ids", "copy", "page",
                "order", "filing", "part", "size", "subjects",
            ],
            [{"x": [1, 2.5, None]}],
        )
    ).encode(),
    "huge numbers": json.dumps(
        {"company": 10**30, "id": -1, "filing": 2**31, "part": 10**9, "ids": [0]}
    ).encode(),
    "strange text": json.dumps(
        {
            "subject": "\u0000'\";--",
            "holder": "res.users,1",
            "company": 1,
            "request": "x",
            "number": "１２３",
            "purposes": ["%s"],
            "notice": {"id": 1, "channel": "in_person"},
            "act": "__class__",
            "model": "res.users",
            "copy": "../",
            "page": "a4",
            "ids": [1],
            "reason": "r",
            "id": 1,
            "pin": "x",
            "code": "y",
        }
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("path", ROUTES)
def test_malformed_bodies_are_refused_clearly(house, path):
    for name, body in BODIES.items():
        answer = raw_post(house, path, body)
        assert 400 <= answer.status_code < 500 or (
            answer.status_code == 200 and path.endswith(("/status", "/export"))
        ), (path, name, answer.status_code, answer.text[:300])
        if answer.status_code != 200:
            assert set(answer.json()) >= {"error", "message"}, (path, name)


@pytest.mark.parametrize("path", ROUTES)
def test_wrong_methods_origins_and_tokens_are_refused(house, path):
    client = house.handler_person.client
    raw = {"Content-Type": RAW, "X-CSRF-Token": client.token}
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
        answer = client.session.request(
            method, client.address + path, headers=raw, data=b"{}", timeout=60
        )
        assert answer.status_code == 405, (method, answer.status_code)
        assert headers_of(answer) == HEADERS, method
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": None},
        {"Sec-Fetch-Site": None, "Origin": "https://example.com"},
        {"Sec-Fetch-Site": None, "Origin": "http://[::1"},
        {"Sec-Fetch-Site": None, "Origin": "null"},
        {"X-CSRF-Token": None},
        {"X-CSRF-Token": "0o0"},
    ):
        answer = raw_post(house, path, b"{}", **headers)
        assert answer.status_code == 403, headers
        assert answer.json()["error"] == "forbidden_origin"
        assert headers_of(answer) == HEADERS


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize(
    "kind",
    ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", None],
)
def test_bodies_that_are_not_raw_are_refused_unread(house, path, kind):
    body = f'--x\r\nContent-Disposition: form-data; name="number"\r\n\r\n{house.digits}'
    answer = raw_post(
        house, path, body.encode() + b" " * 600_000, **{"Content-Type": kind}
    )
    assert answer.status_code in (413, 415)
    assert headers_of(answer) == HEADERS
    assert house.digits not in answer.text


@pytest.mark.parametrize("path", ["/ja/mynumber/enter", "/mynumber/nothing", "/x"])
def test_a_form_is_refused_unread_under_every_name_of_a_route(house, path):
    answer = raw_post(
        house, path, b"--x--", **{"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == (404 if path == "/x" else 415)
    assert headers_of(answer) == HEADERS or path == "/x"


def chunks(size):
    yield b'{"x":"'
    for _chunk in range(size // 1000):
        yield b"9" * 1000
    yield b'"}'


@pytest.mark.parametrize(
    "body", [b'{"x":"' + b"9" * 3_000_000 + b'"}', chunks(100_000)], ids=["long", "cut"]
)
def test_an_oversized_body_is_refused(house, body):
    answer = raw_post(house, "/mynumber/show", body)
    assert answer.status_code == 413
    assert headers_of(answer) == HEADERS


def test_broken_chunks_are_refused(house):
    client = house.handler_person.client
    host, port = client.address.removeprefix("http://").split(":")
    cookies = "; ".join(f"{c.name}={c.value}" for c in client.session.cookies)
    with socket.create_connection((host, int(port)), 30) as line:
        line.sendall(
            f"POST /mynumber/show HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}"
            f"\r\nX-CSRF-Token: {client.token}\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Type: {RAW}\r\nTransfer-Encoding: chunked\r\n\r\n"
            "zz\r\n{}\r\n0\r\n\r\n".encode()
        )
        assert line.recv(100).split(b" ")[1] == b"400"


def test_a_signed_out_session_is_sent_to_the_login(house):
    answer = requests.post(
        house.address + "/mynumber/show",
        data=b"{}",
        headers={"Content-Type": RAW, "Sec-Fetch-Site": "same-origin"},
        allow_redirects=False,
        timeout=60,
    )
    assert answer.status_code == 303
    assert "/web/login" in answer.headers["Location"]


def test_a_replayed_request_makes_no_second_number(house):
    employee, digits = house.hire("再送 花子"), house.number()
    request = str(uuid.uuid4())
    first, _ = house.register(house.handler_person, employee, digits, request=request)
    again, _ = house.register(house.handler_person, employee, digits, request=request)
    assert again["subject"] == first["subject"]
    count = house.admin_env(
        "env.cr.execute('SELECT count(*) FROM mynumber_number WHERE subject = %s',"
        f" ['{first['subject']}'])\nprint(env.cr.fetchone()[0])"
    )
    assert count == "1"


def test_another_number_under_the_same_request_is_a_conflict(house):
    employee, digits = house.hire("別 番号"), house.number()
    request = str(uuid.uuid4())
    first, _ = house.register(house.handler_person, employee, digits, request=request)
    with pytest.raises(Denied) as denied:
        house.register(house.handler_person, employee, request=request.upper())
    assert denied.value.code == "conflict"
    assert house.handler_person.client.show(first["subject"]) == digits


def test_a_request_id_of_another_person_is_a_conflict(house):
    request = str(uuid.uuid4())
    house.register(house.handler_person, house.hire("一 子"), request=request)
    with pytest.raises(Denied) as denied:
        house.register(house.handler_person, house.hire("二 子"), request=request)
    assert denied.value.code == "conflict"


KINDS = {
    "123456789012": "check_digit",
    "000000000000": "all_zero",
    "1234567890": "length_10_basic_pension",
    "12345678901": "length_11",
    "7123456789012": "length_13_corporate",
    "T7123456789012": "invoice_registration",
    "1234567890123456": "length_16_card",
    "abc": "not_digits",
    "": "empty",
}


@pytest.mark.parametrize(("typed", "kind"), KINDS.items())
def test_other_numbers_are_named_as_what_they_are(house, typed, kind):
    with pytest.raises(Denied) as denied:
        house.register(house.handler_person, house.employee_to_fill, typed)
    assert (denied.value.code, denied.value.body["kind"]) == ("number_invalid", kind)


def test_full_width_and_separated_input_is_understood(house):
    digits = house.number()
    wide = "".join(chr(ord(d) + 0xFEE0) for d in digits)
    typed = f" {wide[:4]}－{wide[4:8]} {wide[8:]}　"
    answer, _ = house.register(house.handler_person, house.hire("全角 子"), typed)
    assert house.handler_person.client.show(answer["subject"]) == digits
