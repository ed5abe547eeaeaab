"""The round's dates and limits, by which the workbench says what is late and where to look closer.

API: `LimitsPart(desk, clock, theme)`: `fields` and `notes` by name: the keys of `DEADLINES`, then those of `_LIMITS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from unicodedata import normalize

from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.campaign.list_days import read_day
from ffp_desktop.domain.campaign.round_settings import DEADLINES, Deadline
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import ADMINISTRATOR, DeskShape
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.field import LatinField
from ffp_desktop.ui.widgets.label import Label

_DATE, _NUMBER = 120, 60  # px
_VISIT_DAYS = "visit_days"
_LIMITS = ("many_people", "people_for_one", "late_return", "silent_days", _VISIT_DAYS)


class LimitsPart(SettingsPart):
    """Each field is saved when it is left; what is wrong stays as typed, with its sentence beside it. Dates that only
    fit together are saved together, once the last of them fits."""

    def __init__(
        self, desk: DeskShape, clock: Callable[[], datetime], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("期限和界线"))
        self._desk = desk
        self._clock = clock
        self._kept: dict[str, str] = {}
        self.fields: dict[str, LatinField] = {}
        self.notes: dict[str, Label] = {}
        self._can_change = desk.operator.role == ADMINISTRATOR
        self._add_fields()
        self.body.addWidget(self.notice)
        self.body.addStretch()
        for name, field in self.fields.items():
            field.setEnabled(self._can_change)
            field.editingFinished.connect(partial(self.commit, name))
        for field in list(self.fields.values())[:-1]:
            field.returnPressed.connect(self.focusNextChild)
        if not self._can_change:
            self.notice.tell(self.tr("期限和界线要由管理员来改。"))

    def first_field(self) -> QWidget | None:
        return next(iter(self.fields.values())) if self._can_change else None

    def show_now(self) -> None:
        self._kept = self._read()
        for name, field in self.fields.items():
            field.set_value(self._kept[name])
            field.show_finding("")
            self.notes[name].say(self._say_usual(name), "muted")

    def commit(self, name: str) -> None:
        """Saves what stands in a field, if it is another value than the kept one."""
        field, typed = self.fields[name], self._typed(name)
        if typed == self._kept[name]:
            if field.property("wrong"):
                self._accept([name], "")
        elif name in DEADLINES and not typed:
            self._refuse(name, self.tr("看不出是哪一天，请写成 2023-03-13 的样子。"))
        elif not typed:
            self._refuse(name, self.tr("要写整数，如 {0}。").format(self._kept[name]))
        else:
            try:
                saved = self._save(name, typed)
            except FfpError as error:
                self._refuse(name, error.sentence)
                return
            self._accept(saved, self.tr("已改"))

    # -- private -----------------------------------------------------------------------------------------------

    def _add_fields(self) -> None:
        self.body.addWidget(Label(self.tr("期限"), Type.SUBHEAD, is_bold=True))
        for name, words in DEADLINES.items():
            self._add_field(name, words, "", "", _DATE)
        self.body.addWidget(Label(self.tr("界线"), Type.SUBHEAD, is_bold=True))
        lines = (
            (self.tr("人多的村"), self.tr("重点人群"), self.tr("人以上")),
            (self.tr("识别少的村"), self.tr("每"), self.tr("人识别不到 1 户")),
            (self.tr("退回没改"), self.tr("超过"), self.tr("天算迟")),
            (self.tr("没有动静"), "", self.tr("天没有新到的表；速度也按这几天算")),
            (self.tr("已入户"), "", self.tr("天以内的户，新名单来了不再去")),
        )
        for name, (words, before, after) in zip(_LIMITS, lines, strict=True):
            self._add_field(name, words, before, after, _NUMBER)
        self.add_words(self.tr("人多又识别少的村，在工作台上标红、编号，要逐户看。这些数随本轮下发给下面的单位。"))

    def _add_field(self, name: str, words: str, before: str, after: str, width: int) -> None:
        field, note = LatinField(max_length=20), Label("", Type.LABEL, "muted", wraps=True)
        field.setFixedWidth(width)
        field.setAccessibleName(words)
        around = [Label(text, Type.TEXT, "label") for text in (before, after)]
        row = self.add_line(words, *[one for one in (around[0], field, around[1]) if one is field or one.text()])
        row.insertWidget(row.count() - 1, note, 1)
        self.fields[name], self.notes[name] = field, note

    def _read(self) -> dict[str, str]:
        settings = self._desk.workbench.settings()
        days = {one.key: one.date for one in settings.deadlines}
        numbers = {name: str(getattr(settings, name)) for name in _LIMITS if name != _VISIT_DAYS}
        return {**days, **numbers, _VISIT_DAYS: str(self._desk.workbench.visit_days())}

    def _typed(self, name: str) -> str:
        """An ISO day (of the kept one's year where none is said) or a whole number; "" for anything else."""
        text = normalize("NFKC", self.fields[name].value()).strip()
        if name in DEADLINES:
            return read_day(text).day or read_day(f"{self._kept[name][:4]}年{text}").day
        return str(int(text)) if text.isascii() and text.isdigit() else ""

    def _save(self, name: str, typed: str) -> Sequence[str]:
        """The names of what was saved with it."""
        workbench = self._desk.workbench
        if name == _VISIT_DAYS:
            workbench.set_visit_days(int(typed))
        elif name not in DEADLINES:
            change: dict[str, Any] = {name: int(typed)}
            workbench.save_settings(replace(workbench.settings(), **change))
        else:
            together = {key: self._typed(key) or self._kept[key] for key in DEADLINES}
            try:
                self._save_days(together)
            except FfpError:
                self._save_days({**self._kept, name: typed})
            else:
                return [key for key in DEADLINES if key == name or together[key] != self._kept[key]]
        return [name]

    def _save_days(self, days: dict[str, str]) -> None:
        settings = self._desk.workbench.settings()
        deadlines = tuple(replace(one, date=days[one.key]) for one in settings.deadlines)
        self._desk.workbench.save_settings(replace(settings, deadlines=deadlines))

    def _accept(self, names: Sequence[str], done: str) -> None:
        self._kept = self._read()
        for name in names:
            self.fields[name].set_value(self._kept[name])
            self.fields[name].show_finding("")
            words = [one for one in (done, self._say_usual(name)) if one]
            self.notes[name].say("，".join(words), "accent" if done else "muted")

    def _refuse(self, name: str, sentence: str) -> None:
        self.fields[name].show_finding(sentence)
        self.notes[name].say(sentence, "error")

    def _say_usual(self, name: str) -> str:
        """How long it still is, beside a date."""
        if name not in DEADLINES:
            return ""
        left = Deadline(name, DEADLINES[name], self._kept[name]).days_left(self._clock().date())
        if left == 0:
            return self.tr("今天到期")
        return self.tr("还有 {0} 天").format(left) if left > 0 else self.tr("已过 {0} 天").format(-left)
