"""Works out what a list means: reads its rows, finds the people, sees where their households stand.

API: `Previewer(vault, shelf, regions, columns, clock).preview(opened workbook, terms) -> ListPreview`,
`monitored_kinds(form)`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.list_columns import ListColumns
from ffp_desktop.domain.campaign.list_places import PlaceReader
from ffp_desktop.domain.campaign.list_reading import ListReader, ReadRow
from ffp_desktop.domain.campaign.outcomes import HomeState, Outcome, outcome_of
from ffp_desktop.domain.campaign.records import Answer, RefusedRow, Result, ToldRow
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.matching.matcher import Found, match_rows
from ffp_desktop.domain.matching.names import agrees, compare_names
from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.campaign.list_import.preview import ListPreview, PreviewedRow
from ffp_desktop.services.census import event_kinds
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.services.workbook_import.preview import PassedSheet

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_MONITORED = "监测对象"
_LIKELY_HERE = 50  # of a row that names another county: more than the name must agree


class Previewer:
    """Previews within one round."""

    def __init__(
        self,
        vault: "OpenVault",
        form: Form,
        regions: Regions,
        columns: ListColumns,
        clock: Callable[[], datetime],
    ) -> None:
        self._vault = vault
        self._regions = regions
        self._columns = columns
        self._clock = clock
        self._monitored = monitored_kinds(form)

    def preview(self, opened: OpenedWorkbook, round_id: str, list_date: str, place: str) -> ListPreview:
        """`place` is the unit whose list it is, "" for our own: its villages come first."""
        unit = place or self._vault.unit.code
        reader = ListReader(PlaceReader(self._regions, unit, self._columns), list_date)
        read = reader.read(opened.chosen)
        found = match_rows([one.told for one in read.told], self._vault.clues.people.known(event_kinds()))
        pairs = list(zip(read.told, found, strict=True))
        ours = {(one.told.sheet, one.told.row) for one, who in pairs if not _is_elsewhere(one, who)}
        here = [pair for pair in pairs if (pair[0].told.sheet, pair[0].told.row) in ours]
        refused = [*read.refused, *_refuse(one for one in read.told if (one.told.sheet, one.told.row) not in ours)]
        left = [one for one in opened.sheets if not one.is_chosen]
        return ListPreview(
            tuple(self._outcomes([(one.told, who) for one, who in here], round_id)),
            tuple(sorted(refused, key=lambda one: (one.sheet, one.row))),
            read.rows_in,
            tuple(PassedSheet(one.sheet.name, len(one.sheet.rows), one.reason) for one in left if one.sheet.rows),
            tuple(mapping.header.heading(column) for _, mapping in opened.chosen for column in mapping.unknown),
        )

    def _outcomes(self, rows: Sequence[tuple[ToldRow, Found]], round_id: str) -> Iterator[PreviewedRow]:
        people = [who.person for _, who in rows if who.person is not None]
        standings = self._vault.clues.people.standings(round_id, {person.household for person in people})
        homes = {
            home: HomeState(standing.kind in self._monitored, standing.state) for home, standing in standings.items()
        }
        first: dict[str, list[ToldRow]] = {}
        for told, who in rows:
            answer = self._known_answer(told, who, first)
            result = answer.result if answer else None
            home = homes.get(who.match.household)
            outcome = outcome_of(who.match, result, home, is_waiting=bool(who.suggestions))
            yield PreviewedRow(told, who, outcome, _reason(who, answer, outcome), answer)

    def _known_answer(self, told: ToldRow, who: Found, first: dict[str, list[ToldRow]]) -> Answer | None:
        """That it was told before in this list, by number and name; or that an event took them away. One number with
        two names is no duplicate: one of the names has somebody else's number."""
        keys = {key for key in (told.id_number, who.match.member) if key}
        for before in (before for key in keys for before in first.get(key, ())):
            if agrees(compare_names(told.name, before.name)):
                sheet = f"“{before.sheet}”" if before.sheet != told.sheet else ""
                return self._answer(Result.DUPLICATE, f"和这份名单{sheet}第{before.row}行是同一个人")
        for key in keys:
            first.setdefault(key, []).append(told)
        person = who.person
        if person is None or not person.gone:
            return None
        result = Result.DEAD if event_kinds().is_final(person.gone) else Result.MOVED_AWAY
        return self._answer(result, f"变动台账已登记：{person.gone}")

    def _answer(self, result: Result, reason: str) -> Answer:
        return Answer(result, self._clock().date().isoformat(), (self._vault.operator.name,), reason)


def monitored_kinds(form: Form) -> frozenset[str]:
    """The kinds of A1 that are 监测对象."""
    choices = form.items["household_kind"].choices
    return frozenset(c.name for c in (choices.choices if choices else ()) if c.attributes.get("group") == _MONITORED)


def _is_elsewhere(read: ReadRow, who: Found) -> bool:
    """Whether a row of another county is about nobody here: no certain match, and of likely ones only namesakes."""
    if not read.elsewhere or who.person is not None:
        return False
    return not any(suggestion.score >= _LIKELY_HERE for suggestion in who.suggestions)


def _refuse(elsewhere: Iterable[ReadRow]) -> Iterator[RefusedRow]:
    """One for each row, whoever stands in it."""
    rows: dict[tuple[str, int], ReadRow] = {}
    for one in elsewhere:
        rows.setdefault((one.told.sheet, one.told.row), one)
    for one in rows.values():
        told = one.told
        words = tuple(word for word in (told.name, told.id_number, told.place) if word)
        yield RefusedRow(told.sheet, told.row, f"写的是{one.elsewhere}，本地没有这个人", words)


def _reason(who: Found, answer: Answer | None, outcome: Outcome) -> str:
    if answer is not None:
        return answer.reason
    if outcome is Outcome.WAITING:
        return who.suggestions[0].reason
    return who.reason
