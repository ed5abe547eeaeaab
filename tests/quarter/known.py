"""The people of a vault as whoever plants and judges knows them: read by SQL of its own, from the plain tables.

API: `read_people(vault, round, before) -> tuple[Known, …]`, `read_special(vault, people) -> Special`; `Known`;
`ask(vault, query, values)`, `each(…)`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ffp_desktop.store.vault import OpenVault

MONITORED = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
_VISITED = "已完成"
_TOLD = (
    "SELECT e.kind, p.member, e.household, p.name, p.id_number, p.sex FROM event_person AS p JOIN event AS e"
    " ON e.id = p.event WHERE e.withdrawn = '' ORDER BY e.at, e.id, p.position"
)
_DIGITS = 18
_COME, _WENT = "其他转入", ("嫁出", "其他转出")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom a finished survey lists. `number` is the certificate's; `id` its first 18 characters.

    `village` is where the household lives now; `is_visited` whether it was, in this round; `is_new` whether the last
    visit found that it has to be monitored.
    """

    member: str
    name: str
    number: str
    sex: str
    household: str
    village: str
    head_name: str
    phone: str
    kind: str
    is_visited: bool
    is_new: bool

    @property
    def id(self) -> str:
        return self.number[:18]

    @property
    def birth(self) -> date:
        return date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))

    @property
    def is_monitored(self) -> bool:
        return self.kind in MONITORED


@dataclass(frozen=True, slots=True)
class Special:
    """People to whom something happened since they were listed, by member. `come` are in no survey: they are known by
    an event only; `met_again` are listed in two households under two ids, which were found to be one person."""

    dead: frozenset[str]
    gone: frozenset[str]
    moved: frozenset[str]
    come: tuple[Known, ...]
    met_again: tuple[tuple[str, str], ...]


def read_people(vault: OpenVault, round: str, before: str) -> tuple[Known, ...]:
    """Everyone whom the surveys of the round `before` list, with what this `round` has brought so far.

    Each table is read through once, in the order in which it lies: joins would jump about in it.
    """
    surveys = ask(vault, "SELECT id, household, round FROM survey WHERE state = ?", (_VISITED,))
    visited = {household for _survey, household, of_round in surveys if of_round == round}
    homes = {survey: household for survey, household, of_round in surveys if of_round == before}
    villages = dict(ask(vault, "SELECT id, village FROM household"))
    lines = {
        row[0]: row[1:]
        for row in each(
            vault, "SELECT survey, head_name, phone, household_kind, instr(traits, 'kind 新识别') > 0 FROM survey_line"
        )
        if row[0] in homes
    }
    people = []
    listed = "SELECT survey, member, name, id_number, sex FROM member ORDER BY rowid"
    for survey, member, name, number, sex in each(vault, listed):
        if survey in homes and len(number) >= _DIGITS:
            home, (head, phone, kind, is_new) = homes[survey], lines[survey]
            place = (home, villages[home], head, phone, kind, home in visited, bool(is_new))
            people.append(Known(member, name, number, sex, *place))
    return tuple(people)


def read_special(vault: OpenVault, people: Sequence[Known]) -> Special:
    """What events tell of people who came, went, died or moved."""
    told = ask(vault, _TOLD)
    hosts = {one.household: one for one in people}
    come = [_newcomer(hosts[row[2]], row) for row in told if row[0] == _COME]
    met = [row[1] for row in told if row[0] == "同一个人"]
    moved = {row[0] for row in ask(vault, "SELECT household FROM event WHERE kind = '迁移' AND withdrawn = ''")}
    return Special(
        frozenset(row[1] for row in told if row[0] == "死亡"),
        frozenset(row[1] for row in told if row[0] in _WENT),
        frozenset(one.member for one in people if one.household in moved),
        tuple(come),
        tuple(zip(met[::2], met[1::2], strict=True)),
    )


def _newcomer(host: Known, row: Sequence[Any]) -> Known:
    _kind, member, _household, name, number, sex = row
    return replace(host, member=member, name=name, number=number, sex=sex)


def ask(vault: OpenVault, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with vault._database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query, tuple(values)).all()]


def each(vault: OpenVault, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The same one after the other."""
    with vault._database.read() as connection:
        yield from (tuple(row) for row in connection.exec_driver_sql(query, tuple(values)))
