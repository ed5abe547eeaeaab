"""Settings that survive anything, and a log without a word of what was typed."""

from pathlib import Path

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.logs import log_bug, log_error, start_log
from ffp_desktop.settings import Settings


def test_settings__set__are_there_next_time(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    settings = Settings(file)
    settings.set("printer", "档案室")
    settings.set("window", ["0", "1"])
    settings.set("scale", 1.5)
    again = Settings(file)
    assert (again.get("printer", ""), again.get("window", ["x"]), again.get("scale", 1.0)) == (
        "档案室",
        ["0", "1"],
        1.5,
    )


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"wide": "yes", "printer": 3}'])
def test_settings__broken_file_or_other_type__is_the_default(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s.json").write_bytes(content)
    settings = Settings(tmp_path / "s.json")
    assert (settings.get("wide", False), settings.get("printer", "无")) == (False, "无")


def test_settings__that_cannot_be_written__hold_for_now(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    settings = Settings(tmp_path / "file" / "s.json")
    settings.set("printer", "档案室")
    assert settings.get("printer", "") == "档案室"
    assert settings.problem is not None and settings.problem.code == "settings.cannot_write"


def test_log__of_errors_and_bugs__holds_codes_and_places_only(tmp_path: Path) -> None:
    start_log(tmp_path)
    log_error(FfpError("vault.password_wrong", "苏和的密码不对。"))
    try:
        int("苏和150722196503041217")
    except ValueError as error:
        text = log_bug(error)
    content = (tmp_path / "ffp-desktop.log").read_text(encoding="utf-8")
    assert "vault.password_wrong" in content and text in content and "ValueError" in text
    assert "苏和" not in content and "150722196503041217" not in content


def test_log__folder_that_cannot_be_written__does_not_disturb(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    start_log(tmp_path / "file")
    log_error(FfpError("a.b", ""))
