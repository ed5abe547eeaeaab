"""keys.json beside the database: who can unlock it, their key slots, and the count of wrong passwords.

API: `read_keyring(folder)`, `read_settled(folder, now)`, `write_keyring(folder, keyring)`, `Keyring` (operators,
recovery slot, attempts) with `try_password`, `try_recovery`, `with_operator`, `without_operator`, `locked_until`.

The names of operators are staff names and stand here in the clear, because the unlock page must list them before
anyone has typed a password: the one documented exception to "no personal data outside the vault". A role here is only
what the page shows; what an operator may do is read from inside the vault.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ffp_desktop.errors import FfpError
from ffp_desktop.files import write_whole
from ffp_desktop.store.records import CardOperator, Role, Unit
from ffp_desktop.store.slots import RECOVERY_SLOT, KdfParams, Slot, unwrap_key

NAME = "keys.json"
FORMAT = 1
TRIES = 5
LOCK = timedelta(minutes=15)
LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords in a row. `seen` is the latest time known: a clock set back cannot shorten a lock."""

    failed: int = 0
    locked_until: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class KeyringOperator:
    """An operator's line: as the card shows it, and the slot."""

    card: CardOperator
    slot: Slot


@dataclass(frozen=True, slots=True)
class Keyring:
    """All of keys.json. `replica` changes when a vault is restored: the database then takes a new device id."""

    vault: str
    replica: str
    unit: Unit
    operators: tuple[KeyringOperator, ...]
    recovery: Slot
    attempts: Attempts = Attempts()

    def operator(self, operator_id: str) -> KeyringOperator:
        """Raises FfpError `vault.operator_unknown`."""
        for operator in self.operators:
            if operator.card.id == operator_id:
                return operator
        raise FfpError("vault.operator_unknown", "没有这个操作员，或已经停用。请在名单里另选一位，或找管理员。")

    def with_operator(self, operator: KeyringOperator) -> "Keyring":
        """The same with this operator added, or in the place of the one with that id."""
        ids = [known.card.id for known in self.operators]
        if operator.card.id not in ids:
            return replace(self, operators=(*self.operators, operator))
        kept = tuple(operator if known.card.id == operator.card.id else known for known in self.operators)
        return replace(self, operators=kept)

    def without_operator(self, operator_id: str) -> "Keyring":
        return replace(self, operators=tuple(o for o in self.operators if o.card.id != operator_id))

    def forgiven(self) -> "Keyring":
        """The same with no wrong passwords counted."""
        return replace(self, attempts=Attempts(seen=self.attempts.seen))

    def locked_until(self, now: datetime) -> str:
        """When passwords are taken again, "" for now."""
        until = self.attempts.locked_until
        return until if until and _latest(now, self.attempts.seen) < datetime.fromisoformat(until) else ""

    def settled(self, now: datetime) -> "Keyring":
        """The same, but a lock that ends over a day from now counts from now.

        The clock stood far ahead when it was set, and nobody shall be locked out for years. Whoever turns the clock
        back for that could as well turn it forward, which nothing offline can prevent.
        """
        until = self.attempts.locked_until
        if not until or datetime.fromisoformat(until) - now <= timedelta(days=1):
            return self
        stamps = [time.isoformat(timespec="seconds") for time in (now + LOCK, now)]
        return replace(self, attempts=Attempts(self.attempts.failed, *stamps))

    def try_password(self, operator_id: str, password: str, now: datetime) -> tuple["Keyring", bytes | None]:
        """The keyring to be written back, and the data key or None. Raises FfpError `vault.locked_out`."""
        until = self.locked_until(now)
        if until:
            raise locked_out(until)
        operator = self.operator(operator_id)
        key = unwrap_key(operator.slot, password)
        if key is not None:
            stamp = now.isoformat(timespec="seconds")
            used = replace(operator, card=replace(operator.card, last_used=stamp))
            return replace(self.with_operator(used), attempts=Attempts(seen=self._seen(now))), key
        return replace(self, attempts=self._after_failure(now)), None

    def try_recovery(self, code: str) -> bytes | None:
        """The data key, or None. Not counted: 155 random bits cannot be tried out."""
        return unwrap_key(self.recovery, code) if code else None

    def _seen(self, now: datetime) -> str:
        return _latest(now, self.attempts.seen).isoformat(timespec="seconds")

    def _after_failure(self, now: datetime) -> Attempts:
        """A clock more than a day behind is taken as it is: the time seen before was the wrong one."""
        seen = _latest(now, self.attempts.seen)
        failed = (0 if self.attempts.locked_until else self.attempts.failed) + 1
        until = (seen + LOCK).isoformat(timespec="seconds") if failed >= TRIES else ""
        return Attempts(failed, until, seen.isoformat(timespec="seconds"))


def locked_out(until: str) -> FfpError:
    return FfpError("vault.locked_out", f"密码连续输错{TRIES}次，{until[11:16]}以后才能再试。忘了密码可以用恢复码。")


def password_wrong(attempts: Attempts) -> FfpError:
    """What to say after a failed try: how many are left, or that it is locked now."""
    if attempts.locked_until:
        return locked_out(attempts.locked_until)
    return FfpError("vault.password_wrong", f"密码不对，还可以试{TRIES - attempts.failed}次。请检查大小写和输入法。")


def keyring_file(folder: Path) -> Path:
    return folder / NAME


def read_keyring(folder: Path) -> Keyring:
    """Raises FfpError `vault.keys_damaged` or `vault.newer`."""
    try:
        with keyring_file(folder).open("rb") as file:
            content = file.read(LARGEST)
    except OSError as error:
        raise _damaged() from error
    return parse_keyring(content)


def read_settled(folder: Path, now: datetime) -> Keyring:
    """The keyring with its lock set right by the clock; written back when that changed it."""
    keyring = read_keyring(folder)
    settled = keyring.settled(now)
    if settled != keyring:
        write_keyring(folder, settled)
    return settled


def parse_keyring(content: bytes) -> Keyring:
    """The keyring of these bytes. Raises FfpError `vault.keys_damaged` or `vault.newer`."""
    try:
        found = json.loads(content)
        if found["format"] > FORMAT:
            raise FfpError("vault.newer", "数据是用更新版本的程序写的，这个版本打不开。请先升级程序，数据没有变动。")
        return Keyring(
            vault=str(found["vault"]),
            replica=str(found["replica"]),
            unit=Unit(*(str(found["unit"][name]) for name in ("code", "name", "level"))),
            operators=tuple(_read_operator(operator) for operator in found["operators"]),
            recovery=_read_slot(RECOVERY_SLOT, found["recovery"]),
            attempts=_read_attempts(found.get("attempts") or {}),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged() from error


def write_keyring(folder: Path, keyring: Keyring) -> None:
    """Writes keys.json whole. Raises FfpError `store.cannot_write`."""
    try:
        write_whole(keyring_file(folder), encode_keyring(keyring))
    except FfpError as error:
        raise FfpError("store.cannot_write", error.sentence) from error


def encode_keyring(keyring: Keyring) -> bytes:
    unit, attempts = keyring.unit, keyring.attempts
    content = {
        "format": FORMAT,
        "vault": keyring.vault,
        "replica": keyring.replica,
        "unit": {"code": unit.code, "name": unit.name, "level": unit.level},
        "operators": [
            {
                "id": operator.card.id,
                "name": operator.card.name,
                "role": operator.card.role.value,
                "last_used": operator.card.last_used,
                "slot": _encode_slot(operator.slot),
            }
            for operator in keyring.operators
        ],
        "recovery": _encode_slot(keyring.recovery),
        "attempts": {"failed": attempts.failed, "locked_until": attempts.locked_until, "seen": attempts.seen},
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _encode_slot(slot: Slot) -> dict[str, Any]:
    return {
        "salt": slot.salt.hex(),
        "memory_kib": slot.params.memory_kib,
        "passes": slot.params.passes,
        "lanes": slot.params.lanes,
        "wrapped": slot.wrapped.hex(),
        "tag": slot.tag.hex(),
    }


def _read_slot(slot_id: str, found: Mapping[str, Any]) -> Slot:
    params = KdfParams(found["memory_kib"], found["passes"], found["lanes"])
    parts = (bytes.fromhex(found[name]) for name in ("salt", "wrapped", "tag"))
    salt, wrapped, tag = parts
    return Slot(slot_id, salt, params, wrapped, tag)


def _read_operator(found: Mapping[str, Any]) -> KeyringOperator:
    operator_id = str(found["id"])
    card = CardOperator(operator_id, str(found["name"]), Role(found["role"]), str(found.get("last_used", "")))
    return KeyringOperator(card, _read_slot(operator_id, found["slot"]))


def _read_attempts(found: Mapping[str, Any]) -> Attempts:
    """Times that cannot be read count as none: a damaged counter must not lock anyone out."""
    locked_until, seen = str(found.get("locked_until", "")), str(found.get("seen", ""))
    for time in (locked_until, seen):
        if time:
            datetime.fromisoformat(time)
    return Attempts(int(found.get("failed", 0)), locked_until, seen)


def _latest(now: datetime, seen: str) -> datetime:
    """The later of the clock and the latest time seen; a time over a day ahead of the clock was a wrong clock."""
    if not seen:
        return now
    known = datetime.fromisoformat(seen)
    return known if now < known < now + timedelta(days=1) else now


def _damaged() -> FfpError:
    return FfpError(
        "vault.keys_damaged", "钥匙文件keys.json读不出来，数据打不开。请选“从备份恢复”，现有文件会原样保留。"
    )
