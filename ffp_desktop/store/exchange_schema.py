"""The tables of the exchange with other offices, beside those of schema.py.

`exchange_key`: this vault's own keys. `known_chain`, `accepted_key`, `revocation`, `feed_owner`: whom it believes.
`feed_head`: heads of feeds that their devices signed. `bundle_in`, `bundle_out`, `receipt_head`: what came, what went,
and what a receiver is known to have. `bundle_waiting`: bundles that came before the one they follow. `held_survey`:
surveys whose later revisions are in the journal and are not taken yet; `receipt_held`: those a receiver holds so.
`kept_form`, `form_sent`: forms that travel down.
"""

from sqlalchemy import Column, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from ffp_desktop.store.schema import metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


# chain: JSON, [] while nobody certified it.
exchange_key = Table(
    "exchange_key",
    metadata,
    Column("purpose", Text, primary_key=True),
    _text("secret"),
    _text("identity"),
    _text("recipient"),
    _text("chain"),
)

known_chain = Table(
    "known_chain",
    metadata,
    Column("key", Text, primary_key=True),
    _text("role"),
    _text("unit"),
    _text("device"),
    _text("label"),
    _text("recipient"),
    _text("chain"),
    _text("at"),
)

accepted_key = Table(
    "accepted_key", metadata, Column("key", Text, primary_key=True), _text("unit"), _text("operator"), _text("at")
)

revocation = Table(
    "revocation", metadata, Column("issuer", Text, primary_key=True), _number("version"), _text("signed")
)

feed_owner = Table("feed_owner", metadata, Column("device", Text, primary_key=True), _text("key"))

feed_head = Table(
    "feed_head",
    metadata,
    Column("hash", Text, primary_key=True),
    _text("device"),
    _text("village"),
    _number("number"),
    _text("signed"),
)

# before, after: the journal's last positions then; heads, held (surveys), released (rows of held_survey): JSON.
bundle_in = Table(
    "bundle_in",
    metadata,
    Column("id", Text, primary_key=True),
    _text("source"),
    _text("device"),
    _number("sequence"),
    _text("at"),
    _text("operator"),
    _number("before"),
    _number("after"),
    _text("heads"),
    _text("held"),
    _text("released"),
)

# The survey's revisions after `position` in the journal are not taken.
held_survey = Table(
    "held_survey",
    metadata,
    Column("survey", Text, primary_key=True),
    _number("position"),
    _text("bundle"),
    _text("at"),
    _text("operator"),
)

bundle_waiting = Table(
    "bundle_waiting",
    metadata,
    Column("id", Text, primary_key=True),
    _text("source"),
    _text("device"),
    _number("sequence"),
    _number("missing"),
    _text("at"),
    _text("operator"),
    Column("content", LargeBinary, nullable=False),
)

bundle_out = Table(
    "bundle_out",
    metadata,
    Column("id", Text, primary_key=True),
    _text("device"),
    _number("sequence"),
    _text("receiver"),
    _text("name"),
    _text("at"),
    _number("size"),
    _number("revisions"),
    _number("position"),
    _text("receipt_at"),
    _number("surveys"),
    _text("written_at"),
)

receipt_head = Table(
    "receipt_head",
    metadata,
    _text("receiver"),
    _text("device"),
    _text("village"),
    _number("number"),
    _text("hash"),
    PrimaryKeyConstraint("receiver", "device", "village", "hash"),
)

# texts: JSON, the form's files by their path. form_sent: which forms a bundle carried down.
kept_form = Table(
    "kept_form",
    metadata,
    Column("id", Text, primary_key=True),
    _text("version"),
    _text("title"),
    _text("source"),
    _text("at"),
    _text("texts"),
)

form_sent = Table(
    "form_sent", metadata, _text("bundle"), _text("form"), _text("version"), PrimaryKeyConstraint("bundle", "form")
)

receipt_held = Table(
    "receipt_held", metadata, _text("receiver"), _text("survey"), PrimaryKeyConstraint("receiver", "survey")
)
