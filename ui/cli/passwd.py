"""``onrecord passwd``: who may sign in to a page that other computers reach."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.exits import OK
from ui.cli.options import JsonOption
from ui.cli.output import counted, emit_json, is_terminal, note
from ui.cli.running import verb
from ui.exceptions import InputError


@verb
def passwd_verb(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file of users; made if new.")],
    user: Annotated[str, typer.Argument(metavar="USER", help="A name to sign in with.")],
    remove: Annotated[
        bool, typer.Option("--remove", help="Take this user out of the file instead.")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """Set a user's password.

    Asks for a password, twice; in a pipe it is the first line of standard input. The file keeps
    only a salted hash of it. A server that is running takes changes over by itself.

    \b
    Examples:
      onrecord passwd users ada
      onrecord serve --host 0.0.0.0 --users users
      onrecord passwd --remove users ada
    """
    from ui.web.passwords import PasswordFile

    users = PasswordFile(file)
    if remove:
        users.remove(user)
    else:
        users.set(user, _ask(user))
    names = users.names()
    if json_:
        emit_json({"file": str(file), "users": names})
    else:
        note(f"{file}: {counted(len(names), 'user')}")
    return OK


def _ask(user: str) -> str:
    """The new password. Raises InputError where the two differ."""
    if not is_terminal(sys.stdin):
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(f"Password for {user}: ")
    if password != getpass.getpass("Once more: "):
        raise InputError("the two passwords differ; nothing was changed")
    return password
