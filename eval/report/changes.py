"""The part of the page that sets two runs side by side."""

from __future__ import annotations

from html import escape
from typing import Final

from eval.comparison import Comparison
from eval.report.cells import figure, heading

SHOWN: Final = 60
"""How many questions that turned are shown, regressions first."""


def changes_section(compared: Comparison) -> str:
    """Differences with their p-values, then the questions that turned."""
    rows = ""
    for d in sorted(compared.differences, key=lambda d: (d.gain >= 0, d.gain == 0)):
        tone = "good" if d.gain > 0 else "bad" if d.gain < 0 else "soft"
        rows += (
            f"<tr><td>{escape(heading(d.metric))}</td><td>{d.n}</td><td>{figure(d.before)}</td>"
            f'<td>{figure(d.after)}</td><td class="{tone}">{100 * (d.after - d.before):+.1f}</td>'
            f"<td>{d.p_value:.4f}</td><td>{figure(d.detectable)}</td></tr>"
        )
    changes = "".join(
        f'<details><summary><span class="{"bad" if c.regression else "good"}">'
        f"{'lost' if c.regression else 'won'}</span> {escape(c.question)} "
        f'<span class="soft">({escape(c.id)})</span></summary>'
        f"<p>Before:</p><div class='said'>{escape(c.before)}</div>"
        f"<p>After:</p><div class='said'>{escape(c.after)}</div></details>"
        for c in compared.changes[:SHOWN]
    )
    if len(compared.changes) > SHOWN:
        changes += f'<p class="soft">and {len(compared.changes) - SHOWN} more.</p>'
    return (
        f"<section><h2>{escape(compared.before)} → {escape(compared.after)}</h2>"
        f'<p class="soft">{compared.questions} questions in both; paired permutation tests; '
        f"McNemar’s test on correct: p {compared.mcnemar:.4f}. The last column is the smallest "
        "true difference that this many questions show with 80 % likelihood.</p>"
        '<div class="scroll"><table><thead><tr><th>metric</th><th>n</th><th>before</th>'
        "<th>after</th><th>difference</th><th>p</th><th>detectable</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div><h3>Questions that turned</h3>"
        f"{changes or '<p>None.</p>'}</section>"
    )
