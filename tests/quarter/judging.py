"""Compares what the program made of a list with what was planted in it.

API: `judge_rows(planted, clues, refused) -> RowVerdict`: is each row accounted for, once;
`judge_matching(planted, clues, suggested) -> MatchVerdict`: whom the clues were matched to before anybody looked at
them; `judge_outcomes(planted, clues, outcomes) -> OutcomeVerdict`. Verdicts of several lists can be added.

It knows the records of a clue and nothing of the program that made them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ffp_desktop.domain.campaign.records import Clue, How, RefusedRow
from tests.quarter.truth import Outcome, PlantedList, PlantedRow, Stage

AUTOMATIC = (How.NUMBER, How.NAME_AND_FACT)
Place = tuple[str, int, int]


@dataclass(slots=True)
class RowVerdict:
    """Counts of sheet rows (a row with two people is one), and the rows about which something is wrong.

    `lost` neither clue nor refused · `twice` both, or two clues of one person in it · `invented` no such row ·
    `wrongly_refused` somebody stands in it · `wrongly_kept` nobody does.
    """

    rows: int = 0
    kept: int = 0
    refused: int = 0
    clues: int = 0
    lost: list[Place] = field(default_factory=list)
    twice: list[Place] = field(default_factory=list)
    invented: list[Place] = field(default_factory=list)
    wrongly_refused: list[Place] = field(default_factory=list)
    wrongly_kept: list[Place] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        wrong = (self.lost, self.twice, self.invented, self.wrongly_refused, self.wrongly_kept)
        return not any(wrong) and self.rows == self.kept + self.refused

    def __add__(self, other: "RowVerdict") -> "RowVerdict":
        return RowVerdict(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(slots=True)
class Score:
    """The rows of one stage or way. `right` and `wrong` were matched without a person's word, `hasty` ones rightly but
    with too little to go by; `first` and `among`: the right person is the first, or one, of those suggested."""

    rows: int = 0
    right: int = 0
    wrong: int = 0
    hasty: int = 0
    first: int = 0
    among: int = 0
    suggested: int = 0

    @property
    def recall(self) -> float:
        return self.right / self.rows if self.rows else 1.0

    @property
    def precision(self) -> float:
        matched = self.right + self.wrong
        return self.right / matched if matched else 1.0

    @property
    def reach(self) -> float:
        """The share of rows whose right person was found or stands among those that are suggested."""
        return (self.right + self.among) / self.rows if self.rows else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(slots=True)
class MatchVerdict:
    """Scores by stage and by way; `wrong` names the clues that were matched to somebody else, or to anybody where the
    vault has nobody, with their way."""

    by_stage: dict[Stage, Score] = field(default_factory=dict)
    by_way: dict[str, Score] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    hasty: list[tuple[str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        whole = sum(self.by_stage.values(), Score())
        return whole.precision

    def __add__(self, other: "MatchVerdict") -> "MatchVerdict":
        whole = MatchVerdict(wrong=self.wrong + other.wrong, hasty=self.hasty + other.hasty)
        for verdict in (self, other):
            for stage, score in verdict.by_stage.items():
                whole.by_stage[stage] = whole.by_stage.get(stage, Score()) + score
            for way, score in verdict.by_way.items():
                whole.by_way[way] = whole.by_way.get(way, Score()) + score
        return whole

    def as_rows(self) -> Iterable[str]:
        """For the eye: a line for each stage, then for each way."""
        scores: list[tuple[str, Score]] = [(f"[{stage}]", score) for stage, score in self.by_stage.items()]
        for name, one in [*scores, *sorted(self.by_way.items())]:
            yield (
                f"{name:<32} {one.rows:>6} rows  automatic {one.right:>6} right {one.wrong:>4} wrong"
                f" {one.hasty:>4} hasty  suggested {one.suggested:>6} first {one.first:>6} among {one.among:>6}"
                f"  reach {one.reach:6.1%}"
            )


@dataclass(slots=True)
class OutcomeVerdict:
    """What became of the rows: how often each outcome; `wrong` has the clue, its way, what is right and what it got."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, tuple[str, ...], str]] = field(default_factory=list)

    def __add__(self, other: "OutcomeVerdict") -> "OutcomeVerdict":
        return OutcomeVerdict(self.counts + other.counts, self.wrong + other.wrong)


def judge_rows(planted: PlantedList, clues: Sequence[Clue], refused: Iterable[RefusedRow]) -> RowVerdict:
    """Every row in is one row out: its people as clues, or refused with a reason."""
    sheets = _sheet_names(planted, clues)
    truth = {row.place: row for row in planted.rows}
    people = Counter(_place(clue, sheets) for clue in clues)
    out = Counter((sheets.get(row.sheet, row.sheet), row.row) for row in refused if row.reason)
    verdict = RowVerdict(clues=len(clues))
    kept_rows = {place[:2] for place in people}
    wanted = {place[:2] for place in truth}
    verdict.rows, verdict.kept = len(wanted), len(kept_rows & wanted)
    verdict.refused = len(out.keys() & wanted)
    for place, row in truth.items():
        is_kept, is_out = place in people, place[:2] in out
        if row.stage is Stage.NO_PERSON:
            verdict.wrongly_kept += [place] if place[:2] in kept_rows else []
        elif is_out and not row.may_refuse:
            verdict.wrongly_refused.append(place)
        if not is_out and not is_kept and not (row.stage is Stage.NO_PERSON and place[:2] in kept_rows):
            verdict.lost.append(place)
    verdict.twice += [place for place, count in people.items() if count > 1]
    verdict.twice += [(*row, 0) for row, count in out.items() if count > 1 or row in kept_rows]
    verdict.invented += [place for place in people if place not in truth and place[:2] in wanted]
    verdict.invented += [place for place in people if place[:2] not in wanted]
    first = {sheet: min(row for name, row in wanted if name == sheet) for sheet in {name for name, _row in wanted}}
    verdict.invented += [(*row, 0) for row in out.keys() - wanted if row[1] >= first.get(row[0], row[1] + 1)]
    return verdict


def judge_matching(
    planted: PlantedList, clues: Iterable[Clue], suggested: Mapping[str, Sequence[str]] | None = None
) -> MatchVerdict:
    """`suggested` are the members that a person is offered, by clue, the likeliest first."""
    clues = list(clues)
    sheets = _sheet_names(planted, clues)
    truth = {row.place: row for row in planted.people}
    verdict = MatchVerdict()
    for clue in clues:
        row = truth.get(_place(clue, sheets))
        if row is None:
            continue
        score = _score(row, clue, (suggested or {}).get(clue.id, ()))
        verdict.by_stage[row.stage] = verdict.by_stage.get(row.stage, Score()) + score
        verdict.by_way[row.way] = verdict.by_way.get(row.way, Score()) + score
        verdict.wrong += [(clue.id, row.way)] if score.wrong else []
        verdict.hasty += [(clue.id, row.way)] if score.hasty else []
    return verdict


def judge_outcomes(planted: PlantedList, clues: Iterable[Clue], outcomes: Mapping[str, str]) -> OutcomeVerdict:
    """`outcomes` by clue, as the list came in: of those matched what is planted, of others that they wait or that there
    is nobody. Of one person's rows in a list that were matched one at most is no repetition, and never none of all."""
    clues = list(clues)
    sheets = _sheet_names(planted, clues)
    truth = {row.place: row for row in planted.people}
    verdict = OutcomeVerdict()
    firsts: Counter[tuple[str, ...]] = Counter()
    known: Counter[tuple[str, ...]] = Counter()
    for clue in clues:
        row = truth.get(_place(clue, sheets))
        if row is None:
            continue
        got = outcomes.get(clue.id, "")
        verdict.counts[got] += 1
        right = row.outcomes if clue.match.household else _undecided(row)
        if got not in right:
            verdict.wrong.append((clue.id, row.way, tuple(right), got))
        if Outcome.DUPLICATE in row.outcomes:
            firsts[row.persons] += got != Outcome.DUPLICATE
            known[row.persons] += got != Outcome.DUPLICATE and bool(clue.match.household)
    wrong = [persons for persons, count in firsts.items() if count < 1 or known[persons] > 1]
    verdict.wrong += [("", "repeated", persons, str(firsts[persons])) for persons in wrong]
    return verdict


def find_planted(planted: PlantedList, clues: Iterable[Clue]) -> dict[str, PlantedRow]:
    """What was planted, by the clue that it became."""
    clues = list(clues)
    sheets = _sheet_names(planted, clues)
    truth = {row.place: row for row in planted.people}
    return {clue.id: truth[place] for clue in clues if (place := _place(clue, sheets)) in truth}


def _undecided(row: PlantedRow) -> tuple[Outcome, ...]:
    again = (Outcome.DUPLICATE,) if Outcome.DUPLICATE in row.outcomes else ()
    return (Outcome.WAITING, Outcome.NOT_FOUND, *again)


def _score(row: PlantedRow, clue: Clue, suggested: Sequence[str]) -> Score:
    score = Score(rows=1, suggested=int(bool(suggested)))
    if clue.match.how in AUTOMATIC:
        is_right = clue.match.member in row.persons
        score.right, score.wrong = int(is_right), int(not is_right)
        score.hasty = int(is_right and not row.is_automatic)
    elif row.persons:
        score.first = int(bool(suggested) and suggested[0] in row.persons)
        score.among = int(any(member in row.persons for member in suggested))
    return score


def _place(clue: Clue, sheets: Mapping[str, str]) -> Place:
    return (sheets.get(clue.told.sheet, clue.told.sheet), clue.told.row, clue.told.part)


def _sheet_names(planted: PlantedList, clues: Iterable[Clue]) -> Mapping[str, str]:
    """What the program calls the sheets, where the file has only one with people: a text table's has no name."""
    known, named = {row.sheet for row in planted.rows}, {clue.told.sheet for clue in clues}
    return {next(iter(named)): next(iter(known))} if len(known) == len(named) == 1 else {}
