"""Files of news databases (Nexis, Factiva): many articles in one, each between a head and a tail.

Known by the lines that these databases write around every article: “3 of 250 DOCUMENTS”, “End of
Document”, “Document COUR000020250506el560001a”. The same lines stand in their text, Word and RTF
files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.articles.dates import parse_date
from index.articles.draft import Draft

_COUNT = re.compile(r"[ \t]*\d{1,6} of \d{1,6} DOCUMENTS?[ \t]*", re.IGNORECASE)
_PAGE = re.compile(r"[ \t]*Page \d{1,6} of \d{1,6}[ \t]*")
_END = re.compile(r"[ \t]*End of Document[ \t]*")
_ACCESSION = re.compile(r"(?:AN[ \t]+)?[ \t]*Document [A-Z]{1,8}\d{8,}[a-z0-9]{4,}[ \t]*")
_FIELD = re.compile(r"[ \t]*([A-Z][A-Za-z]+(?:[- ][A-Za-z]+)?):(?:[ \t]+(.*)|[ \t]*)")
_HEAD = frozenset("headline byline section length dateline highlight series title".split())
_TAIL = frozenset(
    """load-date language graphic publication-type publication-subtype journal-code subject company
    organization ticker industry person city state country geographic acc-no document-type type
    notes correction correction-date update classification""".split()
)
_HEADINGS = ("Graphic", "Classification")  # over what follows the text
_COPYRIGHT = re.compile(r"[ \t]*(?:Copyright|\(c\)|©)\b.{0,200}", re.IGNORECASE)
_WORDS = re.compile(r"[ \t]*[\d,.]+ words[ \t]*", re.IGNORECASE)
_CODE = re.compile(
    r"(HD|SE|CR|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPC|IPD|PUB|CLM|AN)"
    r"(?:[ \t]+(.*)|[ \t]*)"
)


def articles_of(text: str) -> list[Draft]:
    """The articles of a file of a news database, in order; none where it is no such file."""
    lines = text.split("\n")
    for mark, read in ((_ACCESSION, _factiva), (_END, _nexis)):
        if ends := [n for n, line in enumerate(lines) if mark.fullmatch(line)]:
            return _each(lines, [0, *(n + 1 for n in ends)], [*ends, len(lines)], read)
    if starts := [n for n, line in enumerate(lines) if _COUNT.fullmatch(line)]:
        return _each(lines, [n + 1 for n in starts], [*starts[1:], len(lines)], _nexis)
    return []


def _each(
    lines: Sequence[str],
    starts: Sequence[int],
    ends: Sequence[int],
    read: Callable[[list[str]], Draft],
) -> list[Draft]:
    """A draft for each block; what follows the last article is none where it is too short."""
    blocks = [list(lines[a:b]) for a, b in zip(starts, ends, strict=True)]
    if len(blocks) > 1 and not any(_WORDS.fullmatch(x) or _field(x) for x in blocks[-1]):
        blocks.pop()
    return [read(block) for block in blocks if any(line.strip() for line in block)]


def _field(line: str) -> tuple[str, str] | None:
    """The name and value of a line such as “BYLINE: By Ada Lind”, where Nexis has such a field."""
    match = _FIELD.fullmatch(line)
    if match is None:
        return None
    name = match[1].lower().replace(" ", "-")
    return (name, (match[2] or "").strip()) if name in _HEAD | _TAIL else None


def _nexis(block: list[str]) -> Draft:
    """Read one article of Nexis: lines of a head, fields, the text, fields of a tail."""
    block = [line for line in block if not _PAGE.fullmatch(line)]
    fields: dict[str, str] = {}
    begin = next((n + 1 for n, x in enumerate(block) if x.strip() == "Body"), 0)
    heads = [n for n, x in enumerate(block[: begin or len(block)]) if _is_head(x)]
    if not begin and heads:
        begin = _gap(block, heads[-1])
    end = next((n for n in range(begin, len(block)) if _is_tail(block, n)), len(block))
    if "Body" in (line.strip() for line in block[:begin]):  # the younger form, with headings
        last = {x.strip(): n for n, x in enumerate(block[:end]) if n >= begin}
        end = min([end, *(last[name] for name in _HEADINGS if name in last)])
    current = ""
    plain: list[str] = []
    for line in block[:begin]:
        if found := _field(line):
            current, fields[found[0]] = found
        elif not line.strip():
            current = ""
            plain.append("")
        elif current:
            fields[current] += f" {line.strip()}"
        elif line.strip() != "Body" and not _COPYRIGHT.fullmatch(line):
            plain.append(line.rstrip())
    for line in block[end:]:
        if found := _field(line):
            fields.setdefault(*found)
    text = "\n".join(block[begin:end]).strip("\n")
    lead = fields.get("highlight", "")  # the standfirst
    draft = Draft(text=f"{lead}\n\n{text}" if lead and lead not in text else text)
    centred = [x.strip() for x in plain if x.startswith("  ")]
    flush = "\n".join(x for x in plain if not x.startswith("  ")).strip("\n")
    if centred:
        source, title = centred[0], flush.split("\n\n")[0]
        others = centred[1:]
    else:
        title, source, *others = [*(x for x in flush.split("\n") if x), "", ""]
    draft.put("title", fields.get("headline") or " ".join(title.split()), "Nexis")
    draft.put("source", source, "Nexis")
    draft.put("author", fields.get("byline"), "Nexis")
    for line in others:
        draft.put("published", _day(line), "Nexis")
    draft.put("published", _day(fields.get("load-date", "")), "Nexis")
    draft.put("language", _language(fields.get("language", "")), "Nexis")
    return draft


def _is_head(line: str) -> bool:
    found = _field(line)
    return found is not None and found[0] in _HEAD


def _gap(block: list[str], number: int) -> int:
    """The line behind the blank one that ends a field."""
    return next((n + 1 for n in range(number, len(block)) if not block[n].strip()), len(block))


def _is_tail(block: list[str], number: int) -> bool:
    """Whether the tail begins here: with one of its fields, or a line of copyright near the end."""
    found = _field(block[number])
    if found is not None:
        return found[0] in _TAIL
    late = sum(1 for line in block[number:] if line.strip()) <= 4
    return late and bool(_COPYRIGHT.fullmatch(block[number]))


def _factiva(block: list[str]) -> Draft:
    """Read one article of Factiva, whose lines have two-letter codes or an order."""
    coded = sum(bool(_CODE.fullmatch(line)) for line in block) >= 4
    fields = _coded(block) if coded else _ordered(block)
    text = "\n\n".join(part for name in ("LP", "TD") if (part := fields.get(name, "").strip()))
    draft = Draft(text=text)
    for name, code in (("title", "HD"), ("author", "BY"), ("source", "SN")):
        draft.put(name, " ".join(fields.get(code, "").split()), "Factiva")
    draft.put("published", fields.get("PD", "").strip(), "Factiva")
    draft.put("language", _language(fields.get("LA", "").strip()), "Factiva")
    return draft


def _coded(block: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    current = ""
    for line in block:
        if match := _CODE.fullmatch(line):
            current = match[1]
            fields[current] = (match[2] or "").strip()
        elif current:
            fields[current] += f"\n{line.strip()}"
    return fields


def _ordered(block: list[str]) -> dict[str, str]:
    """Title, author, number of words, day, time, paper, code, page, language, copyright, text."""
    lines = [line.strip() for line in block]
    count = next((n for n, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if count is None:
        return {"TD": "\n".join(lines)}
    fields: dict[str, str] = {}
    title: list[str] = []
    for line in reversed(lines[:count]):
        if line.startswith("By ") and not title:
            fields["BY"] = line
        elif line:
            title.insert(0, line)
        elif title:
            break
    fields["HD"] = " ".join(title)
    last = next((n for n in range(count, len(lines)) if _COPYRIGHT.match(lines[n])), count)
    about = [line for line in lines[count + 1 : last] if line]
    day = next((n for n, line in enumerate(about) if parse_date(line)), None)
    if day is not None:
        fields["PD"] = about[day]
        papers = [x for x in about[day + 1 :] if not re.fullmatch(r"\d{1,2}:\d{2}(?: [AP]M)?", x)]
        fields["SN"] = papers[0] if papers else ""
    fields["LA"] = next((line for line in about if _language(line)), "")
    fields["TD"] = "\n".join(lines[last + 1 :])
    return fields


def _day(line: str) -> str:
    """A date without the weekday and edition that Nexis writes behind it: “May 6, 2025 Tuesday”."""
    match = re.match(r"\W*([A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})", line)
    return match[1] if match else ""


def _language(name: str) -> str:
    from index.languages import code_of

    first = name.split(";")[0].strip()
    code = code_of(first) if first else ""
    return code if len(code) == 2 and code != first.casefold() else ""
