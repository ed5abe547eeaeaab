"""The desk's lists: surveys and waiting households that a query leaves, and the queries an operator keeps."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ffp_desktop.domain.survey import State
from ffp_desktop.services.vaults import OpenVault
from ffp_desktop.ui.desk_shape import FoundShape, SurveyQuery
from ffp_desktop.ui.query_words import read_query, write_query

if TYPE_CHECKING:
    from ffp_desktop.services.entry.traits import TraitChoices
    from ffp_desktop.services.forms import FormShelf
    from ffp_desktop.services.households import Households
    from ffp_desktop.services.kept_filters import KeptFilters
    from ffp_desktop.services.surveys import SurveyCounts, SurveyFilter, Surveys
    from ffp_desktop.services.unchecked import UncheckedSurveys


class ListDesk:
    """What the list asks of an open vault (part of `DeskShape`)."""

    def __init__(self, vault: OpenVault, surveys: "Surveys", shelf: "FormShelf") -> None:
        self._vault = vault
        self.surveys = surveys
        self.shelf = shelf

    def find_surveys(self, query: SurveyQuery) -> FoundShape:
        if query.state is not State.NOT_ENTERED:
            return self.surveys.find(self.filter_of(query))
        others = self.surveys.find(self.filter_of(replace(query, state=None)))
        return self.households.find_waiting(self.filter_of(query), others.by_state)

    def count_waiting_like(self, query: SurveyQuery) -> int:
        return self.households.find_waiting(self.filter_of(query), {}).total

    def trait_choices(self) -> "TraitChoices":
        from ffp_desktop.services.entry.traits import trait_choices

        return trait_choices(self.shelf.form)

    def kept_queries(self) -> Mapping[str, SurveyQuery]:
        return {name: read_query(words) for name, words in self._kept_filters.list().items()}

    def keep_query(self, name: str, query: SurveyQuery) -> None:
        self._kept_filters.keep(name, write_query(query))

    def forget_query(self, name: str) -> None:
        self._kept_filters.forget(name)

    @cached_property
    def _kept_filters(self) -> "KeptFilters":
        from ffp_desktop.services.kept_filters import KeptFilters

        return KeptFilters(self._vault)

    @cached_property
    def unchecked(self) -> "UncheckedSurveys":
        from ffp_desktop.services.survey_file.exchange import Exchange
        from ffp_desktop.services.unchecked import UncheckedSurveys

        return UncheckedSurveys(self._vault, Exchange(self._vault, self.surveys, self.shelf).summarise)

    def count_waiting(self) -> Mapping[str, int]:
        return self.households.count_waiting()

    def start_waiting(self, household: str) -> str:
        return self.households.start_survey(household)

    @cached_property
    def households(self) -> "Households":
        from ffp_desktop.services.households import Households

        return Households(self._vault, self.surveys, self.shelf)

    def count_surveys(self, query: SurveyQuery) -> "SurveyCounts":
        return self.surveys.count(self.filter_of(query))

    def filter_of(self, query: SurveyQuery) -> "SurveyFilter":
        """What the services understand of a query, within the present round."""
        from ffp_desktop.services.surveys import SurveyFilter

        return SurveyFilter(
            round=self.surveys.current_round().id,
            village=query.village,
            state=query.state,
            text=query.text,
            operator=query.operator,
            findings=query.findings,
            kind=query.kind,
            found=query.found,
            measure=query.measure,
            risk=query.risk,
            touched=self.surveys.find_days(query.touched),
            visited=self.surveys.find_days(query.visited),
            ids=query.ids,
        )
