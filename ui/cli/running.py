"""Running a verb: its errors become one line and an exit code."""

from __future__ import annotations

import functools
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import typer

from index.exceptions import (
    ArticleNotFound,
    CollectionDamaged,
    CollectionNotFound,
    EncoderError,
    OnRecordError,
    QueryError,
    SchemaTooNew,
    SpeakerNotFound,
)
from ui.cli.exits import BROKEN_PIPE, ERROR, OK
from ui.cli.output import emit_json, note, silence
from ui.exceptions import NoSuchArticles
from ui.settings import DEFAULT_COLLECTION, Settings

if TYPE_CHECKING:
    from index.collection import Collection

P = ParamSpec("P")

_FIXES: tuple[tuple[type[OnRecordError], str], ...] = (
    (CollectionNotFound, "onrecord add PATH"),
    (EncoderError, "onrecord rebuild --reembed"),
    (CollectionDamaged, "onrecord doctor"),
    (SchemaTooNew, "python -m pip install --upgrade onrecord"),
    (ArticleNotFound, "onrecord list"),
    (SpeakerNotFound, "onrecord speakers"),
    (NoSuchArticles, "onrecord list"),
    (QueryError, "onrecord search --help"),
)


def verb(function: Callable[P, int]) -> Callable[P, None]:
    """Make a function that returns an exit code into a verb.

    Errors of this project and of the operating system end in one line on standard error (with
    ``--json`` also in an object on standard output) and exit code 1. Anything else is a bug and
    keeps its traceback.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            silence(sys.stdout)
            code = BROKEN_PIPE
        except OnRecordError as error:
            code = _report(error, str(error), kwargs)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            code = _report(error, f"{where}{error.strerror or error}", kwargs)
        if code != OK:
            raise typer.Exit(code)

    return run


def _report(error: Exception, message: str, options: dict[str, object]) -> int:
    """Say what happened and how to fix it."""
    message = " ".join(message.split()) or type(error).__name__
    fix = _fix(error, message, options.get("collection"))
    note(f"error: {message}")
    if fix:
        note(f"  try: {fix}")
    if options.get("json_"):
        emit_json({"error": {"type": type(error).__name__, "message": message, "fix": fix or None}})
    return ERROR


def _fix(error: Exception, message: str, collection: object) -> str:
    """The command that fixes an error, unless the message names one already."""
    for kind, command in _FIXES:
        if isinstance(error, kind):
            if "onrecord " in message:
                return ""
            if collection is not None and command.startswith("onrecord "):
                command += option_text(Path(str(collection)))
            return command
    return ""


def collection_path(option: Path | None) -> Path:
    """The collection's folder: the option, else the environment, the settings file, .onrecord."""
    return option if option is not None else Settings.load().collection


@contextmanager
def opened(option: Path | None) -> Iterator[Collection]:
    """Open the collection for the time of a verb.

    Where it can be written it is opened for writing, so that caches which a killed process left
    behind are mended and questions are kept; nobody is locked out by that. A folder that may only
    be read is opened for reading.
    """
    from index import open_collection

    path = collection_path(option)
    read_only = path.is_dir() and not os.access(path, os.W_OK)
    collection = open_collection(path, read_only=read_only)
    try:
        yield collection
    finally:
        collection.close()


def option_text(path: Path) -> str:
    """`` -c FOLDER`` for a command in a note, empty for the default folder."""
    return "" if path == DEFAULT_COLLECTION else f" -c {shlex.quote(str(path))}"
