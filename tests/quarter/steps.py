"""A quarter of any size, step by step, each step in a process of its own: what it took, and what was seen.

API: `play_quarter(folder, households) -> Seen`. `python -m tests.quarter.steps FOLDER STEP …` is one
step. At 100,000 households there are 80,000 rows in the lists.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from ffp_desktop.domain.campaign.records import Clue, Result
from ffp_desktop.services.campaign.ledger import Answered, ClueFilter
from ffp_desktop.services.list_kinds import kinds_of
from ffp_desktop.services.report.figures import list_figures
from tests.quarter import play
from tests.quarter.county import NOW, make_county
from tests.quarter.journal_tables import read_journal
from tests.quarter.judging import MatchVerdict, OutcomeVerdict, RowVerdict, find_planted
from tests.quarter.known import ask
from tests.quarter.measuring import Seen, Step, Took
from tests.quarter.office import Office
from tests.quarter.own_figures import OwnFigures
from tests.quarter.own_report import own_report
from tests.quarter.quarter_lists import TRUTH, write_lists
from tests.quarter.taking import describe, look_at, open_list, terms_of
from tests.quarter.truth import PlantedRow, each_truth, read_heads, read_truth

FULL = 100_000
STEPS = ("make", "take", "check", "look", "decide", "ledger", "tasks", "answer", "visit", "desk", "report", "judge")
UNCOUNTED = "两处填得不一样还没有定下（户）"
_VISITED, _REVISITED = 0.12, 0.25
_DAYS = {"make": "2023-02-14", "visit": "2023-03-01", "desk": "2023-03-20", "report": "2023-03-20"}


def play_quarter(folder: Path, households: int, say: Callable[[str], None] = lambda _line: None) -> Seen:
    """All steps, one after the other."""
    whole = Seen()
    for step in STEPS:
        told = [sys.executable, "-m", __name__, str(folder), step, str(households)]
        done = subprocess.run(told, check=True, capture_output=True, text=True)
        seen = json.loads(done.stdout.splitlines()[-1])
        whole.took += [Took(**one) for one in seen["took"]]
        whole.facts |= seen["facts"]
        for one in whole.took[-len(seen["took"]) :]:
            say(f"{one.step:<8} {one.work:<44} {one.clock:>9.2f} s {one.processor:>9.2f} s cpu {one.peak:>7.0f} MiB")
    return whole


def make(step: Step, households: int) -> None:
    """The county before its quarter, and its lists."""
    with step.timed("county"):
        county = make_county(step.folder / "vault", households, patterns=min(400, max(60, households // 20)))
    with step.timed("lists"):
        write_lists(step.folder, county.vault, households / FULL)
    county.vault.close(county.clock(), backup=False)


def take(step: Step) -> None:
    """Every list in. What was seen on the way is kept in files: judging takes memory of its own."""
    with step.office() as office:
        for number, planted in enumerate(read_heads(step.folder / TRUTH)):
            with step.timed(f"open {planted.name}"):
                opened = open_list(office, step.folder, planted)
            terms = terms_of(planted)
            with step.timed(f"preview {planted.name}"):
                preview = office.list_import.preview(opened.workbook, terms)
            with step.timed(f"put in {planted.name}"):
                made = office.list_import.put_in(opened, preview, terms)
            _seen_of(step.folder, number).write_text(json.dumps((made.id, look_at(preview))), encoding="utf-8")
            del opened, preview


def check(step: Step) -> None:
    """How each row of the lists fared."""
    rows, matches, outcomes = RowVerdict(), MatchVerdict(), OutcomeVerdict()
    sums: dict[str, tuple[int, int, int]] = {}
    with step.office() as office:
        for number, planted in enumerate(each_truth(step.folder / TRUTH)):
            with step.timed(f"judge {planted.name}"):
                list_id, previewed = json.loads(_seen_of(step.folder, number).read_text(encoding="utf-8"))
                verdicts = describe(office, planted, list_id, previewed).judge()
            rows, matches, outcomes = rows + verdicts[0], matches + verdicts[1], outcomes + verdicts[2]
            sums[list_id] = (verdicts[0].rows, verdicts[0].clues, verdicts[0].refused)
        own = OwnFigures(read_journal(office.vault), NOW.id)
        step.seen.facts["sums_equal"] = own.lists() == own.counted_lists() == sums
    step.seen.facts |= {
        "rows": asdict(rows),
        "rows_right": rows.is_right,
        "wrong": matches.wrong,
        "hasty": matches.hasty,
        "scores": {stage.value: asdict(score) for stage, score in matches.by_stage.items()},
        "ways": {way: asdict(score) for way, score in matches.by_way.items()},
        "table": list(matches.as_rows()),
        "outcomes": dict(outcomes.counts),
        "outcomes_wrong": outcomes.wrong,
    }


def look(step: Step) -> None:
    """Looking again at all rows of nobody."""
    with step.office() as office, step.timed("look again at rows of nobody"):
        step.seen.facts["waiting"] = len(office.rematch.look().waiting)


def decide(step: Step) -> None:
    with step.office() as office:
        planted, clues = _planted(step.folder, office)
        with step.timed("decide all rows of nobody"):
            play.decide(office, planted, clues)


def ledger(step: Step) -> None:
    """The ledger's first page, its filters, its last page."""
    with step.office() as office:
        villages = [row[0] for row in ask(office.vault, "SELECT DISTINCT village FROM clue")]
        names = [row[0] for row in ask(office.vault, "SELECT name FROM clue WHERE name <> '' LIMIT 500")]
        with step.timed("ledger, counts and first page"):
            found = office.ledger.find(ClueFilter())
            found.page(0, 50)
        with step.timed("ledger, last page"):
            found.page(found.total - 50, 50)
        kinds = list(found.counts.by_kind)
        wanted = [ClueFilter(village=village) for village in step.random.sample(villages, min(20, len(villages)))]
        wanted += [ClueFilter(village=village[:9]) for village in step.random.sample(villages, min(10, len(villages)))]
        wanted += [ClueFilter(kinds=(kind,)) for kind in kinds]
        wanted += [ClueFilter(text=name) for name in step.random.sample(names, min(20, len(names)))]
        wanted += [ClueFilter(answered=Answered.OPEN), ClueFilter(result=Result.DUPLICATE.value)]
        for number, one in enumerate(wanted):
            with step.timed(f"ledger, filter {number + 1}"):
                office.ledger.find(one).page(0, 50)
        with step.timed("plain scan of the clues"):
            ask(office.vault, "SELECT kind, department, village, result, count(*) FROM clue GROUP BY 1, 2, 3, 4")
        with step.timed("ledger as a workbook"):
            office.ledger.export(ClueFilter(), step.folder / "ledger.xlsx")


def tasks(step: Step) -> None:
    with step.office() as office:
        with step.timed("visit tasks"):
            found = office.visits.tasks()
        with step.timed("visit tasks of a township"):
            office.visits.tasks(found.due[0].village[:9])
        with step.timed("plain grouping of open clues"):
            ask(office.vault, "SELECT household, count(*), min(date) FROM clue WHERE result = '' GROUP BY 1")
        asked = [clue for one in (*found.due, *found.visited) for clue in one.clues]
        waiting = [clue.id for clue in _clues(office) if clue.is_open]
        step.seen.facts |= {
            "tasks": len(found.due),
            "tasks_visited": len(found.visited),
            "tasks_right": sorted(asked) == sorted(waiting),
        }


def answer(step: Step) -> None:
    with step.office() as office:
        planted, clues = _planted(step.folder, office)
        with step.timed("answers by hand"):
            results = play.answer_by_hand(office, planted, clues, step.random)
        answered = {clue.id: clue.result for clue in _clues(office) if clue.id in results}
        step.seen.facts |= {"by_hand": len(results), "by_hand_right": answered == results}


def visit(step: Step) -> None:
    with step.office() as office:
        with step.timed("answer with a visit before the list"):
            step.seen.facts["revisited"] = play.revisit(office, step.random, _REVISITED)
        with step.timed("households visited and written up"):
            step.seen.facts["visited"] = play.visit(office, step.random, _VISITED)
        with step.timed("steps of 新识别"):
            step.seen.facts["identified"] = play.take_steps(office, step.random)


def desk(step: Step) -> None:
    with step.office() as office:
        with step.timed("desk, first look"):
            first = office.desk.look()
        with step.timed("desk, again"):
            office.desk.look()
        with step.timed("key households of a village"):
            office.desk.households(first.villages[0].figures.unit)
        with step.timed("plain grouping of surveys"):
            ask(office.vault, "SELECT substr(village, 1, 9), state, round, count(*) FROM survey GROUP BY 1, 2, 3")


def report(step: Step) -> None:
    with step.office() as office:
        with step.timed("report, its figures"):
            figures = office.reporting.figures()
        for ending in (".docx", ".xlsx", ".pdf"):
            with step.timed(f"report as {ending}"):
                office.reporting.write(step.folder / f"report{ending}", figures)


def judge(step: Step) -> None:
    """Every sum held against the journal's."""
    with step.office() as office:
        clues, counts = _clues(office), office.ledger.count(ClueFilter())
        with step.timed("the journal read"):
            own = OwnFigures(read_journal(office.vault), NOW.id)
        by_result = {result or Result.OPEN.value: count for result, count in own.clues_by("result").items()}
        columns = (("kind", counts.by_kind), ("department", counts.by_department), ("village", counts.by_village))
        figures, kinds = office.reporting.figures(), kinds_of(office.vault)
        period = (figures.changes.start, figures.changes.end, figures.now[:10])
        counted = own_report(own, *period, sorted(kinds.key_names), sorted(kinds.green_names))
        shown = {figure.words: figure.value for _part, figure in list_figures(figures) if figure.words != UNCOUNTED}
        step.seen.facts |= {
            "clues": counts.total,
            "open": counts.open,
            "results": dict(counts.by_result),
            "answered_or_open": all(clue.is_open == (clue.answer is None) for clue in clues),
            "ledger_right": own.lists() == own.counted_lists()
            and sum(one[1] for one in own.lists().values()) == counts.total == len(clues)
            and by_result == counts.by_result
            and all(own.clues_by(column) == shown_by for column, shown_by in columns),
            "figures": len(shown),
            "figures_wrong": {
                words: (value, counted.get(words)) for words, value in shown.items() if counted.get(words) != value
            },
        }
        with step.timed("the vault checked"):
            step.seen.facts["problems"] = [problem.code for problem in office.vault.check()]


def _clues(office: Office) -> tuple[Clue, ...]:
    return office.vault.clues.find(ClueFilter(round=NOW.id)).page(0)


def _seen_of(folder: Path, number: int) -> Path:
    return folder / f"seen-{number}.json"


def _planted(folder: Path, office: Office) -> tuple[dict[str, PlantedRow], tuple[Clue, ...]]:
    """What was planted, by clue, and all clues."""
    planted: dict[str, PlantedRow] = {}
    by_title = {one.title: one for one in read_truth(folder / TRUTH)}
    for one in office.lists.all():
        planted |= find_planted(by_title[one.title], office.lists.rows(one.id).page(0))
    return planted, _clues(office)


def main(folder: str, name: str, households: str) -> None:
    step = Step(Path(folder), name, _DAYS.get(name, "2023-02-16"))
    if name == "make":
        make(step, int(households))
    else:
        globals()[name](step)
    sys.stdout.write(json.dumps(asdict(step.seen), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
