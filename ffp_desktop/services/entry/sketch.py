"""What lists show of a survey by its answers alone: the form's rules are not asked when surveys come by the thousand.

API: `Sketches(vault, form, village_name, at_hand=())`, called with a survey's id -> SurveySummaryFields. All that a
list, a search and the look for the same person need is as `summarise` has it; counts and most traits wait.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.id_number import has_birth_and_sex, person_key, sex
from ffp_desktop.domain.revisions import DocumentState, Revision, merge
from ffp_desktop.services.entry.summary import HEAD
from ffp_desktop.store.records import Person, SurveySummaryFields

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_MEMBER = "member:"


class Sketches:
    """Of the surveys of one vault. A survey whose only revision is `at_hand` is not read again."""

    def __init__(
        self, vault: "OpenVault", form: Form, village_name: Callable[[str], str], at_hand: Collection[Revision] = ()
    ) -> None:
        self._vault = vault
        self._village_name = village_name
        self._at_hand = {revision.document_id: revision for revision in at_hand}
        self._suggested = [item.id for item in form.items.values() if item.suggest and not item.repeat]

    def __call__(self, survey: str) -> SurveySummaryFields:
        at_hand = self._at_hand.get(survey)
        document = merge((at_hand,)) if at_hand is not None else self._vault.journal.document(survey)
        header = document.value("survey") or {}
        answers = _answers(document)
        people = tuple(_people(document))
        head = next((person for person in people if person.relation == HEAD), people[0] if people else None)
        return SurveySummaryFields(
            head_name=head.name if head else "",
            phone=_text(answers, "head_phone"),
            natural_village=_text(answers, "natural_village"),
            village_name=self._village_name(str(header.get("village", ""))),
            household_kind=_text(answers, "household_kind"),
            member_count=len(people),
            people=people,
            suggested=tuple(self._suggestions(answers)),
            survey_date=_text(answers, "survey_date"),
            is_sketch=True,
        )

    def _suggestions(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for item in self._suggested:
            given = answers.get(item)
            for value in given if isinstance(given, list) else (given,):
                if isinstance(value, str) and value:
                    yield item, value


def _answers(document: DocumentState) -> dict[str, Any]:
    """What was answered for the household."""
    found: dict[str, Any] = {}
    for unit in document.units:
        if ":" not in unit and isinstance(value := document.value(unit), dict):
            found |= value
    return found


def _people(document: DocumentState) -> Iterator[Person]:
    rows = [(unit, document.value(unit)) for unit in document.units if unit.startswith(_MEMBER)]
    standing = [(row["position"], unit, row["answers"]) for unit, row in rows if row and "struck" not in row]
    for _position, unit, answers in sorted(standing, key=lambda row: row[:2]):
        name, number = _text(answers, "name"), _text(answers, "id_number")
        told = sex(number) if has_birth_and_sex(_text(answers, "id_type"), number) else ""
        yield Person(
            member=unit.removeprefix(_MEMBER),
            name=name,
            initials=spell_initials(name) if name else "",
            id_number=number,
            person_key=person_key(number) if number else "",
            sex=_text(answers, "sex") or told,
            relation=_text(answers, "relation"),
        )


def _text(answers: Mapping[str, Any], item: str) -> str:
    """An answer that is text; what was marked, cleared or unreadable is none."""
    value = answers.get(item)
    return value if isinstance(value, str) else ""
