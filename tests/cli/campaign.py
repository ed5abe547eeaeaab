"""A banner, its townships and villages, each a vault of its own, that know each other only through files and `ffp`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.services.vaults import Unit, Vaults
from tests.cli.conftest import PASSWORD, Answer, Ffp
from tests.conftest import QUICK

BANNER = "150722"
VILLAGES = {
    "150722108": ("150722108203", "150722108204", "150722108205"),
    "150722100": ("150722100201", "150722100202"),
}
REVIEWERS = ("鄂志强斯", "何玉花娜")
_LEVELS = {6: "旗", 9: "乡镇", 12: "村"}


class Office:
    """One vault and the stick that goes in and out of it."""

    def __init__(self, ffp: Ffp, folder: Path, code: str, clerk: str, stick: Path) -> None:
        self._ffp = ffp
        self.folder = folder
        self.code = code
        self.stick = stick
        vaults = Vaults(folder, params=QUICK)
        vault, _code = vaults.create(Unit(code, f"单位{code}", _LEVELS[len(code)]), clerk, PASSWORD)
        vaults.close(vault, backup=False)

    def ask(self, *arguments: str | Path, by: str = "") -> Answer:
        """One command of this office, answered in JSON."""
        who = ("--operator", by) if by else ()
        return self._ffp("--vault", self.folder, *who, "--json", *arguments)

    def run(self, *arguments: str | Path, by: str = "") -> Any:
        """The same of one that must go well."""
        answer = self.ask(*arguments, by=by)
        assert answer.code == 0, (arguments, answer.out, answer.err)
        return answer.json

    def refuse(self, *arguments: str | Path) -> str:
        """The code of the known error that a command ends with."""
        answer = self.ask(*arguments)
        assert answer.code == 3, (arguments, answer.out, answer.err)
        return answer.error_code

    # ---- what an office does

    def enrol_under(self, above: "Office") -> None:
        request, pack = self.stick / f"{self.code}.ffpreq", self.stick / f"{self.code}.ffpcert"
        office = ("--office",) if len(self.code) == 9 else ()
        spoken = self.run("device", "request", "--out", request, *office)["fingerprint"]
        root = above.run("device", "certify", request, "--fingerprint", spoken, "--out", pack)["root"]
        assert self.run("device", "enrol", pack, "--fingerprint", root)["unit"] == self.code

    def export(self, to: str = "", *more: str) -> list[Path]:
        down = ("--to", to) if to else ()
        return [self.stick / one["name"] for one in self.run("bundle", "export", "--out", self.stick, *down, *more)]

    def take(self, *files: Path) -> None:
        """Imports files one by one; each receipt lies beside its bundle then."""
        for file in files:
            self.run("bundle", "import", file)

    def take_receipts(self) -> None:
        """Every receipt on the stick that is for this office."""
        for receipt in sorted(self.stick.glob(f"回执-{self.code}-*.ffprcpt")):
            self.ask("bundle", "receipt", receipt)

    def submit(self) -> Any:
        return self.run("review", "submit")["done"]

    def approve(self, *numbers: str) -> None:
        """Two people, one after the other."""
        for name in REVIEWERS:
            answer = self.run("review", "approve", *numbers, by=name)
            assert answer["refused"] == []

    def states(self) -> dict[str, str]:
        return {row["number"]: row["state"] for row in self.run("survey", "list")}

    def digest(self, unit: str = "") -> str:
        digest: str = self.run("bundle", "reckon", "--unit", unit)["digest"]
        return digest

    def conflicts(self) -> list[str]:
        return [row["number"] for row in self.run("review", "conflicts")]


class County:
    """One banner, two townships, five villages; or the townships that are named."""

    def __init__(
        self,
        ffp: Ffp,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        units: Mapping[str, Sequence[str]] = VILLAGES,
    ) -> None:
        monkeypatch.setenv("FFP_NEW_PASSPHRASE", PASSWORD)
        self.ffp = ffp
        self.folder = folder
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.banner = self.make(BANNER, "敖日格勒图")
        self.banner.run("device", "root")
        self.townships = {code: self.make(code, "沃志军巴图") for code in units}
        self.villages = {code: self.make(code, "涂金山巴雅尔") for below in units.values() for code in below}
        for township in self.townships.values():
            township.enrol_under(self.banner)
        for code, village in self.villages.items():
            village.enrol_under(self.townships[code[:9]])
        for office in (self.banner, *self.townships.values()):
            for name in REVIEWERS:
                office.run("operator", "add", name, "--role", "审核员")

    def make(self, code: str, clerk: str, name: str = "") -> Office:
        return Office(self.ffp, self.folder / (name or code), code, clerk, self.stick)

    def below(self, township: str) -> list[Office]:
        return [self.villages[code] for code in VILLAGES[township]]

    def up(self, office: Office, *more: str) -> None:
        """A bundle to the office above, and its receipt back."""
        above = self.banner if len(office.code) == 9 else self.townships[office.code[:9]]
        above.take(*office.export("", *more))
        office.take_receipts()

    def down(self, office: Office, to: Office, *more: str) -> None:
        to.take(*office.export(to.code, *more))
        office.take_receipts()

    def offices(self) -> list[Office]:
        return [self.banner, *self.townships.values(), *self.villages.values()]


def personal_words(surveys: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Names of three letters and more, ID numbers and phones of exported surveys."""
    for survey in surveys:
        yield str(survey["answers"].get("head_phone", ""))
        for member in survey["members"]:
            yield from (str(member.get(item, "")) for item in ("name", "id_number"))


def find_words(folder: Path, words: Sequence[str]) -> list[tuple[str, str]]:
    """Files under a folder, and names of such, that hold any of the words in any encoding a computer here writes."""
    spelled = {
        encoded: word for word in words for encoded in (word.encode(), word.encode("utf-16-le"), word.encode("gb18030"))
    }
    found = []
    for file in sorted(folder.rglob("*")):
        content = file.name.encode() + (file.read_bytes() if file.is_file() else b"")
        found += [(file.name, word) for encoded, word in spelled.items() if encoded in content]
    return found


def forget(files: Sequence[Path]) -> None:
    """A stick that was lost."""
    for file in files:
        file.unlink()
