"""The command-line door: `ffp`. Answers on stdout, errors on stderr.

Exit codes: 0 fine · 1 findings or refused · 2 usage · 3 a known error · 70 a bug · 130 interrupted · 141 broken pipe.
"""

import os
import sys
from collections.abc import Sequence

import click

from ffp_desktop import __version__
from ffp_desktop.cli.command import Call, LazyGroup
from ffp_desktop.cli.output import prepare_streams, print_error, print_note
from ffp_desktop.cli.wording import explain_usage
from ffp_desktop.errors import FfpError

FINE, FINDINGS, USAGE, KNOWN_ERROR, BUG, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 70, 130, 141


@click.group(
    "ffp",
    cls=LazyGroup,
    lazy={
        "vault": ("ffp_desktop.cli.vault", "vault_group"),
        "form": ("ffp_desktop.cli.form", "form_group"),
        "survey": ("ffp_desktop.cli.survey", "survey_group"),
        "household": ("ffp_desktop.cli.household", "household_group"),
        "person": ("ffp_desktop.cli.person", "person_group"),
        "round": ("ffp_desktop.cli.round", "round_group"),
        "signer": ("ffp_desktop.cli.village_lists", "signer_group"),
        "region": ("ffp_desktop.cli.village_lists", "region_group"),
        "history": ("ffp_desktop.cli.history", "history_command"),
        "import": ("ffp_desktop.cli.workbook_import", "import_command"),
        "device": ("ffp_desktop.cli.device", "device_group"),
        "bundle": ("ffp_desktop.cli.bundle", "bundle_group"),
        "review": ("ffp_desktop.cli.review", "review_group"),
        "list": ("ffp_desktop.cli.department_list", "list_group"),
        "clue": ("ffp_desktop.cli.clue", "clue_group"),
        "ledger": ("ffp_desktop.cli.ledger", "ledger_group"),
        "monitoring": ("ffp_desktop.cli.monitoring", "monitoring_group"),
        "archive": ("ffp_desktop.cli.archive", "archive_group"),
        "operator": ("ffp_desktop.cli.operator", "operator_group"),
        "attachment": ("ffp_desktop.cli.attachment", "attachment_group"),
        "desk": ("ffp_desktop.cli.campaign_desk", "desk_group"),
        "report": ("ffp_desktop.cli.report", "report_group"),
        "print": ("ffp_desktop.cli.paper", "print_command"),
        "export": ("ffp_desktop.cli.workbook_export", "export_command"),
        "verify-entry": ("ffp_desktop.cli.verification", "verification_group"),
        "compare": ("ffp_desktop.cli.compare", "compare_group"),
        "demo": ("ffp_desktop.cli.demo", "demo_command"),
    },
    help="防返贫摸底排查：不开窗口，录入、检查、打印《农牧户基本情况摸底排查表》。",
)
@click.version_option(__version__, prog_name="ffp", message="%(prog)s %(version)s", help="显示版本。")
def app() -> None:
    """Commands load their own files."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line; the exit code."""
    prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    call = Call(as_json="--json" in given)  # known before the line is understood, for what is wrong with it
    try:
        with app.make_context("ffp", given, obj=call) as context:
            code = app.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except FfpError as error:
        print_error(error.code, error.sentence, call.as_json)
        return KNOWN_ERROR
    except click.ClickException as error:
        return _refuse_usage(error, call)
    except (KeyboardInterrupt, EOFError, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return BROKEN_PIPE
    except Exception as error:
        _report_bug(error)
        return BUG
    return code if isinstance(code, int) else FINE


def _refuse_usage(error: click.ClickException, call: Call) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return USAGE
    print_error("usage", explain_usage(error), call.as_json)
    context = getattr(error, "ctx", None)
    if context is not None and not call.as_json:
        print_note(f"说明：{context.command_path} --help")
    return USAGE


def _silence_stdout() -> None:
    """So that the interpreter's own flush at exit finds somewhere to write."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug(error: Exception) -> None:
    """Where it happened, without the message: that could carry an answer or a name."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    for frame in frames[-6:]:
        print_note(f"  {frame.filename}:{frame.lineno} {frame.name}")
    print_note(
        f"程序出了没有料到的错（{type(error).__name__}），这次操作没有完成，已保存的数据没有变动。请把上面几行发给维护人员。"
    )
