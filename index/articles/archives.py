"""Formats that are zipped XML: books (.epub) and OpenDocument texts (.odt)."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from index.articles.decode import decode
from index.articles.draft import Draft
from index.articles.html import fragment
from index.articles.names import is_person, turned_name
from index.exceptions import ArticleError

_GROWTH = 20  # a file that unpacks to more than this many times its limit is an attack
_GONE = frozenset(
    ("ruby-text", "tracked-changes", "note-citation", "annotation", "hidden-text", "forms")
)
_FIELDS = {"title": "title", "creator": "author", "publisher": "source", "date": "published",
           "language": "language"}  # fmt: skip
_HEAD = re.compile(
    r"<\?xml[^>]*\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|<title\b.*?</title>", re.DOTALL
)
_ROLE = "{http://www.idpf.org/2007/opf}role"
_EVENT = "{http://www.idpf.org/2007/opf}event"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ValueError, TypeError, LookupError, AttributeError, OSError,
    EOFError, RuntimeError,
)  # fmt: skip


def read_epub(data: bytes, max_bytes: int) -> Draft:
    """Read a book, its chapters in their order. Raises ArticleError where it is damaged."""
    return _read(data, max_bytes, _epub, "book", "convert it to .html or .txt and add that")


def read_odt(data: bytes, max_bytes: int) -> Draft:
    """Read an OpenDocument text. Raises ArticleError where it is damaged."""
    return _read(data, max_bytes, _odt, "OpenDocument text", "open it and save it again")


def _read(data: bytes, max_bytes: int, reader: Any, kind: str, fix: str) -> Draft:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _GROWTH * max_bytes:
                raise ArticleError("unpacks to more than the limit; save the text alone as .txt")
            draft: Draft = reader(archive)
    except (etree.LxmlError, *_BROKEN) as error:
        raise ArticleError(f"the {kind} is damaged; {fix}") from error
    return draft


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(name), parser)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _about(draft: Draft, tree: Any, origin: str, without: tuple[str, ...] = ()) -> None:
    for element in tree.iter():
        name = _name(element)
        if name not in _FIELDS or name in without or "purl.org/dc/" not in str(element.tag):
            continue
        if name == "creator":
            draft.put("author", _writers(tree), origin)
            continue
        # A book can say of a date that the file was made or changed on it.
        if element.get(_EVENT, "publication") == "publication":
            draft.put(_FIELDS[name], element.text or "", origin)


def _writers(tree: Any) -> list[str]:
    """Who wrote a book: its creators, but those of whom it says that they did something else."""
    roles = {
        str(e.get("refines")).lstrip("#"): (e.text or "").strip()
        for e in tree.iter()
        if e.get("property") == "role"
    }
    names = []
    for element in tree.iter():
        if _name(element) == "creator" and "purl.org/dc/" in str(element.tag):
            role = element.get(_ROLE) or roles.get(element.get("id") or "") or "aut"
            names += [turned_name(element.text or "")] if role == "aut" else []
    return names


def _epub(archive: zipfile.ZipFile) -> Draft:
    container = _xml(archive, "META-INF/container.xml")
    place = next(e.get("full-path") for e in container.iter() if _name(e) == "rootfile")
    package = _xml(archive, place)
    items = {e.get("id"): e for e in package.iter() if _name(e) == "item"}
    chapters: list[str] = []
    draft = Draft()
    for reference in (e for e in package.iter() if _name(e) == "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(place), unquote(item.get("href")))
        )
        try:
            markup = decode(archive.read(path))
        except (KeyError, ArticleError):
            draft.losses.append(f"a chapter, {path}, which is damaged; get the book again")
            continue
        chapters.append(fragment(_HEAD.sub("", markup)))
    draft.text = "\n\n".join(c for c in chapters if c.strip())
    _about(draft, package, "book properties")
    return draft


def _odt(archive: zipfile.ZipFile) -> Draft:
    content = _xml(archive, "content.xml")
    body = next(e for e in content.iter() if _name(e) == "text" and "office" in e.tag)
    blocks = [b for b in _blocks(body) if b.strip(" -")]
    draft = Draft(text="\n\n".join(blocks))
    draft.put("title", _heading(content, body), "first heading")
    if "meta.xml" in archive.namelist():
        about = _xml(archive, "meta.xml")
        # Here ``creator`` is whoever changed the text last, and ``date`` the day of that. As in
        # Word files, no property is a day of publication: texts are begun and saved on others.
        for name in ("initial-creator", "creator"):
            for writer in (e.text or "" for e in about.iter() if _name(e) == name):
                if is_person(writer.strip()):
                    draft.put("author", writer, "document properties")
        _about(draft, about, "document properties", without=("creator", "date"))
    return draft


def _heading(content: Any, body: Any) -> str:
    """The first paragraph, where it is a heading of the highest level or styled as the title."""
    gone = {inner for e in body.iter() if _name(e) in _GONE for inner in e.iter()}
    shown = (e for e in body.iter() if e not in gone)
    first = next((e for e in shown if _name(e) in ("p", "h") and _text(e)), None)
    if first is None:
        return ""
    about = {_name_of(key): value for key, value in first.attrib.items()}
    styles = {
        own.get("name"): own.get("parent-style-name")
        for e in content.iter()
        if _name(e) == "style"
        for own in [{_name_of(key): value for key, value in e.attrib.items()}]
    }
    style = about.get("style-name", "")
    is_title = "Title" in (style, styles.get(style)) or about.get("outline-level") == "1"
    return _text(first) if is_title else ""


def _name_of(key: str) -> str:
    return key.rpartition("}")[2]


def _text(paragraph: Any) -> str:
    words: list[str] = []
    _words(paragraph, words, [])
    return " ".join("".join(words).split())


def _blocks(element: Any) -> Iterator[str]:
    """The paragraphs inside ``element``; boxes and notes behind the paragraph they hang on."""
    for child in element:
        if _name(child) in ("p", "h"):
            words: list[str] = []
            attached: list[Any] = []
            _words(child, words, attached)
            in_list = any(_name(a) == "list-item" for a in child.iterancestors())
            text = "".join(words).strip()
            yield f"- {text}" if in_list else text
            for part in attached:
                yield from _blocks(part)
        elif _name(child) not in _GONE:
            yield from _blocks(child)


def _words(element: Any, words: list[str], attached: list[Any]) -> None:
    """Gather the words of a paragraph, and the boxes and notes that hang on it."""
    words.append(re.sub(r"\s+", " ", element.text or ""))
    for child in element:
        name = _name(child)
        if name in ("text-box", "note-body"):
            attached.append(child)
        elif name in ("s", "tab"):
            words.append(" ")
        elif name == "line-break":
            words.append("\n")
        elif name and name not in _GONE:
            _words(child, words, attached)
        words.append(re.sub(r"\s+", " ", child.tail or ""))
