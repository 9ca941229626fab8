# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How fast records 315 are written and checked, on one core, without the vault.

``filings.records_per_s``
    records of the writer, from the values of a person with a spouse, three dependants
    and a child (six numbers) to the bytes; numbers come from secrets in memory.
``filings.check_per_s``
    the same records through the checker, as one file; they are clean.

Processor time; median over rounds.
"""

import io
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (makes the pure packages importable)
from filings_samples import PAYER, salary  # noqa: E402
from mynumber_management.filings.checker import Checker  # noqa: E402
from mynumber_management.filings.layout import load  # noqa: E402
from mynumber_management.filings.writer import Writer  # noqa: E402

PEOPLE, ROUNDS = 3_000, 7
FAMILY_NAMES = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 斎藤".split()
GIVEN_NAMES = "翔太 花子 健一 美咲 大輔 陽菜 拓也 葵 直樹 恵 和夫 さくら".split()
PLACES = "霞が関 日比谷公園 大手町 神田駿河台 九段南 永田町 平河町 麹町 三番町".split()
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def person(seed):
    """Values of one record; no two are alike."""
    family = FAMILY_NAMES[seed % len(FAMILY_NAMES)]
    given = GIVEN_NAMES[seed // len(FAMILY_NAMES) % len(GIVEN_NAMES)]
    place = PLACES[seed % len(PLACES)]
    block = f"{seed % 9 + 1}番{seed % 20 + 1}号".translate(FULL)
    return salary(
        seed,
        payee_name=f"{family}　{given}",
        payee_address=f"東京都千代田区{place}{block}　見本ハイツ{seed}".translate(FULL),
        payee_birth_date=date(1955, 1, 1) + timedelta(days=seed * 6),
        spouse_name=f"{family}　妻子",
        pay_amount=6_000_000 + seed * 997,
        pay_after=4_400_000 + seed * 701,
        tax_amount=80_000 + seed,
        summary=f"普Ａ　{seed}".translate(FULL) if seed % 5 == 0 else None,
    )


def seconds(act):
    began = time.process_time()
    act()
    return time.process_time() - began


LAYOUT = load("315", 2025)
WRITER, CHECKER = Writer(LAYOUT, PAYER), Checker(LAYOUT)
VALUES = [person(seed) for seed in range(1, PEOPLE + 1)]


def write():
    for values in VALUES:
        WRITER.record(values)


def check(data):
    if found := next(CHECKER.check(io.BytesIO(data)), None):
        sys.exit(f"a record that was written is not clean: {found.code}")


if __name__ == "__main__":
    file = b"".join(WRITER.record(values) for values in VALUES)
    writing, checking = [], []
    for _round in range(ROUNDS):
        writing.append(PEOPLE / seconds(write))
        checking.append(PEOPLE / seconds(lambda: check(file)))
    print(f"filings.records_per_s {statistics.median(writing):.0f} /s")
    print(f"filings.check_per_s {statistics.median(checking):.0f} /s")
