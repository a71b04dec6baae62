"""What the package offers, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import eval as evaluation


def test_everything_named_is_there_and_documented() -> None:
    assert sorted(evaluation.__all__) == evaluation.__all__
    for name in evaluation.__all__:
        assert getattr(evaluation, name).__doc__


def test_importing_it_loads_nothing_heavy() -> None:
    code = (
        "import sys, eval; "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'gradio', 'langchain'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
