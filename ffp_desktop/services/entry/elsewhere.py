"""What the vault says beside the survey: the same phone or ID number elsewhere, and whose name is on a list."""

from ffp_desktop.domain.evaluation import Effect, Evaluation
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry.record import SurveyRecord

PHONE = "head_phone"
ID_NUMBER = "id_number"


class Elsewhere:
    """Keeps the facts `phone_elsewhere`, `id_elsewhere` and `key_person` true; each look-up is one indexed query."""

    def __init__(self, record: SurveyRecord, evaluation: Evaluation) -> None:
        self._record = record
        self._evaluation = evaluation

    def look_up_all(self) -> None:
        """For a survey just opened."""
        self.look_up(Place(PHONE), Effect())
        keys = {member: self._person_key(member) for member in self._evaluation.members}
        found = self._record.households_with_persons(keys)
        for member in keys:
            self._evaluation.set_fact("id_elsewhere", found.get(member, ""), member)
        self._evaluation.set_fact("key_person", self._record.key_person(self._evaluation))

    def look_up(self, place: Place, effect: Effect) -> None:
        """After the answer at `place` changed; adds what followed to `effect`."""
        value = str(self._evaluation.value(place.item, place.member)) if place.item in (PHONE, ID_NUMBER) else ""
        if place.item == PHONE:
            found = self._record.household_with_phone(value) if value else ""
            followed = self._evaluation.set_fact("phone_elsewhere", found)
        elif place.item == ID_NUMBER and place.member:
            key = self._person_key(place.member)
            found = self._record.households_with_persons({place.member: key}).get(place.member, "")
            followed = self._evaluation.set_fact("id_elsewhere", found, place.member)
            listed = self._evaluation.set_fact("key_person", self._record.key_person(self._evaluation))
            effect.places |= listed.places
            effect.findings |= listed.findings
        else:
            return
        effect.places |= followed.places
        effect.findings |= followed.findings

    def _person_key(self, member: str) -> str:
        """What makes a number a person; "" for none."""
        key = str(self._evaluation.value("person_key", member))
        return "" if key.startswith("999999") else key
