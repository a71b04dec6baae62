"""What a language model had to do with an answer: what it took, and what was not shown of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Fault = Literal[
    "altered",  # the article has nearly these words
    "stitched",  # the words stand apart in the article, or in two articles
    "wrong_article",  # the words stand in another article than the one named
    "wrong_speaker",  # somebody else says so
    "absent",  # no article that was shown has these words
    "no_evidence",  # the sentence names no evidence, or evidence that was not shown
    "name",  # a name that the evidence does not have
    "number",  # a number or a date that the evidence does not have
    "negation",  # the evidence denies it, or the sentence denies what the evidence says
    "certainty",  # said as certain where the evidence says it may be so
    "unsupported",  # says more than the evidence
    "markup",  # a link, a picture, markup or invisible characters
    "repeated",  # already said
]
"""What is wrong with a quotation or a sentence that a language model wrote."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something a language model wrote that was not shown as it wrote it.

    ``text`` is the quotation or the sentence as the model wrote it (untrusted: escape it before
    showing it), ``fault`` what is wrong with it, ``detail`` the same in plain words. ``replaced``
    where the exact words of the article were shown instead; otherwise it was left out.
    """

    text: str
    fault: Fault
    detail: str = ""
    replaced: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a rejection."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a language model took for an answer.

    Tokens are as the provider counted them, None where it did not say. ``seconds`` is the time
    spent on the model, ``first_sentence`` the seconds until the first verified sentence (None
    without one), ``cost`` in the currency of the prices that were configured (None without prices
    or counts). ``calls`` counts every attempt.
    """

    calls: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float = 0.0
    first_sentence: float | None = None
    cost: float | None = None

    def to_dict(self, *, timings: bool = True) -> dict[str, Any]:
        """The JSON shape of usage."""
        shape: dict[str, Any] = {
            "calls": self.calls,
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
            "cost": None if self.cost is None else round(self.cost, 8),
        }
        if timings:
            first = self.first_sentence
            shape["seconds"] = round(self.seconds, 6)
            shape["first_sentence"] = None if first is None else round(first, 6)
        return shape


@dataclass(frozen=True, slots=True)
class ModelUse:
    """Which language model was asked for an answer, and what came of it.

    ``name`` is ``provider:model``, ``prompt`` names the prompts it was asked with and their
    versions, in order. ``wrote`` counts the answer's sentences that are the model's; with none,
    ``note`` says why the built-in answer is given. ``note`` also says where the model's output was
    cut off or mended.
    """

    name: str
    prompt: str
    wrote: int = 0
    note: str = ""
    rejected: tuple[Rejection, ...] = ()
    usage: Usage = Usage()

    def to_dict(self, *, timings: bool = True) -> dict[str, Any]:
        """The JSON shape of a model's use."""
        rejected = [rejection.to_dict() for rejection in self.rejected]
        usage = self.usage.to_dict(timings=timings)
        return {**asdict(self), "rejected": rejected, "usage": usage}
