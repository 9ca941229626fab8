# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""PINs and enrolment codes."""

import os
import sqlite3
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import OTHER, VAULT
from mynumber_management.vault import envelope, keyring, pin
from mynumber_management.vault.errors import (
    EnrolmentInvalid,
    PinLocked,
    PinNotSet,
    PinRefused,
    PinWrong,
    VaultCorrupt,
    VaultUnavailable,
)

GOOD, WRONG = "tanuki-83", "tanuki-84"


@pytest.fixture
def scrypt(monkeypatch):
    """A quick stand-in for scrypt where the test is about counting, not hashing."""
    real = pin.hashlib.scrypt

    def quick(password, *, n, **options):
        return real(password, **{**options, "n": 2, "p": 1})

    monkeypatch.setattr(pin.hashlib, "scrypt", quick)


def enrolled(store, source, uid=7, text=GOOD):
    code, hashed = pin.new_code()
    store.enrol_put(uid, hashed)
    pin.enrol(store, source, VAULT, uid, code, text)


def test_the_verifier_is_scrypt_with_the_stated_cost(store, source):
    row = pin.make(source, 1, VAULT, 7, GOOD)
    key = keyring.pnk(source, 1, VAULT)
    stored = envelope.unwrap_pin(key, row.wrapped, epoch=1, vault=VAULT, uid=7)
    expected = pin.hashlib.scrypt(
        GOOD.encode(), salt=row.salt, n=32768, r=8, p=3, maxmem=2**26, dklen=32
    )
    assert stored == expected and len(row.salt) == 16


def test_right_and_wrong(store, source):
    enrolled(store, source)
    pin.check(store, source, VAULT, 7, GOOD)
    with pytest.raises(PinWrong):
        pin.check(store, source, VAULT, 7, WRONG)
    assert store.pin_row(7).fails == 1
    pin.check(store, source, VAULT, 7, GOOD)
    assert store.pin_row(7).fails == 0


@pytest.mark.usefixtures("scrypt")
class TestCounting:
    def test_full_width_input_is_the_same_pin(self, store, source):
        enrolled(store, source, text="１３９２ａｂ")
        pin.check(store, source, VAULT, 7, "1392ab")

    def test_ten_wrong_pins_lock(self, store, source):
        enrolled(store, source)
        for _ in range(9):
            with pytest.raises(PinWrong):
                pin.check(store, source, VAULT, 7, WRONG)
        with pytest.raises(PinLocked):
            pin.check(store, source, VAULT, 7, WRONG)
        with pytest.raises(PinLocked):
            pin.check(store, source, VAULT, 7, GOOD)
        assert store.pin_row(7).locked
        store.pin_unlock(7)
        pin.check(store, source, VAULT, 7, GOOD)

    def test_the_tenth_try_may_be_right(self, store, source):
        enrolled(store, source)
        for _ in range(9):
            with pytest.raises(PinWrong):
                pin.check(store, source, VAULT, 7, WRONG)
        pin.check(store, source, VAULT, 7, GOOD)
        assert store.pin_row(7)[4:6] == (0, 0)

    def test_a_right_pin_after_the_lock_does_not_open(self, store, source):
        """A try that was counted before the lock but judged after it."""
        enrolled(store, source)
        store.pin_try(7)
        for _ in range(9):
            store.pin_try(7)
        assert store.pin_failed(7)
        store.pin_passed(7)
        with pytest.raises(PinLocked):
            pin.check(store, source, VAULT, 7, GOOD)

    def test_a_crash_between_try_and_verdict_counts(self, store, source):
        enrolled(store, source)
        for _ in range(10):
            store.pin_try(7)
        assert not store.pin_row(7).locked
        with pytest.raises(PinLocked):
            pin.check(store, source, VAULT, 7, GOOD)

    def test_parallel_guesses_gain_nothing(self, store, source):
        enrolled(store, source)
        outcomes, barrier = [], threading.Barrier(8)

        def guess(number):
            barrier.wait(30)
            for attempt in range(5):
                try:
                    pin.check(store, source, VAULT, 7, f"guess-{number}-{attempt}")
                except (PinWrong, PinLocked) as error:
                    outcomes.append(type(error))

        threads = [threading.Thread(target=guess, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(outcomes) == 40
        assert outcomes.count(PinWrong) <= 10
        assert store.pin_row(7).fails == 10 and store.pin_row(7).locked

    def test_no_pin(self, store, source):
        with pytest.raises(PinNotSet):
            pin.check(store, source, VAULT, 7, GOOD)
        enrolled(store, source)
        store.pin_drop(7)
        with pytest.raises(PinNotSet):
            pin.check(store, source, VAULT, 7, GOOD)
        with pytest.raises(PinNotSet):
            store.pin_try(7)

    def test_a_missing_keyring_is_no_wrong_pin(self, store, source, ring_path, clock):
        enrolled(store, source)
        ring_path.unlink()
        clock.now += 6
        for _ in range(12):
            with pytest.raises(VaultUnavailable):
                pin.check(store, source, VAULT, 7, GOOD)
        assert store.pin_row(7).fails == 0

    def test_a_verifier_cannot_be_copied_to_another_user_or_vault(
        self, store, source, store_path
    ):
        enrolled(store, source, uid=7)
        enrolled(store, source, uid=8, text="other-one")
        with sqlite3.connect(store_path) as raw:
            raw.execute(
                "UPDATE pin SET (salt, wrapped) ="
                " (SELECT salt, wrapped FROM pin WHERE uid=7) WHERE uid=8"
            )
        raw.close()
        with pytest.raises(VaultCorrupt):
            pin.check(store, source, VAULT, 8, GOOD)
        with pytest.raises(VaultCorrupt):
            pin.check(store, source, OTHER, 7, GOOD)

    def test_an_endless_pin_is_wrong_not_slow(self, store, source):
        enrolled(store, source)
        with pytest.raises(PinWrong):
            pin.check(store, source, VAULT, 7, "x" * 10**7)
        with pytest.raises(PinWrong):
            pin.check(store, source, VAULT, 7, "\ud800")

    def test_a_new_pin_ends_step_ups(self, store, source):
        enrolled(store, source)
        store.stepup_open(b"s" * 32, 7)
        enrolled(store, source)
        assert not store.stepup_touch(b"s" * 32, 7)

    def test_a_code_works_once(self, store, source):
        code, hashed = pin.new_code()
        store.enrol_put(7, hashed)
        pin.enrol(store, source, VAULT, 7, code, GOOD)
        with pytest.raises(EnrolmentInvalid):
            pin.enrol(store, source, VAULT, 7, code, "another-9")
        pin.check(store, source, VAULT, 7, GOOD)

    def test_a_code_is_for_one_user(self, store, source):
        code, hashed = pin.new_code()
        store.enrol_put(7, hashed)
        with pytest.raises(EnrolmentInvalid):
            pin.enrol(store, source, VAULT, 8, code, GOOD)
        assert store.pin_row(8) is None

    def test_a_code_lives_24_hours(self, store, source, clock):
        code, hashed = pin.new_code()
        store.enrol_put(7, hashed)
        clock.now += 24 * 3600
        with pytest.raises(EnrolmentInvalid):
            pin.enrol(store, source, VAULT, 7, code, GOOD)
        clock.now -= 1
        pin.enrol(store, source, VAULT, 7, code, GOOD)

    def test_a_code_allows_five_tries(self, store, source):
        code, hashed = pin.new_code()
        store.enrol_put(7, hashed)
        for _ in range(5):
            with pytest.raises(EnrolmentInvalid):
                pin.enrol(store, source, VAULT, 7, pin.new_code()[0], GOOD)
        with pytest.raises(EnrolmentInvalid):
            pin.enrol(store, source, VAULT, 7, code, GOOD)

    def test_an_unfit_pin_does_not_use_up_the_code(self, store, source):
        code, hashed = pin.new_code()
        store.enrol_put(7, hashed)
        with pytest.raises(PinRefused):
            pin.enrol(store, source, VAULT, 7, code, "1234")
        pin.enrol(store, source, VAULT, 7, code, GOOD)

    def test_a_new_code_kills_the_old_one_and_sets_a_locked_pin_anew(
        self, store, source
    ):
        enrolled(store, source)
        for _ in range(10):
            store.pin_try(7)
        store.pin_failed(7)
        old, hashed = pin.new_code()
        store.enrol_put(7, hashed)
        new, hashed = pin.new_code()
        store.enrol_put(7, hashed)
        with pytest.raises(EnrolmentInvalid):
            pin.enrol(store, source, VAULT, 7, old, "fresh-pin-5")
        pin.enrol(store, source, VAULT, 7, new, "fresh-pin-5")
        pin.check(store, source, VAULT, 7, "fresh-pin-5")

    def test_neither_pin_nor_code_is_in_the_file(self, store, source, store_path):
        code, hashed = pin.new_code()
        store.enrol_put(7, hashed)
        data = store_path.read_bytes()
        assert hashed in data and code.encode() not in data
        assert code.replace("-", "").encode() not in data
        pin.enrol(store, source, VAULT, 7, code, GOOD)
        data = store_path.read_bytes()
        assert GOOD.encode() not in data and hashed not in data


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "too_short"),
        ("19283", "too_short"),
        ("x" * 65, "too_long"),
        ("111111", "trivial"),
        ("１１１１１１", "trivial"),
        ("123456", "trivial"),
        ("987654", "trivial"),
        ("abcdefgh", "trivial"),
    ],
)
def test_unfit_pins_are_refused(text, kind):
    with pytest.raises(PinRefused) as caught:
        pin.check_policy(text)
    assert caught.value.kind == kind
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize("text", ["192837", "112233", "たぬきのはら", "x1" * 32])
def test_fit_pins(text):
    pin.check_policy(text)


def test_codes_are_eighty_random_bits_in_groups():
    codes = {pin.new_code()[0] for _ in range(100)}
    assert len(codes) == 100
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [4] * 4
        assert set("".join(groups)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


@pytest.mark.parametrize("change", [str.lower, lambda c: c.replace("-", "")])
def test_codes_are_understood_as_people_type_them(change):
    code, hashed = pin.new_code()
    assert pin.code_hash(change(code)) == hashed
    assert pin.code_hash(f" {code} ") == hashed
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert pin.code_hash(wide) == hashed


@given(st.text(max_size=200))
def test_any_other_text_is_no_code(text):
    try:
        assert len(pin.code_hash(text)) == 32
    except EnrolmentInvalid:
        pass


def test_session_key_survives_the_rotation_of_the_session_id():
    sid = os.urandom(42).hex()[:42]
    assert pin.session_key(sid + "a" * 42) == pin.session_key(sid + "b" * 42)
    assert pin.session_key(sid) != pin.session_key(sid[:41] + "!")
    assert len(pin.session_key(sid)) == 32


def test_a_step_up_key_names_session_and_secret():
    ses, secret = pin.session_key("a" * 84), "s" * 43
    key = pin.stepup_key(ses, secret)
    assert len(key) == 32 and key != ses
    assert key != pin.stepup_key(ses, "")
    assert key != pin.stepup_key(pin.session_key("b" * 84), secret)


def test_without_a_code_waiting_nothing_costly_is_done(store, source, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("scrypt")

    monkeypatch.setattr(pin.hashlib, "scrypt", never)
    with pytest.raises(EnrolmentInvalid):
        pin.enrol(store, source, VAULT, 7, pin.new_code()[0], GOOD)
