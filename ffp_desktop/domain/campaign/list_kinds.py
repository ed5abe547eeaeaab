"""The kinds of departments' lists: who sends them, which count as 十类重点人群, and what a visit looks at. Pure.

API: `ListKind`, `ListKinds.load(file)`; `encode_kind` / `decode_kind` (JSON of what an administrator changed).
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ffp_desktop.errors import FfpError

_COLUMNS = ["name", "department", "key_people", "green_channel", "look_at"]
_YES = "是"
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list. Those on a list of `is_key` people belong to the 十类重点人群; `is_green` ones take the 绿色通道.
    `look_at` are the form's items a visit looks at; `retired` says why no new list is of this kind, "" for none."""

    name: str
    department: str
    is_key: bool = False
    is_green: bool = False
    look_at: tuple[str, ...] = ()
    retired: str = ""


class ListKinds:
    """The kinds there are, in the order they are offered."""

    def __init__(self, kinds: Mapping[str, ListKind]) -> None:
        self.by_name = kinds

    @classmethod
    def load(cls, file: Path) -> "ListKinds":
        """Reads name,department,key_people,green_channel,look_at. Raises `FfpError` `list_kinds.invalid`."""
        try:
            reader = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")), strict=True)
            kinds: dict[str, ListKind] = {}
            if next(reader, []) != _COLUMNS:
                raise _invalid(file, 1, f"第一行应当是 {','.join(_COLUMNS)}")
            for cells in reader:
                kind = _read_kind(file, reader.line_num, cells)
                if kind.name in kinds:
                    raise _invalid(file, reader.line_num, "这一种写了两次")
                kinds[kind.name] = kind
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise _invalid(file, 1, "读不出来") from error
        return cls(kinds)

    def with_changes(self, changes: Mapping[str, Any]) -> "ListKinds":
        """The same with what an administrator changed, by name."""
        changed = {name: decode_kind(name, value) for name, value in sorted(changes.items()) if value}
        return ListKinds({**self.by_name, **changed})

    @property
    def standing(self) -> tuple[ListKind, ...]:
        """Those that new lists may be of."""
        return tuple(kind for kind in self.by_name.values() if not kind.retired)

    @property
    def key_names(self) -> frozenset[str]:
        return frozenset(kind.name for kind in self.by_name.values() if kind.is_key)

    @property
    def green_names(self) -> frozenset[str]:
        return frozenset(kind.name for kind in self.by_name.values() if kind.is_green)

    def find(self, name: str) -> ListKind | None:
        """A retired one too: its lists stand."""
        return self.by_name.get(name)


def encode_kind(kind: ListKind) -> dict[str, Any]:
    return {
        "name": kind.name,
        "department": kind.department,
        "key": kind.is_key,
        "green": kind.is_green,
        "look_at": list(kind.look_at),
        "retired": kind.retired,
    }


def decode_kind(name: str, value: Mapping[str, Any]) -> ListKind:
    look_at = tuple(map(str, value.get("look_at", ())))
    flags = (bool(value.get("key")), bool(value.get("green")))
    return ListKind(name, str(value.get("department", "")), *flags, look_at, str(value.get("retired", "")))


def _read_kind(file: Path, line: int, cells: list[str]) -> ListKind:
    if len(cells) != len(_COLUMNS):
        raise _invalid(file, line, f"应当有 {len(_COLUMNS)} 列")
    name, department, key, green, look_at = (cell.strip() for cell in cells)
    if not name or not department:
        raise _invalid(file, line, "名称和部门要填写")
    if not {key, green} <= {"", _YES}:
        raise _invalid(file, line, f"是不是重点人群、走不走绿色通道，写“{_YES}”或空着")
    return ListKind(name, department, key == _YES, green == _YES, tuple(filter(None, look_at.split(_BETWEEN))))


def _invalid(file: Path, line: int, words: str) -> FfpError:
    return FfpError("list_kinds.invalid", f"名单种类表{file.name}第{line}行{words}。请重新安装程序。")
