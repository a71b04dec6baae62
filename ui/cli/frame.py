"""The command line's frame: how a verb becomes a command, its help, how the process ends.

Typer is used without its rich help: plain help costs 0.1 s less and can be checked into the docs.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ui.cli.coercion import QuickParameters
from ui.cli.exits import BROKEN_PIPE, INTERRUPTED, OK, USAGE
from ui.cli.interrupts import forget, outside_imports
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import silence
from ui.cli.routing import general_options, misspelt, route
from ui.cli.verbs import SECTIONS, VERBS

_CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class VerbGroup(QuickParameters, TyperGroup):
    """Loads a verb's module when the verb is used; what is not a verb is a question to ``ask``."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All verbs, in the order of the help."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build the command of a verb, or None where there is no such verb."""
        if cmd_name not in VERBS:
            return None
        return load_verb(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put general options behind the verb, and ``ask`` where no verb is given."""
        if not ctx.resilient_parsing:
            args = route(args)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the verbs by section."""
        for title, verbs in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(verb.name, verb.summary) for verb in verbs])


class VerbCommand(QuickParameters, TyperCommand):
    """A verb. Its help names arguments in the usual way, without Python's types."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """``[OPTIONS] QUESTION...``."""
        pieces = ["[OPTIONS]"]
        for parameter in self.get_params(ctx):
            if parameter.param_type_name == "argument":
                name = str(parameter.metavar) + ("..." if parameter.nargs != 1 else "")
                pieces.append(name if parameter.required else f"[{name}]")
        return pieces

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments, then options."""
        rows: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for parameter in self.get_params(ctx):
            if parameter.param_type_name == "argument":
                rows["Arguments"].append(
                    (str(parameter.metavar), getattr(parameter, "help", "") or "")
                )
            elif record := parameter.get_help_record(ctx):
                rows["Options"].append(record)
        for title, section in rows.items():
            if section:
                with formatter.section(title):
                    formatter.write_dl(section)


def load_verb(verb: str) -> Any:
    """Import the module of a verb and turn its function into a command."""
    module = import_module(VERBS[verb])
    kind = getattr(module, "COMMAND", VerbCommand)
    return command_of(verb, getattr(module, f"{verb}_verb"), kind)


def command_of(name: str, function: Any, kind: type[VerbCommand]) -> Any:
    """Turn a function into a command of a kind; a module with one of its own names it COMMAND."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, cls=kind, context_settings=_CONTEXT)(function)
    return typer.main.get_command(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"onrecord {version('onrecord')}")
        raise typer.Exit(OK)


def _root(
    collection: CollectionOption = None,
    json_: JsonOption = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Ask a collection of articles who said what.

    Every answer quotes word for word, names who said it and shows where it is written. When the
    collection is silent, so is the answer.

    \b
    onrecord add articles/                       index a folder
    onrecord "who claims prices will fall?"      ask (the verb ask may be left out)
    onrecord chat                                ask and follow up
    onrecord serve                               the same on a web page

    The collection is the folder .onrecord here, or the one named by -c or ONRECORD_COLLECTION.
    Results go to standard output, notes and progress to standard error.

    \b
    Exit codes: 0 answered or done, 1 error, 2 wrong usage, 3 the collection has no answer,
    130 interrupted, 141 output closed.
    """


def build() -> Any:
    """The whole command, for running, for the documentation and for tests."""
    app = typer.Typer(
        cls=VerbGroup,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_CONTEXT,
    )
    app.callback(no_args_is_help=True)(_root)
    return typer.main.get_command(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    from typer.exceptions import TyperException

    args = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # An article may hold what the terminal's encoding does not have.
            stream.reconfigure(errors="backslashreplace")
    try:
        with outside_imports():
            code = build().main(args, prog_name="onrecord", standalone_mode=False)
            sys.stdout.flush()
    except TyperException as error:
        _usage_error(error, args)
        return USAGE
    except (typer.Abort, KeyboardInterrupt):
        forget()
        return INTERRUPTED
    except BrokenPipeError:
        silence(sys.stdout)
        return BROKEN_PIPE
    return code if isinstance(code, int) else OK


def _usage_error(error: Any, args: Sequence[str]) -> None:
    """Show what is wrong with the command line; for a misspelt verb, how to ask anyway."""
    error.show()
    _, rest = general_options(args)
    if rest and misspelt(rest[0]):
        near = difflib.get_close_matches(rest[0].casefold(), VERBS, n=2, cutoff=0.8)
        print(f"Did you mean: onrecord {' or onrecord '.join(near)}", file=sys.stderr)
        print("A question that begins like this: onrecord ask …", file=sys.stderr)
