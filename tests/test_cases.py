"""Every kind of failure that was found in real files has tests of its own, with variations.

The folders of ../shared/cases hold one input or a few of each kind, which are not part of the
repository; what covers a kind here is made of other names, words, marks and markup.
"""

from __future__ import annotations

import importlib
from math import prod
from pathlib import Path
from typing import Any

import pytest

FORMS = "attribution.test_forms"
PAGES = "index.articles.test_pages"
PDF = "index.articles.test_pdf"
RECORDS = "index.articles.test_records"
WORD = "index.articles.test_word"

COVERED = {
    "date-of-another-story": [f"{PAGES}.test_the_date_of_the_article_and_of_no_teaser"],
    "docx-boxes": [
        f"{WORD}.test_text_boxes",
        f"{WORD}.test_notes_stand_behind_their_paragraph",
        f"{WORD}.test_tables_within_tables",
    ],
    "entity-in-metadata": [
        f"{PAGES}.test_entities_in_metadata_are_decoded",
        "index.articles.test_page_metadata.test_markup_in_a_title",
    ],
    "exports-of-other-tools": [
        f"{RECORDS}.test_exports_of_other_tools",
        f"{RECORDS}.test_text_that_was_cut_is_told",
        f"{RECORDS}.test_a_list_of_paragraphs",
    ],
    "feed-cut-off": ["index.articles.test_feeds.test_every_entry_of_a_feed_is_read"],
    "filter-that-fits-nothing": [
        "ui.cli.test_filters.test_a_source_that_nobody_has_is_said_to_be_unknown",
        "ui.cli.test_filters.test_what_is_wrong_and_what_is_near_are_named",
    ],
    "lookalike-in-another-article": [
        "index.speakers.test_merge.test_a_common_word_is_no_surname_of_another_article",
        f"{FORMS}.test_in_other_languages_nobody_is_said_to_speak",
    ],
    "neighbouring-quotes": [
        f"{FORMS}.test_neighbouring_quotations_go_to_their_own_speakers",
        f"{FORMS}.test_a_quotation_is_not_whose_name_opens_the_next_sentence",
        f"{WORD}.test_tables_within_tables",
    ],
    "not-english": [
        f"{FORMS}.test_in_other_languages_nobody_is_said_to_speak",
        "ui.cli.test_languages.test_add_says_what_is_not_looked_for",
        "ui.cli.test_languages"
        ".test_a_question_is_told_how_many_articles_are_not_read_for_statements",
    ],
    "one-bad-row": [
        f"{RECORDS}.test_a_bad_row_of_a_table_costs_itself_only",
        f"{RECORDS}.test_objects_one_after_the_other",
        f"{RECORDS}.test_a_bad_record_costs_itself_only",
    ],
    "page-shown-by-its-css": [f"{PAGES}.test_an_article_that_is_shown_is_read"],
    "page-without-words-of-its-own": [
        f"{PAGES}.test_text_that_stands_in_json_ld_only",
        f"{PAGES}.test_text_that_stands_for_visitors_without_scripts",
        "index.articles.test_page_shells.test_json_ld_in_every_wrapping",
        "index.articles.test_page_shells.test_a_menu_is_no_article",
    ],
    "paper-named-like-a-role": [
        "index.speakers.test_resolve.test_a_paper_named_like_a_role_is_nobody_else",
        "index.speakers.test_resolve"
        ".test_a_capital_role_that_nobody_has_is_no_other_word_for_somebody",
    ],
    "pdf-words-changed": [
        f"{PDF}.test_hyphens_at_the_ends_of_lines",
        f"{PDF}.test_ligatures_are_letters",
        f"{PDF}.test_numbers_of_lines_are_no_text",
    ],
    "print-to-pdf": [
        f"{PDF}.test_pages_printed_from_a_browser",
        f"{PDF}.test_footnotes_stand_behind_the_text",
        f"{FORMS}.test_the_page_on_which_it_stands_is_not_said",
    ],
    "q-element": [f"{PAGES}.test_quotations_get_the_marks_that_browsers_draw"],
    "sentence-swallowed": [f"{FORMS}.test_according_to_ends_with_its_sentence"],
    "single-quotation-marks": [
        f"{FORMS}.test_single_marks_are_quotations",
        f"{FORMS}.test_a_quotation_in_single_marks_runs_over_paragraphs",
    ],
    "speech-that-was-not": [
        f"{FORMS}.test_what_was_not_said_is_no_statement",
        "index.speakers.test_unsaid.test_what_is_denied_supposed_or_asked_is_unsaid",
        "rag.test_unsaid_asked.test_what_was_not_said_is_nobodys_words",
    ],
}
"""For each folder the tests that cover its kind."""


def covering(name: str) -> Any:
    """A test by its module and name. Raises AttributeError or ImportError where it is gone."""
    module, _, function = name.rpartition(".")
    return getattr(importlib.import_module(f"tests.{module}"), function)


def variations(test: Any) -> int:
    """In how many forms a test runs."""
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    return prod(len(list(mark.args[1])) for mark in marks)


@pytest.mark.parametrize("kind", COVERED)
def test_every_kind_has_tests_with_two_variations_at_least(kind: str) -> None:
    assert sum(variations(covering(name)) for name in COVERED[kind]) >= 2


def test_every_kind_that_was_found_is_covered(shared: Path) -> None:
    cases = shared / "cases"
    if not cases.is_dir():
        pytest.skip(f"the cases are not at {cases}")
    assert {folder.name for folder in cases.iterdir() if folder.is_dir()} <= set(COVERED)


def test_a_test_that_is_gone_is_noticed() -> None:
    with pytest.raises(AttributeError):
        covering(f"{FORMS}.test_that_nobody_has_written")
