"""Values of options without pydantic, where nothing has to be checked.

Typer turns every value into its type through pydantic, which costs 0.1 s a start, also for options
that were not given. Texts, paths and defaults need no check; only for the rest is Typer's own way
taken. Should Typer no longer call ``get_runtime_param``, this has no effect but the time.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import typer


class _Quick:
    """Coerces what is trivial, hands on the rest."""

    def __init__(self, usual: Callable[[], Any]) -> None:
        self._usual = usual

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value in the parameter's type."""
        annotation = param.type_descriptor.annotation
        several = param.multiple or param.nargs == -1
        if value is None or (several and not value):
            return () if several else None
        if not several and value is param.default:
            return value
        if annotation is str and isinstance(value, str):
            return value
        if annotation is Path and isinstance(value, str):
            return Path(value)
        if annotation == list[str] and several and not isinstance(value, str):
            return [str(one) for one in value]
        try:
            return self._usual().coerce(value, param=param, ctx=ctx)
        except typer.BadParameter as error:
            kinds = {annotation, *get_args(annotation)}
            if kinds & {int, float}:
                error.message = f"{value!r} is not {_number(param, whole=int in kinds)}"
            error.message = error.message.removeprefix("Value error, ")
            raise


def _number(param: Any, *, whole: bool) -> str:
    """What an option takes, in words: "a whole number from 1 on"."""
    low, high = (getattr(param.type_descriptor.parameter_info, end, None) for end in ("min", "max"))
    least = "" if low is None else f" from {low:g}"
    most = " on" if least and high is None else "" if high is None else f" to {high:g}"
    return f"a {'whole ' if whole else ''}number{least}{most}"


class QuickParameters:
    """Mixed into a command: all its parameters, the one for help too, skip pydantic if they can."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The command's parameters."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            usual = getattr(parameter, "get_runtime_param", None)
            if usual is not None and not isinstance(usual, _Give):
                parameter.get_runtime_param = _Give(_Quick(usual))
        return parameters


class _Give:
    """Called without arguments, gives one object."""

    def __init__(self, quick: _Quick) -> None:
        self._quick = quick

    def __call__(self) -> _Quick:
        return self._quick
