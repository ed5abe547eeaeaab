"""The record of a second entry: it keeps nothing on disk, and knows neither the first entry nor other households."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.entry.previous import Previous
from ffp_desktop.services.entry.record import SurveyRecord
from ffp_desktop.services.verification.record import MEMBERS
from ffp_desktop.services.verification.session import VerificationSession

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


class BlankRecord(SurveyRecord):
    """A blank paper, with what was typed so far when a second entry goes on."""

    def __init__(self, vault: "OpenVault", form: Form, verification: VerificationSession, today: date) -> None:
        super().__init__(vault, form, verification.header, "", today)
        self._verification = verification

    def load(self) -> DraftState:
        verification = self._verification
        found = ((place, verification.answer(place)) for place in verification.places() if place.item != MEMBERS)
        given = {place: answer for place, answer in found if answer is not None}
        is_counted = verification.answer(Place(MEMBERS)) is not None
        return DraftState(Answers(given, list(verification.members) if is_counted else []))

    def append(self, *_rows: object) -> None:
        return None

    def previous(self, _members: Sequence[str]) -> Previous:
        return Previous()

    def last_place(self) -> Place | None:
        """Work goes on at the first place that was not typed."""
        return next((p for p in self._verification.places() if self._verification.answer(p) is None), None)

    def remember_place(self, _place: Place) -> None:
        return None

    def suggestions(self, _item: str) -> tuple[str, ...]:
        return ()

    def household_with_phone(self, _phone: str) -> str:
        return ""

    def households_with_persons(self, _keys: Mapping[str, str]) -> dict[str, str]:
        return {}
