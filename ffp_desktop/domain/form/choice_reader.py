"""Choice lists: one CSV a list, with the columns name, code, initials, aliases, exclusive and what rules look up."""

import csv
import io
import re
from pathlib import Path

from ffp_desktop.domain.form.definition import Choice, ChoiceList
from ffp_desktop.domain.form.source import FormProblem, Problems, read_text

MAX_CHOICES = 2000
_COLUMN = re.compile(r"[a-z][a-z0-9_]*")


def read_choice_lists(folder: Path, problems: Problems) -> dict[str, ChoiceList]:
    """All lists of a folder by file name without ending; what is wrong goes to `problems`."""
    lists: dict[str, ChoiceList] = {}
    for file in sorted(folder.glob("*.csv")):
        with problems.collecting():
            lists[file.stem] = read_choice_list(file)
    return lists


def read_choice_list(file: Path) -> ChoiceList:
    """One list. Raises `FormProblem` at the line of the first thing that is wrong."""
    reader = csv.reader(io.StringIO(read_text(file)), strict=True)
    choices: list[Choice] = []
    exclusive: list[str] = []
    seen: set[str] = set()
    codes: set[str] = set()
    try:
        header = next(reader, [])
        _check_header(file.name, header)
        for cells in reader:
            choice = _read_choice(file.name, reader.line_num, header, cells)
            _check_new(file.name, reader.line_num, choice, seen, codes)
            if "exclusive" in header and cells[header.index("exclusive")]:
                exclusive.append(choice.name)
            choices.append(choice)
    except csv.Error:
        raise FormProblem(file.name, reader.line_num, "不是合规的 CSV。请检查引号。") from None
    if not choices or len(choices) > MAX_CHOICES:
        raise FormProblem(file.name, 1, f"选项应当有 1 到 {MAX_CHOICES} 个。")
    if len(exclusive) > 1:
        raise FormProblem(file.name, 1, "只能有一个选项排斥别的（exclusive）。")
    return ChoiceList(file.stem, tuple(choices), exclusive[0] if exclusive else "")


def _check_header(file: str, header: list[str]) -> None:
    if "name" not in header:
        raise FormProblem(file, 1, "第一行缺少列名“name”。")
    for column in header:
        if not _COLUMN.fullmatch(column):
            raise FormProblem(file, 1, f"列名“{column}”应当由小写字母、数字和下划线组成。")
        if header.count(column) > 1:
            raise FormProblem(file, 1, f"列名“{column}”写了两次。")


def _read_choice(file: str, line: int, header: list[str], cells: list[str]) -> Choice:
    if len(cells) != len(header):
        raise FormProblem(file, line, f"这一行有 {len(cells)} 格，应当是 {len(header)} 格。")
    row = dict(zip(header, cells, strict=True))
    name = row.pop("name")
    code = row.pop("code", "")
    initials = row.pop("initials", "")
    row.pop("exclusive", None)
    if not name or name != "".join(name.split()):
        raise FormProblem(file, line, f"选项名“{name}”不能空着，也不能有空格。")
    return Choice(name, code, initials, row)


def _check_new(file: str, line: int, choice: Choice, seen: set[str], codes: set[str]) -> None:
    aliases = [alias for alias in choice.attributes.get("aliases", "").split("|") if alias]
    for name in (choice.name, *aliases):
        if name in seen:
            raise FormProblem(file, line, f"“{name}”写了两次。")
        seen.add(name)
    if choice.code and choice.code in codes:
        raise FormProblem(file, line, f"编号“{choice.code}”用了两次。")
    codes.add(choice.code)
