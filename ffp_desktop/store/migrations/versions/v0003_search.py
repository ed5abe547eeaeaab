"""Search by grams: surveys get a number, the words a survey is found by get its pinyin, and sets of grams are made."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TEXTS = ("number", "household", "round", "form", "village")
_LATER = ("revision_hash", "created_by", "created_at", "touched_at", "operator")


def upgrade() -> None:
    """Makes the two tables anew, and fills the sets from the lines and members that are known."""
    for index in ("survey_touched", "survey_running", "survey_household"):
        op.drop_index(index, "survey")
    op.rename_table("survey", "old_survey")
    op.rename_table("survey_search", "old_search")
    _create_survey()
    for table in ("survey_search", "survey_unsettled"):
        row = sa.Column("row", sa.Integer(), nullable=False)
        op.create_table(table, row, _text("words"), _text("facets"), sa.PrimaryKeyConstraint("row"))
    op.create_table(
        "survey_gram",
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("gram", sa.Text(), nullable=False),
        sa.Column("surveys", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("block", "gram"),
        sqlite_with_rowid=False,
    )
    names = ", ".join(("id", *_TEXTS, "running", "state", "revision", *_LATER))
    op.execute(f"INSERT INTO survey ({names}) SELECT {names} FROM old_survey ORDER BY created_at, number, id")
    _fill_search()
    op.drop_table("old_survey")
    op.drop_table("old_search")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _create_survey() -> None:
    op.create_table(
        "survey",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        *(_text(name) for name in _TEXTS),
        sa.Column("running", sa.Integer(), nullable=False, server_default="0"),
        _text("state"),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        *(_text(name) for name in _LATER),
        sa.PrimaryKeyConstraint("row"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("survey_touched", "survey", ["round", "touched_at", "number"])
    op.create_index("survey_running", "survey", ["round", "village", "running"])
    op.create_index("survey_household", "survey", ["household"])


def _fill_search() -> None:
    """Every word that surveys are found by stands in the other derived tables. Their facets come with v0005."""
    from ffp_desktop.store.grams import search_words
    from ffp_desktop.store.noting import NewSurveys
    from ffp_desktop.store.records import Person, SurveySummaryFields

    connection = op.get_bind()
    asked = "SELECT member, name, initials, id_number FROM member WHERE survey = ? ORDER BY position"
    surveys = connection.exec_driver_sql(
        "SELECT s.row, s.id, l.survey, l.head_name, l.phone, l.natural_village, l.village_name"
        " FROM survey AS s LEFT JOIN survey_line AS l ON l.survey = s.id ORDER BY s.row"
    ).all()
    new = NewSurveys(connection)
    for row, survey, line, head, phone, natural_village, village_name in surveys:
        people = tuple(Person(*person) for person in connection.exec_driver_sql(asked, (survey,)))
        fields = SurveySummaryFields(head, phone, natural_village, village_name, people=people) if line else None
        new.add(row, search_words(fields) if fields else "", "")
    new.write()
