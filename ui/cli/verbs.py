"""Which verbs there are, in the order of the help."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """A verb: the module that holds its function ``<name>_verb``, and one line for the help."""

    name: str
    module: str
    summary: str


SECTIONS: dict[str, tuple[Verb, ...]] = {
    "Asking": (
        Verb("ask", "ui.cli.ask", "Ask one question (the verb may be left out)."),
        Verb("chat", "ui.cli.chat", "Ask and follow up; Ctrl-D ends."),
        Verb("who", "ui.cli.ask", "List who makes a claim."),
        Verb("positions", "ui.cli.positions", "Show who agrees with a claim and who disagrees."),
        Verb("contradictions", "ui.cli.positions", "List statements that cannot both hold."),
        Verb("speaker", "ui.cli.speakers", "Show a speaker and their statements."),
        Verb("speakers", "ui.cli.speakers", "List the speakers."),
        Verb("statements", "ui.cli.statements", "List who says what, with the place."),
        Verb("search", "ui.cli.search", "Find passages, best first, without answering."),
        Verb("serve", "ui.cli.serve", "Serve the page, also to programs."),
        Verb("passwd", "ui.cli.passwd", "Set a user's password."),
        Verb("models", "ui.cli.models", "Show the language model and whether it answers."),
    ),
    "The collection": (
        Verb("add", "ui.cli.add", "Index files, folders, web pages and feeds."),
        Verb("list", "ui.cli.articles", "List the articles."),
        Verb("show", "ui.cli.articles", "Show an article: its metadata and its text."),
        Verb("remove", "ui.cli.articles", "Remove articles with everything made from them."),
        Verb("info", "ui.cli.upkeep", "Show what the collection holds."),
        Verb("doctor", "ui.cli.upkeep", "Check the collection and suggest fixes."),
        Verb("rebuild", "ui.cli.upkeep", "Rebuild the search index."),
    ),
    "Trust": (
        Verb("fix", "ui.cli.fix", "Correct who said what; list and undo corrections."),
        Verb("dossier", "ui.cli.dossiers", "Keep quotations with notes, and export them."),
        Verb("export", "ui.cli.export", "Write answers as a document that can be checked."),
        Verb("verify", "ui.cli.verify", "Check every quotation of a saved answer again."),
        Verb("eval", "ui.cli.evaluate", "Run a set of questions and measure the answers."),
    ),
}
"""Every verb in the order of the help; a test holds the summaries to the verbs' own help."""

VERBS = {verb.name: verb.module for section in SECTIONS.values() for verb in section}
