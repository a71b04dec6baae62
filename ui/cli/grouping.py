"""Options that belong together, declared once and given to a verb as one object.

A parameter of a verb whose type is a dataclass becomes one option for each of its fields, named and
described as the field's annotation says::

    @verb
    @grouped
    def search_verb(limits: Limits = Limits(), …) -> int: …
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, ParamSpec, get_type_hints

P = ParamSpec("P")


def grouped(function: Callable[P, int]) -> Callable[P, int]:
    """Spread the dataclass parameters of a function over the command line."""
    hints = get_type_hints(function, include_extras=True)
    parameters: list[inspect.Parameter] = []
    groups: dict[str, tuple[type, list[str]]] = {}
    for parameter in inspect.signature(function).parameters.values():
        kind = hints[parameter.name]
        if not (isinstance(kind, type) and is_dataclass(kind)):
            parameters.append(parameter.replace(annotation=kind))
            continue
        options = get_type_hints(kind, include_extras=True)
        names = [field.name for field in fields(kind)]
        groups[parameter.name] = (kind, names)
        for field in fields(kind):
            default = inspect.Parameter.empty if field.default is MISSING else field.default
            parameters.append(
                inspect.Parameter(
                    field.name, parameter.kind, default=default, annotation=options[field.name]
                )
            )

    @functools.wraps(function)
    def run(*args: Any, **values: Any) -> int:
        for name, (kind, names) in groups.items():
            if name not in values:
                values[name] = kind(**{n: values.pop(n) for n in names if n in values})
        return function(*args, **values)

    # Typer reads both; following __wrapped__ it would see the parameters as they were.
    run.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": int}
    run.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
    del run.__wrapped__
    return run
