"""Charts as inline SVG: no script, no font, colours from the page's style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.metrics.selective import Bin, Point

WIDTH, HEIGHT = 360, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 24, 14, 36


def risk_coverage_chart(points: Sequence[Point]) -> str:
    """Risk (share of wrong answers) over coverage (share of questions answered)."""
    if not points:
        return ""
    line = " ".join(f"{_x(p.coverage):.1f},{_y(p.risk):.1f}" for p in points)
    mark = points[-1]
    body = f'<polyline class="curve" points="{line}"/>'
    body += f'<circle class="bar" cx="{_x(mark.coverage):.1f}" cy="{_y(mark.risk):.1f}" r="4"/>'
    title = (
        f"Risk and coverage: at {mark.coverage:.0%} answered, {mark.risk:.0%} of answers are wrong"
    )
    return _frame(body, title, "share of questions answered", "share wrong")


def reliability_chart(bins: Sequence[Bin]) -> str:
    """Accuracy over confidence; on the diagonal the two agree."""
    if not bins:
        return ""
    body = f'<path class="guide" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>'
    most = max(b.size for b in bins)
    for b in bins:
        radius = 3 + 6 * (b.size / most) ** 0.5
        body += (
            f'<circle class="bar" cx="{_x(b.confidence):.1f}" cy="{_y(b.accuracy):.1f}" '
            f'r="{radius:.1f}"><title>{b.size} answers, confidence {b.confidence:.2f}, '
            f"right {b.accuracy:.0%}</title></circle>"
        )
    return _frame(body, "Reliability: confidence against accuracy", "confidence", "share right")


def _frame(body: str, title: str, x_label: str, y_label: str) -> str:
    ticks = ""
    for value in (0.0, 0.5, 1.0):
        ticks += (
            f'<text x="{_x(value):.0f}" y="{HEIGHT - BOTTOM + 14}" text-anchor="middle">'
            f"{value:.0%}</text>"
            f'<text x="{LEFT - 6}" y="{_y(value) + 4:.0f}" text-anchor="end">{value:.0%}</text>'
            f'<path class="guide" d="M{_x(0)} {_y(value):.1f}H{_x(1)}"/>'
        )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{ticks}"
        f'<path class="axis" d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}"/>{body}'
        f'<text x="{_x(0.5):.0f}" y="{HEIGHT - 4}" text-anchor="middle">{escape(x_label)}</text>'
        f'<text x="{LEFT + 6}" y="{TOP + 10}">{escape(y_label)}</text></svg>'
    )


def _x(value: float) -> float:
    return LEFT + value * (WIDTH - LEFT - RIGHT)


def _y(value: float) -> float:
    return HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM)
