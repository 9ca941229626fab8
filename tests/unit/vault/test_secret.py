# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Secret: handed out once, zeroed after use, without any other form."""

import copy
import gc
import json
import logging
import pickle
import threading

import pytest
from mynumber_management.vault.errors import SecretSpent
from mynumber_management.vault.secret import Secret, Typed, wipe

DIGITS = b"123456789018"


def test_bytes_are_zeroed_when_the_block_ends():
    with Secret.of(DIGITS).use() as data:
        assert data == DIGITS
    assert data == bytes(12)


def test_bytes_are_zeroed_when_the_block_fails():
    with pytest.raises(KeyError):
        with Secret.of(DIGITS).use() as data:
            raise KeyError
    assert data == bytes(12)


def test_bytes_are_zeroed_when_the_object_dies_unused():
    data = bytearray(DIGITS)
    secret = Secret(data)
    del secret
    gc.collect()
    assert data == bytes(12)


def test_bytes_are_handed_out_once():
    secret = Secret.of(DIGITS)
    with secret.use():
        pass
    with pytest.raises(SecretSpent):
        with secret.use():
            pytest.fail("used twice")


def test_bytes_are_handed_out_once_to_many_threads():
    secret, barrier, got = Secret.of(DIGITS), threading.Barrier(8), []

    def take():
        barrier.wait()
        try:
            with secret.use() as data:
                got.append(bytes(data))
        except SecretSpent:
            pass

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [DIGITS]


def test_the_given_bytearray_is_owned_and_a_copy_is_not():
    data = bytearray(DIGITS)
    with Secret.of(data).use():
        pass
    assert data == DIGITS
    with Secret(data).use():
        pass
    assert data == bytes(12)
    with pytest.raises(TypeError):
        Secret(DIGITS)


def test_no_text_form_shows_the_bytes(caplog):
    secret = Secret.of(DIGITS)
    assert repr(secret) == str(secret) == "<Secret>"
    assert "%s %r" % (secret, secret) == "<Secret> <Secret>"  # noqa: UP031
    assert repr([secret]) == "[<Secret>]"
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("vault.test").debug("%s %r %s", secret, secret, [secret])
    assert "<Secret> <Secret> [<Secret>]" in caplog.text
    assert "123" not in caplog.text


@pytest.mark.parametrize(
    "use",
    [
        lambda s: f"{s}",
        lambda s: format(s, "s"),
        lambda s: "{}".format(s),  # noqa: UP032
        pickle.dumps,
        lambda s: pickle.dumps(s, 0),
        copy.copy,
        copy.deepcopy,
        json.dumps,
        lambda s: json.dumps({"number": s}),
        lambda s: s == s,
        lambda s: s != b"",
        lambda s: s in [1],
        hash,
        vars,
        bytes,
        list,
        len,
        lambda s: s[0],
        lambda s: s < s,
    ],
)
def test_every_other_form_is_refused(use):
    secret = Secret.of(DIGITS)
    with pytest.raises(TypeError) as caught:
        use(secret)
    assert "123456" not in str(caught.value)
    with secret.use() as data:
        assert data == DIGITS


def test_wipe():
    data = bytearray(b"abc")
    wipe(data)
    assert data == bytes(3)


def test_no_format_string_reaches_the_bytes():
    secret = Secret.of(DIGITS)
    for walk in ("{0._box}", "{0._box!s}", "{0._box.values}", "{0._box.__dir__}"):
        assert "123" not in walk.format(secret)
    for walk in ("{0._box[0]}", "{0._box[()]}", "{0._box[]}"):
        with pytest.raises((KeyError, ValueError)):
            walk.format(secret)


def test_what_was_typed_is_handed_out_once_and_never_shown():
    typed = Typed("123456789018")
    for walk in ("{0}", "{0!r}", "{0._box}", "{0._box.values}"):
        assert "1234" not in walk.format(typed)
    assert (typed.take(), typed.take()) == ("123456789018", "")
