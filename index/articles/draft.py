"""What a reader hands over: text and metadata with origins, before it becomes an Article."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import PurePath
from urllib.parse import urlsplit

from index.articles import boilerplate
from index.articles.dates import parse_date
from index.articles.initials import closed_up
from index.articles.language import language_of, two_letters
from index.articles.names import byline_names
from index.articles.plain import is_prose
from index.exceptions import EmptyArticle
from index.types import OCR, Article, Span, canonical_text

FIELDS = ("title", "source", "author", "published", "url", "language")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_INLINE = re.compile(r"</?(?:em|strong|b|i|u|s|sup|sub|span|mark|br|wbr|cite|q)(?:\s[^<>]*)?/?>")
_SITE = re.compile(r"\s+[-–—|]\s+")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]+)?")


def clean(text: str) -> str:
    """Canonical text without halves of surrogate pairs, which no store can hold.

    Ligatures are written as their letters, or nobody would find the word; places where a word may
    be parted, which nobody sees, go, and control characters are spaces: both stand in names.
    """
    text = _CONTROL.sub(" ", _LINE_END.sub("\n", _UNSEEN.sub("", text)))
    text = _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return canonical_text(_SURROGATE.sub("\ufffd", text))


def one_line(value: str, limit: int = 400) -> str:
    """``value`` on one line without control characters, at most ``limit`` characters."""
    plain = "".join(c if c.isprintable() else " " for c in clean(value))
    return " ".join(plain.split())[:limit].strip()


@dataclass
class Draft:
    """An article in the making. The first origin to fill a field keeps it."""

    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    published: date | None = None
    origins: dict[str, str] = field(default_factory=dict)
    last_resort: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Values that only count where the text itself tells nothing: field to (value, origin)."""
    losses: list[str] = field(default_factory=list)
    """What of the article could not be read, each with the way to have it."""
    recognised: bool = False
    """Whether the text, or a part of it, was recognised in pictures (OCR)."""
    entries: list[Draft] = field(default_factory=list)
    """Articles of their own that stand in the same document, and not in ``text``."""

    def put(self, name: str, value: object, origin: str) -> None:
        """Fill ``name`` from ``origin``, unless it is filled or ``value`` is not usable."""
        if name in self.origins:
            return
        while isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith("$"):
            value = next(iter(value.values()))  # a value with its type, as databases export it
        if name == "published":
            self.published = parse_date(value)
            if self.published is None:
                return
        else:
            text = _as_text(value)
            if name == "language":
                match = _LANGUAGE.fullmatch(text)
                text = two_letters(match[1].lower()) if match else ""
            if name in ("title", "source", "author"):
                text = one_line(_INLINE.sub("", _decoded(text)))
            if name == "author":
                text = byline_names(text)
                if re.fullmatch(r"[a-z0-9_.-]+", text):
                    return  # whoever logged in to the program that made this
            if name == "url" and urlsplit_scheme(text) not in ("http", "https"):
                return
            if not text:
                return
            self.fields[name] = text
        self.origins[name] = origin

    def put_all(self, values: dict[str, object], origin: str) -> None:
        """``put`` for every known field in ``values``."""
        for name in FIELDS:
            if name in values:
                self.put(name, values[name], origin)

    def put_page_title(self, written: str, origin: str) -> None:
        """Fill the title, and where the text has a line without what stands behind it the source:
        "Salt is dear | The Post"."""
        lines = {" ".join(line.split()) for line in self.text.split("\n")}
        parts = [m for m in _SITE.finditer(written) if written[: m.start()].strip() in lines]
        if parts and "title" not in self.origins:
            self.put("source", _SITE.split(written)[-1], origin)
            written = written[: parts[0].start()]
        self.put("title", written, origin)

    def finish(self, path: str = "", name: str = "") -> Article:
        """Make the Article: read what the lines themselves tell, flag boilerplate.

        ``path`` is stored, ``name`` (a file name) gives a title where nothing else does.
        Raises EmptyArticle where nothing but white space or boilerplate is there.
        """
        text = closed_up(clean(self.text))
        self._part_title_from_source()
        found = boilerplate.scan(
            text, title=self.fields.get("title", ""), author=self.fields.get("author", "")
        )
        for key, (value, origin) in (*found.fields.items(), *self.last_resort.items()):
            self.put(key, value, origin)
        title = self.fields.get("title", "")
        if not _has_content(text, found.spans) or _is_all_furniture(text, found.spans, title):
            raise EmptyArticle(
                "no text in it beyond headings and boilerplate; check that the file is complete"
                if text.strip()
                else "the file is empty; remove it or save the article's text into it"
            )
        if "title" not in self.origins:
            self._name_it(text, found.spans, name)
        self.put("language", language_of(text), "detected")
        self._part_author_from_source()
        get = self.fields.get
        return Article(
            text=text,
            title=get("title", ""),
            source=get("source", ""),
            author=get("author", ""),
            published=self.published,
            url=get("url", ""),
            path=path,
            language=get("language", ""),
            origins=dict(self.origins) | ({"text": OCR} if self.recognised else {}),
            boilerplate=found.spans,
        )

    def _part_title_from_source(self) -> None:
        """Search engines write the outlet behind a title: "Salt is dear - The Post"."""
        source = self.fields.get("source", "")
        title = self.fields.get("title", "")
        bare = re.sub(rf"{_SITE.pattern}{re.escape(source)}$", "", title) if source else title
        if bare and bare != title:
            self.fields["title"] = bare

    def _part_author_from_source(self) -> None:
        """Some name the paper behind the writer."""
        source = self.fields.get("source", "").casefold()
        names = self.fields.get("author", "").split(", ")
        people = [name for name in names if name.casefold() != source]
        if people and len(people) < len(names):
            self.fields["author"] = ", ".join(people)

    def _name_it(self, text: str, spans: tuple[Span, ...], name: str) -> None:
        words = re.findall(r"[^\W_]+", PurePath(name).stem)
        real = [w for w in words if w.isalpha() and len(w) > 2]
        if len(real) >= 2 and len(real) * 2 >= len(words):
            readable = " ".join(words)
            self.put("title", readable[0].upper() + readable[1:], "file name")
            return
        self.put("title", _opening(text, spans), "opening words")


def _decoded(text: str) -> str:
    """``text`` with its character references as characters; many fields are escaped twice."""
    for _ in range(2):
        text = unescape(text)
    return text


def _opening(text: str, spans: tuple[Span, ...]) -> str:
    """The first words of the content, cut at the end of a paragraph, a sentence or a word."""
    start = 0
    for begin, end in spans:
        if text[start:begin].strip():
            break
        start = end
    first = text[start : start + 400].lstrip(" \n>")
    opening = " ".join(first.partition("\n\n")[0].split())
    match = re.match(r".{20,100}?(?=[.!?…][\"”’)]*\s+[A-Z“\"])", opening)
    if match:
        return match[0]
    return opening if len(opening) <= 80 else opening[:80].rsplit(" ", 1)[0] + "…"


def _has_content(text: str, spans: tuple[Span, ...]) -> bool:
    start = 0
    for begin, end in (*spans, (len(text), len(text))):
        if any(c.isalnum() for c in text[start:begin]):
            return True
        start = end
    return False


def _is_all_furniture(text: str, spans: tuple[Span, ...], title: str) -> bool:
    """Whether every sentence of a text is boilerplate, as on a page that asks for consent."""
    flagged = [text[start:end] for start, end in spans]
    notices = [line for line in flagged if is_prose(line) and line != title]
    return bool(notices) and all(
        line.strip() in flagged for line in text.split("\n") if is_prose(line)
    )


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        named = ("name", "title", "rendered", "main", "original")
        return next((text for n in named if (text := _as_text(value.get(n)))), "")
    if isinstance(value, (list, tuple)):
        names = [_as_text(v) for v in value[:20]]
        return ", ".join(dict.fromkeys(n for n in names if n))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def urlsplit_scheme(url: str) -> str:
    """The scheme of ``url`` in lower case, or an empty string where it cannot be parsed."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""
