"""`ffp` as a function: what it answered, without a process."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.cli.main import main

PASSWORD = "纸上写的第17户人家"


@dataclass(frozen=True, slots=True)
class Answer:
    """Exit code and the two streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error_code(self) -> str:
        """The code of a known error under --json."""
        code: str = json.loads(self.err)["error"]["code"]
        return code


Ffp = Callable[..., Answer]


@pytest.fixture
def ffp(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Ffp]:
    """Runs one command line; the environment names no vault and the password is set."""
    for name in ("FFP_VAULT", "FFP_OPERATOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FFP_PASSPHRASE", PASSWORD)

    def run(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    yield run
