"""The quarter's figures counted from the journal by SQL of one's own: what the program's must be equal to.

API: `OwnFigures(journal, round)`, each figure a method; `journal` is what `journal_tables.read_journal` gives.

A clue of a list that was taken back counts nowhere; a household that was merged into another counts as that one.
"""

import sqlite3
from typing import Any

_STANDING = (
    "(SELECT * FROM clue WHERE round = :round AND list NOT IN (SELECT id FROM department_list WHERE withdrawn <> ''))"
)
_NEWEST = (
    "(SELECT * FROM survey AS s WHERE state <> '已撤回' AND NOT EXISTS (SELECT 1 FROM survey AS o WHERE o.household"
)
_NEWEST += " = s.household AND o.state <> '已撤回' AND o.created_at > s.created_at))"
_NOT_KEY = "('情况不属实', '查无此人', '已死亡', '已外迁', '名单撤回')"


class OwnFigures:
    """Counts one round."""

    def __init__(self, journal: sqlite3.Connection, round: str) -> None:
        self._journal = journal
        self._values = {"round": round}

    # ---- lists and ledger

    def lists(self) -> dict[str, tuple[int, int, int]]:
        """By list: how many rows it says it has, how many clues, how many refused."""
        asked = "SELECT id, rows, clues, refused FROM department_list WHERE round = :round"
        return {row[0]: tuple(row[1:]) for row in self._ask(asked)}

    def counted_lists(self) -> dict[str, tuple[int, int, int]]:
        """The same, counted: sheet rows that are clues or refused, clues, refused rows."""
        asked = """
            SELECT l.id,
                (SELECT count(*) FROM (SELECT sheet, row FROM clue WHERE list = l.id
                    UNION SELECT sheet, row FROM refused WHERE list = l.id)),
                (SELECT count(*) FROM clue WHERE list = l.id), (SELECT count(*) FROM refused WHERE list = l.id)
            FROM department_list AS l WHERE l.round = :round
        """
        return {row[0]: tuple(row[1:]) for row in self._ask(asked)}

    def clues_by(self, column: str) -> dict[str, int]:
        """Standing clues by `kind`, `department`, `village`, `result` ("" while open) or `list`."""
        return dict(self._ask(f"SELECT {column}, count(*) FROM {_STANDING} GROUP BY 1"))

    def clues_by_kind_and_result(self) -> dict[tuple[str, str], int]:
        rows = self._ask(f"SELECT kind, result, count(*) FROM {_STANDING} GROUP BY 1, 2")
        return {(kind, result): count for kind, result, count in rows}

    def clues_by_township(self) -> dict[str, tuple[int, int]]:
        """How many, and how many of them are open."""
        asked = f"SELECT substr(village, 1, 9), count(*), sum(result = '') FROM {_STANDING} GROUP BY 1"
        return {code: (count, waiting) for code, count, waiting in self._ask(asked)}

    def open_households(self) -> set[str]:
        """Households with a clue that waits."""
        return {
            row[0]
            for row in self._ask(f"SELECT DISTINCT household FROM {_STANDING} WHERE result = '' AND household <> ''")
        }

    # ---- surveys

    def surveys_by_state(self) -> dict[str, int]:
        return dict(self._ask("SELECT state, count(*) FROM survey WHERE round = :round GROUP BY 1"))

    def people_by_kind(self) -> dict[str, tuple[int, int]]:
        """Households and people of the round's surveys by A1."""
        asked = "SELECT kind, count(*), sum(people) FROM survey WHERE round = :round AND state <> '已撤回' GROUP BY 1"
        return {kind: (homes, people) for kind, homes, people in self._ask(asked)}

    def monitored_households(self) -> int:
        """Those whose newest survey says so."""
        return int(self._one(f"SELECT count(DISTINCT household) FROM {_NEWEST} WHERE is_monitored"))

    def new_households(self) -> int:
        """Those that the round's surveys found to be monitored from now on."""
        return int(
            self._one(
                "SELECT count(DISTINCT household) FROM survey WHERE round = :round AND is_new AND state <> '草稿'"
            )
        )

    # ---- key persons

    def attention(self, kinds: list[str]) -> dict[str, tuple[int, int, int, int]]:
        """By village: key persons, their households, those visited in the round, those identified."""
        marks = ", ".join(f"'{kind}'" for kind in kinds)
        key = f"""
            SELECT c.village, c.household,
                coalesce(nullif(c.member, ''), nullif(substr(c.number, 1, 18), ''), c.id) AS who
            FROM {_STANDING} AS c WHERE c.kind IN ({marks}) AND c.result NOT IN {_NOT_KEY}
        """
        asked = f"""
            WITH key AS ({key}),
                visited AS (SELECT household FROM survey WHERE round = :round AND state NOT IN ('草稿', '已撤回')),
                identified AS (SELECT household FROM {_NEWEST} WHERE is_monitored OR is_new)
            SELECT village, count(DISTINCT who), count(DISTINCT nullif(household, '')),
                count(DISTINCT CASE WHEN household IN (SELECT household FROM visited) THEN household END),
                count(DISTINCT CASE WHEN household IN (SELECT household FROM identified) THEN household END)
            FROM key GROUP BY 1
        """
        return {row[0]: tuple(row[1:]) for row in self._ask(asked)}

    # ---- events

    def events(self, start: str, end: str) -> dict[str, int]:
        """Persons by kind of event, both days included."""
        asked = "SELECT kind, sum(persons) FROM event WHERE withdrawn = '' AND date BETWEEN :start AND :end GROUP BY 1"
        return dict(self._journal.execute(asked, {"start": start, "end": end}).fetchall())

    # ---- private

    def _ask(self, query: str) -> list[Any]:
        return self._journal.execute(query, self._values).fetchall()

    def _one(self, query: str) -> Any:
        return self._journal.execute(query, self._values).fetchone()[0]
