"""Rich Text Format (.rtf), as word processors and news archives write it."""

from __future__ import annotations

import re

from index.articles.draft import Draft
from index.articles.names import is_person
from index.exceptions import ArticleError

_HIDDEN = re.compile(r"\{(?:\\[a-z]+-?\d* ?)*\\v(?![a-z0])[^{}]*\}")
_ADDRESS = re.compile(
    r"\{\\\*\\fldinst\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
)  # of a link: nobody sees it
_FIELD = re.compile(r"\{\\(title|author)\s([^{}\\]*)\}")


def read_rtf(data: bytes) -> Draft:
    """Read an RTF file. Raises ArticleError where it is none."""
    from striprtf.striprtf import rtf_to_text

    source = data.decode("latin-1")
    if not source.lstrip().startswith("{\\rtf"):
        raise ArticleError("is not an RTF file; rename it after what it is")
    try:
        text = rtf_to_text(_ADDRESS.sub("", _HIDDEN.sub("", source)), errors="replace")
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise ArticleError("the RTF file is damaged; save it as .docx and add that") from error
    draft = Draft(text=re.sub(r"\n+", "\n\n", text).strip())
    fields = dict(_FIELD.findall(source))
    draft.put("title", fields.get("title"), "RTF properties")
    if is_person((fields.get("author") or "").strip()):
        draft.put("author", fields["author"], "RTF properties")
    if "{\\footnote" in source:
        draft.losses.append("its notes; open it, save it as .docx and add that")
    return draft
