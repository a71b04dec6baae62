"""Lines that stand in an article without being part of what it says.

They stay in the text, so that offsets hold, and are flagged: never indexed, never quoted as
content. A wrong flag loses content, so every rule asks for a whole line of a narrow form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.articles.heading import Line, header, lines_of
from index.articles.names import is_person, people
from index.articles.plain import SIGNATURE
from index.types import Span


@dataclass
class Found:
    """Flagged spans, in order, and the metadata that the lines gave: field to (value, origin)."""

    spans: tuple[Span, ...] = ()
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)


_NETWORKS = r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|e-?mail|reddit|instagram|youtube)"
_FORMS = (
    r"advertisements?(?:\s*[-–—:]\s*(?:scroll|continue).{0,60})?|sponsored(?: content)?",
    r"(?:story|article) continues below(?: (?:this )?advertisement)?",
    r"(?:continue|keep) reading|skip to (?:main )?content|back to top|loading(?:…|\.{3})?",
    r"(?:read|see) (?:more|also|next)(?:\s*[:|»›>→-].{0,200})?",
    r"read more (?:about|on|from|at|in)\b.{0,120}|also read\s*:.{0,200}",
    r"(?:more|most) (?:on this (?:story|topic)|read|popular)|related(?: (?:articles?|stories|"
    r"news|topics|content|posts))?|recommended(?: for you)?|you (?:may|might) also like",
    r"subscribe(?: (?:now|today|here|free))?",
    r"subscribe (?:to|for) (?:our|the|this|us|unlimited|free|my)\b.{0,160}",
    r"sign (?:up|in)(?: (?:now|today|here|free))?",
    r"sign up (?:for|to) (?:our|the|free|receive|get|my)\b.{0,160}",
    r"log in|register(?: now| here)?|create (?:an? )?(?:free )?account",
    r"get (?:our|the latest|the day|breaking)\b.{0,100}\b(?:inbox|newsletter|e-?mail)s?",
    r"follow (?:us|me|our \w+)(?: (?:on|at|via) .{1,120})?",
    rf"(?:join|find|like) us on {_NETWORKS}.{{0,80}}",
    r"share(?: (?:this|the|via|with friends))?(?: (?:article|story|post|page|news|link))?"
    rf"(?:\s*(?:on|via|by|:)?\s*{_NETWORKS}(?:[\s,|/]+{_NETWORKS})*)?",
    rf"{_NETWORKS}(?:[\s,|/•·]+{_NETWORKS})+|copy link|print(?: this (?:page|article))?",
    r"(?:©|(?:\(c\)|copyright)\s*(?:©|\(c\))?\s*\d{4}).{0,200}|all rights reserved\b.{0,80}",
    r"(?:we|this (?:web)?site|our (?:web)?site|our partners)\b.{0,60}\b(?:uses?|stores?)\b"
    r".{0,60}\bcookies\b.{0,400}",
    r"by (?:continuing|using|clicking)\b.{0,120}\bcookies\b.{0,200}",
    r"(?:accept|reject|manage|allow)(?: all)? cookies|cookie (?:policy|settings|notice)",
    r"(?:leave|post|add) a (?:comment|reply)|no comments(?: yet)?",
    r"(?:\d+ )?comments?(?: \(\d+\))?",
    r"tags?\s*:\s*.{1,120}|filed under\s*:?\s.{1,120}",
    r"(?:photo|image|picture|video)(?: credit| courtesy)?\s*:\s.{1,80}",
    r"(?:view|open) (?:this post )?(?:in|on) (?:browser|app|instagram|x|twitter)",
)
# One pattern for all forms: tried on every line of every article.
_JUNK = re.compile(rf"(?:{'|'.join(_FORMS)})[\s.!:»›>→]*", re.IGNORECASE)
_POST = re.compile(
    r"the post (?P<title>.{3,300}?) (?:first appeared|appeared first|was first published) on "
    r"(?P<source>.{2,120}?)\s*\.?",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:this (?:article|story|post|piece) )?(?:was )?(?:originally|first) (?:published|appeared) "
    r"(?:on|in|by|at) .{2,120}",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s+[–—|-]\s+[\w-]+(?:\.[\w-]+)+$")


def scan(text: str, *, title: str = "", author: str = "") -> Found:
    """Find the boilerplate of ``text`` and the metadata it gives away.

    ``title`` and ``author`` are what is known already. Spans are character offsets, sorted,
    disjoint, each one line without its surrounding white space.
    """
    lines = lines_of(text)
    if not lines:
        return Found()
    top = header(lines, title=title)
    fields = dict(top.fields)
    flagged = set(top.flagged)
    for number, line in enumerate(lines):
        posted = number >= len(lines) - 8 and _post(line.text, fields)
        if posted or _is_junk(line.text, number, lines):
            flagged.add(number)
    known = author or fields.get("author", ("", ""))[0]
    signed = _signature(text, lines, flagged, known)
    if signed is not None:
        number, name = signed
        flagged.add(number)
        if name:
            fields.setdefault("author", (name, "last line"))
    if title and "title" in fields:
        del fields["title"]
    return Found(tuple((lines[n].start, lines[n].end) for n in sorted(flagged)), fields)


def _is_junk(line: str, number: int, lines: list[Line]) -> bool:
    if len(line) <= 420 and _JUNK.fullmatch(line):
        return True
    return number >= len(lines) - 4 and bool(_FIRST.fullmatch(line))


def _post(line: str, fields: dict[str, tuple[str, str]]) -> bool:
    """Take title and source from "The post TITLE first appeared on SITE."."""
    match = _POST.fullmatch(line)
    # "The post office first appeared on the pier in 1901" has neither a title nor a site.
    if match is None or match["title"][0].islower():
        return False
    source = _SITE.sub("", match["source"])
    if source[0].islower() and (" " in source or "." not in source):
        return False
    origin = "“first appeared on” line"
    # This line carries the title as published: better than a guess from the first line.
    fields["title"] = (match["title"], origin)
    fields.setdefault("source", (source, origin))
    return True


def _signature(
    text: str, lines: list[Line], flagged: set[int], author: str
) -> tuple[int, str] | None:
    """The last line, where it is only a name: its number and the author it names."""
    rest = [n for n in range(len(lines)) if n not in flagged]
    if len(rest) < 3:
        return None
    number = rest[-1]
    line = lines[number].text
    bare = re.sub(r"^(?:by|author:|text by|—|–|-)\s*", "", line, flags=re.IGNORECASE)
    if author and bare.casefold() == author.casefold():
        return number, ""
    before = lines[rest[-2]].text
    if not re.search(r"[.!?…][\"”’»)]*$", before):
        return None
    if SIGNATURE.match(line) and before[-1] in '"”’»' and rest[-2] == number - 1:
        return None  # it says who is quoted in the line above
    if bare != line and people(bare):
        return number, ", ".join(people(bare))
    # A name that the article talks about is not its signature (a last list item, a place).
    if is_person(line) and text.count(line) == 1:
        return number, line
    return None
