"""Reads a form from its folder: form.yaml, sections/, rules/, choices/ and paper.yaml."""

from pathlib import Path

from ffp_desktop.domain.form.choice_reader import read_choice_lists
from ffp_desktop.domain.form.definition import Fact, Form, Rule
from ffp_desktop.domain.form.draft import FormDraft
from ffp_desktop.domain.form.item_reader import read_section, read_type
from ffp_desktop.domain.form.name_check import check_choice_columns, check_cycles, check_names
from ffp_desktop.domain.form.paper_reader import read_paper
from ffp_desktop.domain.form.rule_reader import read_rules
from ffp_desktop.domain.form.source import FormProblem, Node, Problems, load_yaml
from ffp_desktop.errors import FfpError

_KEYS = frozenset({"facts", "max_members"})
_REQUIRED = frozenset({"id", "version", "title", "sections"})


def read_form(folder: Path, *, later: bool = False) -> Form:
    """The form of a folder. Raises `FfpError("form.invalid")` that names file and line of the first problem.

    `later` is for a form that was checked before: its expressions are compiled when they are first needed.
    """
    form, problems = _read(folder, later=later)
    if problems or form is None:
        first = problems[0]
        more = f"（另有 {len(problems) - 1} 处）" if len(problems) > 1 else ""
        raise FfpError("form.invalid", f"{first.file}:{first.line}：{first.message}{more}")
    return form


def check_form(folder: Path) -> list[FormProblem]:
    """Everything that is wrong with the form of a folder; empty when it can be used."""
    return _read(folder, later=False)[1]


def _read(folder: Path, *, later: bool) -> tuple[Form | None, list[FormProblem]]:
    problems = Problems()
    form = None
    with problems.collecting():
        head = load_yaml(folder / "form.yaml").as_mapping(_KEYS, _REQUIRED)
        draft = FormDraft(read_choice_lists(folder / "choices", problems), problems, later)
        if "facts" in head:
            _read_facts(head["facts"], draft)
        for entry in head["sections"].as_list():
            with problems.collecting():
                draft.sections.append(read_section(_load_section(folder, entry), draft))
        rules = _read_rule_files(folder / "rules", draft)
        check_names(draft)
        check_choice_columns(draft)
        check_cycles(draft)
        form = _build(folder, head, draft, rules)
    return form, problems.found


def _load_section(folder: Path, entry: Node) -> Node:
    name = entry.as_text()
    if name != Path(name).name:
        raise entry.problem(f"“{name}”应当是 sections 里的文件名。")
    return load_yaml(folder / "sections" / name)


def _read_rule_files(folder: Path, draft: FormDraft) -> list[Rule]:
    rules: list[Rule] = []
    for file in sorted(folder.glob("*.yaml")):
        with draft.problems.collecting():
            rules += read_rules(load_yaml(file), draft)
    return rules


def _read_facts(node: Node, draft: FormDraft) -> None:
    for entry in node.as_list():
        with draft.problems.collecting():
            entries = entry.as_mapping({"repeat"}, {"id", "type"})
            name = draft.read_id(entries["id"])
            repeat = "repeat" in entries and entries["repeat"].as_flag()
            draft.facts[name] = Fact(name, read_type(entries["type"]), repeat)


def _build(folder: Path, head: dict[str, Node], draft: FormDraft, rules: list[Rule]) -> Form:
    return Form(
        id=head["id"].as_text(),
        version=head["version"].as_text(),
        title=head["title"].as_text(),
        sections=tuple(draft.sections),
        rules=tuple(rules),
        facts=tuple(draft.facts.values()),
        choice_lists=draft.lists,
        paper=read_paper(folder / "paper.yaml", draft.items, draft.sections, tuple(draft.facts)),
        max_members=head["max_members"].as_integer(1, 1000) if "max_members" in head else 60,
    )
