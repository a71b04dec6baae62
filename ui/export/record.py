"""What every export shows of an answer: its sentences, and its citations with their surroundings.

Every quotation is sliced from its article again, so that a document never shows words that are
not there; an answer from the log whose article has since been removed keeps the words it had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.collection import Collection
from index.types import Article, AttributionKind, Statement
from rag.types import Coverage, SourceLine, Voice
from rag.voices import credit, label
from ui.exceptions import ExportError
from ui.export.kinds import find_article, no_answer
from ui.render.wording import coverage_text


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: the words, where they stand, whose they are.

    ``kind`` says whether the article sets the words as a quotation, None for its narration.
    ``place`` is ``NUMBER``, or ``ANSWER-NUMBER`` in a document with several answers. ``before`` and
    ``after`` complete the sentences around the words; they, ``digest`` (SHA-256 of the article's
    text) and ``statement`` are empty where the article is no longer in the collection.
    """

    place: str
    number: int
    answer: int
    nearest: bool
    article_id: str
    start: int
    end: int
    text: str
    voice: Voice
    stance: str
    title: str
    source: str
    author: str
    published: str
    url: str
    path: str
    digest: str = ""
    before: str = ""
    after: str = ""
    statement: Statement | None = None
    kind: AttributionKind | None = None

    @property
    def speaker(self) -> str:
        """Whose words they are, with role, as every interface writes it."""
        return label(self.voice)

    @property
    def credit(self) -> str:
        """Whose words they are, and who reports them where they are not the speaker's own."""
        return credit(self.voice, self.kind, self.line)

    @property
    def line(self) -> SourceLine:
        """The article, as other views know it; dates are in ``published``."""
        where = (self.title, self.source, self.author)
        return SourceLine(self.article_id, *where, None, self.url, self.path)


Piece = tuple[str, str, AttributionKind | None]
"""Words of a sentence, the place of their citation (empty for wording of ours), their kind."""


@dataclass(frozen=True, slots=True)
class Record:
    """One answer. ``extra_marks`` are the places of citations that no piece of a sentence has."""

    number: int
    question: str
    standalone: str
    message: str
    sentences: tuple[tuple[Piece, ...], ...]
    stances: tuple[str, ...]
    extra_marks: tuple[tuple[str, ...], ...]
    cited: tuple[Cited, ...]
    searched: int
    mention: int
    quoted: int
    unread: int = 0
    """How many of the articles searched are in a language in which no statements are found."""
    model: str = ""
    """The language model that put some of the sentences into words, if any."""

    @property
    def abstained(self) -> bool:
        """Whether there is no answer, only the nearest evidence."""
        return not self.sentences

    @property
    def looked(self) -> bool:
        """Whether articles were searched for it; a dossier is put together by hand."""
        return self.searched > 0

    @property
    def coverage(self) -> str:
        """How far the search looked, in words."""
        looked = Coverage(self.searched, self.mention, self.quoted, self.unread)
        return coverage_text(looked, answered=not self.abstained)


def records(shapes: Sequence[Mapping[str, Any]], collection: Collection) -> list[Record]:
    """Read answers for writing. Raises ExportError where one is none or misquotes its article."""
    several = len(shapes) > 1
    made = []
    for number, shape in enumerate(shapes, start=1):
        try:
            made.append(_record(shape, number, several, collection))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise no_answer(number, error) from error
    return made


def _record(shape: Mapping[str, Any], number: int, several: bool, keep: Collection) -> Record:
    def place(citation: int) -> str:
        if not citation:
            return ""
        return f"{number}-{citation}" if several else str(citation)

    sentences = shape["sentences"]
    stances: dict[int, str] = {}
    for sentence in sentences:
        for citation in sentence["citations"]:
            stances.setdefault(int(citation), str(sentence["stance"] or ""))
    cited = [
        _cited(entry, number, place(int(entry["number"])), nearest, stances, keep)
        for nearest, entries in ((False, shape["citations"]), (True, shape["nearest"]))
        for entry in entries
    ]
    return Record(
        number,
        str(shape["question"]),
        str(shape["standalone"]) if shape["rewritten"] else "",
        str(shape["message"]),
        tuple(
            tuple(
                (str(s["text"]), place(int(s["citation"])), s["kind"]) for s in sentence["segments"]
            )
            for sentence in sentences
        ),
        tuple(str(sentence["stance"] or "") for sentence in sentences),
        tuple(_unused(sentence, place) for sentence in sentences),
        tuple(cited),
        int(shape["coverage"]["searched"]),
        int(shape["coverage"]["mention"]),
        int(shape["coverage"]["quoted"]),
        int(shape["coverage"].get("unread", 0)),  # answers kept before it was counted
        _model(shape),
    )


def _model(shape: Mapping[str, Any]) -> str:
    if any(sentence.get("by") == "model" for sentence in shape["sentences"]):
        return str((shape.get("model") or {}).get("name") or "a language model")
    return ""


def _unused(sentence: Mapping[str, Any], place: Any) -> tuple[str, ...]:
    """The citations of a sentence that no quotation in it carries."""
    carried = {int(segment["citation"]) for segment in sentence["segments"]}
    return tuple(place(int(n)) for n in sentence["citations"] if int(n) not in carried)


def _cited(
    entry: Mapping[str, Any],
    answer: int,
    place: str,
    nearest: bool,
    stances: Mapping[int, str],
    collection: Collection,
) -> Cited:
    quote, voice, source = entry["quote"], entry["voice"], entry["source"]
    number, article_id = int(entry["number"]), str(quote["article_id"])
    start, end, text = int(quote["start"]), int(quote["end"]), str(quote["text"])
    who = Voice.from_dict(voice)
    article = find_article(collection, article_id)
    more: dict[str, Any] = {"kind": entry["kind"]}
    if article is not None:
        if article.text[start:end] != text or not 0 <= start < end:
            raise ExportError(
                f"citation {place} shows words that article {article_id} does not have at "
                f"{start}-{end}; it is not exported. Ask again, or check it with: onrecord verify"
            )
        from_, to = entry["context"]
        if not 0 <= from_ <= start or not end <= to <= len(article.text):
            from_, to = start, end
        more |= {
            "digest": article.digest,
            "before": article.text[from_:start],
            "after": article.text[end:to],
            "statement": _statement(collection, article, start, end, who),
        }
    url = str(source["url"])
    return Cited(
        place,
        number,
        answer,
        nearest,
        article_id,
        start,
        end,
        text,
        who,
        stances.get(number, ""),
        str(source["title"]),
        str(source["source"]),
        str(source["author"]),
        str(source["published"] or ""),
        url,
        "" if url else str(source["path"]),
        **more,
    )


def _statement(
    collection: Collection, article: Article, start: int, end: int, voice: Voice
) -> Statement | None:
    """The statement of this speaker that the quotation lies in."""
    for statement in collection.statements(article_id=article.id):
        inside = any(a < end and start < b for a, b in statement.content)
        if inside and statement.speaker_id == voice.speaker_id:
            return statement
    return None


def by_article(cited: Sequence[Cited]) -> list[list[Cited]]:
    """Citations grouped by article, in the order in which the articles are first cited."""
    groups: dict[str, list[Cited]] = {}
    for one in cited:
        groups.setdefault(one.article_id, []).append(one)
    return list(groups.values())
