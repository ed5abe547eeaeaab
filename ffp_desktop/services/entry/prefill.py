"""A household's survey in a new round: what comes over from the last one, and what of it still waits for a look.

API: `carried_answers(form, residents, previous) -> Answers`, `waiting_places(evaluation, unconfirmed, …)`,
`unconfirmed_finding(evaluation, place)`. Which items are carried is the form's to say (`carry: stable`).
"""

from collections.abc import Collection, Iterable

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.events import EventPerson
from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Form, Level
from ffp_desktop.domain.population import Resident
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.domain.values import Answer, is_value
from ffp_desktop.services.entry.previous import Previous

NAME, ID_NUMBER, SEX, RELATION = "name", "id_number", "sex", "relation"


def carried_answers(form: Form, residents: Iterable[Resident], previous: Previous) -> Answers:
    """The stable answers of the household and of those who live there now, under the ids they always had.

    Only what was really answered is carried: no mark, nothing unreadable. The relation is to the present head, and not
    carried when a change of head left it unknown; of someone who came, what the event told stands beside what a
    visit in another household found.
    """
    carried = Answers()
    stable = [item for item in form.items.values() if item.carry]
    for item in stable:
        answer = previous.answers.get(Place(item.id))
        if not item.repeat and is_value(answer):
            carried.given[Place(item.id)] = answer
    for resident in residents:
        carried.members.append(resident.member)
        told = _told(form, resident)
        for item in stable:
            place = Place(item.id, resident.member)
            known = previous.answers.get(place) if item.id != RELATION else None
            answer = known if is_value(known) else told.get(item.id)
            if item.repeat and is_value(answer):
                carried.given[place] = answer
    return carried


def waiting_places(
    evaluation: Evaluation, unconfirmed: Collection[Place], section: str = "", member: str = ""
) -> tuple[Place, ...]:
    """The unconfirmed places that apply, in the paper's order: all, or those of a section or a member."""
    if not unconfirmed:
        return ()
    items, present = evaluation.form.items, set(evaluation.members)
    found = (
        place
        for place in unconfirmed
        if (not place.member or place.member in present)
        and (not section or items[place.item].section == section)
        and (not member or place.member == member)
        and evaluation.is_relevant(place)
    )
    return tuple(sorted(found, key=evaluation.place_order))


def unconfirmed_finding(evaluation: Evaluation, place: Place) -> Finding:
    """What bars 完成 at a place whose answer is still the last round's."""
    return Finding(
        "unconfirmed",
        Level.ERROR,
        place,
        evaluation.place_name(place),
        "还是上一轮的答案，没有核对。",
        "没有变化就按“无变化”，有变化就改。",
        touches=(place,),
    )


def _told(form: Form, resident: Resident) -> dict[str, Answer]:
    """What lists and events say of a person, as answers."""
    brought = resident.brought_by or EventPerson(resident.member, resident.name)
    told = {NAME: brought.name, ID_NUMBER: brought.id_number, RELATION: resident.relation}
    if not brought.id_number:
        told[SEX] = brought.sex  # else the number tells
    return {item: parse_answer(form.items[item], text) for item, text in told.items() if text and item in form.items}
