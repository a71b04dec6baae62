"""Reading articles: files, folders, web pages, feeds and standard input.

>>> from index.articles import read
>>> for item in read("examples/articles"):  # doctest: +SKIP
...     print(item)

Formats: .txt .md .html .mhtml .pdf .docx .odt .rtf .epub .eml .mbox .srt .vtt .json .jsonl
.jsonl.gz .csv, and RSS or Atom feeds. What cannot be read comes back as a Failure in its place; the
rest is read all the same. Of what was read in part, the part that is missing comes as a Failure
behind it.
"""

from __future__ import annotations

from index.articles.dates import parse_date
from index.articles.formats import FORMATS
from index.articles.reading import read

__all__ = ["FORMATS", "parse_date", "read"]
