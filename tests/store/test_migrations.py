"""The schema: the migrations arrive at the models, data comes along, a newer vault is refused."""

import json
import secrets
import shutil
from pathlib import Path

import pytest

from ffp_desktop.domain.custody import decode_judges
from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.revisions import Revision
from ffp_desktop.errors import FfpError
from ffp_desktop.store import (
    attachment_schema,
    exchange_schema,
    monitoring_schema,
    reconciliation_schema,
    schema,
)
from ffp_desktop.store.campaign import schema as campaign_schema
from ffp_desktop.store.engine import Database, connect_to, open_database
from ffp_desktop.store.migrations.upgrade import VERSIONS, known_versions, schema_version
from ffp_desktop.store.monitored_lines import is_unfilled
from ffp_desktop.store.noting import check_grams
from ffp_desktop.store.records import SurveyFilter
from ffp_desktop.store.surveys import Surveys

KEY = secrets.token_bytes(32)
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("draft", sa.Column("device", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE draft SET device = survey")
    {broken}
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of this program's schema with a row in it."""
    file = tmp_path / "vault.sqlite"
    database = open_database(file, KEY, create=True)
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO draft (survey, item, value) VALUES ('s', 'a', '1')")
    database.close()
    return file


def next_versions(tmp_path: Path, broken: str = "pass") -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(VERSIONS / "versions", folder / "versions", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v9999_next.py").write_text(NEXT.format(broken=broken, head=schema.HEAD), encoding="utf-8")
    return folder


def test_head__is_the_last_migration() -> None:
    assert known_versions()[-1] == schema.HEAD


def shape(database: Database) -> dict[str, object]:
    """Columns, defaults, keys and indexes of every table."""
    with database.read() as connection:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version' ORDER BY name"
        tables = connection.exec_driver_sql(asked).scalars().all()
        found: dict[str, object] = {}
        for table in tables:
            found[table] = [tuple(row)[1:] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            for _, index, unique, *_rest in connection.exec_driver_sql(f"PRAGMA index_list({table})").all():
                columns = connection.exec_driver_sql(f"PRAGMA index_info({index})").all()
                found[f"{table} {index}"] = (unique, [column[2] for column in columns])
        return found


def test_migrations__arrive_at_the_models(tmp_path: Path) -> None:
    migrated = open_database(tmp_path / "a.sqlite", KEY, create=True)
    modelled = connect_to(tmp_path / "b.sqlite", KEY)
    with modelled.write() as connection:
        campaigns = (campaign_schema, monitoring_schema, reconciliation_schema, attachment_schema)
        assert all(one.metadata is exchange_schema.metadata for one in campaigns)
        exchange_schema.metadata.create_all(connection)
    assert shape(migrated) == shape(modelled) != {}
    migrated.close()
    modelled.close()


def test_upgrade__of_the_first_schema__fills_in_the_day_of_the_visit(tmp_path: Path) -> None:
    folder = tmp_path / "first"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(VERSIONS / "versions" / "v0001_first.py", folder / "versions")
    database = open_database(tmp_path / "vault.sqlite", KEY, create=True, migrations=folder)
    body = '{"sets":{"survey_date":{"survey_date":"2023-03-05"}}}'
    with database.write() as connection:
        for survey in ("draft", "finished", "neither"):
            connection.exec_driver_sql("INSERT INTO survey_line (survey) VALUES (?)", (survey,))
        connection.exec_driver_sql(
            "INSERT INTO draft (survey, item, value) VALUES ('draft', 'survey_date', '\"2023-03-06\"')"
        )
        connection.exec_driver_sql(
            "INSERT INTO revision (hash, kind, document, body) VALUES ('h', 'survey', 'finished', ?)", (body,)
        )
    database.close()
    upgraded = open_database(tmp_path / "vault.sqlite", KEY)
    with upgraded.read() as connection:
        rows = connection.exec_driver_sql("SELECT survey, survey_date FROM survey_line").all()
    assert dict(map(tuple, rows)) == {"draft": "2023-03-06", "finished": "2023-03-05", "neither": ""}
    upgraded.close()


def test_upgrade__with_data__keeps_it_and_backs_up_first(old: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def back_up(database: Database) -> None:
        with database.read() as connection:
            seen.append(schema_version(connection))

    database = open_database(old, KEY, migrations=next_versions(tmp_path), before_upgrade=back_up)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT survey, value, device FROM draft").all() == [("s", "1", "s")]
        assert schema_version(connection) == "next"
    database.close()
    assert seen == [schema.HEAD]


def test_upgrade__failing_half_way__leaves_the_old_schema(old: Path, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        open_database(old, KEY, migrations=next_versions(tmp_path, "1 / 0"))
    database = open_database(old, KEY)
    with database.read() as connection:
        assert schema_version(connection) == schema.HEAD
        assert len(connection.exec_driver_sql("PRAGMA table_info(draft)").all()) == 10
    database.close()


def test_upgrade__backup_refused__leaves_the_old_schema(old: Path, tmp_path: Path) -> None:
    def refuse(_database: Database) -> None:
        raise FfpError("backup.cannot_write", "")

    with pytest.raises(FfpError):
        open_database(old, KEY, migrations=next_versions(tmp_path), before_upgrade=refuse)
    database = connect_to(old, KEY)
    with database.read() as connection:
        assert schema_version(connection) == schema.HEAD
    database.close()


def test_open__newer_schema__is_refused_and_left_alone(old: Path, tmp_path: Path) -> None:
    open_database(old, KEY, migrations=next_versions(tmp_path)).close()
    before = old.read_bytes()
    with pytest.raises(FfpError) as refused:
        open_database(old, KEY)
    assert refused.value.code == "vault.newer"
    assert old.read_bytes() == before


def test_upgrade__from_the_first_schema__surveys_are_found_as_if_they_had_always_been(tmp_path: Path) -> None:
    first = tmp_path / "first"
    shutil.copytree(
        VERSIONS / "versions", first / "versions", ignore=shutil.ignore_patterns("__pycache__", "v000[2-9]*", "v001*")
    )
    file = tmp_path / "vault.sqlite"
    database = open_database(file, KEY, create=True, migrations=first)
    with database.write() as connection:
        for number, (survey, name) in enumerate((("a", "苏日娜"), ("b", "单雄信")), 1):
            for statement in (
                "INSERT INTO survey (id, number, round, village, running, state, touched_at, operator) VALUES"
                f" ('{survey}', 'n-q-{number}', '2023Q1', '150722108204', {number}, '草稿', '2023-03-0{number}', 'o')",
                f"INSERT INTO survey_line (survey, head_name, errors) VALUES ('{survey}', '{name}', {number % 2})",
                f"INSERT INTO member (survey, member, name) VALUES ('{survey}', 'm', '{name}')",
                f"INSERT INTO survey_search (survey, words) VALUES ('{survey}', '{name}')",
            ):
                connection.exec_driver_sql(statement)
    database.close()
    database = open_database(file, KEY)
    surveys = Surveys(database, "device")
    for wanted, ids in (
        (SurveyFilter(), ("b", "a")),
        (SurveyFilter(text="surina"), ("a",)),
        (SurveyFilter(text="sxx"), ("b",)),
        (SurveyFilter(text="n-q-2"), ("b",)),
        (SurveyFilter(findings=FindingsWanted.ANY), ("a",)),
        (SurveyFilter(round="2023Q1", village="150722108", operator="o"), ("b", "a")),
    ):
        assert surveys.find(wanted).ids() == ids, wanted
    with database.read() as connection:
        assert list(check_grams(connection)) == []
    database.close()


def test_upgrade__from_before_the_review__says_where_surveys_lie_and_which_differ(tmp_path: Path) -> None:
    before = tmp_path / "before"
    left_out = shutil.ignore_patterns("__pycache__", "v000[8-9]*", "v001*")
    shutil.copytree(VERSIONS / "versions", before / "versions", ignore=left_out)
    file = tmp_path / "vault.sqlite"
    database = open_database(file, KEY, create=True, migrations=before)
    whole = {"survey": '{"household":"h"}', "status": '"已完成"', "income": "1"}
    alone = _revision("alone", 1, (), whole)
    root = _revision("parted", 2, (), whole)
    sides = [_revision("parted", number, (root,), {"income": str(number)}) for number in (3, 4)]
    judged = _revision("alone", 5, (alone,), {"judge:150722108:q": '{"name":"何玉花","seal":"x"}'})
    with database.write() as connection:
        for number, survey in enumerate(("alone", "parted"), 1):
            connection.exec_driver_sql(
                "INSERT INTO survey (id, number, state, operator) VALUES (?, ?, '已完成', 'x')", (survey, str(number))
            )
        for one in (alone, root, *sides, judged):
            connection.exec_driver_sql(
                "INSERT INTO revision (hash, kind, document, body) VALUES (?, 'survey', ?, ?)",
                (one.hash, one.document_id, one.body),
            )
    database.close()
    database = open_database(file, KEY)
    with database.read() as connection:
        asked = "SELECT since, handed, conflicts, revision_hash, operator FROM survey ORDER BY id"
        rows = [tuple(row) for row in connection.exec_driver_sql(asked)]
        told = connection.exec_driver_sql("SELECT judged FROM survey ORDER BY id").scalars().all()
    assert rows[0][:3] == (alone.at, alone.hash, 0)
    (judge,) = decode_judges(told[0])
    assert (judge.unit, judge.operator, judge.name, judge.at, judge.stands) == (
        *("150722108", "q", "何玉花", judged.at),
        False,
    )
    assert told[1] == ""
    assert rows[1] == (root.at, root.hash, 1, sides[1].hash, "o4")
    database.close()


def _revision(document: str, number: int, parents: tuple[Revision, ...], sets: dict[str, str]) -> Revision:
    known = tuple(parent.hash for parent in parents)
    place = ("survey", document, "d", "150722108204", number, "")
    return Revision(*place, known, sets, f"o{number}", "", f"2023-03-06T08:00:0{number}")


REVISED = """
{"sets":{"judgement":{"newly_identified":"是"},"A34":{"industry_help":"是"},"risk_types":{"risk_types":["因病"]},
"confirmations":[{"rule":"r","item":"i","member":""}]}}
"""
CORRECTED = '{"sets":{"A34":{"industry_help":"否"},"A35":{"employment_help":"是"},"risk_types":null}}'


def test_upgrade__before_filters__fills_in_what_surveys_are_narrowed_by(tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(
        VERSIONS / "versions", before / "versions", ignore=shutil.ignore_patterns("__pycache__", "v000[5-9]*", "v001*")
    )
    file = tmp_path / "vault.sqlite"
    database = open_database(file, KEY, create=True, migrations=before)
    with database.write() as connection:
        kinds = {"new": "一般农牧户", "draft": "边缘易致贫户", "plain": "一般农牧户"}
        for number, (survey, kind) in enumerate(kinds.items()):
            for statement in (
                "INSERT INTO survey (id, number, round, state, touched_at)"
                f" VALUES ('{survey}', 'n{number}', 'q', '草稿', '2023-03-0{number + 1}T08:00:00')",
                "INSERT INTO survey_line (survey, household_kind, survey_date, warnings)"
                f" VALUES ('{survey}', '{kind}', '2023-02-2{number}', {number})",
                f"INSERT INTO survey_search (row, words, facets) VALUES ({number + 1}, '{survey}', 'old')",
            ):
                connection.exec_driver_sql(statement)
        for number, body in enumerate((REVISED, CORRECTED)):
            row = (f"h{number}", "survey", "new", body)
            connection.exec_driver_sql("INSERT INTO revision (hash, kind, document, body) VALUES (?, ?, ?, ?)", row)
        rows = [
            ("@prefill", '{"members":[],"answers":{"":{"risk_types":["因学"]}}}'),
            ("security_help", '"是"'),
            ("security_help", '"否"'),
            ("@confirm:r:i", '{"reason":"核实过"}'),
        ]
        for item, value in rows:
            row = ("draft", item, value)
            connection.exec_driver_sql("INSERT INTO draft (survey, item, value) VALUES (?, ?, ?)", row)
    database.close()
    database = open_database(file, KEY)
    surveys = Surveys(database, "device")
    for wanted, ids in (
        (SurveyFilter(kind="一般农牧户"), ("plain", "new")),
        (SurveyFilter(kind="监测对象"), ("draft",)),
        (SurveyFilter(kind="新识别"), ("new",)),
        (SurveyFilter(measure="有"), ("new",)),
        (SurveyFilter(measure="没有"), ("draft",)),
        (SurveyFilter(measure="A34"), ()),
        (SurveyFilter(measure="A35"), ("new",)),
        (SurveyFilter(risk="因病"), ()),
        (SurveyFilter(risk="因学"), ("draft",)),
        (SurveyFilter(findings=FindingsWanted.NONE), ("new",)),
        (SurveyFilter(findings=FindingsWanted.WARNING), ("plain", "draft")),
        (SurveyFilter(findings=FindingsWanted.CONFIRMED), ("draft", "new")),
        (SurveyFilter(touched=("2023-03-02", "")), ("plain", "draft")),
        (SurveyFilter(visited=("", "2023-02-20"), text="new"), ("new",)),
    ):
        assert surveys.find(wanted).ids() == ids, wanted
    with database.read() as connection:
        assert list(check_grams(connection)) == []
    database.close()


FOUND = {
    "judgement": {"at_risk": "是", "newly_identified": "否"},
    "unsafe_house": {"unsafe_house": "是", "house_grade": "C级"},
    "elimination": {"risk_eliminated": "是", "marked_in_system": "否"},
}


def test_upgrade__before_what_was_found__fills_it_in(tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(
        VERSIONS / "versions", before / "versions", ignore=shutil.ignore_patterns("__pycache__", "v001[1-9]*")
    )
    file = tmp_path / "vault.sqlite"
    database = open_database(file, KEY, create=True, migrations=before)
    with database.write() as connection:
        for number, (survey, kind) in enumerate(
            {"general": "一般农牧户", "known": "边缘易致贫户", "draft": ""}.items()
        ):
            for statement in (
                "INSERT INTO survey (id, number, round, state, touched_at)"
                f" VALUES ('{survey}', 'n{number}', 'q', '已完成', '2023-03-0{number + 1}T08:00:00')",
                f"INSERT INTO survey_line (survey, household_kind, traits) VALUES ('{survey}', '{kind}', 'kind x')",
                f"INSERT INTO survey_search (row, words, facets) VALUES ({number + 1}, '{survey}', 'old')",
            ):
                connection.exec_driver_sql(statement)
        for survey in ("general", "known"):
            row = (survey, "survey", survey, json.dumps({"sets": FOUND}))
            connection.exec_driver_sql("INSERT INTO revision (hash, kind, document, body) VALUES (?, ?, ?, ?)", row)
        row = ("draft", "safe_water", '"否"')
        connection.exec_driver_sql("INSERT INTO draft (survey, item, value) VALUES (?, ?, ?)", row)
    database.close()
    database = open_database(file, KEY)
    surveys = Surveys(database, "device")
    for wanted, ids in (
        ("危房", ("known", "general")),
        ("饮水不安全", ("draft",)),
        ("三保障或饮水有问题", ("draft", "known", "general")),
        ("有风险", ("known", "general")),
        ("风险已消除", ("known",)),
        ("系统已标注消除", ()),
    ):
        assert surveys.find(SurveyFilter(found=wanted)).ids() == ids, wanted
    assert len(surveys.find(SurveyFilter(kind="x")).ids()) == 3
    with database.read() as connection:
        assert list(check_grams(connection)) == []
    database.close()


def test_upgrade__before_lists_of_monitored_households__says_that_their_lines_are_still_to_be_written(
    tmp_path: Path,
) -> None:
    before = tmp_path / "before"
    left_out = shutil.ignore_patterns("__pycache__", "v001*")
    shutil.copytree(VERSIONS / "versions", before / "versions", ignore=left_out)
    for name, surveys in (("empty", ()), ("used", ("s1",))):
        file = tmp_path / f"{name}.sqlite"
        database = open_database(file, KEY, create=True, migrations=before)
        with database.write() as connection:
            for row, survey in enumerate(surveys, 1):
                connection.exec_driver_sql("INSERT INTO survey (row, id) VALUES (?, ?)", (row, survey))
        database.close()
        upgraded = open_database(file, KEY)
        with upgraded.read() as connection:
            assert is_unfilled(connection) is bool(surveys)
        upgraded.close()
