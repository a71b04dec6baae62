"""What a page hides from its visitors is not part of the article.

Text that only machines see is where instructions to machines are hidden.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
_NEVER = frozenset((
    "script", "style", "template", "noscript", "object", "embed", "svg", "canvas", "math",
    "audio", "video", "map", "input", "textarea", "option",
))
# fmt: on
_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|(?:^|[;\s])opacity\s*:\s*0*(?:\.0+)?(?:%|;|\s|!|$)"
    r"|font-size\s*:\s*(?:0*(?:\.0*)?(?:px|pt|em|rem|%)?|[01](?:\.\d+)?(?:px|pt))\s*(?:;|!|$)"
    r"|(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01]?(?:px)?\s*(?:;|!|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|right|top)\s*:\s*-\d{4,}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|transform\s*:\s*scale\(\s*0\s*\)"
    r"|(?:^|[;\s])color\s*:\s*transparent",
    re.IGNORECASE,
)
# fmt: off
_CLASSES = frozenset((
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
))
# fmt: on
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?:[a-z][\w-]*)?([.#])([\w-]+)", re.IGNORECASE)


def strip_hidden(tree: HtmlElement) -> None:
    """Remove from ``tree`` every element that a browser would not show. Changes ``tree``."""
    classes, ids = _hidden_by_sheets(tree)
    doomed = [e for e in tree.iter() if _is_hidden(e, classes, ids)]
    for element in doomed:
        parent = element.getparent()
        if parent is None:
            element.clear()
            continue
        # Keep the text that follows the element: it is visible.
        element.drop_tree()


def _is_hidden(element: HtmlElement, classes: set[str], ids: set[str]) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NEVER:
        return True
    get = element.get
    if "hidden" in element.attrib or (get("aria-hidden") or "").strip().lower() == "true":
        return True
    if _STYLE.search(get("style") or ""):
        return True
    if element.tag == "font" and get("size") == "0":
        return True
    own = set((get("class") or "").split())
    return bool(own & (_CLASSES | classes)) or (get("id") or "") in ids


def _hidden_by_sheets(tree: HtmlElement) -> tuple[set[str], set[str]]:
    """Classes and ids that a style sheet in the page itself hides outside of any @-rule."""
    classes: set[str] = set()
    ids: set[str] = set()
    for sheet in tree.iter("style"):
        css = _without_at_rules(re.sub(r"/\*.*?\*/", "", sheet.text or "", flags=re.DOTALL))
        for selectors, body in _RULE.findall(css):
            if not _STYLE.search(body):
                continue
            for selector in selectors.split(","):
                if match := _SIMPLE.fullmatch(selector.strip()):
                    (classes if match[1] == "." else ids).add(match[2])
    return classes, ids


def _without_at_rules(css: str) -> str:
    """``css`` less its @media, @supports, ... blocks: those hide on paper or on phones only."""
    out: list[str] = []
    position = 0
    while (start := css.find("@", position)) >= 0:
        out.append(css[position:start])
        brace, semicolon = css.find("{", start), css.find(";", start)
        if brace < 0 or 0 <= semicolon < brace:
            position = semicolon + 1 if semicolon >= 0 else len(css)
            continue
        depth, position = 1, brace + 1
        while depth and position < len(css):
            depth += {"{": 1, "}": -1}.get(css[position], 0)
            position += 1
    return "".join((*out, css[position:]))
