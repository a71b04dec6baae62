"""What the page is made of: escaped, exact, grouped. No browser needed."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, Sentence, Speaker, Statement, canonical_text
from rag.events import Remark, SentenceReady, Understood, Waiting
from rag.model_use import ModelUse, Rejection
from rag.types import Answer, AnswerSentence, Citation, Coverage, Segment, SourceLine, Stance, Voice
from rag.voices import credit
from ui.web.folding import as_seen
from ui.web.listing import Row, Upload, article_table, matching, upload_results
from ui.web.markup import esc, web_address, words_shown
from ui.web.people import said_list
from ui.web.plot import Point, bars, chosen_points, timeline
from ui.web.render import turn
from ui.web.session import Draft
from ui.web.sources import surroundings
from ui.web.suggest import follow_ups
from ui.web.viewer import paragraphs, runs

TEXT = (
    "The ferry will pay, the master said. The ferry will not pay, the deputy said. "
    "It could pay if fuel is cheap, the economist said."
)
ARTICLE = Article(
    text=TEXT, title="The ferry", source="Gazette", published=date(2025, 3, 4), path="ferry.txt"
)
ALLOWED = {"article", "h2", "h3", "p", "div", "span", "section", "button", "ol", "li", "mark",
           "blockquote", "em", "header", "textarea", "input", "details", "summary"}  # fmt: skip


class Tags(HTMLParser):
    """Collects the elements and attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def citation(
    number: int, start: int, end: int, article: Article = ARTICLE, **voice: str
) -> Citation:
    return Citation(
        number,
        article.quote(start, end),
        SourceLine.of(article),
        Voice(**voice),  # type: ignore[arg-type]
        (start, end),
    )


def answer(
    sentences: tuple[AnswerSentence, ...], citations: tuple[Citation, ...], question: str = "Who?"
) -> Answer:
    return Answer(
        question, question, False, "who", "answered", "", "", sentences, citations, (),
        Coverage(4, 1, 1), 1, timings={"total": 0.02},
    )  # fmt: skip


def said(number: int, name: str, stance: Stance | None = None) -> AnswerSentence:
    start, end = [(0, 20), (37, 60), (78, 108)][number - 1]
    segments = (Segment(f"{name}: "), Segment(TEXT[start:end], number, "direct"))
    return AnswerSentence(segments, (number,), stance)


CITATIONS = (
    citation(1, 0, 20, name="Ruth Calloway", role="harbour master", certainty="certain"),
    citation(2, 37, 60, name="Tomas Brandt", role="deputy mayor", certainty="uncertain"),
    citation(3, 78, 108),
)


@dataclass
class Shelf:
    """A library of one article, or of none."""

    article: Article | None = ARTICLE
    quoted: Speaker | None = None

    def find(self, article_id: str) -> Article | None:
        return self.article

    def sentences(self, article_id: str) -> list[Sentence]:
        return [Sentence(article_id, a, b) for a, b in ((0, 36), (37, 77), (78, 124))]

    def speaker(self, number: int) -> Speaker | None:
        return self.quoted


find = Shelf()


def test_quotes_stand_exactly_and_chips_name_their_source() -> None:
    html = turn(answer((said(1, "Calloway"),), CITATIONS[:1]), find, number=0)
    quotes = re.findall(r'<span class="or-quote">(.*?)</span>', html)
    assert [unescape(q) for q in quotes] == [TEXT[0:20]]
    assert f'data-open="{ARTICLE.id}" data-start="0" data-end="20"' in html
    assert "Source 1: Ruth Calloway, in The ferry" in html
    assert "harbour master" in html
    assert "4 March 2025" in html


def test_what_is_reported_has_no_marks_and_says_by_whom() -> None:
    told = AnswerSentence((Segment(TEXT[0:20], 1, "reported"),), (1,))
    cited = dataclasses.replace(CITATIONS[0], kind="reported")
    html = turn(answer((told,), (cited,)), find, number=0)
    assert "or-quote" not in html
    assert "<blockquote" not in html
    assert f'<span class="or-words">{TEXT[0:20]}</span>' in html
    assert ", as reported by " in html
    assert html.count('<span class="or-tag">reported</span>') == 2


def test_a_doubtful_speaker_is_shown_as_such() -> None:
    html = turn(answer((said(1, "C"), said(2, "B"), said(3, "O")), CITATIONS), find, number=0)
    cards = html.split('<li class="or-source"')[1:]
    assert ["speaker unclear" in card for card in cards] == [False, True, False]
    assert ", in its own words" in cards[2]


def test_whoever_agrees_only_in_part_is_marked_as_such_once() -> None:
    tag = '<span class="or-tag">only partly, or if…</span>'
    alone = turn(answer((said(3, "O", "conditional"),), CITATIONS), find, number=0)
    assert alone.count(tag) == 1
    columns = (said(1, "C", "affirm"), said(3, "O", "conditional"))
    assert tag not in turn(answer(columns, CITATIONS), find, number=0), "the heading says so"


def test_words_that_bring_their_marks_along_get_no_others() -> None:
    assert words_shown("no toll", "direct") == '<span class="or-quote">no toll</span>'
    assert 'class="or-quote or-marked"' in words_shown("“no toll”", "direct")
    assert 'class="or-quote or-nested"' in words_shown("“no toll” now", "direct")


def test_the_marks_around_a_quotation_stay_on_its_line() -> None:
    text = "He spoke. He said: “It pays.” He left."
    article = Article(text=text)
    quote = article.quote(text.index("It"), text.index("”"))
    cited = dataclasses.replace(citation(1, 0, 20), quote=quote, kind="direct")
    sentences = [Sentence("", 0, 9), Sentence("", 10, 29), Sentence("", 30, 38)]
    html = surroundings(cited, article, sentences)
    assert '<span class="or-marks">“<mark>It pays.</mark>”</span> He left.' in html


def test_two_statements_of_one_reporting_sentence_can_be_told_apart() -> None:
    text = "She threatened to close the quay, ordering new ships."
    article = Article(text=text, title="Quay")
    pieces = ("to close the quay", "ordering new ships")
    places = [(text.index(words), text.index(words) + len(words)) for words in pieces]
    statements = [Statement(article.id, content=(place,), source=((0, 3),)) for place in places]
    whole = [Sentence(article.id, 0, len(text))]
    html = said_list([(article, one) for one in statements], lambda _: whole, level=3)
    shown = re.findall(r'<span class="or-words">(.*?)</span>', html)
    assert len(set(shown)) == 2
    assert {unescape(re.sub("<.*?>", "", one)) for one in shown} == {text}
    assert re.findall("<mark>(.*?)</mark>", html) == list(pieces)
    assert "<h3>No date</h3>" in html


def test_sides_stand_side_by_side() -> None:
    sentences = (said(1, "C", "affirm"), said(2, "B", "deny"), said(3, "O", "conditional"))
    html = turn(answer(sentences, CITATIONS, "The ferry will pay"), find, number=0)
    assert re.findall("<h3>(.*?)</h3>", html)[:3] == [
        "Agrees", "Only partly, or if…", "Disagrees",
    ]  # fmt: skip
    order = [
        html.index(s) for s in ("or-side or-affirm", "or-side or-conditional", "or-side or-deny")
    ]
    assert order == sorted(order)
    assert "or-sides-3" in html
    after = turn(replace(answer(sentences, CITATIONS), before="Who says so?"), find, number=0)
    assert re.findall("<h3>(.*?)</h3>", after)[:3] == [
        "Answers this", "Only partly, or if…", "The opposite",
    ]  # fmt: skip
    asked = answer(sentences, CITATIONS, "Who is against the ferry?")
    assert re.findall("<h3>(.*?)</h3>", turn(asked, find, number=0))[:3] == [
        "Answers this", "Only partly, or if…", "The opposite",
    ]  # fmt: skip
    one_side = turn(answer((said(1, "C", "affirm"),), CITATIONS[:1]), find, number=0)
    assert "or-side " not in one_side


def test_nobody_without_a_name_is_asked_about_again() -> None:
    unnamed = citation(1, 0, 20, name="company", certainty="certain")
    given = answer((said(1, "Company (unnamed)", "affirm"),), (unnamed, CITATIONS[1]))
    asked = [one.question for one in follow_ups(given)]
    assert asked == ["Who disagrees with this?", "What else does Tomas Brandt say?"]


def test_a_heading_says_a_side_once() -> None:
    def told(number: int, lead: str, stance: Stance) -> AnswerSentence:
        one = CITATIONS[number - 1]
        lead += f"{credit(one.voice, 'direct', one.source, within=bool(lead))}: "
        segments = (Segment(lead), Segment(one.quote.text, number, "direct"))
        return AnswerSentence(segments, (number,), stance)

    citations = tuple(replace(one, kind="direct") for one in CITATIONS)
    sentences = (
        told(1, "", "affirm"),
        told(2, "Disputed by ", "deny"),
        told(3, "On this matter: ", "report"),
    )
    html = turn(answer(sentences, citations, "The ferry will pay"), find, number=0)
    answered = html.partition("or-foot")[0]
    assert re.findall("<h3>(.*?)</h3>", answered) == [
        "Agrees", "Disagrees", "On the matter, no clear side",
    ]  # fmt: skip
    assert "Disputed by" not in html
    assert "On this matter" not in html
    assert 'dir="auto"' in answered
    assert ">Probably Tomas Brandt, deputy mayor: " in answered
    alone = turn(answer(sentences[::2], (citations[0], citations[2])), find, number=0)
    assert "On this matter" not in alone
    assert "or-side or-report" in alone


def test_every_block_of_text_takes_its_own_direction() -> None:
    html = turn(answer((said(1, "C", "affirm"),), CITATIONS[:1]), find, number=0)
    for block in ("or-question", "or-lead", "or-sentence", "or-excerpt"):
        tags = re.findall(rf'<\w+ class="{block}\b[^>]*>', html)
        assert tags, block
        assert all('dir="auto"' in tag for tag in tags), tags


def test_fix_and_pin_are_not_parted_by_a_line_end() -> None:
    html = turn(answer((said(1, "C", "affirm"),), CITATIONS[:1]), find, number=0)
    pairs = re.findall(r'<span class="or-handles">(.*?)</span>', html)
    assert pairs
    assert all("data-fix" in pair and "data-pin" in pair for pair in pairs)


def test_what_is_beyond_the_first_five_waits_behind_show_all() -> None:
    many = tuple(citation(n, n, n + 9, name=f"Voice {n}", certainty="certain") for n in range(1, 9))
    told = tuple(
        AnswerSentence((Segment(c.quote.text, c.number, "direct"),), (c.number,), "affirm")
        for c in many
    )
    whole = answer(told, many)
    html = turn(whole, find, number=0)
    assert "Show all eight" in html
    assert html.count("data-rest hidden") == 6  # three sentences with their sources
    assert "Eight voices answer this, in the only article on this." in html
    assert [c.number for c in as_seen(whole).citations] == [1, 2, 3, 4, 5]
    few = turn(answer(told[:5], many[:5]), find, number=0)
    assert "Show all" not in few
    assert "data-rest" not in few


def test_sentences_of_a_fresh_answer_appear_one_after_the_other() -> None:
    whole = answer((said(1, "C"), said(2, "B")), CITATIONS[:2])
    html = turn(whole, find, number=0, fresh=True)
    assert html.count("--nth: ") == 1  # the first one is there at once
    assert 'class="or-turn or-fresh" data-turn="0" aria-busy="true"' in html
    assert "or-foot or-wait" in html
    later = turn(whole, find, number=0)
    assert "or-wait" not in later
    assert "or-fresh" not in later


def test_a_removed_article_leaves_the_quote_and_says_so() -> None:
    html = turn(answer((said(1, "C"),), CITATIONS[:1]), Shelf(None), number=0)
    assert "no longer in the collection" in html
    assert esc(TEXT[0:20]) in html


def test_a_model_is_waited_for_with_what_is_verified_so_far() -> None:
    draft = Draft("Who?")
    assert draft.take(Understood("Who?", "Who <b>exactly</b>?", True, "who"), 0, find) == ""
    first = draft.take(Waiting(1.2, 40), 0, find)
    assert "is writing… 1 s" in first
    assert "Searched for: <em>Who &lt;b&gt;exactly&lt;/b&gt;?</em>" in first
    assert draft.take(Waiting(1.4, 80), 0, find) == ""
    html = draft.take(SentenceReady(said(1, "C"), CITATIONS[:1]), 0, find)
    assert esc(TEXT[0:20]) in html
    assert 'aria-busy="true"' in html
    assert "asked &lt;again&gt;" in draft.take(Remark("asked <again>"), 0, find)
    built_in = Draft("Who?")
    assert built_in.take(SentenceReady(said(1, "C"), CITATIONS[:1]), 0, find) == ""


def test_what_a_model_wrote_and_was_not_let_through_is_shown_as_text() -> None:
    used = ModelUse("x:<i>", "v1", 1, "", (Rejection("<img src=x>", "absent", "no such words"),))
    html = turn(replace(answer((said(1, "C"),), CITATIONS[:1]), model=used), find, number=0)
    assert "Worded by x:&lt;i&gt;" in html
    assert "“&lt;img src=x&gt;” <span>no such words</span>" in html


def test_an_abstention_is_no_answer() -> None:
    silent = Answer(
        "Who?", "Who?", False, "who", "abstained", "no_claim", "Nobody says so.", (), (),
        CITATIONS[:1], Coverage(4, 0, 0), 1,
    )  # fmt: skip
    html = turn(silent, find, number=0)
    assert "No quote found for this" in html
    assert "not an answer" in html
    assert "or-chip" not in html
    name = CITATIONS[0].voice.name
    assert follow_ups(silent) == [
        (f"What does {name} say?", False)
    ]  # a way on, where somebody is near
    assert follow_ups(replace(silent, nearest=())) == []


nasty = st.text(
    st.sampled_from("<>\"'&`$ {}[]()/\\=!\n\u202ea1é😀")
    | st.characters(exclude_categories=("Cs",)),
    min_size=1,
    max_size=80,
).map(canonical_text)


@given(nasty, nasty, nasty)
def test_no_text_becomes_markup(text: str, title: str, name: str) -> None:
    text = f"a{text}"
    article = Article(text=text, title=title, source=title, author=name, path=name, url=title)
    cited = Citation(
        1, article.quote(0, len(text)), SourceLine.of(article), Voice(name, title), (0, len(text))
    )
    sentence = AnswerSentence((Segment(name), Segment(text, 1)), (1,))
    html = turn(answer((sentence,), (cited,), title), Shelf(article), number=0)
    html += article_table([Row.of(article)], 1, lambda _: ())
    html += upload_results([Upload(name, "failed", text)], [title])
    tags = Tags(html)
    assert set(tags.names) <= ALLOWED | {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "strong",
    }
    assert not [
        a for a, _ in tags.attributes if a.startswith("on") or a in {"href", "src", "style"}
    ]
    assert tags.names.count("button") == html.count('<button type="button"')


spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.text(min_size=45, max_size=60), spans, st.lists(st.lists(spans, max_size=3), max_size=3))
def test_runs_give_the_text_back_and_mark_the_quote(
    text: str, quote: tuple[int, int], statements: list[list[tuple[int, int]]]
) -> None:
    found = runs(text, quote, statements)
    assert "".join(run["text"] for run in found) == text
    assert "".join(run["text"] for run in found if run["quote"]) == text[slice(*quote)]
    for index, group in enumerate(statements):
        covered = {p for start, end in group for p in range(start, end)}
        place = 0
        for run in found:
            inside = set(range(place, place + len(run["text"])))
            place += len(run["text"])
            assert (index in run["said"]) == bool(inside & covered)


def test_lines_end_where_the_text_ends_them() -> None:
    lines = paragraphs(runs("one two\n\nthree", (4, 12), []))
    assert [[run["text"] for run in line] for line in lines] == [["one ", "two"], ["thr", "ee"]]
    assert [[run["quote"] for run in line] for line in lines] == [[False, True], [True, False]]


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://gazette.example/a?b=c", True),
        ("http://gazette.example", True),
        ("javascript:alert(1)", False),
        (" JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//gazette.example", False),
        ("https://bank.example@evil.example/", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, allowed: bool) -> None:
    assert bool(web_address(url)) == allowed


def test_a_column_that_would_be_empty_is_left_out() -> None:
    row = Row("1", "Quay", "Gazette", "", date(2025, 3, 4), "quay.md", 12)
    assert "Author" not in article_table([row], 1, lambda _: ())
    signed = replace(row, id="2", author="Mia Sund")
    assert article_table([row, signed], 2, lambda _: ()).count("Author") == 3


def test_what_was_not_added_is_named_once() -> None:
    failed = Upload("http://a.example/x", "failed", "http://a.example/x cannot be fetched: refused")
    html = upload_results([failed])
    assert html.count("http://a.example/x") == 1
    assert "Not added: cannot be fetched: refused" in html
    # A status is a region around a list: the list itself stays one.
    assert '<div role="status" aria-label="Added files"><ul' in html


def test_the_list_is_searched_by_every_word() -> None:
    row = Row.of(ARTICLE)
    assert matching([row], "ferry MARCH 2025") == [row]
    assert matching([row], "ferry april") == []
    assert matching([row], "", "Gazette") == [row]
    assert matching([row], "", "Another") == []


points = st.lists(
    st.builds(
        Point,
        st.sampled_from(["Ann", "Ben"]),
        st.dates(date(1990, 1, 1), date(2030, 12, 31)),
        st.integers(0, 99),
    ),
    min_size=1,
    max_size=30,
)


@given(points)
def test_every_statement_stands_in_one_bar_of_the_timeline(said: list[Point]) -> None:
    html = timeline(said, ["Ann", "Ben"], "stack")
    heights = [int(high) for high in re.findall(r"--or-high:(\d+)%", html)]
    assert max(heights) == 100
    assert min(heights) >= 12
    stacks = re.findall(r'data-value="(\d+:\d+)"', html)
    assert len(set(stacks)) == len(stacks)
    found = [p for one in stacks for p in chosen_points(said, ["Ann", "Ben"], one)[1]]
    assert sorted(found, key=str) == sorted(said, key=str)
    assert all(0 <= float(at) <= 100 for at in re.findall(r"left:([\d.]+)%", html))


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 12, 31)), max_size=20))
def test_bars_count_every_date_once(dates: list[date]) -> None:
    counted = re.findall(r'title="[^"]*: (\d+)"', bars(dates))
    assert sum(map(int, counted)) == len(dates)
    assert len(counted) <= 60


def test_a_bar_that_is_not_there_chooses_nothing() -> None:
    one = [Point("Ann", date(2025, 1, 1), 0)]
    for forged in ("", "0", "x:y", "5:0", "-1:0", "0:99999", "0:9999999999"):
        assert chosen_points(one, ["Ann"], forged)[1] == []
