# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One number written in every way that invariant 9 names, to prove a search.

The standard library's encoders write it, as programs that leak would; nothing here
is shared with the search itself.
"""

import base64
import binascii
import json
import struct
import urllib.parse

WIDE = str.maketrans("0123456789 -", "０１２３４５６７８９　－")


def packed(digits):
    """Packed decimal digits, as databases and host systems store them."""
    return bytes(int(a) << 4 | int(b) for a, b in zip(*[iter(digits)] * 2, strict=True))


def texts(digits):
    """``{way: text}`` of twelve digits."""
    groups = [digits[at : at + 4] for at in (0, 4, 8)]
    wide = digits.translate(WIDE)
    raw = digits.encode()
    around = (b"", b"a", b"ab")
    return {
        "plain": digits,
        "with spaces": " ".join(groups),
        "with hyphens": "-".join(groups),
        "full-width": wide,
        "full-width with spaces": " ".join(groups).translate(WIDE),
        "full-width with hyphens": "-".join(groups).translate(WIDE),
        "hex": binascii.hexlify(raw).decode(),
        "hex of full-width": wide.encode("utf-16-be").hex().upper(),
        "percent": "".join(f"%{byte:02x}" for byte in raw),
        "percent of full-width": urllib.parse.quote(wide),
        "percent of Shift_JIS": urllib.parse.quote(wide.encode("cp932")),
        "JSON of full-width": json.dumps({"x": wide}),
        "HTML": "".join(f"&#{ord(char)};" for char in digits),
        **{
            f"base64 at {len(before)}": base64.b64encode(before + raw + b"xyz").decode()
            for before in around
        },
        **{
            f"URL-safe base64 of full-width at {len(before)}": base64.urlsafe_b64encode(
                before + wide.encode("utf-8") + b"xyz"
            ).decode()
            for before in around
        },
    }


def blobs(digits):
    """``{way: bytes}`` of twelve digits."""
    wide = digits.translate(WIDE)
    return {
        "UTF-16 LE": digits.encode("utf-16")[2:],
        "UTF-16 BE": digits.encode("utf-16-be"),
        "full-width UTF-16 LE": wide.encode("utf-16-le"),
        "full-width UTF-16 BE": wide.encode("utf-16-be"),
        "full-width Shift_JIS": wide.encode("cp932"),
        "full-width EUC-JP": wide.encode("euc_jp"),
        "BCD": packed(digits),
        "integer LE": struct.pack("<q", int(digits)),
        "integer BE": struct.pack(">q", int(digits)),
    }
