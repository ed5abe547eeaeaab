"""What other households of the round say: the same phone, the same ID number."""

from ffp_desktop.domain.evaluation import Effect, Evaluation
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry.record import SurveyRecord

PHONE = "head_phone"
ID_NUMBER = "id_number"


class Elsewhere:
    """Keeps the facts `phone_elsewhere` and `id_elsewhere` true; each look-up is one indexed query."""

    def __init__(self, record: SurveyRecord, evaluation: Evaluation) -> None:
        self._record = record
        self._evaluation = evaluation

    def look_up_all(self) -> None:
        """For a survey just opened."""
        self.look_up(Place(PHONE), Effect())
        for member in self._evaluation.members:
            self.look_up(Place(ID_NUMBER, member), Effect())

    def look_up(self, place: Place, effect: Effect) -> None:
        """After the answer at `place` changed; adds what followed to `effect`."""
        value = str(self._evaluation.value(place.item, place.member)) if place.item in (PHONE, ID_NUMBER) else ""
        if place.item == PHONE:
            found = self._record.household_with_phone(value) if value else ""
            followed = self._evaluation.set_fact("phone_elsewhere", found)
        elif place.item == ID_NUMBER and place.member:
            key = str(self._evaluation.value("person_key", place.member))
            found = self._record.household_with_person(key) if key and not key.startswith("999999") else ""
            followed = self._evaluation.set_fact("id_elsewhere", found, place.member)
        else:
            return
        effect.places |= followed.places
        effect.findings |= followed.findings
