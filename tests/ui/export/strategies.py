"""Records with the text that formats stumble over, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from index.types import canonical_text
from rag.types import Voice
from ui.export.record import Cited, Record

NASTY = [
    *(
        "“",
        "”",
        "·",
        " · ",
        "\n",
        "\n\n",
        "\t",
        "  ",
        "|",
        "`",
        "```",
        "**",
        "__",
        "[^1]: ",
        "[x](y)",
    ),
    *("<script>alert(1)</script>", "</q></mark></section>", "&amp;", "&#10;", "&ldquo;", "&lt"),
    *("<!--", "-->", "\\", "\\\\", "\\n", "\\u{41}", "{", "}", "{}", "$", "%", "#", "_", "^", "~"),
    *("--", "---", "\\textbackslash{}", "\\newline{}", "\\symbol{65}", '"', '""', "'", "''"),
    *(
        ",",
        ";",
        "=1+1",
        "'=1",
        "+",
        "-",
        "@",
        "=cmd|' /C calc'!A0",
        ";=1",
        "\nER  - ",
        "\nTY  - NEWS",
    ),
    *("AN  - x", "\u202e", "\u2066", "\u2069", "\u200f", "\u200e", "\ufeff", "\u2028", "\x1b[31m"),
    *("\x85", "\xa0", "[U+202E]", "\U000e0041", "www.x.y", "http://x.y", "javascript:alert(1)"),
    *("## ", "- ", "1. ", "2024. ", "}\n\n@misc{x,", "é", "שלום", "漢字", "🙂", "word", "a b", "."),
]
texts = st.lists(
    st.one_of(
        st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    ),
    max_size=6,
).map("".join)
"""Any text at all."""
nasty = st.lists(st.sampled_from(NASTY), max_size=4).map("".join)
"""Fewer characters, so that whole documents are made quickly."""
quotes = nasty.map(lambda text: canonical_text(f"{text}said"))
voices = st.builds(
    Voice, nasty, nasty, st.none(), st.sampled_from(["certain", "uncertain", "unresolved"])
)


@st.composite
def cited(draw: st.DrawFn, answer: int, number: int, several: bool, nearest: bool) -> Cited:
    """One citation of an article that is its own."""
    url = draw(nasty)
    return Cited(
        place=f"{answer}-{number}" if several else str(number),
        number=number,
        answer=answer,
        nearest=nearest,
        article_id=f"{answer}{number}" * 8,
        start=number,
        end=number + 17,
        text=draw(quotes),
        voice=draw(voices),
        stance=draw(st.sampled_from(["", "affirm", "deny"])),
        title=draw(nasty),
        source=draw(nasty),
        author=draw(nasty),
        published=draw(st.sampled_from(["", "2025-03-02"])),
        url=url,
        path="" if url else draw(nasty),
        digest=draw(st.sampled_from(["", "0a" * 32])),
        before=draw(nasty),
        after=draw(nasty),
        kind=draw(st.sampled_from(["direct", "mixed", "reported", None])),
    )


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """One answer or a conversation of two; an answer without sentences has nearest evidence."""
    count = draw(st.integers(1, 2))
    made = []
    for answer in range(1, count + 1):
        silent = draw(st.booleans())
        found = tuple(
            draw(cited(answer, number, count > 1, silent))
            for number in range(1, draw(st.integers(1, 2)) + 1)
        )
        sentences = (
            ()
            if silent
            else tuple(((draw(nasty), "", None), (c.text, c.place, c.kind)) for c in found)
        )
        made.append(
            Record(
                answer,
                draw(nasty),
                draw(nasty),
                draw(nasty),
                sentences,
                tuple(c.stance for c in found) if sentences else (),
                tuple(() for _ in sentences),
                found,
                3,
                2,
                1,
            )
        )
    return made
