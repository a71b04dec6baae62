"""Is each claim under the right name?

*All named*: every gold speaker is the voice of some citation. *Precision*: the share of the voices
named that are gold speakers. *Misattributed*: of the citations that match a gold quote whose
speaker is known, the share shown under another name. A citation without a name is not a
misattribution (the promise is "never under a guess"), but it does not name the speaker either.
Where an answer gives a source in the words of the text ("a spokesman"), with or without a guess at
who that is, either of the two may be the gold speaker.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.names import Alternatives, forms, matches


def distinct_names(names: Sequence[Alternatives]) -> list[Alternatives]:
    """Names without empty ones and without other forms of a name already there."""
    kept: list[Alternatives] = []
    for name in names:
        if any(forms(name)) and not any(matches(name, other) for other in kept):
            kept.append(name)
    return kept


def named_share(voices: Sequence[Alternatives], gold: Sequence[Alternatives]) -> float:
    """Share (0 to 1) of the gold speakers that some voice is; 0 without gold."""
    if not gold:
        return 0.0
    return sum(any(matches(v, g) for v in voices) for g in gold) / len(gold)


def all_named(voices: Sequence[Alternatives], gold: Sequence[Alternatives]) -> bool:
    """Say whether every gold speaker is named (False without gold)."""
    return bool(gold) and named_share(voices, gold) == 1.0


def precision_counts(
    voices: Sequence[Alternatives], gold: Sequence[Alternatives]
) -> tuple[int, int]:
    """How many of the distinct voices are gold speakers, and how many there are."""
    distinct = distinct_names(voices)
    return sum(any(matches(v, g) for g in gold) for v in distinct), len(distinct)


def misattributed_counts(pairs: Sequence[tuple[Alternatives, Alternatives]]) -> tuple[int, int]:
    """Wrong and all among ``(voice, gold speaker)`` pairs of citations that match gold quotes."""
    return sum(any(forms(voice)) and not matches(voice, gold) for voice, gold in pairs), len(pairs)
