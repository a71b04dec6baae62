"""Bytes to text: byte-order marks, UTF-8, what the document declares, then detection."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

from index.articles.language import likeliest
from index.exceptions import ArticleError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_FOREIGN = 0.25  # this many letters with accents no language has that is written in Latin ones
_PAGES = {
    "cp1252": ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "nn", "fi",
               "is", "ca", "eu", "gl", "ga", "af", "id", "ms", "sw"),
    "cp1250": ("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"),
    "cp1254": ("tr", "az"),
    "cp1257": ("et", "lv", "lt"),
}  # fmt: skip
_SINGLE = ("iso8859", "cp125", "mac-", "koi8", "ascii")
# What documents are really written in that declare an older encoding, as browsers have it.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip
_BINARY = "is not text (it looks like a binary file); convert it to text, or remove it"


def bom_encoding(data: bytes) -> str | None:
    """The encoding that a byte-order mark at the start of ``data`` announces."""
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode a whole document. Raises ArticleError where it is not text."""
    marked = bom_encoding(data)
    if marked:
        return _checked(_strict(data, marked))
    if b"\x00" in data[:_SAMPLE]:
        return _checked(_strict(data, _unmarked_utf16(data[:_SAMPLE])))
    # Lines end with \r alone on old Macintosh computers only, which had letters of their own.
    last = "mac_roman" if b"\r" in data and b"\n" not in data else None
    # Bytes that make up UTF-8 are no letters of one byte each, whatever a page says of itself.
    own = _known(declared)
    named = (_MEANT.get(own), own)
    names = ("utf-8", *named) if own.startswith(_SINGLE) else (*named, "utf-8")
    for name in (*names, last):
        if name:
            try:
                return _checked(data.decode(name))
            except (ValueError, LookupError):
                continue
    if _is_damaged_utf8(data):
        return _checked(data.decode("utf-8", "replace"))
    return _checked(_strict(data, _detected(data[:_SAMPLE])))


def _known(encoding: str | None) -> str:
    """The name under which Python knows an encoding; an empty string where it is none."""
    try:
        return codecs.lookup(encoding or "utf-8").name
    except (LookupError, ValueError):
        return ""


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether a few bad bytes stand among many that are plainly UTF-8.

    Read as another encoding, every other letter with an accent would be spoilt for their sake.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(c > "\x7f" for c in text) - bad
    return good >= 10 * bad


def _unmarked_utf16(sample: bytes) -> str:
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    raise ArticleError(_BINARY)


def _detected(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    if page := _latin(sample):
        return page
    best = from_bytes(sample).best()
    if best is None:
        raise ArticleError(_BINARY)
    return best.encoding


def _latin(sample: bytes) -> str:
    """The code page of text in Latin letters, by its language; an empty string for other text.

    The pages differ in few letters, so their frequencies tell little: “Tårnvik” could be “Tĺrnvik”.
    """
    plain = sample.decode("cp1252", "replace")
    letters = [c for c in plain if c.isalpha()]
    if sum(c > "\x7f" for c in letters) > _FOREIGN * len(letters):
        return ""
    found = {page: likeliest(sample.decode(page, "replace")) for page in _PAGES}
    fitting = {page: sure for page, (code, sure) in found.items() if code in _PAGES[page]}
    return max(fitting, key=lambda page: fitting[page], default="")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ArticleError(
            f"cannot be read as {encoding} text ({error}); save it as UTF-8 and add it again"
        ) from error


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    odd = sum(
        times  # each character is looked up once, however often it stands there
        for c, times in Counter(sample).items()
        if c not in "\n\r\t\f\v" and unicodedata.category(c) in ("Cc", "Cn", "Co")
    )
    if odd * 20 > len(sample):
        raise ArticleError(_BINARY)
    return text
