"""Survey files into surveys: every key known, every value of its type, or the whole file is refused with the place."""

from collections.abc import Container, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.regions import RegionLevel, Regions
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.answer_reading import read_answer, read_text
from ffp_desktop.services.survey_file.filed_survey import NATURAL_VILLAGE, VILLAGE, FiledConfirmation, SurveyFile
from ffp_desktop.services.survey_file.json_text import NumberText, SurveyText, load_text, split_surveys
from ffp_desktop.services.survey_file.line_search import find_path, line_at
from ffp_desktop.services.survey_file.refusal import Path, RefusalError, name_path

_KEYS = ("form", "round", VILLAGE, NATURAL_VILLAGE, "answers", "members", "confirmed")
_REQUIRED = ("form", "round", VILLAGE)
_CONFIRMED_KEYS = ("rule", "item", "member", "reason")
_MAX_CONFIRMED = 500
_LONGEST_NAME = 100


def read_surveys(
    source: FilePath | bytes, form: Form, regions: Regions, rounds: Container[str] = (FIRST_ROUND.id,)
) -> tuple[SurveyFile, ...]:
    """All surveys of a file. Raises `FfpError` "survey_file.…" naming the place; then nothing was read."""
    return tuple(iterate_surveys(source, form, regions, rounds))


def iterate_surveys(
    source: FilePath | bytes, form: Form, regions: Regions, rounds: Container[str] = (FIRST_ROUND.id,)
) -> Iterator[SurveyFile]:
    """The same one by one, for a large file inside one transaction: an error may come after some surveys."""
    text = load_text(source)
    reader = SurveyReader(form, regions, rounds)
    for part in split_surveys(text):
        try:
            survey = reader.read(part.value)
        except RefusalError as refusal:
            raise _located(text, part, refusal) from refusal
        yield survey


def _located(text: str, part: SurveyText, refusal: RefusalError) -> FfpError:
    line = line_at(text, find_path(text, part.start, refusal.path))
    path = refusal.path if part.index is None else (part.index, *refusal.path)
    return FfpError(f"survey_file.{refusal.code}", f"第{line}行 {name_path(path)}".rstrip() + f"：{refusal.reason}")


class SurveyReader:
    """Reads JSON objects as surveys of one form; `read` raises `RefusalError`."""

    def __init__(self, form: Form, regions: Regions, rounds: Container[str] = (FIRST_ROUND.id,)) -> None:
        self._form = form
        self._regions = regions
        self._rounds = rounds
        by_key = {**form.by_number, **form.items}
        self._household = {key: item for key, item in by_key.items() if not item.repeat}
        self._member = {key: item for key, item in by_key.items() if item.repeat}
        self._rules = {rule.id for rule in form.rules}

    def read(self, raw: Any) -> SurveyFile:
        if type(raw) is not dict:
            raise RefusalError("wrong_type", (), "一户要写成 { } 对象。")
        for key in raw:
            if key not in _KEYS:
                raise RefusalError("unknown_key", (key,), f"不认识这个键，最外层只有{'、'.join(_KEYS)}。")
        for key in _REQUIRED:
            if key not in raw:
                raise RefusalError("missing_key", (), f"缺少“{key}”，请补上。")
        self._check_origin(raw)
        answers = Answers()
        self._read_village(raw, answers)
        self._read_row(raw.get("answers", {}), ("answers",), self._household, "", answers)
        self._read_members(raw.get("members", []), answers)
        confirmed = self._read_confirmed(raw.get("confirmed", []), answers)
        return SurveyFile(raw["form"], raw["round"], raw[VILLAGE], answers, confirmed)

    def _check_origin(self, raw: dict[str, Any]) -> None:
        if read_text(raw["form"], ("form",), _LONGEST_NAME) != self._form.id:
            raise RefusalError("unknown_form", ("form",), f"不是这种表，这里只认 {self._form.id}。")
        if read_text(raw["round"], ("round",), _LONGEST_NAME) not in self._rounds:
            raise RefusalError("unknown_round", ("round",), "没有这一轮排查，请核对轮次编号。")
        region = self._regions.find(read_text(raw[VILLAGE], (VILLAGE,), _LONGEST_NAME))
        if region is None or region.level is not RegionLevel.VILLAGE:
            raise RefusalError("unknown_village", (VILLAGE,), "区划表里没有这个村的代码，请核对 12 位代码。")

    def _read_village(self, raw: dict[str, Any], answers: Answers) -> None:
        answers.given[Place(VILLAGE)] = raw[VILLAGE]
        if NATURAL_VILLAGE in raw:
            item = self._household[NATURAL_VILLAGE]
            answers.given[Place(NATURAL_VILLAGE)] = read_answer(item, raw[NATURAL_VILLAGE], (NATURAL_VILLAGE,))

    def _read_members(self, raw: Any, answers: Answers) -> None:
        if type(raw) is not list:
            raise RefusalError("wrong_type", ("members",), "家庭成员要写成 [ ] 列表，一人一个 { }。")
        if len(raw) > self._form.max_members:
            limit = self._form.max_members
            raise RefusalError("too_many_members", ("members",), f"有 {len(raw)} 人，一户最多 {limit} 人，请核对。")
        for index, row in enumerate(raw):
            member = f"m{index + 1}"
            answers.members.append(member)
            self._read_row(row, ("members", index), self._member, member, answers)

    def _read_row(self, raw: Any, path: Path, items: Mapping[str, Item], member: str, answers: Answers) -> None:
        if type(raw) is not dict:
            raise RefusalError("wrong_type", path, "这里要写成 { } 对象，键是项目编号或名称。")
        for key, value in raw.items():
            item = items.get(key)
            if item is None:
                raise self._unknown_item(key, (*path, key), member)
            place = Place(item.id, member)
            if place in answers.given:
                raise RefusalError("item_twice", (*path, key), f"“{item.id}”写了两次，请去掉一个。")
            answers.given[place] = read_answer(item, value, (*path, key))

    def _unknown_item(self, key: str, path: Path, member: str) -> RefusalError:
        if not member and key in self._member:
            return RefusalError("unknown_key", path, "这一项属于家庭成员，请写进 members。")
        if member and key in self._household:
            return RefusalError("unknown_key", path, "这一项属于全户，请写进 answers。")
        return RefusalError("unknown_key", path, "表里没有这一项，请核对编号。")

    def _read_confirmed(self, raw: Any, answers: Answers) -> tuple[FiledConfirmation, ...]:
        if type(raw) is not list or len(raw) > _MAX_CONFIRMED:
            raise RefusalError("wrong_type", ("confirmed",), "已确认的提醒要写成 [ ] 列表。")
        return tuple(self._read_confirmation(entry, ("confirmed", i), answers) for i, entry in enumerate(raw))

    def _read_confirmation(self, raw: Any, path: Path, answers: Answers) -> FiledConfirmation:
        if type(raw) is not dict:
            raise RefusalError("wrong_type", path, "这里要写成 { } 对象。")
        for key in raw:
            if key not in _CONFIRMED_KEYS:
                raise RefusalError("unknown_key", (*path, key), f"不认识这个键，只有{'、'.join(_CONFIRMED_KEYS)}。")
        for key in _CONFIRMED_KEYS:
            if key not in raw and key != "member":
                raise RefusalError("missing_key", path, f"缺少“{key}”，请补上。")
        member = self._read_member_number(raw.get("member"), (*path, "member"), answers)
        key = read_text(raw["item"], (*path, "item"), _LONGEST_NAME)
        item = (self._member if member else self._household).get(key)
        if item is None:
            raise self._unknown_item(key, (*path, "item"), member)
        rule = read_text(raw["rule"], (*path, "rule"), _LONGEST_NAME)
        reason = read_text(raw["reason"], (*path, "reason"), 200).strip()
        if not rule or not reason:
            raise RefusalError("wrong_type", path, "确认一条提醒要写明规则和原因。")
        return FiledConfirmation(rule, Place(item.id, member), reason)

    def _read_member_number(self, raw: Any, path: Path, answers: Answers) -> str:
        if raw is None:
            return ""
        member = f"m{raw}"
        if type(raw) not in (NumberText, int) or member not in answers.members:
            raise RefusalError("wrong_type", path, "这里要写第几人的序号，例如 3。")
        return member
