# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The page about the import of people says what the data says.

Run as a program, this file writes the tables into docs/people-import.md.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from conftest import ROOT
from mynumber_management.tables.columns import COLUMNS, data_rows
from mynumber_management.tables.profiles import profiles, unconfirmed

PAGE = ROOT / "docs" / "people-import.md"
PLACE = r"(<!-- {0}:begin.*?-->\n)(.*?)(<!-- {0}:end -->)"
KINDS = {
    "choice": "下の言葉",
    "code": "文字",
    "date": "日付",
    "digits": "数字",
    "flag": "1 / 0",
    "kana": "カナ",
    "list": "下の言葉（「、」又は「;」で区切る）",
    "month": "年月",
    "name": "氏名",
    "number": "12桁",
    "phone": "電話番号",
    "postcode": "郵便番号",
    "prefecture": "都道府県",
    "text": "文字",
    "year": "年",
    "yen": "金額（円）",
}
COUNTED = {"code", "digits", "name", "text"}


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def columns():
    heads = [
        "見出し（日本語）",
        "Heading (English)",
        "項目名",
        "値",
        "人",
        "他の見出し",
    ]
    rows = []
    for one in COLUMNS.values():
        length = f"（{one.length}字まで）" if one.kind in COUNTED else ""
        value = KINDS[one.kind] + length
        others = "、".join(one.aliases)
        rows.append([one.ja, one.en, f"`{one.id}`", value, one.people, others])
    return table(heads, rows)


def words():
    found = defaultdict(lambda: defaultdict(list))
    for row in data_rows("people_values.csv"):
        if not row["profile"]:
            found[row["target"]][row["value"]].append(row["word"])
    rows = []
    for target, values in found.items():
        name = COLUMNS[target].ja if target in COLUMNS else "1 / 0 の列"
        for value, known in values.items():
            meaning = "なし" if value == "-" else f"`{value}`"
            rows.append([name, meaning, "、".join(known)])
    return table(["列", "値", "言葉"], rows)


def products():
    rows = []
    for profile in profiles().values():
        for row in data_rows(f"people_profiles/{profile.id}.csv"):
            source = f"[{row['basis']}]({row['source']})"
            heading = row["heading"].replace("{n}", "1〜10")
            rows.append([profile.name, heading, f"`{row['target']}`", source])
    return table(["ソフト", "見出し", "項目名", "根拠"], rows)


def untold():
    rows = [
        [profiles()[row["profile"]].name, row["what"], row["why"]]
        for row in unconfirmed()
    ]
    return table(["ソフト", "What", "Why"], rows)


PARTS = {
    "columns": columns,
    "words": words,
    "products": products,
    "unconfirmed": untold,
}


def written(text):
    """The page with its tables as the data has them."""
    for name, make in PARTS.items():
        place = re.compile(PLACE.format(name), re.DOTALL)
        found = place.search(text)
        text = text[: found.start(2)] + make() + text[found.end(2) :]
    return text


def test_the_page_has_the_tables_of_the_data():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"<!-- {name}:begin" in text for name in PARTS)
    assert text == written(text), "write it anew: python " + "/".join(
        Path(__file__).relative_to(ROOT).parts
    )


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
