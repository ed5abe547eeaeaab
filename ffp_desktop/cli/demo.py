"""`ffp demo`: invented households of 莫旗, into a file, onto stdout or into the vault; with mistakes on demand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call
from ffp_desktop.cli.loading import load_form, load_regions
from ffp_desktop.cli.output import print_json, print_note
from ffp_desktop.services.demo import DemoSurvey, make_surveys

_MOST = 100_000


class _Share(click.ParamType[float]):
    """0.1, 10 or 10%: a share of the households."""

    name = "比例"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip()
        try:
            number = float(text.removesuffix("%"))
        except ValueError:
            self.fail("请写 0 到 1 之间的数，或百分数，例如 0.1 或 10%。", param, ctx)
        share = number / 100 if text.endswith("%") or number > 1 else number
        if not 0 <= share <= 1:
            self.fail("比例在 0 和 1（100%）之间。", param, ctx)
        return share


@click.command("demo", cls=FfpCommand, help="造一批演示用的农牧户（人都是编的），写进文件或数据库。")
@click.option("--households", type=click.IntRange(1, _MOST), default=20, metavar="户数", help="造多少户，默认 20。")
@click.option("--seed", type=int, default=1, metavar="数", help="同一个数造出同样的户，默认 1。")
@click.option(
    "--mistakes", type=_Share(), default=0.0, metavar="比例", help="多大比例的户各埋一处已知的错，例如 0.1 或 10%。"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写进这个文件，- 是标准输出；不写就进 --vault 的数据库。",
)
@pass_call
def demo_command(call: Call, households: int, seed: int, mistakes: float, out: Path | None) -> int:
    from ffp_desktop.services.rounds import FIRST_ROUND

    def make(unit: str) -> Iterable[DemoSurvey]:
        return make_surveys(load_form(), load_regions(), FIRST_ROUND, households, seed, mistakes, unit)

    if out is None and call.vault is not None:
        planted, answer = _put_into_vault(call, make)
    else:
        planted, answer = _write_file(call, make(""), out if out is not None else Path("-"))
    if call.as_json:
        print_json(answer | {"mistakes": planted})
        return 0
    for mistake in planted:
        member = f" 第{mistake['member']}人" if mistake["member"] else ""
        place = f"第{mistake['household']}户{member} {mistake['number'] or mistake['item']}"
        print_note(f"{mistake['level']}  {place}  {mistake['rule']}")
    print_note(answer["sentence"] + (f"，埋了 {len(planted)} 处错。" if planted else "。"))
    return 0


def _write_file(call: Call, surveys: Iterable[DemoSurvey], out: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Writes a list of surveys; onto stdout the list alone, or with --json together with the mistakes."""
    import json

    planted: list[dict[str, Any]] = []
    encoded = (survey.encoded for survey in _noting(surveys, planted))
    if str(out) == "-" and call.as_json:
        return planted, {"surveys": list(encoded)}
    lines = (json.dumps(survey, ensure_ascii=False) for survey in encoded)
    if str(out) == "-":
        count = 0
        for count, line in enumerate(lines, 1):
            click.echo(("," if count > 1 else "[") + "\n" + line, nl=False)
        click.echo("\n]")
    else:
        count = _write_lines(lines, out)
    return planted, {"households": count, "out": str(out), "sentence": f"造了 {count} 户"}


def _write_lines(lines: Iterable[str], out: Path) -> int:
    from ffp_desktop.files import written_whole

    count = 0
    with written_whole(out) as file:
        for line in lines:
            file.write((",\n" if count else "[\n").encode() + line.encode())
            count += 1
        file.write(b"\n]\n")
    return count


def _put_into_vault(
    call: Call, make: Callable[[str], Iterable[DemoSurvey]]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Makes households of the vault's own unit and puts them in."""
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.survey_file.exchange import FiledSurvey
    from ffp_desktop.services.survey_file.reading import SurveyReader

    planted: list[dict[str, Any]] = []
    with opened_desk(call) as desk:
        reader = SurveyReader(desk.form, desk.regions, (desk.surveys.current_round().id,))
        desk.is_changed = True
        surveys = make(desk.vault.unit.code)
        done = desk.exchange.put_in(
            FiledSurvey(reader.read(survey.encoded), survey.is_finished) for survey in _noting(surveys, planted)
        )
    count = len(done.surveys)
    answer = {
        "households": count,
        "finished": done.finished,
        "sentence": f"放进 {count} 户，其中 {done.finished} 户已完成",
    }
    return planted, answer


def _noting(surveys: Iterable[DemoSurvey], planted: list[dict[str, Any]]) -> Iterator[DemoSurvey]:
    """The surveys unchanged; what was planted in them is collected with the household's number from 1."""
    items = load_form().items
    for number, survey in enumerate(surveys, 1):
        for mistake in survey.mistakes:
            printed = items[mistake.item].number or None
            planted.append({"household": number, "number": printed, **asdict(mistake)})
        yield survey
