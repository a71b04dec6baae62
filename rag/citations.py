"""Numbering the quotes of an answer, and checking a saved answer against the collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from index.collection import Collection
from index.exceptions import ArticleNotFound, QuoteError
from index.types import Article
from rag.types import AnswerSentence, Citation, SourceLine
from rag.units import Unit
from rag.voices import form_of

CheckResult = Literal["exact", "altered", "article changed", "article gone"]


@dataclass
class CitationList:
    """Hands out citation numbers; the same quote of the same voice keeps its number."""

    citations: list[Citation] = field(default_factory=list)

    def cite(self, unit: Unit) -> Citation:
        """The citation of a unit, made on first use."""
        article, voice = unit.article, unit.voice
        quote, kind = article.quote(*unit.span), form_of(article.text, unit.span, voice)
        return self.adopt(Citation(0, quote, SourceLine.of(article), voice, unit.context, kind))

    def adopt(self, citation: Citation) -> Citation:
        """The citation of the same quote and voice here, made with the next number if new."""
        voice = citation.voice
        for known in self.citations:
            same = (known.voice.name, known.voice.described) == (voice.name, voice.described)
            if same and known.quote == citation.quote:
                return known
        made = replace(citation, number=len(self.citations) + 1)
        self.citations.append(made)
        return made


def with_new_citations(
    sentences: Sequence[AnswerSentence], citations: Sequence[Citation]
) -> Iterator[tuple[AnswerSentence, tuple[Citation, ...]]]:
    """Each sentence with those of the citations that it is the first to use."""
    left = {c.number: c for c in citations}
    for sentence in sentences:
        yield sentence, tuple(left.pop(n) for n in sentence.citations if n in left)


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one citation of a saved answer."""

    number: int
    result: CheckResult
    article_id: str
    quote: str
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a check."""
        return asdict(self)


def verify(collection: Collection, answer: Mapping[str, Any]) -> list[Check]:
    """Check every citation of an answer saved as JSON against the collection as it is now.

    ``exact``: the same article holds the same words at the same place. ``altered``: that article
    is there as it was, but the saved answer shows other words, another place or another source
    line. ``article changed``: the article that was cited is no longer there but another version of
    it (same URL or path) is. ``article gone``: neither. The nearest evidence of an abstention is
    checked like a citation, and the words quoted inside the sentences against their citation.
    Raises QuoteError where the JSON is not an answer.
    """
    return verify_all(collection, [answer])[0]


def verify_all(collection: Collection, answers: Iterable[Mapping[str, Any]]) -> list[list[Check]]:
    """``verify`` for each answer of a conversation."""
    newer = _Versions(collection)
    return [_verify(answer, newer) for answer in answers]


def _verify(answer: Mapping[str, Any], newer: _Versions) -> list[Check]:
    citations, nearest = answer.get("citations"), answer.get("nearest") or []
    if not isinstance(citations, list) or not isinstance(nearest, list):
        raise QuoteError(
            "this is not a saved answer: it has no list of citations; "
            "save one with: onrecord ask --json QUESTION > answer.json"
        )
    shown = [_Shown.read(entry, i) for i, entry in enumerate([*citations, *nearest], start=1)]
    checks = [_check(one, newer) for one in shown]
    return _sentences(checks, answer.get("sentences") or [])


@dataclass(frozen=True, slots=True)
class _Shown:
    """A citation as a saved answer shows it; nothing of it is trusted."""

    number: int
    article_id: str
    start: int
    end: int
    text: str
    source: Mapping[str, Any]
    digest: str

    @classmethod
    def read(cls, entry: Any, position: int) -> _Shown:
        """Take a citation of the JSON shape. Raises QuoteError where a part is missing."""
        try:
            quote, source = entry["quote"], entry["source"]
            _ = source["url"] or source["path"]
            return cls(
                int(entry["number"]),
                str(quote["article_id"]),
                int(quote["start"]),
                int(quote["end"]),
                str(quote["text"]),
                source,
                str(entry.get("sha256") or ""),
            )
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise QuoteError(f"citation {position} of the saved answer lacks {error}") from error

    def check(self, result: CheckResult, note: str = "") -> Check:
        """The result for this citation."""
        return Check(self.number, result, self.article_id, self.text, note)

    def is_at(self, article: Article) -> bool:
        """Whether the article has these words at this place."""
        inside = 0 <= self.start < self.end <= len(article.text)
        return inside and article.text[self.start : self.end] == self.text


@dataclass
class _Versions:
    """A collection with its articles by URL or path, looked up when one that is gone is asked for.

    Another version of that one may stand there.
    """

    collection: Collection

    @cached_property
    def by_origin(self) -> dict[str, Article]:
        """The article under each address."""
        return {a.origin: a for a in self.collection.articles() if a.origin}


def _check(shown: _Shown, versions: _Versions) -> Check:
    try:
        article = versions.collection.article(shown.article_id)
    except ArticleNotFound:
        article = None
    if article is None or article.id != shown.article_id:  # the start of an id is no id
        origin = str(shown.source["url"] or shown.source["path"])
        return _check_newer(shown, versions.by_origin.get(origin) if origin else None)
    if not shown.is_at(article):
        reads = article.text[max(shown.start, 0) : max(shown.end, 0)]
        has = "has these words elsewhere" if shown.text in article.text else f"reads: {reads!r}"
        return shown.check("altered", f"the article is unchanged and {has}")
    if shown.digest and shown.digest != article.digest:
        return shown.check("altered", "the hash of the article's text is another one")
    for name, value in SourceLine.of(article).to_dict().items():
        if name in _IDENTIFYING and name in shown.source:
            said, is_ = _plain(shown.source[name]), _plain(value)
            if said != is_:
                return shown.check("altered", f"{name} is given as {said!r}; the article: {is_!r}")
    return shown.check("exact")


_IDENTIFYING = frozenset({"title", "source", "author", "published", "url"})
"""What an article's id is made from, apart from its text."""


def _plain(value: object) -> str:
    return " ".join(str(value or "").split())


def _check_newer(shown: _Shown, newer: Article | None) -> Check:
    """Check a citation whose article is no longer there."""
    if newer is None:
        return shown.check("article gone")
    if shown.digest == newer.digest and shown.is_at(newer):
        note = f"only its heading: version {newer.id} has these words at the same place"
    elif shown.text in newer.text:
        note = f"version {newer.id} still has these words"
    else:
        note = f"version {newer.id} lacks these words"
    return shown.check("article changed", note)


def _sentences(checks: list[Check], sentences: Iterable[Any]) -> list[Check]:
    """Hold the words quoted inside an answer's sentences to the citation they name."""
    by_number = {check.number: i for i, check in enumerate(checks)}
    try:
        quoted = [
            (int(segment["citation"]), str(segment["text"]))
            for sentence in sentences
            for segment in sentence.get("segments") or []
        ]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise QuoteError(f"a sentence of the saved answer lacks {error}") from error
    for number, text in quoted:
        position = by_number.get(number)
        if number and position is None:
            by_number[number] = len(checks)
            note = "no source is given for these words"
            checks.append(Check(max(number, 0), "altered", "", text, note))
        elif number and position is not None and text not in checks[position].quote:
            known = checks[position]
            note = f"the answer itself shows other words: {text!r}"
            if known.result == "exact":
                known = replace(known, result="altered", note="")
            checks[position] = replace(known, note="; ".join(filter(None, (known.note, note))))
    return checks
