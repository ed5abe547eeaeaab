"""This vault's own keys and whom it believes. Texts in and out; what they mean, `bundle` knows.

API (each method is one transaction): own(purpose) -> OwnKey | None      keep_own(OwnKey)     root() / set_root(key)
    chains() -> tuple[KnownChain, …]     learn(KnownChain)      accepted() -> {key: unit}     accept(key, unit, …)
    revocations() -> {issuer: signed text}      revoke(issuer, version, signed)      owners() -> {device: key}
    renew_own(OwnKey)      former() -> tuple[OwnKey, …] (those whose place another one took)

A list of revocations is replaced only by one with a higher version.
"""

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

DEVICE, AUTHORITY = "device", "authority"
_FORMER = "former:"
_ROOT = "root"


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A signing key and an age identity of this vault. `chain` is JSON, "[]" while nobody certified the key."""

    purpose: str
    secret: str
    identity: str
    recipient: str
    chain: str = "[]"


@dataclass(frozen=True, slots=True)
class KnownChain:
    """A certified key of somebody else, or one that this office certified."""

    key: str
    role: str
    unit: str
    device: str
    label: str
    recipient: str
    chain: str
    at: str


class Keys:
    """The keys of one vault."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def own(self, purpose: str) -> OwnKey | None:
        query = "SELECT purpose, secret, identity, recipient, chain FROM exchange_key WHERE purpose = ?"
        with self._database.read() as connection:
            row = connection.exec_driver_sql(query, (purpose,)).first()
        return None if row is None else OwnKey(*row)

    def keep_own(self, key: OwnKey) -> None:
        self._write(
            "INSERT OR REPLACE INTO exchange_key (purpose, secret, identity, recipient, chain) VALUES (?, ?, ?, ?, ?)",
            *astuple(key),
        )

    def renew_own(self, key: OwnKey) -> None:
        """Puts a key in the place of the one with its purpose; that one still opens what was encrypted to it."""
        with self._database.write() as connection:
            name = f"'{_FORMER}' || (SELECT count(*) FROM exchange_key)"
            connection.exec_driver_sql(f"UPDATE exchange_key SET purpose = {name} WHERE purpose = ?", (key.purpose,))
        self.keep_own(key)

    def former(self) -> tuple[OwnKey, ...]:
        query = "SELECT purpose, secret, identity, recipient, chain FROM exchange_key WHERE purpose LIKE ?"
        with self._database.read() as connection:
            return tuple(OwnKey(*row) for row in connection.exec_driver_sql(query, (f"{_FORMER}%",)))

    def root(self) -> str:
        """The banner's public key; "" while this vault was never told."""
        with self._database.read() as connection:
            return connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (_ROOT,)).scalar() or ""

    def set_root(self, key: str) -> None:
        self._write("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", _ROOT, key)

    def chains(self) -> tuple[KnownChain, ...]:
        """By unit, then by time."""
        query = "SELECT key, role, unit, device, label, recipient, chain, at FROM known_chain ORDER BY unit, at, key"
        with self._database.read() as connection:
            return tuple(KnownChain(*row) for row in connection.exec_driver_sql(query))

    def learn(self, chain: KnownChain) -> None:
        self._write(
            "INSERT OR REPLACE INTO known_chain (key, role, unit, device, label, recipient, chain, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *astuple(chain),
        )

    def accepted(self) -> dict[str, str]:
        """Keys that an administrator believes without a certificate, with the unit they may write for."""
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT key, unit FROM accepted_key")}

    def accept(self, key: str, unit: str, operator: str, at: str) -> None:
        self._write(
            "INSERT OR REPLACE INTO accepted_key (key, unit, operator, at) VALUES (?, ?, ?, ?)", key, unit, operator, at
        )

    def refuse(self, key: str) -> None:
        """Takes an acceptance back."""
        self._write("DELETE FROM accepted_key WHERE key = ?", key)

    def revocations(self) -> dict[str, str]:
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT issuer, signed FROM revocation")}

    def revoke(self, issuer: str, version: int, signed: str) -> None:
        self._write(
            "INSERT INTO revocation (issuer, version, signed) VALUES (?, ?, ?) ON CONFLICT (issuer) DO UPDATE SET"
            " version = excluded.version, signed = excluded.signed WHERE excluded.version > version",
            issuer,
            version,
            signed,
        )

    def owners(self) -> dict[str, str]:
        """The key that each foreign feed was first signed with."""
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT device, key FROM feed_owner")}

    def _write(self, statement: str, *values: object) -> None:
        with self._database.write() as connection:
            connection.exec_driver_sql(statement, values)
