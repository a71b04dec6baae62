"""``onrecord info``, ``doctor`` and ``rebuild``: what there is, and is it sound?"""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.options import CollectionOption, JsonOption, QuietOption
from ui.cli.output import counted, emit, emit_json, layout
from ui.cli.progress import progress
from ui.cli.running import collection_path, opened, option_text, verb


@verb
def info_verb(collection: CollectionOption = None, json_: JsonOption = False) -> int:
    """Show what the collection holds.

    Articles, sources, languages, dates, passages, statements, speakers and the size on disk.

    \b
    Examples:
      onrecord info
      onrecord info --json | jq .articles
    """
    from index.languages import counted as in_languages
    from index.languages import unattributed
    from ui.render.replies import info_reply

    path = collection_path(collection)
    with opened(collection) as articles:
        files = sorted(one for one in path.rglob("*") if one.is_file())
        sizes = {one.relative_to(path).as_posix(): one.stat().st_size for one in files}
        facts = info_reply(articles, str(path), sizes)
    if json_:
        emit_json(facts)
        return OK
    out = layout()
    for name, value in facts.items():
        if name == "generation":
            continue  # for programs
        if name == "sources":
            shown = ", ".join(f"{source or '(none)'} {n}" for source, n in list(value.items())[:12])
            text = shown + (f", and {len(value) - 12} more" if len(value) > 12 else "")
        elif name == "languages":
            meaning = unattributed(value.items())
            text = in_languages(value.items()) + (f"; {meaning}" if meaning else "")
        elif name == "bytes":
            name, text = "on disk", f"{sum(value.values()) / 1e6:,.1f} MB"
        elif name == "published":
            undated = value["undated"]
            text = f"{value['first'] or '–'} to {value['last'] or '–'}"
            text += f", {undated:,} undated" if undated else ""
        elif isinstance(value, dict):
            text = ", ".join(f"{key} {part}" for key, part in value.items())
        else:
            text = f"{value:,}" if isinstance(value, int) else str(value)
        emit(out.block([(f"{name:<11}", "dim"), (" ", ""), (text, "")], hang=" " * 12))
    return OK


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
                    {"severity": f.severity, "what": f.what, "fix": f.fix} for f in findings
                ],
            }
        )
    else:
        out = layout()
        for finding in findings:
            emit(out.block([(f"{finding.severity}: ", "warn"), (finding.what, "")], hang="  "))
            if finding.fix:
                emit(out.block([("fix: ", "dim"), (finding.fix, "")], indent="  ", hang="    "))
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
