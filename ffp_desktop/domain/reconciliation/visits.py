"""What a finished survey says of the compared items, straight from the units of its revisions.

Not through the form's own evaluation: that takes a thousand times as long, and of a hundred thousand surveys only a few
answers are asked for. What the form works out and is compared is worked out here the same way (A4 and the birth date
from A6, A26, A27).

API: `VisitReader(vocabulary).read(household, survey, village, units) -> VisitedHousehold`.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ffp_desktop.domain.id_number import NO_NUMBER, birth_date, normalise_id_number, person_key, sex
from ffp_desktop.domain.reconciliation.items import ONLY_MONITORED
from ffp_desktop.domain.reconciliation.normalising import read_money
from ffp_desktop.domain.reconciliation.sides import Value, VisitedHousehold, VisitedPerson
from ffp_desktop.domain.reconciliation.vocabulary import (
    MEASURE_LINES,
    MONITORED,
    TO_BE_MONITORED,
    Vocabulary,
    join_words,
    write_measures,
)

_MEMBER, _HEAD, _YES = "member:", "户主", "是"
_INCOMES = ("business_income", "wage_income", "property_income", "transfer_income")
_PLAIN = (
    *("name", "relation", "ethnicity", "political_status", "labor_skill", "work_region"),
    *("critical_illness_insurance", "medical_aid", "minimum_living", "destitute_support", "pension_insurance"),
)
_FEN = Decimal("0.01")


class VisitReader:
    """Reads surveys of one form."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._places = vocabulary.school_places

    def read(self, household: str, survey: str, village: str, units: Mapping[str, Any]) -> VisitedHousehold:
        """`units` are the JSON values by unit. Members that were struck out are not there."""
        answers: dict[str, Any] = {}
        rows = []
        for unit, value in units.items():
            if unit.startswith(_MEMBER):
                if value and "struck" not in value:
                    rows.append((value["position"], unit[len(_MEMBER) :], value["answers"]))
            elif isinstance(value, dict) and ":" not in unit:
                answers.update(value)
        rows.sort(key=lambda row: (row[0], row[1]))
        people = tuple(self._person(member, given) for _, member, given in rows)
        head = next((person for person in people if person.values["relation"] == _HEAD), people[0] if people else None)
        values = {"village": village, **_household(answers, len(people))}
        return VisitedHousehold(household, survey, village, head.name if head else "", values, people)

    def _person(self, member: str, given: Mapping[str, Any]) -> VisitedPerson:
        values: dict[str, Value] = {}
        for item in _PLAIN:
            answer = given.get(item)
            values[item] = answer if answer.__class__ is str else ""
        number = _text(given.get("id_number"))
        key = _key_of(number) if number else ""
        values["id_number"] = None if number.startswith(NO_NUMBER) else key
        values["birth"], told = _birth_and_sex(number) if key else (None, "")
        values["sex"] = _text(given.get("sex")) or told
        health = given.get("health")
        values["health"] = join_words(health) if health.__class__ is list else ""
        values["medical_insurance"] = _text(given.get("medical_insurance"))[:1]
        school = _text(given.get("education"))
        if school in self._places:
            values["in_school"], values["education"] = school, None
        else:
            values["in_school"], values["education"] = "", school
        return VisitedPerson(member, values["name"] or "", key, values)


def _key_of(number: str) -> str:
    """Nearly all numbers are kept as they are compared."""
    return number if len(number) == 18 and number.isascii() else person_key(normalise_id_number(number))


def _birth_and_sex(number: str) -> tuple[Value, str]:
    born = birth_date(number)
    return (born.isoformat() if born else None), sex(number)


def _household(answers: Mapping[str, Any], people: int) -> dict[str, Value]:
    kind = _text(answers.get("household_kind"))
    is_new = kind not in MONITORED and answers.get("newly_identified") == _YES
    values: dict[str, Value] = {
        "household_kind": TO_BE_MONITORED if is_new else kind,
        "net_income": _net_income(answers, people),
        "safe_water": _text(answers.get("safe_water")),
        "unsafe_house": _text(answers.get("unsafe_house")),
    }
    if kind not in MONITORED and not is_new:
        return values | dict.fromkeys(ONLY_MONITORED)
    risks = answers.get("risk_types")
    eliminated = _text(answers.get("risk_eliminated"))
    identified = _text(answers.get("identified_on"))
    values["identified_on"] = identified[:7]
    values["risk_types"] = join_words({_one_of_two(risk) for risk in risks}) if isinstance(risks, list) else ""
    values["measures"] = _measures(answers)
    values["risk_eliminated"] = eliminated
    values["eliminated_on"] = _eliminated_on(answers, identified) if eliminated == _YES else ""
    return values


def _measures(answers: Mapping[str, Any]) -> str:
    lines = {}
    for title, (prefix, *items) in MEASURE_LINES.items():
        if answers.get(f"{prefix}_help") == _YES:
            chosen = [answers.get(item) for item in items]
            lines[title] = [option for options in chosen if isinstance(options, list) for option in options]
    return write_measures(lines)


def _one_of_two(risk: str) -> str:
    """The form prints 因灾 and 因自然灾害; they are one."""
    return "因自然灾害" if risk == "因灾" else risk


def _eliminated_on(answers: Mapping[str, Any], identified: str) -> Value:
    """The form asks for the months between; None while they or the day are not known."""
    months = answers.get("elimination_months")
    if not isinstance(months, int) or len(identified) < 7:
        return None
    year, month = divmod(int(identified[:4]) * 12 + int(identified[5:7]) - 1 + months, 12)
    return f"{year:04}-{month + 1:02}"


def _net_income(answers: Mapping[str, Any], people: int) -> Value:
    told = _amount(answers.get("net_income_per_head"))
    if told is not None:
        return read_money(str(told))
    incomes = [_amount(answers.get(item)) for item in _INCOMES]
    total = _amount(answers.get("total_income"))
    if total is None and None not in incomes:
        total = sum((income for income in incomes if income is not None), Decimal(0))
    cost, size = _amount(answers.get("business_cost")), answers.get("household_size", people)
    if total is None or cost is None or not isinstance(size, int) or size <= 0:
        return ""
    return read_money(str(((total - cost) / size).quantize(_FEN, ROUND_HALF_UP)))


def _amount(value: Any) -> Decimal | None:
    return Decimal(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _text(value: Any) -> str:
    """ "" for nothing, for a mark and for what cannot be read."""
    return value if isinstance(value, str) else ""
