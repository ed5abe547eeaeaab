"""Who may unlock the vault: a row inside it (the truth about roles) and a key slot in keys.json (the door).

API: list() -> tuple[Operator, …] · get(id) -> Operator · add(name, role, password, at) -> Operator ·
disable(id, at) · change_role(id, role) · set_password(id, password) · is_password(id, password, now)

Who may do these things is asked one floor up, in services/vaults.py. The row is written in a transaction that holds
until keys.json is written, so that both are there or neither.

Disabling takes the slot out of keys.json and marks the row. The data key stays the same: someone who kept a copy of
an old keys.json and their password could read an old copy of the vault; no program can take back what was copied.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ffp_desktop.errors import FfpError
from ffp_desktop.store.keyring import Keyring, KeyringOperator, read_keyring, write_keyring
from ffp_desktop.store.records import CardOperator, Operator, Role
from ffp_desktop.store.slots import RECOVERY_SLOT, KdfParams, new_recovery_code, unwrap_key, wrap_key

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_COLUMNS = "SELECT id, name, role, created_at, disabled_at FROM operator"


class Operators:
    """The operators of an open vault."""

    def __init__(self, database: "Database", folder: Path, key: bytes, params: KdfParams) -> None:
        self._database = database
        self._folder = folder
        self._key = key
        self._params = params

    def list(self) -> tuple[Operator, ...]:
        """All there ever were, in the order they came."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(f"{_COLUMNS} ORDER BY created_at, rowid").all()
        return tuple(_operator(row) for row in rows)

    def get(self, operator_id: str) -> Operator:
        """Raises FfpError `vault.operator_unknown`."""
        with self._database.read() as connection:
            return find_operator(connection, operator_id)

    def add(self, name: str, role: Role, password: str, at: str) -> Operator:
        """Raises FfpError `vault.operator_exists` when an active operator has this name."""
        with self._database.write() as connection:
            asked = "SELECT count(*) FROM operator WHERE name = ? AND disabled_at = ''"
            if connection.exec_driver_sql(asked, (name,)).scalar_one():
                raise FfpError("vault.operator_exists", "已经有同名的操作员。请在姓名后加上单位或数字，以便区分。")
            operator = Operator(uuid4().hex[:12], name, role, at)
            insert_operator(connection, operator)
            self._change_keyring(lambda keyring: keyring.with_operator(self._line(operator, password)))
        return operator

    def disable(self, operator_id: str, at: str) -> None:
        """Takes the way in. Raises FfpError `vault.last_administrator`."""
        with self._database.write() as connection:
            find_operator(connection, operator_id)
            connection.exec_driver_sql("UPDATE operator SET disabled_at = ? WHERE id = ?", (at, operator_id))
            _require_administrator(connection)
            self._change_keyring(lambda keyring: keyring.without_operator(operator_id))

    def change_role(self, operator_id: str, role: Role) -> None:
        """Raises FfpError `vault.last_administrator`."""
        with self._database.write() as connection:
            find_operator(connection, operator_id)
            connection.exec_driver_sql("UPDATE operator SET role = ? WHERE id = ?", (role.value, operator_id))
            _require_administrator(connection)
            self._change_keyring(lambda keyring: _with_role(keyring, operator_id, role))

    def set_password(self, operator_id: str, password: str) -> None:
        """Puts a new slot in the place of the operator's old one."""
        operator = self.get(operator_id)
        self._change_keyring(lambda keyring: keyring.with_operator(self._line(operator, password, keyring)))

    def is_password(self, operator_id: str, password: str) -> bool:
        """Whether this is the operator's password now; not counted, the vault is open already."""
        return unwrap_key(read_keyring(self._folder).operator(operator_id).slot, password) is not None

    def renew_recovery_code(self) -> str:
        """A new recovery code; the old one stops working."""
        code = new_recovery_code()
        slot = wrap_key(self._key, code, RECOVERY_SLOT, self._params)
        self._change_keyring(lambda keyring: replace(keyring, recovery=slot))
        return code

    def _line(self, operator: Operator, password: str, keyring: Keyring | None = None) -> KeyringOperator:
        known = {o.card.id: o.card for o in keyring.operators} if keyring else {}
        used = known[operator.id].last_used if operator.id in known else ""
        return keyring_line(self._key, operator, password, self._params, used)

    def _change_keyring(self, change: Callable[[Keyring], Keyring]) -> None:
        write_keyring(self._folder, change(read_keyring(self._folder)))


def keyring_line(key: bytes, operator: Operator, password: str, params: KdfParams, used: str = "") -> KeyringOperator:
    """An operator's line in keys.json, with a fresh slot for `password`."""
    card = CardOperator(operator.id, operator.name, operator.role, used)
    return KeyringOperator(card, wrap_key(key, password, operator.id, params))


def insert_operator(connection: "Connection", operator: Operator) -> None:
    connection.exec_driver_sql(
        "INSERT INTO operator (id, name, role, created_at, disabled_at) VALUES (?, ?, ?, ?, ?)",
        (operator.id, operator.name, operator.role.value, operator.created_at, operator.disabled_at),
    )


def find_operator(connection: "Connection", operator_id: str) -> Operator:
    """The active operator of this id. Raises FfpError `vault.operator_unknown`."""
    row = connection.exec_driver_sql(f"{_COLUMNS} WHERE id = ? AND disabled_at = ''", (operator_id,)).first()
    if row is None:
        raise FfpError("vault.operator_unknown", "没有这个操作员，或已经停用。请在名单里另选一位，或找管理员。")
    return _operator(row)


def _operator(row: Any) -> Operator:
    return Operator(row[0], row[1], Role(row[2]), row[3], row[4])


def _with_role(keyring: Keyring, operator_id: str, role: Role) -> Keyring:
    line = keyring.operator(operator_id)
    return keyring.with_operator(replace(line, card=replace(line.card, role=role)))


def _require_administrator(connection: "Connection") -> None:
    asked = "SELECT count(*) FROM operator WHERE role = ? AND disabled_at = ''"
    if not connection.exec_driver_sql(asked, (Role.ADMINISTRATOR.value,)).scalar_one():
        raise FfpError("vault.last_administrator", "至少要留一位管理员。请先把另一位操作员改成管理员，再改这一位。")
