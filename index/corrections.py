"""What a user has fixed of an extraction, and its JSON Lines form.

A correction of a statement is tied to its article's digest and to the characters of what is said,
so that it holds for the same text read again by any version. One of names holds everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from index.exceptions import CorrectionError
from index.speakers import AliasFile
from index.types import Article, Span, Statement

What = Literal["speaker", "no statement", "role", "same", "different"]
SHARED = 0.5
"""A statement is the one that was corrected when it shares so much of the longer of the two."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a user has fixed.

    ``speaker``: the words at ``content`` of the article with this ``digest`` are those of
    ``names[0]``, of nobody known without a name. ``no statement``: they are nobody's statement.
    ``role``: ``names[0]`` is ``role``, nothing where it is empty. ``same``: ``names`` are one
    speaker, who is shown under the first. ``different``: they never are; one name alone is never
    anybody else's, and with a ``digest`` not in that article. ``number`` is 0 until it is kept.
    """

    what: What
    names: tuple[str, ...] = ()
    role: str = ""
    digest: str = ""
    content: tuple[Span, ...] = ()
    number: int = 0

    def __post_init__(self) -> None:
        names = tuple(" ".join(name.split()) for name in self.names)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "role", " ".join(self.role.split()))
        placed = bool(self.digest and self.content)
        fits = {
            "speaker": placed and len(names) <= 1,
            "no statement": placed and not names,
            "role": len(names) == 1 and not placed,
            "same": len(names) > 1 and not self.digest,
            "different": (len(names) == 1) if self.digest else len(names) > 0,
        }
        spans = all(0 <= start < end for start, end in self.content)
        if not fits.get(self.what) or not all(names) or not spans:
            raise CorrectionError(
                f"{self.what!r} with the names {list(names)} is no correction; "
                "docs/cli.md says what each one takes (onrecord fix)"
            )

    @classmethod
    def of(cls, what: What, article: Article, statement: Statement, name: str = "") -> Correction:
        """A correction of one statement."""
        names = (name,) if name else ()
        return cls(what, names, digest=article.digest, content=statement.content)

    @property
    def plain(self) -> Correction:
        """The same without its number, for comparing."""
        return replace(self, number=0)

    def meets(self, digest: str, content: Sequence[Span]) -> bool:
        """Whether it is about a statement with this content."""
        if digest != self.digest or not self.content:
            return False
        shared = sum(max(0, min(b, d) - max(a, c)) for a, b in self.content for c, d in content)
        longer = max(sum(b - a for a, b in spans) for spans in (self.content, content))
        return shared >= SHARED * longer

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape (docs/cli.md); what a correction does not need is left out."""
        shape: dict[str, Any] = {"what": self.what}
        if self.names or self.what == "speaker":
            shape["names"] = list(self.names)
        if self.what == "role":
            shape["role"] = self.role
        if self.digest:
            shape["sha256"] = self.digest
        if self.content:
            shape["content"] = [list(span) for span in self.content]
        return shape

    @classmethod
    def from_dict(cls, shape: Any, number: int = 0) -> Correction:
        """Take it from its JSON shape. Raises CorrectionError."""
        try:
            if shape["what"] not in get_args(What):
                raise CorrectionError(f"{shape['what']!r} is no correction: {get_args(What)}")
            return cls(
                shape["what"],
                tuple(str(name) for name in shape.get("names", ())),
                str(shape.get("role", "")),
                str(shape.get("sha256", "")),
                tuple((int(a), int(b)) for a, b in shape.get("content", ())),
                number,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise CorrectionError(f"not a correction as it was exported ({error})") from error


def write_lines(corrections: Iterable[Correction]) -> str:
    """Corrections as JSON Lines, in order."""
    lines = (json.dumps(one.to_dict(), ensure_ascii=False) for one in corrections)
    return "".join(f"{line}\n" for line in lines)


def read_lines(text: str) -> Iterator[Correction]:
    """Corrections from JSON Lines. Raises CorrectionError with the line that is none."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Correction.from_dict(json.loads(line))
        except (CorrectionError, ValueError) as error:
            raise CorrectionError(f"line {number}: {error}") from error


def aliases_of(corrections: Iterable[Correction]) -> AliasFile:
    """What is said of names. Raises AliasError where two corrections contradict each other."""
    merges, splits = [], []
    for one in corrections:
        if one.what == "same":
            merges.append(one.names)
        elif one.what == "different" and not one.digest:
            splits.append(one.names)
    return AliasFile.of(merges, splits, "the corrections")


def from_aliases(aliases: AliasFile) -> list[Correction]:
    """The lines of an alias file as corrections."""
    same = [Correction("same", names) for names in aliases.merges]
    return same + [Correction("different", names) for names in aliases.splits]
