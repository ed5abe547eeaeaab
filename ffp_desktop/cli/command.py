"""Click in Chinese, with the options that every command takes; a command's file is loaded when it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ffp_desktop.cli.wording import ChineseFormatter, describe_option


@dataclass(slots=True)
class Call:
    """What one call of `ffp` was asked, beside the command's own arguments."""

    vault: Path | None = None
    operator: str = ""
    as_json: bool = False


pass_call = click.make_pass_decorator(Call, ensure=True)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Notes an option that was given, wherever it stood on the line."""
    if value:
        setattr(context.ensure_object(Call), str(parameter.name), value)


def shared_options(with_environment: bool) -> list[click.Parameter]:
    """--vault, --operator, --json; the environment is asked once, at the top."""

    def variable(name: str) -> str | None:
        return name if with_environment else None

    return [
        click.Option(
            ["--vault"],
            type=click.Path(path_type=Path),
            envvar=variable("FFP_VAULT"),
            metavar="文件夹",
            help="数据库所在的文件夹（或环境变量 FFP_VAULT）。",
            callback=_keep,
            expose_value=False,
        ),
        click.Option(
            ["--operator"],
            envvar=variable("FFP_OPERATOR"),
            metavar="姓名",
            help="用谁的密码打开（或环境变量 FFP_OPERATOR）；不写就是第一个人。",
            callback=_keep,
            expose_value=False,
        ),
        click.Option(
            ["--json", "as_json"],
            is_flag=True,
            help="用 JSON 回答，给别的程序读。",
            callback=_keep,
            expose_value=False,
        ),
    ]


class ChineseContext(click.Context):
    """Formats its help pages with our formatter."""

    formatter_class = ChineseFormatter


class _Chinese(click.Command):
    """Headings and the help option in Chinese."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[选项]"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("选项"):
            formatter.write_dl([describe_option(one) for one in self.get_params(ctx) if isinstance(one, click.Option)])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这些说明。"
        return option


class FfpCommand(_Chinese):
    """A command that also takes the shared options after its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options(with_environment=False))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuses what is left over, in Chinese."""
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise click.UsageError(f"这里多写了 {'、'.join(left)}，去掉再试。", ctx)
        return left


class FfpGroup(_Chinese, click.Group):
    """A group whose commands are `FfpCommand`s."""

    command_class = FfpCommand

    def collect_usage_pieces(self, _ctx: click.Context) -> list[str]:
        return ["[选项]", "命令", "…"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Chinese.format_options(self, ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in commands if command])


class LazyGroup(FfpGroup):
    """The top: each command's file is imported when the command is called, so that the others cost nothing."""

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options(with_environment=True))
        self._lazy = lazy

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(self._lazy)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return None
        module, attribute = self._lazy[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command


def usage_error(sentence: str) -> click.UsageError:
    return click.UsageError(sentence)
