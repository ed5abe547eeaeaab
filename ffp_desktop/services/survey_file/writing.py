"""Surveys into files: the exact inverse of reading. Struck members stay behind; they are history, not answers."""

import json
from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any

from ffp_desktop.domain.answer_json import encode_answer
from ffp_desktop.domain.survey import Answers
from ffp_desktop.files import written_whole
from ffp_desktop.services.survey_file.filed_survey import NATURAL_VILLAGE, VILLAGE, SurveyFile

_APART = (VILLAGE, NATURAL_VILLAGE)


def encode_survey(survey: SurveyFile) -> dict[str, Any]:
    """The JSON object of one survey; keys are item ids."""
    answers = survey.answers
    encoded: dict[str, Any] = {"form": survey.form, "round": survey.round, VILLAGE: survey.village}
    rows: dict[str, dict[str, Any]] = {"": {}, **{member: {} for member in answers.present_members()}}
    for place, answer in answers.given.items():
        if place.member == "" and place.item in _APART:
            if place.item == NATURAL_VILLAGE:
                encoded[NATURAL_VILLAGE] = encode_answer(answer)
        elif place.member in rows:
            rows[place.member][place.item] = encode_answer(answer)
    encoded["answers"] = rows.pop("")
    encoded["members"] = list(rows.values())
    if survey.confirmed:
        encoded["confirmed"] = _encode_confirmed(survey, answers)
    return encoded


def write_surveys(surveys: Iterable[SurveyFile], target: FilePath, alone: bool = False) -> int:
    """Writes a list, one survey a line, or with `alone` a single survey on many lines; how many were written."""
    with written_whole(target) as file:
        if alone:
            (survey,) = surveys
            file.write(json.dumps(encode_survey(survey), ensure_ascii=False, indent=2).encode() + b"\n")
            return 1
        count = 0
        for survey in surveys:
            file.write(b",\n" if count else b"[\n")
            file.write(json.dumps(encode_survey(survey), ensure_ascii=False).encode())
            count += 1
        file.write(b"\n]\n" if count else b"[]\n")
        return count


def _encode_confirmed(survey: SurveyFile, answers: Answers) -> list[dict[str, Any]]:
    numbers: dict[str, int | None] = {member: i for i, member in enumerate(answers.present_members(), 1)}
    numbers[""] = None
    return [
        {"rule": c.rule, "item": c.place.item, "member": numbers[c.place.member], "reason": c.reason}
        for c in survey.confirmed
        if c.place.member in numbers
    ]
