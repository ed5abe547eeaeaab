"""What a vault keeps aside, as people tell it: whose the surveys are that were received and not taken.

API: `list_held(vault, form, operators) -> tuple[Held, …]`, `read_head(form, document) -> (name, people)`
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.revisions import DocumentState, merge
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry.summary import HEAD
from ffp_desktop.services.entry.units import answers_in, state_of
from ffp_desktop.store.holding import HeldSurvey, WaitingBundle

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

__all__ = ["Held", "WaitingBundle", "list_held", "read_head"]

_NAME, _RELATION = "name", "relation"


@dataclass(frozen=True, slots=True)
class Held:
    """A survey that was put aside: the head of its household as it would be, and the name of who put it aside."""

    survey: HeldSurvey
    head: str
    operator: str


def list_held(vault: "OpenVault", form: Form, operators: Mapping[str, str]) -> tuple[Held, ...]:
    """The longest held first. `operators` are names by id."""
    return tuple(
        Held(
            one,
            read_head(form, merge(vault.journal.revisions(one.survey, with_held=True)))[0],
            operators.get(one.operator, ""),
        )
        for one in vault.feeds.holding.held()
    )


def read_head(form: Form, document: DocumentState) -> tuple[str, int]:
    """The head's name, "" when nobody is named, and how many people count."""
    answers = state_of(form, answers_in({unit: document.value(unit) for unit in document.units})).answers
    people = answers.present_members()
    head = next((m for m in people if answers.given.get(Place(_RELATION, m)) == HEAD), people[0] if people else "")
    return str(answers.given.get(Place(_NAME, head), "")), len(people)
