"""The style sheets inside a page: the style that each element ends up with, as far as it hides.

Rules are applied by their cascade: a later, a more special or an important rule wins. A rule that
holds on some screens only may show what another one hides, but hides nothing by itself, and a state
that a script switches on (``.story.is-visible``) is taken for switched on: pages fade in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Style = dict[str, str]

_PROPERTIES = (
    "display", "visibility", "content-visibility", "opacity", "font-size", "width", "height",
    "overflow", "text-indent", "left", "right", "top", "clip", "clip-path", "transform", "color",
    "animation", "animation-name",
)  # fmt: skip
_FADING = ("visibility", "opacity", "transform", "clip-path")
_DECLARATION = re.compile(
    rf"(?:^|[;{{\s])({'|'.join(_PROPERTIES)})\s*:\s*([^;{{}}]*)", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NUMBER = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%|vw|vh|)")
_HOVERING = re.compile(r":(?:hover|focus|active|target|checked)", re.IGNORECASE)
_STATES = 100  # this many other states of one class are looked at
_LIMIT = 100_000  # characters of rules that hide or show; a page with more is read as it stands


@dataclass
class _Rule:
    """One selector with its declarations; ``always`` is False where they hold on some screens."""

    selector: str
    compiled: Any
    normal: Style
    important: Style
    always: bool

    def names(self) -> frozenset[str]:
        """The classes and ids of the element that the selector is about."""
        last = re.split(r"[\s>+~]+(?![^(\[]*[)\]])", self.selector.strip())[-1]
        return frozenset(re.findall(r"[.#][\w-]+", re.sub(r":not\([^)]*\)", "", last)))


def hides(style: Style) -> bool:
    """Whether an element with this style is not to be seen."""
    found = {name for name, value in style.items() if _hiding(name, value)}
    if style.get("overflow", "visible").split()[0] not in ("hidden", "clip"):
        found -= {"width", "height"}
    moves = {style.get("animation", "none"), style.get("animation-name", "none")} - {"none", ""}
    return bool(found - set(_FADING) if moves else found)


def _hiding(name: str, value: str) -> bool:
    if name == "display":
        return value == "none"
    if name == "visibility":
        return value in ("hidden", "collapse")
    if name == "content-visibility":
        return value == "hidden"
    if name == "color":
        return value == "transparent"
    if name == "transform":
        return bool(re.search(r"scale\(\s*0(?:\.0+)?\s*[,)]", value))
    if name == "clip":
        return bool(re.match(r"rect\(\s*[01](?:px)?\s*[,\s]\s*[01](?:px)?\s*[,\s)]", value))
    if name == "clip-path":
        return bool(re.match(r"inset\(\s*(?:50|100)%|circle\(\s*0", value))
    match = _NUMBER.fullmatch(value)
    if match is None:
        return False
    number, unit = float(match[1]), match[2]
    if name == "opacity":
        return number == 0
    if name == "font-size":
        return number < 2 if unit in ("px", "pt") else number == 0
    if name in ("width", "height"):
        return number == 0 or (number <= 1 and unit == "px")
    far = {"text-indent": -100, "left": -1000, "right": -1000, "top": -1000}
    return name in far and number <= far[name]


@lru_cache(maxsize=4096)
def _declared(text: str) -> tuple[tuple[str, str, bool], ...]:
    """(property, value, important) of each declaration that can hide or show."""
    import tinycss2

    found = []
    for item in tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration" and item.lower_name in _PROPERTIES:
            value = tinycss2.serialize(item.value).strip().lower()
            found.append((item.lower_name, value, item.important))
    return tuple(found)


def inline(element: HtmlElement) -> Style:
    """The style that an element has of its own."""
    text = element.get("style")
    return {name: value for name, value, _ in _declared(text)} if text else {}


def computed(tree: HtmlElement) -> Iterator[tuple[HtmlElement, Style]]:
    """Each element that a rule or its own style applies to, with the style that wins."""
    rules = _rules(tree)
    if not rules:
        yield from (
            (e, inline(e)) for e in tree.iter() if isinstance(e.tag, str) and e.get("style")
        )
        return
    from cssselect2 import ElementWrapper, Matcher

    matcher = Matcher()
    for rule in rules:
        matcher.add_selector(rule.compiled, rule)
    for wrapped in ElementWrapper.from_html_root(tree).iter_subtree():
        matches = sorted(matcher.match(wrapped), key=lambda m: (m[0], m[1]))
        element = wrapped.etree_element
        if not matches and not element.get("style"):
            continue
        style: Style = {}
        for *_, rule in matches:
            style |= rule.normal
        style |= inline(element)
        for *_, rule in matches:
            style |= rule.important
        yield element, style


def _rules(tree: HtmlElement) -> list[_Rule]:
    """The rules of all sheets that hide something, or may show again what another one hides."""
    sheets: list[tuple[str, bool]] = []
    for sheet in tree.iter("style"):
        media = (sheet.get("media") or "").lower()
        inside = {a.tag for a in sheet.iterancestors()}
        if "print" not in media and "svg" not in inside:
            # Without scripts a page may show more; it hides there what needs a script.
            always = _unconditional(media) and "noscript" not in inside
            sheets.append((_COMMENT.sub("", sheet.text or ""), always))
    bodies = [_DECLARATION.findall(body) for css, _ in sheets for body in re.split(r"[{}]", css)]
    hiding = {
        name.lower()
        for body in bodies
        for name, value in body
        if _hiding(name.lower(), value.replace("!important", "").strip().lower())
    }
    if not hiding:
        return []
    wanted = hiding | {"overflow", "animation", "animation-name"}
    short = [(_only(css, wanted), always) for css, always in sheets]
    if sum(len(css) for css, _ in short) > _LIMIT:
        return []
    try:
        found = [rule for css, always in short for rule in _parsed(css, always=always)]
    except RecursionError:  # blocks in blocks without end
        return []
    _switch_on(found)
    return found


def _only(css: str, wanted: set[str]) -> str:
    """``css`` less the blocks that set none of the ``wanted`` properties: most of any sheet."""
    parts = re.split(r"([{}])", css)
    out: list[str] = []
    for number in range(0, len(parts), 2):
        text = parts[number]
        mark = parts[number + 1] if number + 1 < len(parts) else ""
        if mark == "}" and len(out) >= 2 and out[-1] == "{":
            names = {name.lower() for name, _ in _DECLARATION.findall(text)}
            if not names & wanted:
                del out[-2:]  # the selector and the brace after it
                continue
        out += [text, mark]
    return "".join(out)


def _parsed(css: str, *, always: bool) -> Iterator[_Rule]:
    import tinycss2

    yield from _from_nodes(
        tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), always=always
    )


def _from_nodes(nodes: Iterable[Any], *, always: bool) -> Iterator[_Rule]:
    import tinycss2
    from cssselect2 import SelectorError, compile_selector_list

    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            condition = tinycss2.serialize(node.prelude).strip().lower()
            if node.lower_at_keyword not in ("media", "supports", "layer"):
                continue
            if re.match(r"(?:only\s+)?print\b", condition):
                continue
            plain = node.lower_at_keyword == "layer" or _unconditional(condition)
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _from_nodes(inner, always=always and plain)
        elif node.type == "qualified-rule":
            declared = _declared(tinycss2.serialize(node.content))
            declared = tuple(d for d in declared if always or not _hiding(d[0], d[1]))
            text = tinycss2.serialize(node.prelude)
            if not declared or _HOVERING.search(text):
                continue
            normal = {name: value for name, value, important in declared if not important}
            important = {name: value for name, value, important in declared if important}
            try:
                selectors = compile_selector_list(node.prelude)
            except SelectorError:
                continue
            for part, selector in zip(_parts(text, len(selectors)), selectors, strict=True):
                if selector.pseudo_element is None:
                    yield _Rule(part, selector, dict(normal), dict(important), always)


def _parts(text: str, count: int) -> list[str]:
    """The selectors of a list; the whole list for each where a comma stands inside one."""
    parts = text.split(",")
    return parts if len(parts) == count else [text] * count


def _unconditional(media: str) -> bool:
    return media.strip() in ("", "all", "screen", "only screen")


def _switch_on(rules: list[_Rule]) -> None:
    """Take back what fades in: a rule hides it until a script sets another class. Changes rules."""
    shown: dict[tuple[str, str], list[tuple[frozenset[str], str]]] = {}
    for rule in rules:
        names = rule.names()
        for name, value in (rule.normal | rule.important).items():
            if name in _FADING and not _hiding(name, value):
                for one in names:
                    shown.setdefault((name, one), []).append((names, rule.selector))
    for rule in rules:
        names = rule.names()
        one = min(names, default="")
        for style in (rule.normal, rule.important):
            for name in [n for n in _FADING if n in style and _hiding(n, style[n])]:
                others = shown.get((name, one), [])[:_STATES]
                if any(names <= more and rule.selector != other for more, other in others):
                    del style[name]
