"""The words of findings: how places are named, and how `${item}` in a rule's message is filled."""

import re
from decimal import Decimal

from ffp_desktop.domain.answer_text import format_printed
from ffp_desktop.domain.evaluation.worksheet import Worksheet
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Place

_SLOT = re.compile(r"\$\{([a-z0-9_.]+)\}")


class Wording:
    """Speaks of one survey's places and values."""

    def __init__(self, form: Form, sheet: Worksheet) -> None:
        self._form = form
        self._sheet = sheet

    def place_name(self, place: Place) -> str:
        """ "第3人 A6 居民身份证" """
        name = self._form.items[place.item].place_name
        if place.member in self._sheet.values.rows:
            return f"第{self._sheet.members.index(place.member) + 1}人 {name}"
        return name

    def fill(self, message: str, member: str) -> str:
        """`message` with every `${item}` as it is printed; facts and calculations as they are."""
        return _SLOT.sub(lambda match: self._printed(match[1], member), message)

    def _printed(self, name: str, member: str) -> str:
        item = self._form.items.get(name)
        if item is None:
            value = self._sheet.values.row(member)[name]
            return f"{value:,}" if isinstance(value, Decimal) else str(value)
        answer = self._sheet.effective(Place(name, member if item.repeat else ""))
        return format_printed(item, answer)
