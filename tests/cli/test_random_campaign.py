"""Campaigns in which chance decides who writes, hands up, judges, returns and takes back, and which sticks arrive."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cli.campaign import County, Office
from tests.cli.conftest import Ffp

UNITS = {"150722108": ("150722108203", "150722108204")}
CALM = {"bundle.nothing_new", "bundle.replayed", "bundle.waiting", "bundle.no_recipient"}
RETURNABLE = ("已上报", "审核通过", "已上报旗", "审定", "退回")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    is_long = metafunc.config.getoption("--soak")
    metafunc.parametrize("seed, steps", [(seed, 60) for seed in range(20)] if is_long else [(1, 12)])


class Chance:
    """A small county that anything may happen to."""

    def __init__(self, county: County, random: Random) -> None:
        self.county = county
        self.random = random
        self.township = county.townships["150722108"]
        self.villages = list(county.villages.values())
        self._batches = 0

    def step(self) -> None:
        acts: list[Callable[[], None]] = [self.write, self.submit, self.recall, self.judge, self.turn_back]
        acts += [self.correct, self.settle, *[lambda: self.carry(*self.random.choice(self.ways()))] * 6]
        self.random.choice(acts)()

    def ways(self) -> list[tuple[Office, Office]]:
        pairs = [(village, self.township) for village in self.villages] + [(self.township, self.county.banner)]
        return pairs + [(above, below) for below, above in pairs]

    def write(self) -> None:
        village = self.random.choice(self.villages)
        village.run("demo", "--households", "2", "--seed", str(self.random.randrange(10**6)))

    def submit(self) -> None:
        self.random.choice([*self.villages, self.township]).ask("review", "submit")

    def recall(self) -> None:
        office = self.random.choice([*self.villages, self.township])
        if number := self._some(office, ("已上报", "已上报旗")):
            office.ask("review", "recall", number, "--reason", "再看一遍")

    def judge(self) -> None:
        office = self.random.choice([self.township, self.county.banner])
        numbers = [line["number"] for line in office.run("review", "queue")]
        for name in ("鄂志强斯", "何玉花娜"):
            if numbers:
                office.ask("review", "approve", *numbers, by=name)

    def turn_back(self) -> None:
        office = self.random.choice([self.township, self.county.banner])
        if number := self._some(office, RETURNABLE):
            office.ask("review", "return", number, "--comment", "=请核实。", by="何玉花娜")

    def correct(self) -> None:
        office = self.random.choice([*self.villages, self.township])
        if number := self._some(office, ("退回", "已完成", "已上报", "审核通过")):
            value = str(self.random.randrange(1000))
            office.ask("survey", "set", number, "--item", "natural_village", "--value", value, "--reason", "改正")
            office.ask("survey", "finish", number, "--confirm", "已核实")

    def settle(self) -> None:
        self.settle_at(self.random.choice([self.township, self.county.banner, *self.villages]))

    def settle_at(self, office: Office) -> None:
        for number in office.conflicts():
            units = office.run("review", "conflicts", number)
            takes = [f"--take={unit['unit']}={self.random.randint(1, len(unit['sides']))}" for unit in units]
            office.ask("review", "resolve", number, *takes, "--reason", "照纸表")

    def carry(self, sender: Office, receiver: Office, everything: bool = False) -> None:
        down = ["--to", receiver.code] if len(receiver.code) > len(sender.code) else []
        self._batches += 1
        stick = self.county.folder / "sticks" / str(self._batches)
        stick.mkdir(parents=True)
        sent = sender.ask("bundle", "export", "--out", stick, *down, *(["--all"] if everything else []))
        if sent.code:
            assert sent.error_code in CALM
            return
        if not everything and self.random.random() < 0.2:
            return  # the stick is lost
        answer = receiver.ask("bundle", "import", stick)
        assert {line["error"] for line in answer.json} <= CALM | {""}
        if everything or self.random.random() < 0.6:
            for receipt in stick.glob("*.ffprcpt"):
                sender.ask("bundle", "receipt", receipt)

    def carry_all(self) -> None:
        for village in self.villages:
            self.carry(village, self.township, everything=True)
        self.carry(self.township, self.county.banner, everything=True)
        self.carry(self.county.banner, self.township, everything=True)
        for village in self.villages:
            self.carry(self.township, village, everything=True)

    def _some(self, office: Office, states: tuple[str, ...]) -> str:
        numbers = sorted(number for number, state in office.states().items() if state in states)
        return self.random.choice(numbers) if numbers else ""


def test_random_campaign__whatever_happens__ends_with_one_state(
    seed: int, steps: int, ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Chance(County(ffp, tmp_path, monkeypatch, UNITS), Random(seed))
    chance.write()
    for _ in range(steps):
        chance.step()
    offices = chance.county.offices()
    for _ in range(4):  # each round settles what the round before brought together
        chance.carry_all()
        for office in offices:
            chance.settle_at(office)
    chance.carry_all()
    assert [office.conflicts() for office in offices] == [[]] * len(offices)
    assert chance.township.digest(chance.township.code) == chance.county.banner.digest(chance.township.code)
    known = submitted(chance.county.banner)
    for village in chance.villages:
        assert village.digest(village.code) == chance.township.digest(village.code)
        own = {number: row for number, row in submitted(village).items() if row["state"] != "草稿"}
        assert own == {number: row for number, row in known.items() if number.startswith(village.code)}
    for office in offices:
        assert office.run("vault", "check") == []


def submitted(office: Office) -> dict[str, dict[str, Any]]:
    """State and place of every survey, as this office sees them."""
    rows = office.run("review", "where")
    return {row["number"]: {"state": row["state"], "holder": row["holder"]} for row in rows}
