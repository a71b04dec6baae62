"""Building HTML from untrusted text: everything passes through ``esc`` or ``attributes``."""

from __future__ import annotations

import html
from datetime import date
from urllib.parse import urlencode, urlsplit

from index.quoting import marked
from index.types import AttributionKind


def esc(text: object) -> str:
    """Escape text for an element's content or a double-quoted attribute.

    Control characters and the marks that reverse the direction of text are made visible as U+FFFD:
    an article must not be able to make a line read differently from what it says.
    """
    return html.escape(clean(str(text)), quote=True)


def clean(text: str) -> str:
    """Replace, one for one, characters that would hide or reorder other characters."""
    return text.translate(_HIDING)


_HIDING: dict[int, str] = dict.fromkeys(
    (
        *range(0x00, 0x09),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ),
    "\ufffd",
)


def told(error: object) -> str:
    """What went wrong, escaped, as a sentence of the page.

    >>> told("after ( there is nothing to look for")
    'After ( there is nothing to look for'
    """
    words = str(error)
    return esc(words[:1].upper() + words[1:])


def attributes(**values: object) -> str:
    """Write attributes with escaped values; ``_`` in a name becomes ``-``, None leaves it out."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{esc(value)}"'
        for name, value in values.items()
        if value is not None
    )


def day(value: date | None) -> str:
    """A date as people write it: 3 March 2025."""
    return f"{value.day} {value:%B %Y}" if value else ""


def web_address(url: str) -> str:
    """The address where it is a plain http(s) one, else an empty string (no link is made)."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    good = parts.scheme.lower() in {"http", "https"} and parts.hostname and not parts.username
    return url.strip() if good else ""


def opener(label: str, article_id: str, start: int, end: int, **more: object) -> str:
    """A button that opens an article at a span; the page's script listens for ``data-open``."""
    given = {"class_": "link", "dir": "auto", **more}
    marks = attributes(data_open=article_id, data_start=start, data_end=end, **given)
    return f'<button type="button"{marks}>{esc(label)}</button>'


def link(label: str, view: str, **place: object) -> str:
    """A link to a view of the page at a place (static/address.js)."""
    return f'<a class="link" dir="auto" href="{esc(address(view, **place))}">{esc(label)}</a>'


def address(view: str, **place: object) -> str:
    """The address of a view within the page, its parts in the order of static/address.js.

    >>> address("speakers", who="Ada Lind", topic="", outlet="Gazette")
    '#view=speakers&outlet=Gazette&who=Ada+Lind'
    """
    given = {name: str(value) for name, value in sorted(place.items()) if value not in ("", None)}
    return f"#{urlencode({'view': view, **given})}"


def fixer(article_id: str, start: int, end: int) -> str:
    """A button that corrects who says the words of a span (static/fix.js)."""
    marks = attributes(
        class_="or-fix",
        data_fix=article_id,
        data_start=start,
        data_end=end,
        aria_label="Fix this quotation",
        title="Wrong speaker, wrong role, or not a statement?",
    )
    return f'<button type="button"{marks}>Fix</button>'


def pinner(article_id: str, start: int, end: int, *, label: str = "Pin", **more: object) -> str:
    """A button that pins the words of a span to a dossier (static/pin.js)."""
    marks = attributes(
        class_="or-pin",
        data_pin=article_id,
        data_start=start,
        data_end=end,
        aria_label=f"{label}: this quotation",
        title="Keep it in a dossier, with a note",
        **more,
    )
    return f'<button type="button"{marks}>{esc(label)}</button>'


def handles(article_id: str, start: int, end: int) -> str:
    """The buttons beside a quotation: correct it, pin it."""
    both = fixer(article_id, start, end) + pinner(article_id, start, end)
    return f'<span class="or-handles">{both}</span>'


def tag(text: str, **more: object) -> str:
    """A small mark behind words, parted from them by a blank that no line begins with.

    >>> tag("reported")
    ' <span class="or-tag">reported</span>'
    """
    return f' <span class="or-tag"{attributes(**more)}>{esc(text)}</span>' if text else ""


def count(number: int, noun: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def words_shown(text: str, kind: AttributionKind | None) -> str:
    """Words of an article. The marks of a direct quotation are drawn by the style sheet, so that
    the text is exact; anything else has none, nor have words that bring their own along."""
    if kind != "direct":
        return f'<span class="or-words">{esc(text)}</span>'
    more = " or-marked" if marked(text, kind) == text else ""
    nested = " or-nested" if not more and text[:1] in '“"«„' else ""
    return f'<span class="or-quote{more}{nested}">{esc(text)}</span>'
