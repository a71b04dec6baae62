"""The alias file: what a user says about who is one person and who is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.exceptions import AliasError
from index.reasons import reason
from index.speakers.folding import plain


@dataclass(frozen=True, slots=True)
class AliasFile:
    """Merges and splits, in the order of the file. Names are compared without case and accents."""

    merges: tuple[tuple[str, ...], ...] = ()
    splits: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> AliasFile:
        """Read an alias file (UTF-8). A file that does not exist is an empty one.

        Raises AliasError with file and line where a line cannot be used or contradicts another.
        """
        file = Path(path)
        if not file.exists():
            return cls()
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise AliasError(f"{file}: cannot be read as UTF-8 text: {reason(error)}") from error
        return cls.parse(text.splitlines(), name=str(file))

    @classmethod
    def parse(cls, lines: Iterable[str], *, name: str = "aliases") -> AliasFile:
        """Read the lines of an alias file. Raises AliasError like ``load``."""
        merges: list[tuple[str, ...]] = []
        splits: list[tuple[str, ...]] = []
        where: dict[frozenset[str], int] = {}
        for number, raw in enumerate(lines, 1):
            line = raw.lstrip("\ufeff").strip()
            if not line or line.startswith("#"):
                continue
            verb, colon, rest = line.partition(":")
            verb = verb.strip().lower()
            if not colon or verb not in ("merge", "split"):
                raise AliasError(
                    f'{name}, line {number}: expected "merge: A = B" or "split: A | B", '
                    f"found {raw.strip()!r}"
                )
            mark = "=" if verb == "merge" else "|"
            names = tuple(part.strip() for part in rest.split(mark))
            if not all(names):
                raise AliasError(f"{name}, line {number}: a name is empty next to {mark!r}")
            if verb == "merge" and len(names) < 2:
                raise AliasError(f'{name}, line {number}: "merge" needs two names with "=" between')
            keys = [plain(part) for part in names]
            if len(set(keys)) < len(keys):
                raise AliasError(f"{name}, line {number}: the same name is listed twice")
            if verb == "merge":
                merges.append(names)
            else:
                splits.append(names)
                where.update((frozenset(pair), number) for pair in _pairs(keys))
        return cls.of(merges, splits, name, where)

    @classmethod
    def of(
        cls,
        merges: Sequence[tuple[str, ...]],
        splits: Sequence[tuple[str, ...]],
        name: str,
        where: Mapping[frozenset[str], int] | None = None,
    ) -> AliasFile:
        """Merges and splits that do not contradict each other; else raises AliasError, with the
        line of ``name`` where it is known."""
        pairs = {frozenset(p): 0 for names in splits for p in _pairs([plain(n) for n in names])}
        _check(merges, {**pairs, **(where or {})}, name)
        return cls(tuple(merges), tuple(splits))


def _pairs(keys: list[str]) -> list[tuple[str, str]]:
    return [(a, b) for i, a in enumerate(keys) for b in keys[i + 1 :]]


def _check(
    merges: Sequence[tuple[str, ...]], splits: Mapping[frozenset[str], int], name: str
) -> None:
    """Refuse names that are merged, also over several lines, and split as well."""
    groups: list[set[str]] = []
    for names in merges:
        joined = {plain(part) for part in names}
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    for pair, number in splits.items():
        for group in groups:
            if pair <= group:
                left, right = sorted(pair)
                place = f"{name}, line {number}" if number else name
                raise AliasError(
                    f"{place}: {left!r} and {right!r} are split here but merged elsewhere; "
                    "take one of the two back"
                )
