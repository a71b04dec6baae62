"""``onrecord eval report``: runs for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.exits import OK
from ui.cli.options import JsonOption
from ui.cli.output import emit, emit_json
from ui.cli.running import verb


@verb
def report_step(
    run: Annotated[
        list[Path], typer.Argument(metavar="RUN", help="Folders of runs, or of several runs.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FOLDER",
            help="Where report.html and report.md go (default: RUN).",
        ),
    ] = None,
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="The page's heading.")
    ] = "Evaluation",
    json_: JsonOption = False,
) -> int:
    """Write runs as a page and as Markdown.

    report.html needs nothing else: tables with 95 % intervals, risk-coverage and reliability
    plots, and the questions that went wrong with what was found and said. Runs over the same
    questions are compared with the first.

    \b
    Examples:
      onrecord eval report runs/today
      onrecord eval report runs/yesterday runs/today --out report
    """
    from eval import RunResult, html_report, markdown_report
    from eval.result import run_folders

    folders = [folder for one in run for folder in run_folders(one)]
    runs = [RunResult.load(folder) for folder in folders]
    target = out or run[0]
    target.mkdir(parents=True, exist_ok=True)
    page, text = target / "report.html", target / "report.md"
    page.write_text(html_report(runs, title=title), encoding="utf-8")
    text.write_text(markdown_report(runs), encoding="utf-8")
    if json_:
        emit_json({"html": str(page), "markdown": str(text), "runs": [str(f) for f in folders]})
    else:
        emit(f"{page}\n{text}")
    return OK
