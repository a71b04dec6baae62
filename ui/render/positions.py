"""Positions on a proposition, and contradictions, as text for a person."""

from __future__ import annotations

from index.quoting import marked
from rag.comparing.clashes import Contradiction, Contradictions, Side
from rag.comparing.held import HeldPosition, Positions, Said
from rag.types import Stance
from rag.voices import credit
from ui.render.answer import credit_runs, source_runs, whose
from ui.render.style import Layout, Run, StyleName
from ui.render.wording import NOT_FOUND, REASONS, SIDES, coverage_text, kind_tag, side_tag

_COLOURS: dict[Stance, StyleName] = {"affirm": "good", "conditional": "warn", "deny": "bad"}


def positions_text(found: Positions, layout: Layout) -> str:
    """Every side with its voices, their quotes and where they stand."""
    if not found:
        title = REASONS.get(found.reason, NOT_FOUND)
        lines = [layout.block([(f"{title}: ", "warn"), (found.message, "")])]
        for citation in found.nearest:
            quote: list[Run] = [("– ", "dim"), *credit_runs(citation)]
            quote.append((marked(citation.quote.text, citation.kind), ""))
            lines.append(layout.block(quote, indent="  ", hang="    "))
            lines.append(layout.block(source_runs(citation.source, citation.quote), indent="    "))
        looked = coverage_text(found.coverage, answered=False)
        return "\n".join([*lines, "", layout.style(looked, "dim")])
    blocks = []
    for stance, heading in SIDES.items():
        side = found.side(stance)
        if side:
            count = f" ({len(side)} voice{'' if len(side) == 1 else 's'})"
            head = layout.style(heading, "heading") + layout.style(count, "dim")
            blocks.append("\n".join([head, *(_voice(position, layout) for position in side)]))
    for change in found.changed:
        steps = "; ".join(
            f"{said.citation.source.published} {side_tag(said.stance)} [{said.citation.number}]"
            for said in change.quotes
        )
        runs: list[Run] = [("Changed position: ", "warn"), (f"{change.voice.name}: {steps}", "")]
        blocks.append(layout.block(runs, hang="  "))
    blocks.append(layout.style(coverage_text(found.coverage), "dim"))
    return "\n\n".join(blocks)


def _voice(position: HeldPosition, layout: Layout) -> str:
    colour = _COLOURS.get(position.stance, "bold")
    lines = [layout.block([(whose(position.quotes[0].citation), colour)], hang="  ")]
    lines += [_said(said, position.stance, layout) for said in position.quotes]
    return "\n".join(lines)


def _said(said: Said, side: Stance, layout: Layout) -> str:
    citation = said.citation
    runs: list[Run] = [
        (f"[{citation.number}] ", "mark"),
        (marked(citation.quote.text, citation.kind), ""),
    ]
    if said.stance != side:
        runs.append((f"  ({side_tag(said.stance)})", "dim"))
    place = source_runs(citation.source, citation.quote)
    if tag := kind_tag(citation.kind):
        place.append((f"; {tag}", "dim"))
    if said.copies:
        others = ", ".join(copy.source or copy.title or copy.article_id for copy in said.copies)
        place.append((f"; the same words in {others}", "dim"))
    return "\n".join(
        [layout.block(runs, indent="  ", hang="      "), layout.block(place, indent="      ")]
    )


def contradictions_text(found: Contradictions, layout: Layout) -> str:
    """The pairs, the surest first, and how many statements were compared."""
    read = f"{found.statements:,} statement{'' if found.statements == 1 else 's'} compared"
    if not found.pairs:
        none = layout.style("No contradictions found.", "warn")
        return f"{none}\n\n{layout.style(read, 'dim')}"
    blocks = [_pair(number, pair, layout) for number, pair in enumerate(found.pairs, start=1)]
    shown = f" · {len(found.pairs):,} of {found.total:,} shown"
    blocks.append(layout.style(read + shown, "dim"))
    return "\n\n".join(blocks)


def _pair(number: int, pair: Contradiction, layout: Layout) -> str:
    runs: list[Run] = [(f"{number}. ", "mark"), (f"confidence {pair.confidence:.2f}", "bold")]
    if pair.changed:
        runs.append((" · changed position", "warn"))
    if pair.repeated:
        runs.append((f" · {pair.repeated} more like it", "dim"))
    hang = " " * (len(str(number)) + 2)
    return "\n".join(
        [layout.block(runs), _side(pair.first, hang, layout), _side(pair.second, hang, layout)]
    )


def _side(side: Side, indent: str, layout: Layout) -> str:
    who = credit(side.voice, side.kind, side.source)
    runs: list[Run] = [(f"{who}: ", "bold"), (marked(side.quote.text, side.kind), "")]
    return "\n".join(
        [
            layout.block(runs, indent=indent, hang=indent + "  "),
            layout.block(source_runs(side.source, side.quote), indent=indent + "  "),
        ]
    )
