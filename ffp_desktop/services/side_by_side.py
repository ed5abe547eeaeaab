"""A household's rounds side by side: every answer as it was printed in each round, and where it changed.

API: `compare_rounds(surveys, ids) -> SideBySide`; `ids` are a household's surveys, oldest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.survey import Place, SurveyHeader
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.surveys import Surveys

_NAME, _ADDRESS = "name", "village"


@dataclass(frozen=True, slots=True)
class SideRow:
    """One item, of one member if it is asked of members. `texts` has "" where a round has no answer; `changed` is
    true where a text differs from the round before it that asked the same."""

    section: str
    place: Place
    label: str
    member_name: str
    texts: tuple[str, ...]
    changed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The surveys as columns, oldest first, and the rows in the paper's order; empty rows are left out."""

    headers: tuple[SurveyHeader, ...]
    rows: tuple[SideRow, ...]


def compare_rounds(surveys: Surveys, ids: Sequence[str]) -> SideBySide:
    """Reads the surveys and sets their answers beside one another."""
    sessions = [surveys.open(survey) for survey in ids]
    if not sessions:
        return SideBySide((), ())
    form = sessions[-1].form
    members = list(dict.fromkeys(m for session in reversed(sessions) for m in session.evaluation.members))
    rows = []
    for section in form.sections:
        asked = [item for item in section.items if _is_shown(item)]
        for member in members if section.repeat else ("",):
            rows += [_row(sessions, section.id, item, member) for item in asked]
    rows = [_with_village_names(row, surveys) if row.place.item == _ADDRESS else row for row in rows if any(row.texts)]
    return SideBySide(tuple(session.header for session in sessions), tuple(rows))


def _row(sessions: Sequence[EntrySession], section: str, item: Item, member: str) -> SideRow:
    place = Place(item.id, member)
    texts = tuple(_text(session, place) for session in sessions)
    changed = [
        index > 0 and _says(sessions[index], place, texts[index]) and texts[index] != texts[index - 1] != ""
        for index in range(len(texts))
    ]
    return SideRow(section, place, item.place_name, _name(sessions, member), texts, tuple(changed))


def _says(session: EntrySession, place: Place, text: str) -> bool:
    """Whether the round has an answer here, be it that there is none; a draft's blank is only not answered yet."""
    is_present = not place.member or place.member in session.evaluation.members
    return is_present and bool(text or session.header.revision)


def _text(session: EntrySession, place: Place) -> str:
    known = place.item in session.form.items and (not place.member or place.member in session.evaluation.members)
    return session.printed(place) if known and session.is_relevant(place) else ""


def _name(sessions: Sequence[EntrySession], member: str) -> str:
    """The name in the newest round that has the member."""
    if not member:
        return ""
    return next((name for s in reversed(sessions) if (name := _text(s, Place(_NAME, member)))), "")


def _with_village_names(row: SideRow, surveys: Surveys) -> SideRow:
    """家庭住址 holds a code; people know the village by its name."""
    return replace(row, texts=tuple(surveys.village_name(code) if code else "" for code in row.texts))


def _is_shown(item: Item) -> bool:
    return item.type is not ItemType.CALCULATE and not item.off_paper
