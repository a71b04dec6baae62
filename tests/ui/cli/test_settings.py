"""Where settings come from, and what a wrong one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.exceptions import SettingsError
from ui.settings import Settings


def test_defaults() -> None:
    assert Settings.load({}) == Settings(Path(".onrecord"), "", "127.0.0.1", 7860)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('collection = "/from/file"\nport = 8000\n', encoding="utf-8")
    named = {"ONRECORD_SETTINGS": str(file)}
    assert Settings.load(named).collection == Path("/from/file")
    both = Settings.load({**named, "ONRECORD_COLLECTION": "/from/environment"})
    assert (both.collection, both.port) == (Path("/from/environment"), 8000)


def test_the_file_in_the_configuration_folder_is_found(tmp_path: Path) -> None:
    file = tmp_path / "onrecord" / "settings.toml"
    file.parent.mkdir()
    file.write_text('encoder = "some-model"\n', encoding="utf-8")
    assert Settings.load({"XDG_CONFIG_HOME": str(tmp_path)}).encoder == "some-model"
    assert Settings.load({"HOME": str(tmp_path)}).encoder == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colection = 'x'\n", "colection"),
        ("port = 'many'\n", "port"),
        ("port = 70000\n", "port"),
        ("collection = 5\n", "collection"),
        ("port = \n", "TOML"),
    ],
)
def test_a_wrong_file_is_named_with_the_setting(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        Settings.load({"ONRECORD_SETTINGS": str(file)})
    assert str(file) in str(caught.value)
    assert said in str(caught.value)


def test_a_wrong_variable_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ONRECORD_PORT"):
        Settings.load({"ONRECORD_PORT": "high"})
    with pytest.raises(SettingsError, match=r"none\.toml"):
        Settings.load({"ONRECORD_SETTINGS": str(tmp_path / "none.toml")})
