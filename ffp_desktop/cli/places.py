"""Where an answer stands, as a command line says it: A26, or A3 with the row of a person.

API: `find_place(form, members, item, row) -> Place`, `read_pinned(form, members, text) -> (Place, words)`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffp_desktop.cli.command import usage_error
from ffp_desktop.domain.survey import Place

if TYPE_CHECKING:
    from ffp_desktop.domain.form.definition import Form


def find_place(form: "Form", members: Sequence[str], item: str, row: int | None = None) -> Place:
    """The item by its id or printed number; of the person in row `row` (from 1) where it is asked of each."""
    found = form.items.get(item) or form.by_number.get(item)
    if found is None:
        raise usage_error(f"表里没有 {item} 这一项。请用 A26 这样的编号或项目的 id。")
    if not found.repeat:
        return Place(found.id)
    if row is None or not 1 <= row <= len(members):
        raise usage_error(f"{item} 是每个人的项目，请写第几个人；这张表有 {len(members)} 个人。")
    return Place(found.id, members[row - 1])


def read_pinned(form: "Form", members: Sequence[str], text: str) -> tuple[Place, str]:
    """A26=words, A3:2=words (the second person), or =words for the whole form."""
    where, mark, words = text.partition("=")
    item, _, row = where.partition(":")
    if not mark or (row and not row.isdigit()):
        raise usage_error("写成 A26=内容、A3:2=内容（第二个人），或 =内容（整张表）。")
    return (find_place(form, members, item, int(row) if row else None) if item else Place("")), words
