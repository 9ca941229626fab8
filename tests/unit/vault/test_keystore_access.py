# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Step-ups, rights, approvals and quotas in the keystore."""

import threading

import pytest
from invented import COMPANY, OTHER, ids
from mynumber_management.vault.errors import QuotaExceeded, RightInvalid
from mynumber_management.vault.keystore_rights import Approval, Right

SES, SES2, DIGEST = b"s" * 32, b"t" * 32, b"d" * 32
DAY = 24 * 3600


def right(clock, number=1, **changes):
    values = Right(
        id=ids(100 + number),
        uid=7,
        company=COMPANY,
        kind="grant",
        acts=frozenset(["show", "enter"]),
        purposes=frozenset(["tax.withholding_slip"]),
        since=clock.now,
        until=clock.now + 30 * DAY,
        state="effective",
        seq=3,
    )
    return values._replace(**changes)


# Step-ups


def test_a_window_holds_ten_minutes_from_the_last_act(store, clock):
    start = clock.now
    assert not store.stepup_touch(SES, 7)
    store.stepup_open(SES, 7)
    assert store.stepup_until(SES, 7) == start + 600
    clock.now += 599
    assert store.stepup_touch(SES, 7)
    clock.now += 599
    assert store.stepup_touch(SES, 7)
    clock.now += 600
    assert not store.stepup_touch(SES, 7)
    assert store.stepup_until(SES, 7) is None


def test_a_window_ends_two_hours_after_the_pin(store, clock):
    start = clock.now
    store.stepup_open(SES, 7)
    for _ in range(14):
        clock.now += 500
        assert store.stepup_touch(SES, 7)
    assert store.stepup_until(SES, 7) == start + 7200
    clock.now = start + 7199
    assert store.stepup_touch(SES, 7)
    clock.now = start + 7200
    assert not store.stepup_touch(SES, 7)


@pytest.mark.parametrize("idle", [300, 1800])
def test_the_length_of_a_window_can_be_chosen(store, clock, idle):
    store.stepup_open(SES, 7)
    clock.now += idle - 1
    assert store.stepup_touch(SES, 7, idle=idle)
    clock.now += idle
    assert not store.stepup_touch(SES, 7, idle=idle)


def test_a_window_belongs_to_one_session_and_one_user(store):
    store.stepup_open(SES, 7)
    assert not store.stepup_touch(SES2, 7)
    assert not store.stepup_touch(SES, 8)
    assert store.stepup_until(SES2, 7) is store.stepup_until(SES, 8) is None
    assert store.stepup_touch(SES, 7)


def test_opening_again_leaves_one_window(store, clock):
    store.stepup_open(SES, 7)
    clock.now += 100
    store.stepup_open(SES, 8)
    assert not store.stepup_touch(SES, 7)
    assert store.stepup_touch(SES, 8)
    assert store._read("SELECT count(*) FROM stepup") == [(1,)]


def test_a_clock_that_is_set_back_prolongs_no_step_up(store, clock):
    store.stepup_open(SES, 7)
    store.stepup_open(SES, 7, DIGEST)
    clock.now -= 3600
    assert store.stepup_until(SES, 7) is None
    assert not store.stepup_touch(SES, 7)
    assert not store.stepup_consume(SES, 7, DIGEST)


def test_a_clock_that_is_set_back_frees_no_quota(store, clock):
    store.usage_add(7, "show", 30, [(1, 30)])
    clock.now -= 7200
    with pytest.raises(QuotaExceeded):
        store.usage_add(7, "show", 1, [(1, 30)])


def test_a_step_up_bound_to_a_digest_is_good_once(store):
    store.stepup_open(SES, 7, DIGEST)
    assert not store.stepup_touch(SES, 7)
    for wrong in ((SES2, 7, DIGEST), (SES, 8, DIGEST), (SES, 7, b"e" * 32)):
        assert not store.stepup_consume(*wrong)
    assert store.stepup_consume(SES, 7, DIGEST)
    assert not store.stepup_consume(SES, 7, DIGEST)


def test_a_step_up_bound_to_a_digest_dies_after_ten_minutes(store, clock):
    store.stepup_open(SES, 7, DIGEST)
    clock.now += 600
    assert not store.stepup_consume(SES, 7, DIGEST)


def test_a_window_does_not_seal(store):
    store.stepup_open(SES, 7)
    assert not store.stepup_consume(SES, 7, DIGEST)
    assert not store.stepup_consume(SES, 7, None)


def test_step_ups_are_cleared_by_session_user_or_age(store, clock):
    def count():
        return store._read("SELECT count(*) FROM stepup")[0][0]

    store.stepup_open(SES, 7)
    store.stepup_open(SES, 7, DIGEST)
    store.stepup_open(SES2, 7)
    store.stepup_open(b"u" * 32, 8)
    store.stepup_clear(ses=SES)
    assert count() == 2
    store.stepup_clear(uid=7)
    assert count() == 1
    store.stepup_clear()
    assert count() == 1
    clock.now += 7200
    store.stepup_clear()
    assert count() == 0


# Rights


def test_a_right_is_kept_as_given(store, clock):
    given = right(clock)
    store.right_put(given)
    assert store.right(given.id) == given
    assert store.rights_for(7, COMPANY) == [given] == store.rights()
    assert store.right(ids(9)) is None


def test_a_right_is_for_one_user_and_one_company(store, clock):
    store.right_put(right(clock))
    assert store.rights_for(8, COMPANY) == store.rights_for(7, OTHER) == []
    assert store.rights(OTHER) == [] and len(store.rights(COMPANY)) == 1


def test_only_an_effective_right_inside_its_dates_counts(store, clock):
    given = right(clock)
    store.right_put(given)
    assert store.rights_for(7, COMPANY, given.since - 1) == []
    assert store.rights_for(7, COMPANY, given.since) == [given]
    assert store.rights_for(7, COMPANY, given.until - 1) == [given]
    assert store.rights_for(7, COMPANY, given.until) == []
    store.right_set(given.id, "suspended", 4)
    assert store.rights_for(7, COMPANY) == []
    store.right_set(given.id, "effective", 5)
    assert store.rights_for(7, COMPANY) == [given._replace(seq=5)]
    store.right_put(right(clock, 2, state="proposed"))
    assert len(store.rights_for(7, COMPANY)) == 1


def test_what_has_ended_stays_ended(store, clock):
    given = right(clock)
    store.right_put(given)
    store.right_set(given.id, "ended", 4)
    store.right_set(given.id, "ended", 9)
    assert store.right(given.id).seq == 4
    for state in ("effective", "suspended", "proposed", "nonsense"):
        with pytest.raises(RightInvalid):
            store.right_set(given.id, state, 5)
    with pytest.raises(RightInvalid):
        store.right_put(given)
    with pytest.raises(RightInvalid):
        store.right_set(ids(9), "ended", 5)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "god"},
        {"state": "forever"},
        {"until": 0},
        {"until": 1_800_000_000},
        {"until": 1_800_000_000 + 367 * DAY},
        {"acts": frozenset(["show all"])},
        {"purposes": frozenset([""])},
    ],
)
def test_a_right_has_known_words_and_at_most_twelve_months(store, clock, changes):
    with pytest.raises(RightInvalid):
        store.right_put(right(clock, **changes))
    assert store.rights() == []


def test_officers_need_no_purposes(store, clock):
    given = right(clock, kind="officer", acts=frozenset(), purposes=frozenset())
    store.right_put(given)
    assert store.right(given.id) == given


# Approvals


def test_an_approval_runs_until_it_is_closed(store, clock):
    store.approval_put(Approval(DIGEST, 7, clock.now + 100, -1, "closed"))
    assert store.approval(DIGEST).state == "approved"
    for _ in range(3):
        assert store.approval_run(DIGEST)[3:] == (-1, "running")
    store.approval_set(DIGEST, "closed")
    store.approval_set(DIGEST, "closed")
    with pytest.raises(RightInvalid):
        store.approval_run(DIGEST)
    with pytest.raises(RightInvalid):
        store.approval_set(DIGEST, "approved")


def test_an_approval_for_some_runs_is_used_up(store, clock):
    store.approval_put(Approval(DIGEST, 7, clock.now + 100, 2, ""))
    assert store.approval_run(DIGEST).runs == 1
    assert store.approval_run(DIGEST).runs == 0
    with pytest.raises(RightInvalid):
        store.approval_run(DIGEST)
    assert store.approval(DIGEST).runs == 0


def test_an_approval_ends_with_its_date(store, clock):
    store.approval_put(Approval(DIGEST, 7, clock.now + 100, -1, ""))
    clock.now += 100
    with pytest.raises(RightInvalid):
        store.approval_run(DIGEST)


def test_a_digest_is_approved_once(store, clock):
    store.approval_put(Approval(DIGEST, 7, clock.now + 100, 1, ""))
    with pytest.raises(RightInvalid):
        store.approval_put(Approval(DIGEST, 8, clock.now + 900, -1, ""))
    assert store.approval(DIGEST).uid == 7
    with pytest.raises(RightInvalid):
        store.approval_run(b"e" * 32)
    with pytest.raises(RightInvalid):
        store.approval_set(b"e" * 32, "closed")
    assert store.approval(b"e" * 32) is None


# Quotas


def test_a_quota_is_refused_before_it_is_passed(store, clock):
    limits = ((1, 30), (24, 100))
    for _ in range(3):
        store.usage_add(7, "show", 10, limits)
    with pytest.raises(QuotaExceeded):
        store.usage_add(7, "show", 1, limits)
    assert store.usage_of(7, "show", 1) == 30
    store.usage_add(8, "show", 30, limits)
    store.usage_add(7, "verify", 30, limits)
    clock.now += 3600
    store.usage_add(7, "show", 30, limits)
    assert store.usage_of(7, "show", 1) == 30
    assert store.usage_of(7, "show", 24) == 60


def test_a_daily_quota_counts_all_hours(store, clock):
    limits = ((1, 30), (24, 100))
    for _ in range(3):
        store.usage_add(7, "show", 30, limits)
        clock.now += 3600
    store.usage_add(7, "show", 10, limits)
    with pytest.raises(QuotaExceeded):
        store.usage_add(7, "show", 1, limits)
    clock.now += 24 * 3600
    store.usage_add(7, "show", 30, limits)


def test_old_usage_is_forgotten(store, clock):
    store.usage_add(7, "show", 1, ())
    clock.now += 49 * 3600
    store.usage_add(7, "show", 1, ())
    assert store._read("SELECT count(*) FROM usage") == [(1,)]


def test_parallel_acts_cannot_pass_a_quota_together(store):
    passed, barrier = [], threading.Barrier(8)

    def work():
        barrier.wait(30)
        for _ in range(5):
            try:
                store.usage_add(7, "show", 1, ((1, 12),))
                passed.append(1)
            except QuotaExceeded:
                pass

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == store.usage_of(7, "show", 1) == 12
