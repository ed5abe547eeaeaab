"""Printing: many forms in one file, one form warm and cold, size and memory, each beside other ways in the same run."""

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.form_file import FormFile, Press, PrintOptions
from ffp_desktop.domain.paper.sheet import PaperSheet
from ffp_desktop.services.forms import FormShelf
from tests.benchmarks import print_yardsticks as others
from tests.benchmarks.report import Figure, median_ms, time_each
from tests.documents.households import MEMBERS, MONITORED

FORMS, FEWER = 1000, 60
_SURNAMES, _NAMES = "敖鄂孟郭苏杜吴涂安沃多金何索白莫", "海波娜峰日斯琴阿尔腾格根志强清明秀英春花文军建国玉兰"
_COLD = (
    "from pathlib import Path; import tempfile; from ffp_desktop.services.printing import print_sheets;"
    "from ffp_desktop.services.forms import FormShelf; from tests.documents.households import MONITORED;"
    "print_sheets(FormShelf().form.paper, [MONITORED], Path(tempfile.mkdtemp()) / 'one.pdf')"
)


def make_sheets(count: int) -> list[PaperSheet]:
    """Households that differ in number, names, ID numbers and money."""
    sheets = []
    for n in range(count):
        members = []
        for row, member in enumerate(MEMBERS):
            name = _SURNAMES[n % 16] + _NAMES[(n * 7 + row) % 26] + _NAMES[(n // 3 + row * 5) % 26]
            number = str(int(member["id_number"][:12]) * 1_000_000 + (n * 7919 + row * 104_729) % 1_000_000)
            members.append({**member, "name": name, "id_number": number})
        answers = {
            **MONITORED.answers,
            "business_income": f"{21_600 + n * 37:,}.00",
            "head_phone": str(13_800_000_000 + n * 919),
        }
        sheets.append(replace(MONITORED, number=f"150722108204-2023Q1-{n:04}", members=members, answers=answers))
    return sheets


def print_ours(press: Press, sheets: list[PaperSheet]) -> bytes:
    out = io.BytesIO()
    forms = FormFile(out, press, PrintOptions(), len(sheets))
    for sheet in sheets:
        forms.add_sheet(sheet)
    forms.finish()
    return out.getvalue()


def forms_per_second(action: Callable[[], object], count: int) -> float:
    return count / min(time_each(action, 3, warm_up=0))


def run() -> list[Figure]:
    """Forms a second against three other ways; size, memory, and a single form."""
    paper = FormShelf().form.paper
    press = Press(paper, FontStack())
    sheets = make_sheets(FORMS)
    one = time_each(lambda: print_ours(press, [MONITORED]), 15, warm_up=3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours = forms_per_second(lambda: print_ours(press, sheets), FORMS)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    fonts_kb = len(print_ours(press, [MONITORED])) / 1024
    kb = (len(print_ours(press, sheets)) / 1024 - fonts_kb) / FORMS
    by_hand = forms_per_second(lambda: others.write_by_hand(sheets, press.fonts), FORMS)
    canvas = forms_per_second(lambda: others.write_with_canvas(sheets[:FEWER], paper), FEWER)
    platypus = forms_per_second(lambda: others.write_with_platypus(sheets[:FEWER], paper), FEWER)
    bare, cold = _seconds("import zlib"), _seconds(_COLD)
    warm = median_ms(one)
    return [
        Figure(
            "print 1,000 forms", ours, by_hand, "forms/s", "content streams by hand", "≥ 0.5 ×", ours >= 0.5 * by_hand
        ),
        Figure("print 1,000 forms", ours, canvas, "forms/s", "plain reportlab canvas", "", True),
        Figure("print 1,000 forms", ours, platypus, "forms/s", "platypus tables", "≥ 4 ×", ours >= 4 * platypus),
        Figure("a form's share of the file", kb, 2.5, "KB", "the line itself", "≤ 2.5 KB + fonts", kb <= 2.5),
        Figure("peak memory, 1,000 forms", memory, before, "MB", "before printing", "≤ 150 MB", memory <= 150),
        Figure("one form, program running", warm, 25, "ms", "the line itself", "≤ 25 ms", warm <= 25),
        Figure("one form, cold process", cold * 1000, bare * 1000, "ms", "bare Python", "≤ 350 ms", cold <= 0.35),
    ]


def _seconds(program: str) -> float:
    """The best of three runs in a fresh process."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        best = min(best, time.perf_counter() - start)
    return best
