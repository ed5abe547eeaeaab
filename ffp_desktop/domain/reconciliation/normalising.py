"""What a cell of an export or a ledger says of an item, in the words in which sides are compared. Nothing is guessed: a
word nobody knows stays as it is, so it differs and is seen.

API: `ExportNormaliser(vocabulary)`: `.household(cells) -> values`, `.person(cells) -> values`; both take the texts of
the columns that there are, by target, and give values by item ("" for an empty cell). `read_day(text)`.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ffp_desktop.domain.answer_text import normalise_name
from ffp_desktop.domain.id_number import normalise_id_number, person_key
from ffp_desktop.domain.reconciliation.columns import (
    HOUSE_GRADE,
    MEASURE_COLUMNS,
    MONITOR_CATEGORY,
    RISK_COLUMNS,
    SAFE_HOUSE,
)
from ffp_desktop.domain.reconciliation.vocabulary import GENERAL, OFF_POVERTY_ANY, Vocabulary, join_words

Values = dict[str, str]
Cells = Mapping[str, str]

_DAY = re.compile(r"(\d{4})(?:[-/.年]?(\d{1,2}))?(?:月|(?:[-/.月]?(\d{1,2})日?))?(?:\d\d:\d\d.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YES = ("是", "√", "✓", "☑", "有", "1是", "已消除", "已享受", "Y")
_NO = ("否", "×", "✗", "无", "没有", "未消除", "未享受", "不是", "N")
_GENERAL = ("一般农户", "一般户", "一般农牧户", "非脱贫户", "一般")
_OFF_POVERTY = ("脱贫户", "建档立卡户", "脱贫人口", "正常脱贫户", "已脱贫")
_NOT_AWAY = ("", "无", "否", "不务工", "未务工", "-", "/")
_INSURED_ELSEWHERE = re.compile(r"否.*职工.*|职工.*")
_POLICIES = {"minimum_living": ("低保", "城市"), "destitute_support": ("特困", "")}


class ExportNormaliser:
    """Reads the cells of one line."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary

    def household(self, cells: Cells) -> Values:
        """The household's items of the columns that are there."""
        found: Values = {}
        if "household_kind" in cells or MONITOR_CATEGORY in cells:
            found["household_kind"] = self._kind(cells.get("household_kind", ""), cells.get(MONITOR_CATEGORY, ""))
        for item in ("identified_on", "eliminated_on"):
            if item in cells:
                found[item] = read_day(cells[item])[:7]
        if any(column in cells for column in RISK_COLUMNS):
            words = "，".join(cells.get(column, "") for column in RISK_COLUMNS)
            found["risk_types"] = join_words({self._words.risk(word) for word in re.split(r"[,，、;；/|\s]+", words)})
        if "measures" in cells or any(column in cells for column in MEASURE_COLUMNS):
            found["measures"] = self._measures(cells)
        for item in ("risk_eliminated", "safe_water"):
            if item in cells:
                found[item] = yes_or_no(cells[item])
        if "net_income" in cells:
            found["net_income"] = read_money(cells["net_income"])
        if any(column in cells for column in ("unsafe_house", SAFE_HOUSE, HOUSE_GRADE)):
            found["unsafe_house"] = _unsafe(cells)
        return found

    def person(self, cells: Cells) -> Values:
        """The person's items of the columns that are there."""
        found = {item: self._person_item(item, text) for item, text in cells.items() if item not in _OWN_WAY}
        if "name" in cells:
            found["name"] = normalise_name(cells["name"])
        if "id_number" in cells:
            found["id_number"] = person_key(normalise_id_number(cells["id_number"]))
        if "birth" in cells:
            found["birth"] = read_day(cells["birth"])
        self._take_schooling(found, cells)
        return found

    # ---- private

    def _kind(self, kind: str, category: str) -> str:
        """户类型 and 监测对象类别 together are the form's A1; a ledger may have it in one column."""
        if category and category not in _NO:
            return self._words.choice("household_kind", category)
        bare = kind.partition("（")[0].partition("(")[0]
        if bare in _GENERAL:
            return GENERAL
        return OFF_POVERTY_ANY if kind in _OFF_POVERTY else self._words.choice("household_kind", kind)

    def _measures(self, cells: Cells) -> str:
        texts = [self._words.measures(cells.get("measures", ""))]
        texts += [
            self._words.measures(cells[column], title) for column, title in MEASURE_COLUMNS.items() if column in cells
        ]
        return self._words.join_measures(text for text in texts if text)

    def _person_item(self, item: str, text: str) -> str:
        if item == "health":
            return self._words.choices(item, text)
        if item == "work_region":
            return "" if text in _NOT_AWAY else self._words.choice(item, text)
        if item in _POLICIES:
            return _policy(text, *_POLICIES[item])
        if item == "medical_insurance" and _INSURED_ELSEWHERE.fullmatch(text):
            return "否"
        if item in _YES_NO:
            return yes_or_no(text)
        return self._words.choice(item, text) if text else ""

    def _take_schooling(self, found: Values, cells: Cells) -> None:
        """The system has two columns where the paper has one; a ledger with one column may hold either in it."""
        if "in_school" in cells:
            found["in_school"] = self._words.school_place(cells["in_school"])
        if "education" in cells:
            word = self._words.schooling(cells["education"])
            if word in self._words.school_places:
                found.setdefault("in_school", word)
            else:
                found["education"] = word


@lru_cache(maxsize=4096)
def read_day(text: str) -> str:
    """A day or month as ISO (2022-03-15, 2022-03, 2022); what is none stays as it is."""
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    match = _COMPACT.fullmatch(bare.removesuffix(".0")) or _DAY.fullmatch(bare)
    if match is None:
        return text
    year, month, day = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year if month is None else text
    return "-".join([year, f"{int(month):02}"] + ([f"{int(day):02}"] if day and int(day) else []))


@lru_cache(maxsize=4096)
def read_money(text: str) -> str:
    """Yuan as the shortest figure that says the same (8123.5, 8123); what is no figure stays as it is."""
    bare = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").removesuffix("元").removeprefix("¥")
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        return text
    return f"{amount.normalize():f}" if amount.is_finite() else text


def yes_or_no(text: str) -> str:
    """是 or 否, "" for an empty cell; any other word stays."""
    return "是" if text in _YES else "否" if text in _NO else text


def _policy(text: str, word: str, not_counted: str) -> str:
    """农村低保 is 是, 城市低保 is not what the form asks for; an empty cell of the system says that there is none."""
    if word in text:
        return "否" if not_counted and not_counted in text else "是"
    return yes_or_no(text) or "否"


def _unsafe(cells: Cells) -> str:
    told = yes_or_no(cells.get("unsafe_house", ""))
    safe = yes_or_no(cells.get(SAFE_HOUSE, ""))
    grade = unicodedata.normalize("NFKC", cells.get(HOUSE_GRADE, "")).upper()[:1]
    if told:
        return told
    if safe:
        return {"是": "否", "否": "是"}.get(safe, safe)
    return "否" if grade in ("A", "B") else "是" if grade in ("C", "D") else ""


_OWN_WAY = ("name", "id_number", "birth", "education", "in_school")
_YES_NO = ("medical_insurance", "critical_illness_insurance", "medical_aid", "pension_insurance")
