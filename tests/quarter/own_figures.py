"""The quarter's figures counted from the journal by SQL of one's own: what the program's must be equal to.

API: `OwnFigures(journal, round)`, each figure a method; `journal` is what `journal_tables.read_journal` gives. The
report's figures by its words: `own_report`.

A clue of a list that was taken back counts nowhere.
"""

import sqlite3
from typing import Any

STANDING = (
    "(SELECT * FROM clue WHERE round = :round AND list NOT IN (SELECT id FROM department_list WHERE withdrawn <> ''))"
)
NEWEST = (
    "(SELECT * FROM survey AS s WHERE state <> '已撤回' AND NOT EXISTS (SELECT 1 FROM survey AS o WHERE o.household"
)
NEWEST += " = s.household AND o.state <> '已撤回' AND o.created_at > s.created_at))"
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
        return {row[0]: tuple(row[1:]) for row in self.ask(asked)}

    def counted_lists(self) -> dict[str, tuple[int, int, int]]:
        """The same, counted: sheet rows that are clues or refused, clues, refused rows."""
        asked = """
            SELECT l.id,
                (SELECT count(*) FROM (SELECT sheet, row FROM clue WHERE list = l.id
                    UNION SELECT sheet, row FROM refused WHERE list = l.id)),
                (SELECT count(*) FROM clue WHERE list = l.id), (SELECT count(*) FROM refused WHERE list = l.id)
            FROM department_list AS l WHERE l.round = :round
        """
        return {row[0]: tuple(row[1:]) for row in self.ask(asked)}

    def clues_by(self, column: str) -> dict[str, int]:
        """Standing clues by `kind`, `department`, `village`, `result` ("" while open) or `list`."""
        return dict(self.ask(f"SELECT {column}, count(*) FROM {STANDING} GROUP BY 1"))

    def clues_by_kind_and_result(self) -> dict[tuple[str, str], int]:
        rows = self.ask(f"SELECT kind, result, count(*) FROM {STANDING} GROUP BY 1, 2")
        return {(kind, result): count for kind, result, count in rows}

    def clues_by_township(self) -> dict[str, tuple[int, int]]:
        """How many, and how many of them are open."""
        asked = f"SELECT substr(village, 1, 9), count(*), sum(result = '') FROM {STANDING} GROUP BY 1"
        return {code: (count, waiting) for code, count, waiting in self.ask(asked)}

    def open_households(self) -> set[str]:
        """Households with a clue that waits."""
        return {
            row[0]
            for row in self.ask(f"SELECT DISTINCT household FROM {STANDING} WHERE result = '' AND household <> ''")
        }

    # ---- surveys

    def surveys_by_state(self) -> dict[str, int]:
        return dict(self.ask("SELECT state, count(*) FROM survey WHERE round = :round GROUP BY 1"))

    def surveys_by_township(self) -> dict[str, tuple[int, int, int]]:
        """Households that are due, surveys that were finished, and those that were approved by the banner. A household
        without a survey in the round is due where it lives now."""
        moved = "(SELECT e.other_village FROM event AS e WHERE e.household = s.household AND e.kind = '迁移'"
        moved += " AND e.withdrawn = '' ORDER BY e.date DESC LIMIT 1)"
        asked = f"""
            WITH here AS (SELECT * FROM survey WHERE round = :round AND state <> '已撤回'),
                waiting AS (
                    SELECT s.household, coalesce({moved}, min(s.village)) AS village FROM survey AS s
                    WHERE s.state <> '已撤回' AND s.household NOT IN (SELECT household FROM here) GROUP BY 1
                )
            SELECT substr(village, 1, 9), count(*), sum(done), sum(approved) FROM (
                SELECT village, state NOT IN ('草稿', '退回') AS done, state = '审定' AS approved FROM here
                UNION ALL SELECT village, 0, 0 FROM waiting
            ) GROUP BY 1
        """
        return {row[0]: tuple(row[1:]) for row in self.ask(asked)}

    def count_surveys(self, condition: str) -> int:
        """The round's surveys of which this is true, withdrawn ones aside."""
        return int(
            self.one(f"SELECT count(*) FROM survey WHERE round = :round AND state <> '已撤回' AND ({condition})")
        )

    def solved(self, problem: str) -> int:
        """Surveys of the round, not only begun, that do not find what an earlier one of the household found."""
        return int(
            self.one(
                f"""
                SELECT count(DISTINCT s.id) FROM survey AS s JOIN survey AS p
                    ON p.household = s.household AND p.created_at < s.created_at AND p.state <> '已撤回'
                WHERE s.round = :round AND s.state NOT IN ('草稿', '已撤回')
                    AND instr(p.problems, '{problem}') AND NOT instr(s.problems, '{problem}')
                """
            )
        )

    # ---- key persons

    def attention(self, kinds: list[str]) -> dict[str, tuple[int, int, int, int]]:
        """By village: key persons, their households, those visited in the round, those identified."""
        marks = ", ".join(f"'{kind}'" for kind in kinds)
        key = f"""
            SELECT c.village, c.household,
                coalesce(nullif(c.member, ''), nullif(substr(c.number, 1, 18), ''), c.id) AS who
            FROM {STANDING} AS c WHERE c.kind IN ({marks}) AND c.result NOT IN {_NOT_KEY}
        """
        asked = f"""
            WITH key AS ({key}),
                visited AS (SELECT household FROM survey WHERE round = :round AND state NOT IN ('草稿', '已撤回')),
                identified AS (SELECT household FROM {NEWEST} WHERE is_monitored OR is_new)
            SELECT village, count(DISTINCT who), count(DISTINCT nullif(household, '')),
                count(DISTINCT CASE WHEN household IN (SELECT household FROM visited) THEN household END),
                count(DISTINCT CASE WHEN household IN (SELECT household FROM identified) THEN household END)
            FROM key GROUP BY 1
        """
        return {row[0]: tuple(row[1:]) for row in self.ask(asked)}

    # ---- events

    def events(self, start: str, end: str) -> dict[str, int]:
        """Persons by kind of event, both days included."""
        asked = "SELECT kind, sum(persons) FROM event WHERE withdrawn = '' AND date BETWEEN :start AND :end GROUP BY 1"
        return dict(self._journal.execute(asked, {"start": start, "end": end}).fetchall())

    def steps(self, start: str, end: str) -> dict[str, int]:
        """Households by the step of 新识别 that they took in these days."""
        asked = "SELECT step, count(*) FROM step WHERE day BETWEEN :start AND :end GROUP BY 1"
        return dict(self._journal.execute(asked, {"start": start, "end": end}).fetchall())

    # ---- any other

    def ask(self, query: str) -> list[Any]:
        return self._journal.execute(query, self._values).fetchall()

    def one(self, query: str) -> Any:
        return self._journal.execute(query, self._values).fetchone()[0]
