"""What lists and look-ups show of a survey, read from its answers. The only place that knows which items those are."""

from collections.abc import Collection
from datetime import date

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Answer, is_value
from ffp_desktop.services.entry.monitored import monitored_facts
from ffp_desktop.services.entry.traits import traits_of
from ffp_desktop.store.records import Person, SurveySummaryFields

HEAD = "户主"


def summarise(evaluation: Evaluation, village_name: str, unconfirmed: Collection[Place] = ()) -> SurveySummaryFields:
    """The summary of a survey as it stands; `unconfirmed` places are missing too."""
    people = tuple(_person(evaluation, member) for member in evaluation.members)
    head = next((person for person in people if person.relation == HEAD), people[0] if people else None)
    found = evaluation.findings()
    findings = [finding for finding in found if finding.is_open]
    errors = sum(1 for finding in findings if finding.level is Level.ERROR)
    return SurveySummaryFields(
        head_name=head.name if head else "",
        phone=str(evaluation.value("head_phone")),
        natural_village=str(evaluation.value("natural_village")),
        village_name=village_name,
        household_kind=str(evaluation.value("household_kind")),
        member_count=len(people),
        errors=errors,
        warnings=len(findings) - errors,
        missing=len(evaluation.missing()) + len(unconfirmed),
        people=people,
        suggested=tuple(_suggested(evaluation)),
        survey_date=_day(evaluation.answer(Place("survey_date"))),
        traits=tuple(traits_of(evaluation)),
        confirmed=len(found) - len(findings),
        monitored=monitored_facts(evaluation),
    )


def _person(evaluation: Evaluation, member: str) -> Person:
    def value(item: str) -> str:
        return str(evaluation.value(item, member))

    name = value("name")
    return Person(
        member=member,
        name=name,
        initials=spell_initials(name) if name else "",
        id_number=value("id_number"),
        person_key=value("person_key"),
        sex=value("sex"),
        relation=value("relation"),
    )


def _day(answer: Answer | None) -> str:
    return answer.isoformat() if isinstance(answer, date) else ""


def _suggested(evaluation: Evaluation) -> list[tuple[str, str]]:
    """What the village may be offered again: the answers of items that say `suggest: village`."""
    found = []
    for item in evaluation.form.items.values():
        answer = evaluation.effective(Place(item.id)) if item.suggest and not item.repeat else None
        if is_value(answer):
            values = answer if isinstance(answer, tuple) else (str(answer),)
            found += [(item.id, value) for value in values]
    return found
