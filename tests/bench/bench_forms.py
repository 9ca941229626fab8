# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How fast slips are drawn by the engine alone, beside two other ways.

The figures of the issue, ``forms.…``, include vault and audit: ``bench_door.py``.

``engine.ratio_reportlab``
    time of bare reportlab ÷ time of this engine, for the same strings, fonts and
    ruling. The bare program gets every string with its place and size ready made and
    stores the ruling once; the engine starts from the statements. Slips with one and
    with six numbers are measured, the worse counts.
``engine.ratio_wkhtmltopdf``
    time of wkhtmltopdf for the same slips as an ordinary HTML page ÷ time of this
    engine, per slip.

``draw`` is the seam for what stands in front of the engine: a function that takes the
statements and the sheet version and returns the PDF of one part.
"""

import html
import io
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import conftest  # noqa: E402, F401 (makes the pure packages importable)
from forms_samples import SampleSecret, number, person, statement  # noqa: E402
from mynumber_management.forms.document import (  # noqa: E402
    PEOPLE_PER_PART,
    Document,
    PersonPage,
)
from mynumber_management.forms.fonts import find_font, load_fonts  # noqa: E402
from mynumber_management.forms.mapping_withholding import (  # noqa: E402
    box_values,
    number_slots,
)
from mynumber_management.forms.registry import sheet_version  # noqa: E402
from mynumber_management.forms.sheet import LINE_STYLES  # noqa: E402
from mynumber_management.forms.textfit import fit  # noqa: E402
from mynumber_management.forms.withholding import FORM  # noqa: E402
from reportlab.lib.units import mm  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

ROUNDS = 7
WEB_SLIPS = 20
WEB_FONTS = {"mincho": "IPAexMincho", "gothic": "IPAexGothic"}
FAMILY_NAMES = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 𠮷田 髙﨑".split()
GIVEN_NAMES = "翔太 花子 健一 美咲 大輔 陽菜 拓也 葵 直樹 恵 和夫 さくら".split()
PLACES = "霞が関 日比谷公園 大手町 神田駿河台 九段南 永田町 平河町 麹町 三番町".split()


def name(seed):
    given = GIVEN_NAMES[seed // len(FAMILY_NAMES) % len(GIVEN_NAMES)]
    return f"{FAMILY_NAMES[seed % len(FAMILY_NAMES)]} {given}"


def statements(count, relatives):
    """``count`` statements of different people with ``relatives`` numbers each."""
    for index in range(count):
        place = PLACES[index % len(PLACES)]
        yield statement(
            year=2026,
            payee_code=f"{index:06}",
            payee_name=name(index * 5),
            payee_address=f"東京都千代田区{place}{index % 4 + 1}丁目{index % 29 + 1}番"
            f"{index % 17 + 1}号 見本マンション{index + 101}号室",
            pay_amount=3_000_000 + index * 13_579,
            pay_after=1_990_000 + index * 9_871,
            tax_amount=index * 317,
            social_ins=401_234 + index * 2_003,
            deduction_total=1_271_234 + index * 2_003,
            spouse_name=name(index * 5 + 1) if relatives else "",
            spouse_kana="ミホン ハナコ" if relatives else "",
            dependants=[
                person(name(index * 5 + 2 + child), "ミホン ジロウ")
                for child in range(3 if relatives else 0)
            ],
            under16=[person(name(index), "ミホン サクラ")] if relatives else [],
        )


def draw_in_memory(data, version):
    """The engine alone: statements -> one PDF, numbers from memory."""

    def people():
        for index, one in enumerate(data):
            secrets = {
                slot.id: SampleSecret(number(index * 6 + place + 1))
                for place, slot in enumerate(number_slots(one, version))
            }
            yield PersonPage([box_values(one, version)], secrets)

    return Document("a5", [version.sheet]).render_part(people())


def strings(data, version):
    """For each slip: (face, size in pt, x, y, width factor, text) of every string."""
    fonts, sheet = load_fonts(), version.sheet
    for index, one in enumerate(data):
        values = box_values(one, version)
        for place, slot in enumerate(number_slots(one, version)):
            values[slot.id] = number(index * 6 + place + 1)
        yield [
            (
                sheet.boxes[box].face,
                run.size * mm,
                run.x * mm,
                (sheet.height - run.y) * mm,
                run.stretch,
                run.text,
            )
            for box, value in values.items()
            for run in fit(sheet.boxes[box], value, fonts)
        ]


def register_fonts():
    for key in ("mincho", "gothic", "extended"):
        pdfmetrics.registerFont(TTFont(key, str(find_font(key))))


def bare_ground(canvas, sheet):
    canvas.beginForm("ground", 0, 0, sheet.width * mm, sheet.height * mm)
    for style, (width, dashes, _caps) in LINE_STYLES.items():
        canvas.setLineWidth(width * mm)
        canvas.setDash([dash * mm for dash in dashes])
        for line in sheet.lines:
            if line.style == style:
                canvas.line(
                    line.x1 * mm,
                    (sheet.height - line.y1) * mm,
                    line.x2 * mm,
                    (sheet.height - line.y2) * mm,
                )
    for label in sheet.labels:
        canvas.setFont("mincho", label.size * mm)
        x, y = label.places[0]
        canvas.drawString(x * mm, (sheet.height - y) * mm, label.text)
    canvas.endForm()


def draw_bare(slips, sheet):
    """The same slips by reportlab alone, one call for each string."""
    buffer = io.BytesIO()
    size = (sheet.width * mm, sheet.height * mm)
    canvas = Canvas(buffer, pagesize=size, pageCompression=1)
    bare_ground(canvas, sheet)
    for slip in slips:
        canvas.doForm("ground")
        for face, size, x, y, stretch, text in slip:
            if "𠮷" in text:
                face = "extended"
            canvas.setFont(face, size)
            if stretch == 1:
                canvas.drawString(x, y, text)
            else:
                block = canvas.beginText(x, y)
                block.setHorizScale(stretch * 100)
                block.textOut(text)
                canvas.drawText(block)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def seconds(function, *arguments):
    started = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - started


def ratio_reportlab(draw=draw_in_memory):
    """(ratio, slips per second) for one and for six numbers a slip."""
    version = sheet_version(FORM, 2026, "municipal")
    for relatives in (0, 5):
        data = list(statements(PEOPLE_PER_PART, relatives))
        slips = list(strings(data, version))
        draw(data[:3], version)
        draw_bare(slips[:3], version.sheet)
        bare, ours = [], []
        for _round in range(ROUNDS):
            bare.append(seconds(draw_bare, slips, version.sheet))
            ours.append(seconds(draw, data, version))
        ours = statistics.median(ours)
        yield statistics.median(bare) / ours, len(data) / ours


def page_html(slip, sheet):
    """One slip as an ordinary report page: rules, labels and values as elements."""
    parts = ["<div class='page'>"]
    for line in sheet.lines:
        width = LINE_STYLES[line.style][0]
        parts.append(
            f"<div class='line' style='left:{line.x1}mm;top:{line.y1}mm;"
            f"width:{max(line.x2 - line.x1, width)}mm;"
            f"height:{max(line.y2 - line.y1, width)}mm'></div>"
        )
    for label in sheet.labels:
        (x, y), size = label.places[0], label.size
        parts.append(
            f"<span style='left:{x}mm;top:{y - size}mm;font-size:{size}mm'>"
            f"{html.escape(label.text)}</span>"
        )
    for face, size, x, y, _stretch, text in slip:
        top = sheet.height - (y + size) / mm
        parts.append(
            f"<span style='left:{x / mm}mm;top:{top}mm;font-size:{size / mm}mm;"
            f"font-family:{WEB_FONTS[face]}'>{html.escape(text)}</span>"
        )
    return "".join(parts) + "</div>"


def ratio_wkhtmltopdf(draw=draw_in_memory):
    """Time of wkhtmltopdf ÷ time of ``draw`` per slip, six numbers each."""
    version = sheet_version(FORM, 2026, "municipal")
    data = list(statements(PEOPLE_PER_PART, 5))
    slips = list(strings(data[:WEB_SLIPS], version))
    style = (
        "body{margin:0;font-family:IPAexMincho}"
        ".page{position:relative;width:148mm;height:209mm;page-break-after:always}"
        ".line{position:absolute;background:#000}"
        "span{position:absolute;white-space:nowrap;line-height:1}"
    )
    pages = "".join(page_html(slip, version.sheet) for slip in slips)
    document = f"<html><head><meta charset='utf-8'><style>{style}</style></head>"
    document = (document + f"<body>{pages}</body></html>").encode()
    command = [
        shutil.which("wkhtmltopdf"),
        "--quiet",
        "--page-size",
        "A5",
        *("-T", "0", "-B", "0", "-L", "0", "-R", "0"),
        "-",
        "-",
    ]

    def web():
        done = subprocess.run(
            command, input=document, capture_output=True, check=True, timeout=300
        )
        if not done.stdout.startswith(b"%PDF"):
            raise RuntimeError("wkhtmltopdf made no PDF")

    draw(data[:3], version)
    ours = statistics.median(seconds(draw, data, version) for _round in range(3))
    return (seconds(web) / WEB_SLIPS) / (ours / len(data))


def figures(draw, prefix):
    """``(name, value, unit)`` of every figure of the forms, drawn by ``draw``."""
    register_fonts()
    (one, one_speed), (six, six_speed) = ratio_reportlab(draw)
    yield f"{prefix}.ratio_reportlab", min(one, six), "ratio"
    yield f"{prefix}.ratio_reportlab_one_number", one, "ratio"
    yield f"{prefix}.ratio_reportlab_six_numbers", six, "ratio"
    yield f"{prefix}.slips_one_number", one_speed, "slips/s"
    yield f"{prefix}.slips_six_numbers", six_speed, "slips/s"
    yield f"{prefix}.ratio_wkhtmltopdf", ratio_wkhtmltopdf(draw), "ratio"


if __name__ == "__main__":
    for figure, value, unit in figures(draw_in_memory, "engine"):
        print(f"{figure} {value:.2f} {unit}")
