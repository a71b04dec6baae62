"""``onrecord models``: which language model is configured, and whether it can be reached."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.grouping import grouped
from ui.cli.options import AS_CONFIGURED, JsonOption, ModelChoice
from ui.cli.output import emit, emit_json, layout
from ui.cli.running import verb


@verb
@grouped
def models_verb(
    choice: ModelChoice = AS_CONFIGURED,
    try_: Annotated[
        bool, typer.Option("--try", help="Ask it for one word (hosted providers charge for it).")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """Show the language model and whether it answers.

    Without one every answer is the built-in answerer's and no connection is made. Keys come from
    the environment and are never shown. Exit code 1 where a configured model cannot be used.

    \b
    Examples:
      onrecord models
      onrecord models --model ollama:qwen3
      onrecord models --base-url http://127.0.0.1:8080/v1 --try
    """
    from rag.models.providers import PROVIDERS

    shape = _configured(choice, try_)
    shape["providers"] = [
        {
            "name": provider.name,
            "extra": f"onrecord[{provider.name}]",
            "installed": provider.installed,
            "keys": list(provider.keys),
            "key": provider.key_name() or None,
        }
        for provider in PROVIDERS.values()
    ]
    if json_:
        emit_json(shape)
    else:
        emit(_text(shape))
    return ERROR if shape["usable"] is False else OK


def _configured(choice: ModelChoice, try_: bool) -> dict[str, object]:
    """The model that would be asked and what is known of it."""
    from rag.models.reach import reach

    settings = choice.settings()
    shape: dict[str, object] = {
        "model": settings.name if settings else None,
        "base_url": settings.base_url or None if settings else None,
        "local": settings.local if settings else None,
        "usable": None,
        "message": "no language model is asked; every answer is the built-in one",
        "models": [],
    }
    if settings is None:
        if choice.offline:
            shape["message"] = "offline: no connection is made, every answer is the built-in one"
        return shape
    provider = settings.known
    if not provider.installed:
        shape["usable"] = False
        shape["message"] = f"its package is missing; python -m pip install {provider.wanted}"
    elif provider.keys and not settings.base_url and not provider.key_name():
        shape["usable"] = False
        shape["message"] = f"there is no key; put yours into {' or '.join(provider.keys)}"
    elif try_:
        shape["usable"], shape["message"] = _tried(settings.name, choice)
    else:
        found = reach(settings)
        shape["usable"], shape["message"] = found.reachable, found.message
        shape["models"] = list(found.models)
    return shape


def _tried(name: str, choice: ModelChoice) -> tuple[bool, str]:
    """Ask for one word over the same way that answers take."""
    from rag.exceptions import ModelError
    from rag.models import open_model
    from rag.models.meter import Meter

    meter = Meter()
    try:
        model = open_model(choice.settings())
        assert model is not None
        model.ask([("user", "Answer with the one word: ready")], meter)
    except ModelError as error:
        return False, str(error)
    return True, f"{name} answered after {meter.seconds:.1f} s"


def _text(shape: dict[str, object]) -> str:
    """The same for a person."""
    out = layout()
    lines = []
    if shape["model"]:
        where = f" at {shape['base_url']}" if shape["base_url"] else ""
        place = "on this computer" if shape["local"] else "over the network"
        lines.append(out.block([(str(shape["model"]), "bold"), (f"{where}, {place}", "")]))
        lines.append(
            out.block([(str(shape["message"]), "good" if shape["usable"] else "warn")], indent="  ")
        )
    else:
        lines.append(out.block([(str(shape["message"]), "")]))
    lines += ["", out.style("Providers", "heading")]
    providers = shape["providers"]
    assert isinstance(providers, list)
    for entry in providers:
        state = "installed" if entry["installed"] else f'python -m pip install "{entry["extra"]}"'
        key = "needs no key" if not entry["keys"] else f"no key in {' or '.join(entry['keys'])}"
        key = f"key in {entry['key']}" if entry["key"] else key
        lines.append(out.block([(entry["name"], "bold"), (f": {state}; {key}", "")], indent="  "))
    lines.append(
        out.block([("any OpenAI-compatible server", "bold"), (": --base-url URL", "")], indent="  ")
    )
    return "\n".join(lines)
