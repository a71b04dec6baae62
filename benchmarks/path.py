"""How many functions and files of ours one question passes on its way to its answer.

    python -m benchmarks.path "who claims Azerbaijan will seek NATO membership?"
    python -m benchmarks.path --collection .onrecord --list "what does Tkachenko say about Baku?"

Without ``--collection`` the sample articles are indexed first. The question is asked after two
others, so that what is loaded or worked out once is not counted. Counted are functions, methods and
properties of `index` and `rag` that run in any thread, each once, however often it is called; not
what stands inside one (comprehensions, lambdas) or is generated (the constructors of data classes).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from benchmarks.common import ROOT, Progress
from index import Collection, open_collection
from index.articles import read
from index.types import Article

FIRST = "Who speaks of the weather?"
PACKAGES = ("index", "rag")
SAMPLES = ROOT / "examples"


def passed(call: Callable[[], object]) -> list[tuple[str, str]]:
    """The functions of ours that run while something is called, as (file, qualified name)."""
    seen: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            seen.add(frame.f_code)

    before = sys.getprofile()
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
        threading.setprofile(None)
    return sorted({place for code in seen if (place := _place(code))})


def _place(code: CodeType) -> tuple[str, str] | None:
    path = Path(code.co_filename)
    if not path.is_relative_to(ROOT) or code.co_name.startswith("<"):
        return None
    name = path.relative_to(ROOT).as_posix()
    return (name, code.co_qualname) if name.split("/")[0] in PACKAGES else None


def answered(collection: Collection, question: str) -> list[tuple[str, str]]:
    """What a question passes in a program that has answered others before, one of them like it."""
    from rag import ask

    ask(collection, FIRST)
    ask(collection, f"Tell me, {question}")
    return passed(lambda: ask(collection, question))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("question")
    parser.add_argument("-c", "--collection", type=Path, help="(the sample articles)")
    parser.add_argument("--list", action="store_true", help="name every function")
    args = parser.parse_args()
    if args.collection:
        with open_collection(args.collection, read_only=True) as collection:
            found = answered(collection, args.question)
    else:
        with (
            tempfile.TemporaryDirectory() as folder,
            open_collection(Path(folder) / "c", create=True) as samples,
        ):
            articles = (
                a
                for a in read(SAMPLES / "articles", manifest=SAMPLES / "manifest.csv")
                if isinstance(a, Article)
            )
            samples.add(articles, progress=Progress())
            found = answered(samples, args.question)
    sys.stdout.write(report(found, names=args.list))


def report(found: list[tuple[str, str]], *, names: bool = False) -> str:
    """Functions and files in each package, and in both."""
    lines = []
    for file, count in sorted(Counter(file for file, _ in found).items()):
        lines.append(f"{count:4}  {file}")
        lines += [f"        {name}" for path, name in found if names and path == file]
    for package in (*PACKAGES, ""):
        own = [(file, name) for file, name in found if file.startswith(package)]
        where = package or "together"
        lines.append(f"{where}: {len(own)} functions in {len({file for file, _ in own})} files")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
