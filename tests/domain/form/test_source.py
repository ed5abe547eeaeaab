"""YAML with lines: what is read, and what is refused where."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.form.source import MAX_BYTES, FormProblem, Problems, load_yaml, parse_yaml


def test_node__of_every_key_and_value__knows_its_line() -> None:
    top = parse_yaml("a: 1\nb:\n  - x: 是\n    y: [no, 2022-01-01]\n", "form.yaml")
    entries = top.as_mapping({"a", "b"})
    first = entries["b"].as_list()[0].as_mapping({"x", "y"})
    assert (entries["a"].as_text(), entries["a"].line) == ("1", 1)
    assert (first["x"].as_text(), first["x"].line) == ("是", 3)
    assert [node.as_text() for node in first["y"].as_list()] == ["no", "2022-01-01"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: 2\na: 3", 3),
        ("a: 1\nb: &x 1", 2),
        ("a: 1\n<<: *x", 2),
        ("a: !!python/object:os.system 1", 1),
        ("a:\n - !x {}", 2),
        ("a: [", 1),
        ("a: 1\n---\nb: 2", 2),
        ("? [a]\n: b", 1),
        ("a: 1\n\tb: 2", 2),
        ("[" * 30, 1),
        ("a:\n" + "".join(" " * depth + "- \n" for depth in range(1, 60)), 25),
    ],
)
def test_yaml__that_is_not_plain__is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(FormProblem) as caught:
        parse_yaml(text, "x.yaml")
    assert (caught.value.file, caught.value.line) == ("x.yaml", line)


def test_mapping__unknown_or_missing_key__is_refused_at_its_line() -> None:
    top = parse_yaml("a: 1\ntypo: 2", "x.yaml")
    with pytest.raises(FormProblem) as unknown:
        top.as_mapping({"a"})
    with pytest.raises(FormProblem) as missing:
        top.as_mapping({"a", "typo"}, {"b"})
    assert (unknown.value.line, missing.value.line) == (2, 1)


@pytest.mark.parametrize("text", ["- 1", "1", ""])
def test_node__of_another_kind__is_refused(text: str) -> None:
    node = parse_yaml(text, "x.yaml")
    for ask in (node.as_text, node.as_list, node.as_mapping):
        problems = Problems()
        with problems.collecting():
            ask()
        assert len(problems.found) <= 1


@pytest.mark.parametrize("content", [b"a: \xff", b"x" * (MAX_BYTES + 1)])
def test_file__not_utf8_or_too_large__is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "form.yaml"
    file.write_bytes(content)
    with pytest.raises(FormProblem):
        load_yaml(file)


def test_file__that_is_not_there__is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormProblem):
        load_yaml(tmp_path / "form.yaml")


@given(st.text(max_size=200))
def test_any_text__read_as_yaml__is_a_node_or_a_problem(text: str) -> None:
    problems = Problems()
    with problems.collecting():
        parse_yaml(text, "x.yaml")
    assert all(problem.line >= 1 for problem in problems.found)
