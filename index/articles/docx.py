"""Word documents (.docx): paragraphs, lists and tables in their order."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from index.articles.draft import Draft
from index.articles.names import is_person
from index.exceptions import ArticleError

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_GROWTH = 20  # a Word file that unpacks to more than this many times its limit is an attack


def read_docx(data: bytes, max_bytes: int) -> Draft:
    """Read a Word file. Raises ArticleError where it is locked, damaged or too large unpacked."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml import etree

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ArticleError("is an old or locked Word file; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _GROWTH * max_bytes:
                raise ArticleError("unpacks to more than the limit; save the text alone as .txt")
        document = Document(io.BytesIO(data))
        title = ""
        blocks: list[str] = []
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                for row in item.rows:
                    cells = dict.fromkeys(" ".join(c.text.split()) for c in row.cells)
                    blocks.append(" | ".join(c for c in cells if c))
                continue
            words = _visible(item).strip()
            style = (item.style.name or "") if item.style is not None else ""
            if words and not title and (style == "Title" or (style == "Heading 1" and not blocks)):
                title = words
            blocks.append(f"- {words}" if words and style.startswith("List") else words)
        properties = document.core_properties
        named, author = properties.title or "", properties.author or ""
        language = properties.language or ""
    except (
        OpcError, zipfile.BadZipFile, zlib.error, etree.LxmlError, ValueError, TypeError,
        LookupError, AttributeError, OSError, EOFError, RuntimeError, AssertionError,
    ) as error:  # fmt: skip
        raise ArticleError(
            "the Word document is damaged; open it and save it again as .docx"
        ) from error
    draft = Draft(text="\n\n".join(b for b in blocks if b))
    if named not in ("Word Document", "Document"):
        draft.put("title", named, "Word properties")
    draft.put("title", title, "title paragraph")
    if is_person(author.strip()):
        draft.put("author", author, "Word properties")
    draft.put("language", language, "Word properties")
    return draft


def _visible(paragraph: Paragraph) -> str:
    """The text of a paragraph without runs that Word hides."""
    from docx.text.run import Run

    out: list[str] = []
    for item in paragraph.iter_inner_content():
        for run in [item] if isinstance(item, Run) else item.runs:
            if not run.font.hidden:
                out.append(run.text)
    return "".join(out)
