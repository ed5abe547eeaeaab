"""What a history is of: an item, a person, a whole survey; each a tab over the same entries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.survey import Place

if TYPE_CHECKING:
    from ffp_desktop.services.history import HistoryEntry


@dataclass(frozen=True, slots=True)
class Scope:
    """A tab: its words, and which entries it shows."""

    words: str
    takes: "Callable[[HistoryEntry], bool]"


def survey_scopes(place: Place | None) -> Sequence[Scope]:
    """这一项, 这个人 where the item is a person's, 整张表."""
    translate = QCoreApplication.translate
    scopes = []
    if place is not None:
        scopes.append(Scope(translate("HistoryScopes", "这一项"), lambda entry: entry.place == place))
    if place is not None and place.member:
        scopes.append(Scope(translate("HistoryScopes", "这个人"), lambda entry: _member(entry) == place.member))
    scopes.append(Scope(translate("HistoryScopes", "整张表"), lambda _entry: True))
    return scopes


def person_scopes() -> Sequence[Scope]:
    """全部, 表上的, 变动."""
    translate = QCoreApplication.translate
    return (
        Scope(translate("HistoryScopes", "全部"), lambda _entry: True),
        Scope(translate("HistoryScopes", "表上的"), lambda entry: bool(entry.survey)),
        Scope(translate("HistoryScopes", "变动"), lambda entry: not entry.survey),
    )


def _member(entry: "HistoryEntry") -> str:
    return entry.place.member if entry.place is not None else ""
