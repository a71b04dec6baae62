"""Word documents (.docx): the final text, paragraph by paragraph, in its order.

Text boxes and notes come as paragraphs of their own behind the paragraph they hang on, and so does
each cell of a table. Of tracked changes the accepted form is read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.articles.draft import Draft
from index.articles.names import is_person
from index.exceptions import ArticleError

if TYPE_CHECKING:
    from docx.document import Document

_GROWTH = 20  # a Word file that unpacks to more than this many times its limit is an attack
_GONE = frozenset(("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "Fallback", "tblPr", "tcPr"))
_NOTES = re.compile(r"word/(foot|end)notes\d*\.xml")


def read_docx(data: bytes, max_bytes: int) -> Draft:
    """Read a Word file. Raises ArticleError where it is locked, damaged or too large unpacked."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml import etree

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ArticleError("is an old or locked Word file; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _GROWTH * max_bytes:
                raise ArticleError("unpacks to more than the limit; save the text alone as .txt")
            reader = _Reader(Document(io.BytesIO(data)), archive)
        blocks = list(reader.blocks(reader.document.element.body))
        properties = reader.document.core_properties
        named, author = properties.title or "", properties.author or ""
        language = properties.language or ""
    except (
        OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, ValueError, TypeError,
        LookupError, AttributeError, OSError, EOFError, RuntimeError, AssertionError,
    ) as error:  # fmt: skip
        raise ArticleError(
            "the Word document is damaged; open it and save it again as .docx"
        ) from error
    draft = Draft(text="\n\n".join(b for b in blocks if b.strip()), losses=reader.losses)
    if named not in ("Word Document", "Document"):
        draft.put("title", named, "Word properties")
    draft.put("title", reader.title, "title paragraph")
    if is_person(author.strip()):
        draft.put("author", author, "Word properties")
    draft.put("language", language, "Word properties")
    return draft


class _Reader:
    """One document on its way to text."""

    def __init__(self, document: Document, archive: zipfile.ZipFile) -> None:
        self.document = document
        self.title = ""
        self.losses: list[str] = []
        self._started = False
        self._open = ""  # the words of paragraphs whose end a tracked change has deleted
        self._notes = {
            (match[1], note.get(_w("id"))): note
            for name in archive.namelist()
            if (match := _NOTES.fullmatch(name))
            for note in _xml(archive.read(name))
            if note.get(_w("type")) is None  # separators have a type
        }

    def blocks(self, element: Any) -> Iterator[str]:
        """The paragraphs inside ``element``, each on its own."""
        for child in _children(element):
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "altChunk":
                self.losses.append(
                    "a document inside the document; open it, save it again and add that"
                )
            elif name != "tr" or child.find(f"{_w('trPr')}/{_w('del')}") is None:
                yield from self.blocks(child)

    def _paragraph(self, element: Any) -> Iterator[str]:
        words: list[str] = []
        attached: list[Any] = []
        self._runs(element, words, attached)
        text = self._open + "".join(words)
        self._open = ""
        if element.find(f"{_w('pPr')}/{_w('rPr')}/{_w('del')}") is not None:
            self._open = text
        elif text.strip():
            yield self._styled(element, text.strip())
        for part in attached:
            yield from self.blocks(part)

    def _styled(self, element: Any, text: str) -> str:
        from docx.text.paragraph import Paragraph

        style = Paragraph(element, self.document._body).style
        name = (style.name or "") if style is not None else ""
        if not self.title and (name == "Title" or (name == "Heading 1" and not self._started)):
            self.title = text
        self._started = True
        return f"- {text}" if name.startswith("List") else text

    def _runs(self, element: Any, words: list[str], attached: list[Any]) -> None:
        """Gather the words of a paragraph, and the boxes and notes that hang on it."""
        for child in _children(element):
            name = _name(child)
            if name == "txbxContent":
                attached.append(child)
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._notes.get((name.removesuffix("noteReference"), child.get(_w("id"))))
                if note is not None:
                    attached.append(note)
            elif child.tag != _w("r"):
                if name == "t" and child.tag != _w("t"):  # of a formula
                    words.append(child.text or "")
                self._runs(child, words, attached)
            elif not _is_hidden(child):
                words.append(child.text)
                self._runs(child, words, attached)


def _children(element: Any) -> Iterator[Any]:
    """The children that are in the final text; of alternatives, the first."""
    for child in element:
        if not isinstance(child.tag, str) or _name(child) in _GONE:
            continue
        if _name(child) == "AlternateContent":
            found = [c for c in child if _name(c) == "Choice"] or list(child)
            yield from found[:1]
        else:
            yield child


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_w('rPr')}/{_w('vanish')}")
    return mark is not None and mark.get(_w("val")) not in ("0", "false", "off")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _xml(data: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(data)
