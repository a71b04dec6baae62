"""What programs write below the mails of a list: how to leave it, and who sends it.

A list names in the head of each mail the addresses by which to leave it, to join it or to have help
(RFC 2369). Where a mail leads there, its text has ended. Several mails of one sender show their
footer by having it in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from index.articles.plain import BLOCKS, is_prose, plain, prose_words, squeezed

if TYPE_CHECKING:
    from email.message import EmailMessage

    from lxml.html import HtmlElement

_HEADERS = ("List-Unsubscribe", "List-Subscribe", "List-Help", "List-Owner")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"')\]]+", re.IGNORECASE)
_RULE = re.compile(r"[ \t]*([-=*_~])\1{4,}[ \t]*")
_MOST = 60  # words of sentences below such a link; more are the text, below a head with the link
_LINES = 12  # above the link, in which a rule parts the footer from the text
_COMMON = 8  # paragraphs of a footer at most


def list_places(mail: EmailMessage) -> frozenset[str]:
    """The addresses by which one leaves or joins the list that a mail came by."""
    heads = (str(value) for name in _HEADERS for value in mail.get_all(name) or ())
    return frozenset(_place(found) for head in heads for found in _ADDRESS.findall(head))


def _place(address: str) -> str:
    """An address without its query, in which stands to whom the mail went."""
    bare = re.split(r"[?#]", address.strip())[0].lower().rstrip("/.")
    return re.sub(r"^(?:https?://(?:www\.)?|mailto:)", "", bare)


def without_footer(text: str, places: frozenset[str]) -> str:
    """A plain text without its footer, from the rule above it on.

    >>> text = "It rains on the town of Fossby today.\\n\\n-----\\nLeave: https://a.example/x?u=7"
    >>> without_footer(text, frozenset({"a.example/x"}))
    'It rains on the town of Fossby today.'
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not any(_place(found) in places for found in _ADDRESS.findall(line)):
            continue
        above = range(number, max(-1, number - _LINES), -1)
        paragraph = next((n + 1 for n in above if not lines[n].strip()), number)
        start = next((n for n in above if _RULE.fullmatch(lines[n])), paragraph)
        if _ends_at("\n".join(lines[:start]), "\n".join(lines[number + 1 :])):
            return "\n".join(lines[:start]).rstrip()
    return text


def _ends_at(text: str, below: str) -> bool:
    return prose_words(text) > 0 and prose_words(below) <= _MOST


def drop_footer(tree: HtmlElement, places: frozenset[str]) -> None:
    """Take the footer out of a mail: the largest part around a link of the list in which nothing of
    the text stands, and all below it. Changes ``tree``."""
    first = next((squeezed(block) for block in plain(tree).split("\n\n") if is_prose(block)), "")
    for link in tree.iter("a"):
        if _place((link.get("href") or "").strip()) not in places:
            continue
        part = link
        while (above := part.getparent()) is not None and not _holds_text(above, first, tree):
            part = above
        below = list(_below(part))
        if part.tag in BLOCKS and first and sum(_prose(e) for e in below) <= _MOST:
            for element in (part, *below):
                element.tail = None
                element.getparent().remove(element)
            return


def _holds_text(element: HtmlElement, first: str, tree: HtmlElement) -> bool:
    """Whether the first sentences of a mail, or most of it, stand in an element."""
    words = squeezed(element.text_content())
    return first in words or 2 * len(words) > len(squeezed(tree.text_content()))


def _prose(element: HtmlElement) -> int:
    return prose_words(plain(element))


def _below(part: HtmlElement) -> Iterator[HtmlElement]:
    """The elements behind a part of a page, in the order of the page."""
    for around in (part, *part.iterancestors()):
        yield from around.itersiblings()


def without_common_ends(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Texts, given with their senders, without the paragraphs in which several of one end.

    A mail that came twice has nothing in common with itself.
    """
    own = [(sender, text.rstrip().split("\n\n")) for sender, text in texts]
    seen = Counter(
        (sender, *paragraphs[-length:])
        for sender, paragraphs in {(s, tuple(p)) for s, p in own}
        for length in range(1, min(_COMMON, len(paragraphs) - 1) + 1)
    )
    out = []
    for sender, paragraphs in own:
        lengths = range(min(_COMMON, len(paragraphs) - 1), 0, -1)
        common = (n for n in lengths if sender and seen[sender, *paragraphs[-n:]] > 1)
        length = next(common, 0)
        out.append("\n\n".join(paragraphs[: len(paragraphs) - length]))
    return out
