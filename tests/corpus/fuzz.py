"""Fuzzing of one reader with atheris (``pip install atheris``), from the files of the corpus on.

    python -m tests.corpus.fuzz FORMAT [options of libFuzzer, such as -max_total_time=600]

FORMAT is one of ``index.articles.formats``: html, pdf, docx, ... What is found lies in
``build/fuzz/FORMAT``. Only an ArticleError, which becomes a failure with its reason, is right.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["index.articles"]):
    from index.articles.draft import Draft
    from index.articles.formats import FORMATS, format_of, read_bytes
    from index.exceptions import ArticleError, UnsupportedFormat

_MOST = 2_000_000  # bytes of one document, unpacked


def read_one(kind: str, data: bytes) -> None:
    """Read a document as ``add`` does. Raises whatever the reader lets through."""
    for _, found in read_bytes(kind, data, max_bytes=_MOST):
        if isinstance(found, Draft):
            try:
                found.finish()
            except ArticleError:
                continue


def seeds(kind: str, folder: Path) -> None:
    """Copy the files of a format from the corpus to where the fuzzer begins."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in (Path(__file__).parent / "files").iterdir():
        try:
            if format_of(file.name) == kind:
                (folder / file.name).write_bytes(file.read_bytes())
        except UnsupportedFormat:
            continue


def main() -> None:
    """Fuzz the reader that the command line names."""
    kinds = sorted(set(FORMATS.values()))
    if len(sys.argv) < 2 or sys.argv[1] not in kinds:
        sys.exit(f"name a format: {', '.join(kinds)}")
    kind = sys.argv.pop(1)
    folder = Path("build/fuzz") / kind
    seeds(kind, folder)
    options = [f"-artifact_prefix={folder}-", "-timeout=20", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], *options, *sys.argv[1:], str(folder)], lambda d: read_one(kind, d))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
