"""``onrecord info``, ``doctor`` and ``rebuild``: what there is, and is it sound?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.options import CollectionOption, JsonOption, QuietOption
from ui.cli.output import counted, emit, emit_json, layout
from ui.cli.progress import progress
from ui.cli.running import collection_path, opened, option_text, verb

if TYPE_CHECKING:
    from index.collection import Collection


@verb
def info_verb(collection: CollectionOption = None, json_: JsonOption = False) -> int:
    """Show what the collection holds.

    Articles, sources, dates, passages, statements, speakers and the size on disk.

    \b
    Examples:
      onrecord info
      onrecord info --json | jq .articles
    """
    path = collection_path(collection)
    with opened(collection) as articles:
        facts = _facts(articles, path)
    if json_:
        emit_json(facts)
        return OK
    out = layout()
    for name, value in facts.items():
        if name == "sources":
            shown = ", ".join(f"{source or '(none)'} {n}" for source, n in list(value.items())[:12])
            text = shown + (f", and {len(value) - 12} more" if len(value) > 12 else "")
        elif name == "bytes":
            text = f"{sum(value.values()) / 1e6:,.1f} MB"
        elif name == "published":
            text = f"{value['first'] or '–'} to {value['last'] or '–'}, {value['undated']} undated"
        elif isinstance(value, dict):
            text = ", ".join(f"{key} {part}" for key, part in value.items())
        else:
            text = f"{value:,}" if isinstance(value, int) else str(value)
        emit(out.block([(f"{name:<11}", "dim"), (" ", ""), (text, "")], hang=" " * 12))
    return OK


def _facts(collection: Collection, path: Path) -> dict[str, Any]:
    """What can be said of any collection through its interface, and its files."""
    sources: Counter[str] = Counter()
    characters = passages = undated = 0
    days = []
    for article in collection.articles():
        sources[article.source] += 1
        characters += len(article.text)
        passages += len(collection.passages(article.id))
        if article.published is None:
            undated += 1
        else:
            days.append(article.published)
    return {
        "collection": str(path),
        "generation": collection.generation,
        "articles": collection.count(),
        "passages": passages,
        "statements": len(collection.statements()),
        "speakers": len(collection.speakers()),
        "characters": characters,
        "published": {
            "first": min(days).isoformat() if days else None,
            "last": max(days).isoformat() if days else None,
            "undated": undated,
        },
        "sources": dict(sources.most_common()),
        "bytes": {
            one.relative_to(path).as_posix(): one.stat().st_size
            for one in sorted(path.rglob("*"))
            if one.is_file()
        },
    }


@verb
def doctor_verb(collection: CollectionOption = None, json_: JsonOption = False) -> int:
    """Check the collection and suggest fixes.

    Database, caches, vectors and offsets are compared with one another.

    Exit code 1 when something needs fixing.

    \b
    Examples:
      onrecord doctor
      onrecord doctor -c ~/collections/elections --json
    """
    from index import doctor

    path = collection_path(collection)
    findings = list(doctor(path))
    broken = [f for f in findings if f.severity == "error"]
    if json_:
        emit_json(
            {
                "collection": str(path),
                "sound": not broken,
                "findings": [
                    {"severity": f.severity, "what": f.what, "mend": f.mend} for f in findings
                ],
            }
        )
    else:
        out = layout()
        for finding in findings:
            emit(out.block([(f"{finding.severity}: ", "warn"), (finding.what, "")], hang="  "))
            if finding.mend:
                emit(out.block([("fix: ", "dim"), (finding.mend, "")], indent="  ", hang="    "))
        if not findings:
            emit(f"{path}: nothing wrong")
    return ERROR if broken else OK


@verb
def rebuild_verb(
    collection: CollectionOption = None,
    reembed: Annotated[
        bool, typer.Option("--reembed", "--re-embed", help="Also encode everything again (slow).")
    ] = False,
    encoder: Annotated[
        str | None,
        typer.Option("--encoder", metavar="NAME", help="Encode again, with this model."),
    ] = None,
    statements: Annotated[
        bool,
        typer.Option(
            "--statements",
            help="Also attribute statements again, as after an upgrade (slow).",
        ),
    ] = False,
    quiet: QuietOption = False,
    json_: JsonOption = False,
) -> int:
    """Rebuild the search index.

    Nothing is encoded again unless --reembed or --encoder asks for it.

    \b
    Examples:
      onrecord rebuild
      onrecord rebuild --statements
      onrecord rebuild --encoder sentence-transformers/all-mpnet-base-v2
    """
    from index import rebuild

    path = collection_path(collection)
    with progress(quiet=quiet) as report:
        rebuild(
            path,
            reembed=reembed or encoder is not None,
            encoder=encoder,
            statements=statements,
            progress=report,
        )
    with opened(collection) as articles:
        total, generation = articles.count(), articles.generation
    if json_:
        emit_json({"collection": str(path), "articles": total, "generation": generation})
    else:
        emit(f"rebuilt; {counted(total, 'article')}. Check: onrecord doctor{option_text(path)}")
    return OK
