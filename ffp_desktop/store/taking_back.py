"""Takes back what an import wrote into drafts: the rows are marked undone for ever, as an undo in a draft does, and no
revision is written, so the journal ends where it ended before. Nothing is deleted but lines that are derived.

API, inside an open transaction:
    restore_group(connection, survey, group) -> how many rows were taken back, how many stand
    drop_surveys(connection, {survey: its last group}) -> those that somebody has touched since; they stay as they are

What somebody has set since stands, and so does a member who was added and of whom somebody has set anything since.
"""

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ffp_desktop.domain.survey import State
from ffp_desktop.store.drafts import OPEN_STATES, UNREACHABLE
from ffp_desktop.store.households import write_household
from ffp_desktop.store.noting import forget_surveys

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ADDED = "@member"
_AMONG = "IN (SELECT value FROM json_each(?))"
_STATE = "SELECT state, household, revision FROM survey WHERE id = ?"
_TAKE_BACK = f"""
UPDATE draft SET state = {UNREACHABLE} WHERE survey = ?1 AND revision = 0 AND grp = ?2 AND NOT EXISTS (
    SELECT 1 FROM draft AS later WHERE later.survey = ?1 AND later.revision = 0 AND later.state = 0 AND later.grp > ?2
    AND later.member = draft.member AND (later.item = draft.item OR draft.member IN (SELECT own.member FROM draft AS own
    WHERE own.survey = ?1 AND own.revision = 0 AND own.grp = ?2 AND own.item = '{_ADDED}')))
"""
_STANDING = "SELECT count(*) FROM draft WHERE survey = ? AND grp = ? AND state = 0"
_LATER = "SELECT count(*) FROM draft WHERE survey = ? AND revision = 0 AND state = 0 AND grp > ?"
_EVENTS = "SELECT count(*) FROM event WHERE household = ?1 OR other_household = ?1"
_DROP = f"UPDATE draft SET state = {UNREACHABLE} WHERE survey {_AMONG} AND revision = 0"
_LINES = ("survey_line", "member", "survey_value", "monitored", "survey_place")


def restore_group(connection: "Connection", survey: str, group: int) -> tuple[int, int]:
    """Marks the group's rows undone where nobody has set the same since; of a finished survey all stand."""
    row = connection.exec_driver_sql(_STATE, (survey,)).first()
    if row is None or row[0] not in [state.value for state in OPEN_STATES]:
        return 0, connection.exec_driver_sql(_STANDING, (survey, group)).scalar_one()
    taken_back = connection.exec_driver_sql(_TAKE_BACK, (survey, group)).rowcount
    return taken_back, connection.exec_driver_sql(_STANDING, (survey, group)).scalar_one()


def drop_surveys(connection: "Connection", surveys: Mapping[str, int]) -> tuple[str, ...]:
    """Takes whole surveys back; nothing shows them any more, only their draft's rows are kept.

    Those stay, and are returned, that were typed into, finished, or whose household has an event since.
    """
    kept = tuple(survey for survey, group in surveys.items() if _is_touched(connection, survey, group))
    _drop(connection, sorted(surveys.keys() - set(kept)))
    return kept


def _is_touched(connection: "Connection", survey: str, group: int) -> bool:
    row = connection.exec_driver_sql(_STATE, (survey,)).first()
    if row is None or row[0] != State.DRAFT.value or row[2]:
        return True
    later = connection.exec_driver_sql(_LATER, (survey, group)).scalar_one()
    return bool(later or connection.exec_driver_sql(_EVENTS, (row[1],)).scalar_one())


def _drop(connection: "Connection", surveys: Collection[str]) -> None:
    wanted = (json.dumps(list(surveys)),)
    query = f"SELECT DISTINCT household FROM survey WHERE id {_AMONG}"
    households = connection.exec_driver_sql(query, wanted).scalars().all()
    forget_surveys(connection, surveys)
    connection.exec_driver_sql(_DROP, wanted)
    for table in _LINES:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE survey {_AMONG}", wanted)
    connection.exec_driver_sql(f"DELETE FROM survey WHERE id {_AMONG}", wanted)
    for household in households:
        write_household(connection, household)
