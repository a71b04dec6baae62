"""Conversations are found again, renamed, searched, deleted, shared by tabs, never by users."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.types import Article, Filter
from rag.types import Answer, AnswerSentence, Citation, Coverage, Segment, SourceLine, Voice
from tests.browser.conftest import Server, bound, reload
from ui.render.shapes import filter_shape
from ui.web.conversations import Conversations, KeptTurn, restored
from ui.web.exceptions import ConversationsUnreadable
from ui.web.gradio_import import trimmed
from ui.web.users import SCOPE_KEY, user_of

FERRY = "Who says the night ferry will pay for itself?"
LIBRARY = "What is said about the library on Sundays?"
TEXT = "The ferry will pay, the master said. Nothing else was said."

WHERE = Filter(
    ("Gazette",), ("Ada Lind",), date(2025, 3, 1), date(2025, 4, 1), ("abc",), (1,), True, ("en",)
)
"""Every limit a search can have."""


def article(text: str = TEXT) -> Article:
    return Article(text=text, title="The ferry", source="Gazette", published=date(2025, 3, 4))


def answer(of: Article) -> Answer:
    quote = of.quote(0, 18)
    voice = Voice("Ruth Calloway", "master", 1, "certain")
    cited = Citation(1, quote, SourceLine.of(of), voice, kind="reported")
    words = Segment(quote.text, 1, "reported")
    said = AnswerSentence((Segment("Calloway: "), words), (1,), "affirm")
    return Answer(
        "Who?", "Who?", False, "who", "answered", "", "", (said,), (cited,), (),
        Coverage(1, 1, 1), 3, timings={"total": 0.5}, confidence=0.75, log_id=9, where=WHERE,
    )  # fmt: skip


def shape(of: Article) -> dict[str, Any]:
    found = answer(of)
    return {**found.to_dict(), "where": filter_shape(found.where), "log_id": found.log_id}


def test_a_kept_answer_comes_back_as_it_was() -> None:
    of = article()
    assert restored(shape(of), {of.id: of}.get) == answer(of)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s["citations"][0]["quote"].update(text="The ferry will sink"),
        lambda s: s["citations"][0]["quote"].update(start=-1),
        lambda s: s["citations"][0]["quote"].update(end=10_000),
        lambda s: s["sentences"][0]["segments"][1].update(text="words that nobody wrote"),
        lambda s: s["sentences"][0]["segments"][1].update(citation=7),
        lambda s: s.pop("coverage"),
    ],
)
def test_a_kept_answer_that_no_article_bears_out_is_not_shown(change: Any) -> None:
    of, kept = article(), shape(article())
    change(kept)
    assert restored(kept, {of.id: of}.get) is None
    assert restored(shape(of), lambda _: None) is None


def test_conversations_are_each_users_own(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    mine, revision = kept.append("ada", "", KeptTurn("Mine?", None, "x"))
    assert kept.turns("ben", mine) == []
    assert kept.revision("ben", mine) == -1
    theirs, _ = kept.append("ben", mine, KeptTurn("Theirs?", None, "x"))
    assert theirs != mine
    for act in (
        lambda: kept.rename("ben", mine, "Stolen"),
        lambda: kept.delete("ben", mine),
        lambda: kept.cut("ben", mine, 0),
        lambda: kept.judge("ben", mine, 0, True, "stolen"),
    ):
        act()
    assert [(one.id, one.title) for one in kept.listed("ada")] == [(mine, "Mine?")]
    assert kept.turns("ada", mine) == [KeptTurn("Mine?", None, "x")]
    assert kept.revision("ada", mine) == revision


def test_what_is_kept_is_found_by_words_and_changed(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    of = article()
    first, _ = kept.append("", "", KeptTurn("A 100% sure_thing?", shape(of)))
    second, before = kept.append("", "", KeptTurn("Another?", None, "went wrong"))
    assert [one.id for one in kept.listed("")] == [second, first]
    assert [one.id for one in kept.listed("", "100% FERRY")] == [first]
    assert kept.listed("", "100_") == []
    kept.rename("", second, "  Ports \n and quays ")
    kept.rename("", first, "   ")
    assert {one.title for one in kept.listed("")} == {"Ports and quays", "A 100% sure_thing?"}
    kept.append("", second, KeptTurn("Third?", None, "x"))
    kept.judge("", second, 1, False, "not it")
    assert kept.turns("", second)[1] == KeptTurn("Third?", None, "x", False, "not it")
    assert kept.cut("", second, 1) > before
    assert [turn.question for turn in kept.turns("", second)] == ["Another?"]
    kept.delete("", second)
    assert kept.turns("", second) == []


def test_a_removed_article_takes_the_answers_that_quote_it_along(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    of, other = article(), article("Another text, she said.")
    conversation, revision = kept.append("", "", KeptTurn("Who?", shape(of)))
    kept.forget([other.id])
    assert kept.revision("", conversation) == revision
    kept.forget([of.id])
    assert kept.turns("", conversation) == [KeptTurn("Who?", None)]
    assert kept.revision("", conversation) > revision
    assert b"will pay" not in (tmp_path / "conversations.sqlite").read_bytes()


def test_an_article_with_a_new_id_is_cited_under_it(tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    of = article()
    conversation, _ = kept.append("", "", KeptTurn("Who?", shape(of)))
    renamed = Article(text=TEXT, title="The night ferry", source="Gazette")
    kept.relink(of.id, renamed.id)
    turn = kept.turns("", conversation)[0]
    assert turn.answer is not None
    found = restored(turn.answer, {renamed.id: renamed}.get)
    assert found is not None
    assert found.citations[0].source.title == "The night ferry"


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_bytes(b"no database, and long enough to be read" * 99)
    with pytest.raises(ConversationsUnreadable, match=r"conversations\.sqlite"):
        Conversations(tmp_path)


def test_the_user_of_a_request_is_the_one_who_signed_in() -> None:
    with trimmed():
        import gradio as gr
    from starlette.requests import Request

    signed_in = Request({"type": "http", "headers": [], SCOPE_KEY: "ada"})
    nobody = Request({"type": "http", "headers": []})
    assert [user_of(r) for r in (signed_in, gr.Request(request=signed_in))] == ["ada", "ada"]
    assert [user_of(r) for r in (nobody, gr.Request(request=nobody))] == ["", ""]


@pytest.mark.browser
def test_a_conversation_is_kept_renamed_searched_and_deleted(look: Any, ask: Any) -> None:
    page = look()
    ask(page, FERRY)
    ask(page, LIBRARY)
    current = page.locator("#or-side-list .or-current")
    current.get_by_text("2 questions").wait_for()
    page.wait_for_url("**/#c=*")  # written there with the next picture
    address = page.url

    reload(page)
    page.locator("#or-now .or-question", has_text=LIBRARY).wait_for()
    assert page.locator(".or-turn").count() == 2
    assert page.locator("#or-past .or-chip").count() > 0

    current.get_by_role("button", name="Rename").click()
    field = current.get_by_role("textbox", name="New title")
    field.fill("Ferries & <b>books</b>")
    field.press("Enter")
    page.get_by_role("button", name="Ferries & <b>books</b>").first.wait_for()

    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector("#or-intro .or-ask")
    search = page.get_by_placeholder("Search conversations…")
    search.fill("ferries books")
    page.wait_for_function("document.querySelectorAll('.or-conversation').length === 1")
    page.locator(".or-conversation").click()
    page.locator("#or-now .or-question", has_text=LIBRARY).wait_for()
    current.get_by_role("button", name="Delete").click()
    page.get_by_text("Really delete?").click()
    page.get_by_text("No conversation holds these words.").wait_for()
    page.wait_for_selector("#or-intro .or-ask")
    page.goto("about:blank")
    page.goto(address)
    bound(page)
    assert page.locator(".or-turn").count() == 0


@pytest.mark.browser
def test_two_tabs_have_their_own_conversations_or_share_one(look: Any, ask: Any) -> None:
    one, other = look(), look()
    ask(one, FERRY)
    assert other.locator(".or-turn").count() == 0
    turn = ask(other, "Who disagrees with this?")
    assert turn.locator(".or-searched").count() == 0

    other.goto("about:blank")
    one.bring_to_front()  # a tab behind others may draw nothing for a while
    one.wait_for_url("**/#c=*")
    other.goto(one.url)
    other.bring_to_front()
    bound(other)
    other.locator("#or-now .or-question", has_text=FERRY).wait_for()
    ask(other, LIBRARY)
    turn = ask(one, "Who says Sunday is the day when families come?")
    assert one.locator(".or-turn").count() == 3  # the other tab's question among them
    assert one.locator("#or-past .or-question").last.text_content() == LIBRARY


@pytest.mark.browser
def test_another_server_finds_them_and_a_server_that_is_gone_is_told(
    look: Any, ask: Any, collection_folder: Path, context: Any
) -> None:
    page = look()
    ask(page, LIBRARY)
    page.wait_for_selector("#or-side-list .or-current")
    page.wait_for_url("**/#c=*")
    conversation = page.url.partition("#")[2]
    other = Server(collection_folder)
    found = context.new_page()  # not watched: a server that is gone makes errors in the console
    found.goto(f"{other.address}/#{conversation}")
    bound(found)
    found.locator("#or-now .or-question", has_text=LIBRARY).wait_for()
    other.stop()
    found.evaluate("dispatchEvent(new Event('offline'))")
    found.get_by_text("On Record does not answer.").wait_for()
    found.close()
