"""The examples in docstrings say what is so."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import eval as evaluation
import index
import rag

MODULES = sorted(
    found.name
    for package in (index, rag, evaluation)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module(name: str) -> None:
    assert not doctest.testmod(importlib.import_module(name)).failed
