"""Settings: from the environment, from one optional file, else the defaults.

An option on the command line goes before the environment, the environment before the file. The
file is ``$ONRECORD_SETTINGS``, else ``onrecord/settings.toml`` in ``$XDG_CONFIG_HOME`` (by default
``~/.config``). A settings file in the working folder is not looked for: a folder of downloaded
articles must not be able to change what the program does.

This is a reader of its own because pydantic-settings takes 0.45 s to import, which would more than
double the time to a first answer; this one costs under a millisecond, and what TOML needs only
where there is a file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ui.exceptions import SettingsError

DEFAULT_COLLECTION = Path(".onrecord")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set once. Each field is ``ONRECORD_<FIELD>`` in the environment."""

    collection: Path = DEFAULT_COLLECTION
    encoder: str = ""
    host: str = "127.0.0.1"
    port: int = 7860
    model: str = ""
    base_url: str = ""
    model_timeout: str = ""
    model_prices: str = ""
    model_rewrite: str = ""
    model_expand: str = ""

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings. Raises SettingsError, which names the setting and where it stands."""
        environment = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        path = settings_file(environment)
        explicit = bool(environment.get("ONRECORD_SETTINGS"))
        if path is not None and (explicit or path.is_file()):
            values.update(_from_file(path))
        for field in fields(cls):
            name = f"ONRECORD_{field.name.upper()}"
            if environment.get(name):
                values[field.name] = _value(field.name, environment[name], name)
        return cls(**values)


def settings_file(environment: Mapping[str, str]) -> Path | None:
    """Where the settings file is looked for; None where there is no home folder."""
    if named := environment.get("ONRECORD_SETTINGS"):
        return Path(named).expanduser()
    if base := environment.get("XDG_CONFIG_HOME"):
        return Path(base) / "onrecord" / "settings.toml"
    if home := environment.get("HOME") or environment.get("USERPROFILE"):
        return Path(home) / ".config" / "onrecord" / "settings.toml"
    return None


def _from_file(path: Path) -> dict[str, Any]:
    """The checked values of a settings file."""
    import tomllib

    try:
        with path.open("rb") as stream:
            table = tomllib.load(stream)
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot read the settings file ({error.strerror}); "
            "fix or unset ONRECORD_SETTINGS"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not a TOML file ({error}); fix or remove it") from error
    known = {field.name for field in fields(Settings)}
    if unknown := sorted(set(table) - known):
        raise SettingsError(
            f"{path}: unknown setting {unknown[0]!r}; remove it (there are: "
            f"{', '.join(sorted(known))})"
        )
    return {name: _value(name, value, f"{name} in {path}") for name, value in table.items()}


def _value(name: str, value: object, where: str) -> Any:
    """One checked value; paths may start with ``~``."""
    if name == "port":
        try:
            port = int(str(value))
        except ValueError:
            port = -1
        if not 0 <= port <= 65535:
            raise SettingsError(f"{where}: {value!r} is not a port; give a number up to 65535")
        return port
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{where}: {value!r} is not a text; give one in quotation marks")
    return Path(value).expanduser() if name == "collection" else value
