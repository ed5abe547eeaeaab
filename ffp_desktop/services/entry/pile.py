"""What the forms of one pile share: who went out, who judged, when. Taken from the household before with one key."""

from ffp_desktop.domain.form.definition import Item
from ffp_desktop.domain.values import Answer, is_value

SURVEY_DATE = "survey_date"


class Pile:
    """The last answers given at the items that a pile shares, while the vault is open. Nothing here is durable."""

    def __init__(self) -> None:
        self._last: dict[str, Answer] = {}

    def is_shared(self, item: Item) -> bool:
        """Whether households of a pile often answer the item alike."""
        return not item.repeat and (bool(item.suggest) or item.id == SURVEY_DATE)

    def note(self, item: Item, answer: Answer) -> None:
        """Remembers what was given."""
        if self.is_shared(item) and is_value(answer):
            self._last[item.id] = answer

    def last(self, item: str) -> Answer | None:
        """What the household before was given at the item."""
        return self._last.get(item)
