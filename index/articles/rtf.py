"""Rich Text Format (.rtf), as word processors and news archives write it."""

from __future__ import annotations

import codecs
import re

from index.articles.draft import Draft
from index.articles.names import is_person
from index.exceptions import ArticleError

_HIDDEN = re.compile(r"\{(?:\\[a-z]+-?\d* ?)*\\v(?![a-z0])[^{}]*\}")
_ADDRESS = re.compile(
    r"\{\\\*\\fldinst\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
)  # of a link: nobody sees it
_DELETED = re.compile(r"\{\\deleted(?![a-z])[^{}]*\}")
_FONTS = re.compile(r"\{\\fonttbl(?:[^{}]|\{[^{}]*\})*\}")
# A font that names no character set is written in that of the document.
_FONT = re.compile(r"(\\f\d+)(?![^{};]*\\fcharset)")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_PAGE = re.compile(r"\\ansicpg(\d+)")
_FIELD = re.compile(r"\{\\(title|author)\s([^{}]*)\}")


def read_rtf(data: bytes) -> Draft:
    """Read an RTF file. Raises ArticleError where it is none."""
    from striprtf.striprtf import rtf_to_text

    source = data.decode("latin-1")
    if not source.lstrip().startswith("{\\rtf"):
        raise ArticleError("is not an RTF file; rename it after what it is")
    try:
        seen = _DELETED.sub("", _ADDRESS.sub("", _HIDDEN.sub("", source)))
        seen = _CELL.sub(r"\\par", seen)
        seen = _FONTS.sub(lambda table: _FONT.sub(r"\1\\fcharset1", table[0]), seen, count=1)
        text = rtf_to_text(seen, _encoding(source), errors="replace")
        # Characters beyond the first 65,536 are written as two halves.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise ArticleError("the RTF file is damaged; save it as .docx and add that") from error
    draft = Draft(text=re.sub(r"\n+", "\n\n", text).strip())
    fields = {name: rtf_to_text(f"{{\\rtf1\\ansi {words}}}", _encoding(source), errors="replace")
              for name, words in _FIELD.findall(source)}  # fmt: skip
    draft.put("title", fields.get("title"), "RTF properties")
    if is_person((fields.get("author") or "").strip()):
        draft.put("author", fields["author"], "RTF properties")
    if "{\\footnote" in source:
        draft.losses.append("its notes; open it, save it as .docx and add that")
    return draft


def _encoding(source: str) -> str:
    """What bytes that stand for letters are written in, unless their font says otherwise."""
    page = _PAGE.search(source)
    name = f"cp{page[1]}" if page else "mac_roman" if "\\mac" in source[:200] else "cp1252"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
