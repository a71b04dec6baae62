"""Markdown: the words without the markup, blocks parted by blank lines.

Quotations are shown to people, so emphasis marks and link targets are not part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.articles.decode import decode
from index.articles.draft import Draft
from index.articles.drawn import quotation_of
from index.articles.fields import ALIASES
from index.articles.frontmatter import split
from index.articles.html import fragment
from index.types import canonical_text

# A note goes on in the lines below it and in paragraphs that are set in.
_NOTE = re.compile(
    r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?! {0,3}\[\^)(?=.*\S).+|\n\n(?: {4}|\t)+.+)*)\n?",
    re.MULTILINE,
)
_WIKI = re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]+\|)?([^\[\]|\n]+)\]\]")
_MARK = re.compile(r"[ \t]?\[\^([^\]\s]+)\]")

if TYPE_CHECKING:
    from markdown_it.token import Token


def read_markdown(data: bytes, charset: str | None = None) -> Draft:
    """Read a Markdown file. Raises ArticleError where it is not text."""
    values, body, problems = split(canonical_text(decode(data, charset)))
    body, notes = _without_notes(body)
    text, heading = plain(body)
    # Notes stand behind the text: in it they would cut a sentence in two.
    text = "\n\n".join([text, *(words for note in notes if (words := plain(note)[0]))])
    draft = Draft(text=text, losses=problems)
    draft.put_all(ALIASES.fields(values), "front matter")
    draft.put("title", heading, "first heading")
    return draft


def plain(source: str) -> tuple[str, str]:
    """The text of ``source`` without markup, and its first heading if it opens with one."""
    from markdown_it import MarkdownIt

    blocks: list[tuple[str, bool]] = []
    heading = ""
    previous = ""
    inside_list = 0
    fresh_item = False
    quoted: list[int] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source):
        if token.type == "blockquote_open":
            quoted.append(len(blocks))
        elif token.type == "blockquote_close":
            begin = quoted.pop()
            if not quoted and not inside_list:
                marked = quotation_of([words for words, _ in blocks[begin:]])
                blocks[begin:] = [(words, False) for words in marked]
        elif token.type == "list_item_open":
            fresh_item = True
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            inside_list += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            inside_list -= 1
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            if token.type == "inline":
                words = _words(token.children or ())
            elif token.type == "html_block":
                words = fragment(token.content)
            else:
                words = token.content.rstrip("\n")
            if not words.strip():
                continue
            if previous == "heading_open" and not blocks:
                heading = words
            tight = bool(inside_list and blocks and blocks[-1][1])
            blocks.append((f"{marker}{words}" if fresh_item else words, bool(inside_list)))
            if tight:
                last = blocks.pop()
                blocks[-1] = (f"{blocks[-1][0]}\n{last[0]}", True)
            fresh_item = False
        previous = token.type
    return "\n\n".join(words for words, _ in blocks), heading


def _without_notes(source: str) -> tuple[str, list[str]]:
    """``source`` without its notes and their marks, and the notes in order; links of note-taking
    programs ("[[Ann Lind|Lind]]") as their words.

    >>> _without_notes("It closes.[^1]\\n\\n[^1]: Letter of May.")
    ('It closes.\\n\\n', ['Letter of May.'])
    """
    notes = {match[1]: match[2] for match in _NOTE.finditer(source)}
    without = _NOTE.sub("", source)
    without = _MARK.sub(lambda m: "" if m[1] in notes else m[0], without)
    return _WIKI.sub(r"\1", without), list(notes.values())


def _words(tokens: Iterable[Token]) -> str:
    out: list[str] = []
    struck = 0
    for token in tokens:
        struck += {"s_open": 1, "s_close": -1}.get(token.type, 0)
        if struck:  # its author has taken it back
            out = ["".join(out).rstrip(" ")] if out else []
            continue
        if token.type in ("text", "code_inline"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            out.append("\n")
    return "".join(out).strip(" ")
