# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Ages in the pension records: 70 on the day before the birthday, 75 on it."""

import pytest
from pension_samples import changed, found


@pytest.mark.parametrize(
    ("born", "lost", "expected"),
    [
        ("230229", "050227", "before_75"),
        ("230229", "050228", None),
        ("230229", "050301", None),
        ("230229", "050302", "not_75th"),
        ("230228", "050301", "not_75th"),
        ("230301", "050228", "before_75"),
        ("230301", "050301", None),
    ],
)
def test_the_75th_birthday_of_leap_days(born, lost, expected):
    texts = {"cause": "7", "left_era": "", "left_day": "", "birth_era": "5"}
    results = found(changed("2201700", birth_day=born, lost_day=lost, **texts))
    assert results == ([("lost_era", expected)] if expected else [])


@pytest.mark.parametrize(
    ("born", "acquired", "expected"),
    [
        ("310228", "080226", "before_70"),
        ("310228", "080227", None),
        ("310229", "080227", "before_70"),
        ("310229", "080228", None),
        ("310301", "080227", "before_70"),
        ("310301", "080228", None),
        ("310302", "080228", "before_70"),
        ("310302", "080301", None),
    ],
)
def test_70_is_attained_on_the_day_before_the_birthday(born, acquired, expected):
    texts = {"over70": "1", "birth_era": "5", "birth_day": born}
    results = found(changed("2200700", acquired_day=acquired, **texts))
    assert results == ([("acquired_era", expected)] if expected else [])
