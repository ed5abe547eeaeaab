"""The definition tree of a form: sections, items, choice lists, rules and the paper (never the answers)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ffp_desktop.domain.expressions.expression import Expression
from ffp_desktop.domain.paper.grid import Paper


class ItemType(StrEnum):
    """XLSForm's words for what an item holds."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    CALCULATE = "calculate"


class Level(StrEnum):
    """How much a finding weighs: an error bars 完成, a warning must be confirmed."""

    ERROR = "错误"
    WARNING = "提醒"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `name` is stored, printed and exchanged; `code` is a key to type; the rest is for rules and hints."""

    name: str
    code: str = ""
    initials: str = ""  # pinyin initials, lower case, computed at build time of the list: "之女" -> "zn"
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other ways the choice is written, understood when read, never stored."""
        return tuple(alias for alias in self.attributes.get("aliases", "").split("|") if alias)


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """The choices of an item in the order they are offered. `exclusive` names the choice that excludes all others."""

    name: str
    choices: tuple[Choice, ...]
    exclusive: str = ""

    def find(self, name: str) -> Choice | None:
        """The choice of this exact name (or one of its `aliases`, joined by |), if any."""
        return next((c for c in self.choices if c.name == name or name in c.aliases), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the form.

    `label` is the paper's wording, `name` the short one for findings ("是否危房"), `number` the printed "A32", if any.
    `calculation` on a type other than calculate gives the value until one is keyed. `unit` is what must not be half
    merged. `repeat` items are answered once per member. `passed_over` items are shown but not visited by Enter.
    """

    id: str
    number: str
    name: str
    label: str
    type: ItemType
    section: str
    repeat: bool = False
    choices: ChoiceList | None = None
    relevant: Expression | None = None
    required: Expression | None = None
    required_level: Level = Level.ERROR
    calculation: Expression | None = None
    constraint: Expression | None = None
    constraint_message: str = ""
    constraint_level: Level = Level.ERROR
    default: str = ""
    unit: str = ""
    measure: str = ""  # printed unit: 元, 万元, 月
    places: int = 0  # decimal places of a decimal
    max_length: int = 200  # code points of a text
    normalise: str = ""  # a clean-up in domain.answer_text: "person_name", "id_number", "phone"
    suggest: str = ""  # "village": offers what the village has used; a select_multiple without choices is open
    carry: str = ""  # "stable": the answer goes into the household's next survey as unconfirmed ink
    private: bool = False  # an ID number, a phone, a name: never in a log
    passed_over: bool = False
    markable: bool = True
    off_paper: bool = False  # kept with the survey, not printed
    help: str = ""

    @property
    def place_name(self) -> str:
        """How findings name the item: "A32 是否危房"."""
        return f"{self.number} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Section:
    """One of the form's sections 一 to 八."""

    id: str
    numeral: str
    title: str
    items: tuple[Item, ...]
    relevant: Expression | None = None
    irrelevant_reason: str = ""
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A check over several answers. A true `expression` is a finding.

    `place` is the item the finding stands at, `touches` all items its message is about (they are tinted too).
    `message` may hold `${item}`; `action` says what to do. `proposal` names the item whose value F5 takes for `place`.
    """

    id: str
    level: Level
    expression: Expression
    message: str
    action: str
    place: str
    touches: tuple[str, ...]
    repeat: bool
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something expressions may name that is not answered: from the round, the vault or the installation."""

    id: str
    type: ItemType
    repeat: bool = False


@dataclass(frozen=True)
class Form:
    """A blank form, whole. `items` holds every item by id, in the paper's order."""

    id: str
    version: str
    title: str
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    facts: tuple[Fact, ...]
    choice_lists: Mapping[str, ChoiceList]
    paper: Paper
    max_members: int = 60

    @cached_property
    def items(self) -> Mapping[str, Item]:
        return {item.id: item for section in self.sections for item in section.items}

    @cached_property
    def member_items(self) -> tuple[Item, ...]:
        """The items of one member row, in the paper's order, calculated ones included."""
        return tuple(item for item in self.items.values() if item.repeat)

    @cached_property
    def by_number(self) -> Mapping[str, Item]:
        """Items by printed number; the first of those that share one ("A31" is safe_water)."""
        found: dict[str, Item] = {}
        for item in self.items.values():
            if item.number:
                found.setdefault(item.number, item)
        return found
