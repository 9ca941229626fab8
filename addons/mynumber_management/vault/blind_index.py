# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The 24-bit index that finds candidates for the same number without opening all."""

import hmac


def bidx(bik, digits):
    """Return the index, 0 … 16777215.

    :param bik: 32 bytes of ``keyring.bik``; stored beside the epoch it came from
    :param digits: 12 ASCII digits, bytes-like
    """
    mac = hmac.new(bik, b"mynumber/v1/num\x00", "sha256")
    mac.update(digits)
    return int.from_bytes(mac.digest()[:3], "big")
