"""Reports of runs: one self-contained HTML page, and the same tables as Markdown."""

from __future__ import annotations

from eval.report.html import html_report
from eval.report.markdown import markdown_report

__all__ = ["html_report", "markdown_report"]
