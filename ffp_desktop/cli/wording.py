"""What click would say in English, in Chinese: help pages, and what was wrong with a command line.

API: `ChineseFormatter`, `describe_option(option) -> (name, help)`, `explain_usage(error) -> sentence`.
"""

from collections.abc import Iterable

import click

from ffp_desktop.cli.output import width_of


class ChineseFormatter(click.HelpFormatter):
    """Full-width colons, and columns aligned by what a terminal shows: a Chinese character takes two places."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        widest = min(max((width_of(name) for name, _text in rows), default=0), col_max)
        for name, text in rows:
            gap = " " * (max(widest - width_of(name), 0) + col_spacing)
            self.write(f"{'':>{self.current_indent}}{name}{gap}{text}".rstrip() + "\n")


def describe_option(option: click.Option) -> tuple[str, str]:
    """How an option is written, and what it is for."""
    value = "" if option.is_flag else f" {option.metavar or '值'}"
    extra = [_say_range(option.type)] if isinstance(option.type, click.IntRange) else []
    extra += ["必填"] if option.required else []
    return f"{option.opts[-1]}{value}", (option.help or "") + (f"（{'，'.join(extra)}）" if extra else "")


def explain_usage(error: click.ClickException) -> str:
    """What was wrong with the command line and what to write, in one Chinese sentence."""
    match error:
        case click.exceptions.NoSuchCommand():
            return f"没有命令 {error.command_name}。可以用：{'、'.join(_commands(error.ctx))}。"
        case click.NoSuchOption():
            alike = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}。{alike}"
        case click.BadOptionUsage():
            takes_none = "does not take" in error.message
            return f"选项 {error.option_name} 后面{'不要写值' if takes_none else '要写一个值'}。"
        case click.MissingParameter():
            return f"缺少 {_name(error.param)}，请写上。"
        case click.BadParameter():
            return _explain_value(error)
    return error.format_message()


def _explain_value(error: click.BadParameter) -> str:
    """A value of the wrong kind; a sentence of our own says the rest itself."""
    name, kind = _name(error.param), error.param.type if error.param is not None else None
    if not error.message.isascii() and not isinstance(kind, click.Choice):
        return f"{name} 不对：{error.message}"
    match kind:
        case click.Choice():
            return f"{name} 只能是：{'、'.join(str(choice) for choice in kind.choices)}。"
        case click.IntRange():
            return f"{name} 要写整数，{_say_range(kind)}。"
        case click.Path():
            return f"{name} {_explain_path(kind)}"
    return f"{name} 要写整数。" if kind is click.INT else f"{name} 不对，请看说明。"


def _explain_path(kind: click.Path) -> str:
    if not kind.dir_okay:
        return "是一个文件夹，请写一个文件的名字。"
    return "是一个文件，请写一个文件夹。" if not kind.file_okay else "读不了，请核对位置和权限。"


def _say_range(kind: click.IntRange) -> str:
    if kind.max is None:
        return f"至少 {kind.min}"
    return f"{kind.min} 到 {kind.max}"


def _name(parameter: click.Parameter | None) -> str:
    """--out 文件 for an option, the word of the usage line for an argument."""
    if isinstance(parameter, click.Option):
        return describe_option(parameter)[0]
    return (parameter.metavar or "参数").strip("[]…") if isinstance(parameter, click.Argument) else "参数"


def _commands(context: click.Context | None) -> list[str]:
    if context is None or not isinstance(context.command, click.Group):
        return []
    return context.command.list_commands(context)
