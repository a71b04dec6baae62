"""What a language model had to do with an answer, as text for a person."""

from __future__ import annotations

from rag.model_use import ModelUse, Rejection, Usage
from ui.render.style import Layout, Run

_FAULTS = {
    "altered": "altered quotation",
    "stitched": "stitched quotation",
    "wrong_article": "wrong article",
    "wrong_speaker": "wrong speaker",
    "absent": "invented quotation",
    "no_evidence": "no evidence",
    "name": "name",
    "number": "number",
    "negation": "negation",
    "certainty": "certainty",
    "unsupported": "not supported",
    "markup": "markup",
    "repeated": "repeated",
}


def model_text(use: ModelUse, layout: Layout, *, rejected: bool = False) -> str:
    """Who worded the answer and what it took; with ``rejected`` also what was left out, and why."""
    blocks = []
    if rejected and use.rejected:
        lines = [layout.style("Written by the model and not shown as written", "heading")]
        lines += [_rejection(one, layout) for one in use.rejected]
        blocks.append("\n".join(lines))
    elif rejected:
        blocks.append(layout.block([("Nothing that the model wrote was left out.", "dim")]))
    if not use.wrote and use.note:
        blocks.append(layout.block([("Built-in answer: ", "warn"), (use.note, "")]))
    else:
        told = f"; {use.note}" if use.note else ""
        kept = f"{use.wrote} sentence{'' if use.wrote == 1 else 's'} worded by {use.name}"
        blocks.append(layout.block([(f"{kept}{_left_out(use)}{told}", "dim")]))
    if use.usage.calls:
        blocks[-1] += "\n" + layout.block([(usage_text(use.usage), "dim")])
    return "\n\n".join(blocks)


def usage_text(usage: Usage) -> str:
    """``812 tokens read, 120 written · 3.2 s, first sentence after 1.1 s · cost 0.0004``."""
    parts = []
    if usage.input_tokens is not None and usage.output_tokens is not None:
        parts.append(f"{usage.input_tokens:,} tokens read, {usage.output_tokens:,} written")
    taken = f"{usage.seconds:.1f} s"
    if usage.first_sentence is not None:
        taken += f", first sentence after {usage.first_sentence:.1f} s"
    if usage.calls > 1:
        taken += f", {usage.calls} calls"
    parts.append(taken)
    if usage.cost is not None:
        parts.append(f"cost {usage.cost:.6f}".rstrip("0").rstrip("."))
    return " · ".join(parts)


def _left_out(use: ModelUse) -> str:
    mended = sum(one.replaced for one in use.rejected)
    left_out = len(use.rejected) - mended
    told = [f"{left_out} left out"] if left_out else []
    told += [f"{mended} put right"] if mended else []
    return f" ({', '.join(told)}; --show-rejected)" if told else ""


def _rejection(one: Rejection, layout: Layout) -> str:
    what = _FAULTS.get(one.fault, one.fault) + (", put right" if one.replaced else "")
    runs: list[Run] = [("– ", "dim"), (f"{what}: ", "warn"), (one.text, "")]
    if one.detail:
        runs.append((f" ({one.detail})", "dim"))
    return layout.block(runs, indent="  ", hang="    ")
