"""The tables on language models in docs/benchmarks.md."""

from __future__ import annotations

from typing import Any

from eval.report.markdown import figure_with_range, heading


def models_table(data: dict[str, Any]) -> str:
    """A language model beside the built-in answerer, and what became of what it wrote."""
    plain, worded = data["builtin"], data["with_model"]
    wrote = data["writing"]
    lines = [
        f"{data['questions']} questions, {_where(data)}; model: {data['model']}.",
        "",
        "| metric | built-in answerer | with the model |",
        "| --- | ---: | ---: |",
    ]
    lines += [
        f"| {heading(name)} | {figure_with_range(value)} | {figure_with_range(worded.get(name))} |"
        for name, value in plain.items()
    ]
    left_out = ", ".join(f"{n} {fault.replace('_', ' ')}" for fault, n in wrote["left_out"].items())
    lines += [
        "",
        f"The model was asked for {wrote['asked']} of {wrote['questions']} answers; "
        f"{wrote['answers_with_its_sentences']} have sentences of its own "
        f"({wrote['its_sentences']} in all, {wrote['put_right']} quotations put right). "
        f"Left out: {left_out or 'nothing'}.",
    ]
    if timed := data.get("timed"):
        lines[-1] += (
            f" Where it wrote something, its first verified sentence came after "
            f"{timed['first_verified_sentence_s']:.1f} s, the end of its output after "
            f"{timed['whole_output_s']:.1f} s (medians of {timed['answers']})."
        )
    return "\n".join(lines)


def misquotations_table(data: dict[str, Any]) -> str:
    """Wrong quotations shown, right ones refused, and why."""
    lines = [
        f"{_where(data)[:1].upper()}{_where(data)[1:]}.",
        "",
        "| texts | wrong quotations | shown | put right | dropped | exact ones | shown | refused |",
        "| --- |" + " ---: |" * 7,
    ]
    reasons: dict[str, int] = {}
    for name, found in data["misquotations"].items():
        wrong, right = found["wrong"], found["right"]
        mended = sum(n for what, n in wrong.items() if what not in ("shown", "dropped"))
        row = [sum(wrong.values()), wrong.get("shown", 0), mended, wrong.get("dropped", 0)]
        row += [sum(right.values()), right.get("shown", 0), right.get("refused", 0)]
        lines.append(f"| {name} | " + " | ".join(f"{n:,}" for n in row) + " |")
        for reason, n in found["reasons"].items():
            side, _, why = reason.partition(": ")
            if side == "right":
                why = why.split(" (")[0] if "read as the words" in why else why
                reasons[why] = reasons.get(why, 0) + n
    told = "; ".join(f"{n} {why.replace('_', ' ')}" for why, n in sorted(reasons.items()))
    return "\n".join([*lines, "", f"Exact quotations were refused as: {told or 'none was'}."])


def first_sentence_table(data: dict[str, Any]) -> str:
    """How soon the first verified sentence is shown."""
    figures = data["first_sentence_s"]
    return "\n".join(
        (
            f"{data['repeated']} times, {_where(data)}.",
            "",
            "| seconds | median |",
            "| --- | ---: |",
            f"| from the first sentence's last piece to the verified sentence | "
            f"{figures['after_it_was_complete']:.3f} "
            f"(worst {figures['worst_after_it_was_complete']:.3f}) |",
            f"| from the question to the first sentence | {figures['after_the_question']:.2f} |",
            f"| from the question to the end of the output | {figures['whole_output']:.2f} |",
        )
    )


def _where(data: dict[str, Any]) -> str:
    machine = data["machine"]
    return (
        f"measured {data['measured']} on {machine['cores']} cores of {machine['processor']}, "
        f"load average at the end {machine['load_average'][0]}, commit {data['git'][:12] or '–'}"
    )
