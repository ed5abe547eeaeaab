"""What the pages do about the quality of typing: its shape, and joined to the services."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ffp_desktop.domain.progress import Report
from ffp_desktop.services.vaults import OpenVault

if TYPE_CHECKING:
    from ffp_desktop.services.forms import FormShelf
    from ffp_desktop.services.surveys import Surveys
    from ffp_desktop.services.verification import Finished, Sampled, Verifications
    from ffp_desktop.services.verification.blind_session import BlindSession
    from ffp_desktop.services.verification.overview import Listed, TypedSurvey
    from ffp_desktop.services.verification.statistics import QualityFigures

"""Tells progress: done, total. It raises when a person cancelled."""


class TypingQualityShape(Protocol):
    """What the pages ask. Every call may raise `FfpError`."""

    def list_second_entries(self) -> "Sequence[Listed]":
        """This round's surveys that wait to be typed again, that are under way, and that were done."""

    def draw_surveys(self, village: str, amount: str, seed: str) -> "Sequence[Sampled]":
        """Finished surveys drawn by a seed: `amount` is how many, or a part of all with % behind it."""

    def choose_surveys(self, survey_ids: Sequence[str]) -> None:
        """Puts surveys on the list to be typed again."""

    def drop_survey(self, survey_id: str) -> None: ...
    def open_second_entry(self, survey_id: str, allow_own: bool) -> "BlindSession": ...
    def finish_second_entry(self, session: "BlindSession") -> "Finished": ...
    def typing_figures(self, since: date, until: date, report: Report) -> "QualityFigures": ...
    def typed_surveys(self, operator: str, since: date, until: date) -> "Sequence[TypedSurvey]": ...
    def export_figures(self, figures: "QualityFigures", out: Path) -> None: ...


class TypingQuality:
    """The quality of typing in one open vault (`TypingQualityShape`)."""

    def __init__(
        self,
        vault: OpenVault,
        surveys: "Surveys",
        shelf: "FormShelf",
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._clock = clock

    @cached_property
    def verifications(self) -> "Verifications":
        from ffp_desktop.services.verification import Verifications

        return Verifications(self._vault, self._surveys, self._shelf, self._clock)

    def list_second_entries(self) -> "Sequence[Listed]":
        from ffp_desktop.services.verification.overview import list_verifications

        return list_verifications(self._vault, self._shelf.form, self._surveys.current_round().id)

    def draw_surveys(self, village: str, amount: str, seed: str) -> "Sequence[Sampled]":
        from ffp_desktop.services.surveys import SurveyFilter

        return self.verifications.draw(SurveyFilter(village=village), amount, seed)

    def choose_surveys(self, survey_ids: Sequence[str]) -> None:
        self.verifications.choose(survey_ids)

    def drop_survey(self, survey_id: str) -> None:
        self.verifications.drop(survey_id)

    def open_second_entry(self, survey_id: str, allow_own: bool) -> "BlindSession":
        return self.verifications.open_blind(survey_id, allow_own)

    def finish_second_entry(self, session: "BlindSession") -> "Finished":
        return self.verifications.finish(session.verification)

    def typing_figures(self, since: date, until: date, report: Report) -> "QualityFigures":
        from ffp_desktop.services.verification.statistics import quality_figures

        return quality_figures(self._vault, self._shelf.form, since, until, report)

    def typed_surveys(self, operator: str, since: date, until: date) -> "Sequence[TypedSurvey]":
        from ffp_desktop.services.verification.overview import typed_surveys

        return typed_surveys(self._vault, self._shelf.form, operator, since, until)

    def export_figures(self, figures: "QualityFigures", out: Path) -> None:
        from ffp_desktop.services.verification.statistics_file import write_figures

        vault = self._vault
        write_figures(figures, self._shelf.form, out, vault.operator.name, vault.unit.name, self._clock())
