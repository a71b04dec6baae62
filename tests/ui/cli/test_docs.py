"""The documentation says what the program does."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ui.cli.docs import PAGE, rendered

Run = Callable[..., Any]
ROW = re.compile(r"^\| `([^`]+)` \| (.+?) \|", re.M)
LINK = re.compile(r"\[[^\]]+\]\(#([\w-]+)\)")
KEYS = re.compile(r"The keys of \[(\w+)\]")


def test_the_help_in_the_page_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert rendered(page) == page, "run: python -m ui.cli.docs"


def sections() -> dict[str, str]:
    """The sections of docs/json.md by their anchor."""
    text = PAGE.with_name("json.md").read_text(encoding="utf-8")
    parts = re.split(r"^#+ (.+)$", text, flags=re.M)
    return {
        re.sub(r"[^\w-]", "", name.lower().replace(" ", "-")): body
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def documented(name: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every documented key path of a shape, links followed, with its type."""
    body = sections()[name]
    if same := re.match(r"\s*As \[(\w+)\]", body):
        yield from documented(same[1], prefix)
        return
    if more := KEYS.search(body):
        yield from documented(more[1], prefix)
    for key, kind in ROW.findall(body):
        if link := LINK.search(kind):
            yield from documented(link[1], f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", kind


def printed(value: Any, maps: set[str], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key path of a JSON value; what is documented as a map is not gone into."""
    if path in maps:
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from printed(inner, maps, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from printed(inner, maps, f"{path}[]")
    else:
        yield path, value


TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "map": (dict,),
    "null": (type(None),),
}


def hold(name: str, *values: Any, never: frozenset[str] = frozenset()) -> None:
    """What was printed is documented, with its type; what is documented was printed."""
    known = dict(documented(name))
    maps = {key for key, kind in known.items() if kind == "map"}
    seen: set[str] = set()
    for value in values:
        for path, leaf in printed(value, maps):
            nullable = [key for key in known if leaf is None and key.startswith(f"{path}.")]
            if nullable:
                continue
            assert path in known, f"{name}: {path} is printed but not in docs/json.md"
            allowed = tuple(t for kind in known[path].split(" or ") for t in TYPES[kind])
            assert isinstance(leaf, allowed), f"{name}: {path} is {leaf!r}, not {known[path]}"
            if bool not in allowed:
                assert not isinstance(leaf, bool), f"{name}: {path}"
            seen.add(path)
    missing = set(known) - seen - never
    assert not missing, f"{name}: documented but never printed: {sorted(missing)}"


def test_asking(onrecord: Run, spoken: Path) -> None:
    answered = onrecord("-c", spoken, "ask", "--json", "who says the bridge will open in May?")
    silent = onrecord("-c", spoken, "ask", "--json", "who says that interest rates will rise?")
    assert (answered.code, silent.code) == (0, 3)
    # tests/ui/cli/test_models.py holds the keys of a model's answer.
    plain = frozenset(key for key, _ in documented("ask") if key.startswith("model."))
    hold("ask", answered.json, silent.json, never=plain)
    who = onrecord("-c", spoken, "who", "--json", "the ferry has to stay").json
    hold("who", who, silent.json, never=plain)
    chat = onrecord("-c", spoken, "chat", "--json", stdin="who says the bridge will open?\n")
    hold("chat", json.loads(chat.out), silent.json, never=plain)
    lists = frozenset(
        f"where.{key}[]" for key in ("sources", "authors", "article_ids", "speaker_ids")
    )
    first = onrecord("-c", spoken, "list", "--json").json["articles"][0]
    search = onrecord(
        *("-c", spoken, "search", "--json", "bridge", "--source", "Lidda Courier"),
        *("--author", "Jonas Weber", "--article", first["id"], "--until", "2026"),
        *("--language", "en"),
    )
    hold("search", search.json, never=lists & {"where.speaker_ids[]"})


def test_the_collection(onrecord: Run, spoken: Path, town_articles: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(spoken, tmp_path / "own"))
    listed = onrecord("-c", own, "list", "--json").json
    hold("list", listed)
    show = ("-c", own, "show", "--json", "--passages", "--sentences", "--statements")
    shown = [onrecord(*show, one["id"]).json for one in listed["articles"]]
    hold(
        "show", *shown, never=frozenset({"boilerplate[].start", "boilerplate[].end", "reprints[]"})
    )
    hold("info", onrecord("-c", own, "info", "--json").json)
    story = tmp_path / "story.txt"
    story.write_text("The mill is open, said Ada Brook.", encoding="utf-8")
    added = onrecord("-c", own, "add", "--json", town_articles, story, tmp_path / "none.txt").json
    story.write_text("The mill is closed, said Ada Brook.", encoding="utf-8")
    hold("add", added, onrecord("-c", own, "add", "--json", story).json)
    hold("remove", onrecord("-c", own, "remove", "--json", listed["articles"][0]["id"]).json)
    sound = onrecord("-c", own, "doctor", "--json").json
    for cache in own.glob("*.faiss"):
        cache.unlink()
    hold("doctor", sound, onrecord("-c", own, "doctor", "--json").json)
    hold("rebuild", onrecord("-c", own, "rebuild", "--json").json)
    one = onrecord("-c", own, "statements", "--json").json["statements"][0]
    name = one["voice"]["name"]
    onrecord("-c", own, "fix", "--role", "rider", "--of", name)
    fixed = onrecord("-c", own, "fix", "--json", str(one["id"]), "--not-a-statement").json
    onrecord("-c", own, "remove", one["source"]["article_id"])
    hold("fix", fixed, onrecord("-c", own, "fix", "--json").json)


def test_speaking(onrecord: Run, spoken: Path) -> None:
    counted = onrecord("-c", spoken, "speakers", "--json", "--by", "month", "--since", "2025")
    limits = frozenset(key for key, _ in documented("speakers") if key.startswith("where."))
    every = onrecord("-c", spoken, "speakers", "--json")
    hold("speakers", every.json, counted.json, never=limits)
    hold("speaker", onrecord("-c", spoken, "speaker", "--json", "Tomas Havel").json)
    some = onrecord(
        *("-c", spoken, "statements", "--json", "--speaker", "Tomas Havel", "--kind", "direct"),
        *("--about", "bridge", "--source", "Evening Post", "--author", "Mira Lund"),
        *("--language", "en"),
        *("--article", onrecord("-c", spoken, "list", "--json").json["articles"][1]["id"]),
    )
    hold("statements", some.json)


def test_trust_and_errors(onrecord: Run, spoken: Path, tmp_path: Path) -> None:
    answer = onrecord("-c", spoken, "ask", "--json", "who says the bridge will open in May?").out
    hold("verify", onrecord("-c", spoken, "verify", "--json", "-", stdin=answer).json)
    questions = tmp_path / "questions.jsonl"
    row = {
        "id": "a",
        "type": "who",
        "question": "who says the ferry has to stay?",
        "speakers": ["Pavel Kovacs"],
    }
    questions.write_text(json.dumps(row) + "\n", encoding="utf-8")
    evaluated = ("-c", spoken, "eval", questions, "--json", "-q")
    failed = onrecord(*evaluated, "--fail-under", "nonsense=1").json
    hold("eval", onrecord(*evaluated).json, failed)
    missing = onrecord("-c", "nowhere", "list", "--json").json
    unknown = onrecord("-c", spoken, "show", "--json", "zzzz").json
    hold("error", missing, unknown)
