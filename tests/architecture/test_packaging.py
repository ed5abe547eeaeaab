"""The Windows scripts as Windows reads them; none of this can be run here."""

from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


def test_run_ps1__chinese__is_marked_as_utf_8() -> None:
    """Windows PowerShell 5.1 takes an unmarked file for GBK, and a mangled sentence can swallow its quote."""
    assert (PACKAGING / "run.ps1").read_bytes().startswith(b"\xef\xbb\xbf")


def test_run_ps1__strings__hold_no_curly_quotes() -> None:
    """PowerShell takes them for quotes of its own, and a sentence ends in the middle."""
    text = (PACKAGING / "run.ps1").read_text(encoding="utf-8-sig")
    assert not set(text) & set("“”„‘’‚‛")


@pytest.mark.parametrize("name", ["run.ps1", "run.cmd"])
def test_windows_scripts__line_ends__are_those_of_windows(name: str) -> None:
    lines = (PACKAGING / name).read_bytes().split(b"\n")
    assert all(line.endswith(b"\r") for line in lines[:-1])


def test_run_cmd__is_ascii_and_starts_the_other_script() -> None:
    text = (PACKAGING / "run.cmd").read_text(encoding="ascii")
    assert "-ExecutionPolicy Bypass" in text and '"%~dp0run.ps1"' in text
