"""What commands need before they can start: the form, the regions, the password."""

import os
import sys

import click

from ffp_desktop.cli.command import usage_error
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError


def load_form() -> Form:
    """The form of this installation."""
    from ffp_desktop.services.forms import FormShelf

    return FormShelf().form


def load_regions() -> Regions:
    from ffp_desktop.services.forms import county_regions

    return county_regions()


def ask_new_password() -> str:
    """Another person's password from FFP_NEW_PASSPHRASE, or asked for at the terminal, twice."""
    given = os.environ.get("FFP_NEW_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise usage_error("没有新密码：请在终端里运行，或设置环境变量 FFP_NEW_PASSPHRASE。")
    return _ask_twice()


def ask_password(new: bool = False) -> str:
    """The password from FFP_PASSPHRASE, or asked for at the terminal (twice for a new one)."""
    given = os.environ.get("FFP_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise usage_error("没有密码：请在终端里运行，或设置环境变量 FFP_PASSPHRASE。")
    if new:
        return _ask_twice()
    entered: str = click.prompt("密码", hide_input=True, err=True, prompt_suffix="：")
    return entered


def _ask_twice() -> str:
    entered: str = click.prompt("新密码", hide_input=True, err=True, prompt_suffix="：")
    if click.prompt("再输一遍", hide_input=True, err=True, prompt_suffix="：") != entered:
        raise FfpError("vault.passwords_differ", "两次输入的密码不一样，什么都没有建。请再运行一次。")
    return entered
