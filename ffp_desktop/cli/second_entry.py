"""A second entry that comes as a file: typed into a verification session place by place, with decisions given ahead."""

from collections.abc import Sequence
from typing import Any

from ffp_desktop.cli.command import usage_error
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import CLEARED
from ffp_desktop.services.survey_file import SurveyFile
from ffp_desktop.services.verification import Decision, VerificationSession
from ffp_desktop.services.verification.record import MEMBERS

_WORDS = {"first": Decision.FIRST, "second": Decision.SECOND, "third": Decision.THIRD}


class Decisions:
    """What the command line said of each difference: A22=second, A3:2=first (the second person), A24=third:500."""

    def __init__(self, given: Sequence[str], form: Form) -> None:
        self._given: dict[tuple[str, int], tuple[Decision, str]] = {}
        for entry in given:
            where, _, what = entry.partition("=")
            name, _, row = where.partition(":")
            word, _, text = what.partition(":")
            item = MEMBERS if name == MEMBERS else form.by_number[name].id if name in form.by_number else name
            is_known = item == MEMBERS or item in form.items
            if not is_known or word not in _WORDS or (row and not row.isdigit()):
                raise usage_error(f"--decide {entry} 看不懂。写成 A22=second、A3:2=first 或 A24=third:500。")
            self._given[item, int(row or 0)] = (_WORDS[word], text)

    def of(self, place: Place, row: int) -> tuple[Decision, str] | None:
        return self._given.get((place.item, row))


def type_again(session: VerificationSession, second: SurveyFile, decisions: Decisions) -> list[dict[str, Any]]:
    """Types the file's answers; the differences, each with its decision, "" where none was given."""
    rows = {member: number for number, member in enumerate(session.members, 1)}
    names = second.answers.present_members()
    found = []
    while (place := session.next_place) is not None:
        row = rows.get(place.member, 0)
        if place.item == MEMBERS:
            difference = session.enter(place, str(len(names)))
        else:
            member = names[row - 1] if 0 < row <= len(names) else place.member
            difference = session.enter_answer(place, second.answers.given.get(Place(place.item, member), CLEARED))
        if difference is None:
            continue
        decision = decisions.of(place, row)
        session.decide(*(decision or (Decision.FIRST, "")))
        found.append(
            {
                "item": place.item,
                "member": row or None,
                "place": difference.place_name,
                "first": difference.first,
                "second": difference.second,
                "decision": decision[0].value if decision else "",
            }
        )
    return found
