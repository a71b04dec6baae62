"""Reports: self-contained, escaped, and the same twice."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from eval import GoldQuestion, QuestionSet, RunResult, html_report, markdown_report, run
from eval.metrics.selective import Bin, Point
from eval.report.cells import cell, figure, figure_with_range, heading
from eval.report.charts import reliability_chart, risk_coverage_chart
from eval.report.failures import passage_link
from eval.report.markdown import OVERVIEW
from eval.report.meanings import meaning
from eval.result import COLUMNS
from index import Collection
from tests.eval.conftest import Ideal

VOID = {"meta", "br", "circle", "path", "polyline"}


class Balance(HTMLParser):
    """Raises where tags are not closed in order; collects what could load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "iframe", "link", "img", "object", "embed", "form")
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in ("src", "style", "srcset")
            if name == "href":
                assert re.match(r"#run-\d+$|https?://", value or ""), value
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def runs(collection: Collection, questions: QuestionSet, ideal: Ideal) -> list[RunResult]:
    """A perfect run, and one over questions that try to break the page."""
    nasty = [
        GoldQuestion(
            id="<b>x",
            type="fact",
            question="</summary><script>alert(1)</script> | who?",
            answers=("<img src=x onerror=alert(2)>",),
            tags=("a|b",),
        ),
        questions[0].model_copy(update={"speakers": ("<i>Nobody</i>",)}),
    ]
    first = run(collection, questions, system=ideal, label="perfect")
    hostile = QuestionSet(nasty, name="<nasty>.jsonl")
    return [first, run(collection, hostile, label="<nasty> | run")]


def test_the_page_is_well_formed_and_loads_nothing(runs: list[RunResult]) -> None:
    page = html_report(runs)
    reader = Balance()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert "alert(1)" in "".join(reader.text), "shown as text"
    assert not re.search(r"https?://", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_the_page_shows_figures_plots_and_what_went_wrong(runs: list[RunResult]) -> None:
    page = html_report(runs)
    assert "Every question was answered rightly." in page
    assert page.count("<svg") >= 2
    assert "Wanted: &lt;img" in page
    assert "perfect → &lt;nasty&gt; | run" in page, "they share a question, so are compared"
    assert html_report(runs) == page


@pytest.mark.parametrize(
    ("url", "text", "link"),
    [
        ("https://a.example/x#top", "one two", "https://a.example/x#:~:text=one%20two"),
        (
            "http://a.example/",
            "a-b c, d e f g h i j k l",
            "http://a.example/#:~:text=a%2Db%20c%2C%20d%20e%20f,h%20i%20j%20k%20l",
        ),
        ("javascript:alert(1)", "one", ""),
        ("data:text/html,x", "one", ""),
        ("", "one", ""),
    ],
)
def test_passages_are_linked_to_where_web_pages_are(url: str, text: str, link: str) -> None:
    assert passage_link(url, text) == link


def test_the_worst_questions_show_and_link_what_was_found(
    collection: Collection, questions: QuestionSet, ideal: Ideal
) -> None:
    wrong = questions[0].model_copy(update={"speakers": ("Nobody Else",)})
    result = run(collection, QuestionSet([wrong]), system=ideal, label="one")
    for place in result.results[0]["retrieved"]:
        place["url"] = 'https://news.example/harbour?a="><script>'
    page = html_report([result])
    assert 'href="https://news.example/harbour?a=&quot;&gt;&lt;script&gt;#:~:text=' in page
    assert 'class="said hit"' in page
    assert "Said (confidence 0.90)" in page
    reader = Balance()
    reader.feed(page)
    assert reader.open == []


def test_markdown_has_a_table_for_each_run(runs: list[RunResult]) -> None:
    text = markdown_report(runs)
    assert "## perfect" in text
    assert "## <nasty> \\| run" in text
    header = next(line for line in text.split("\n") if line.startswith("| type"))
    total = next(line for line in text.split("\n") if line.startswith("| all"))
    assert header.count("|") == total.count("|")
    assert "misattributed ↓" in header
    assert "AURC" in text


def test_cells() -> None:
    assert figure(None) == "–"
    assert figure(0.9566) == "95.7"
    assert figure_with_range({"value": 1, "low": 0.5, "high": 1}) == "100.0 (50.0–100.0)"
    assert figure_with_range(None) == "–"
    assert heading("false_abstention") == "false abstention ↓"
    assert heading("article_mrr@10") == "article MRR@10"
    assert heading("abstention_f1") == "abstention F1"
    assert cell("a |\n b") == "a \\| b"


def test_every_figure_of_the_tables_is_explained(runs: list[RunResult]) -> None:
    assert [n for n in (*COLUMNS, *OVERVIEW) if not meaning(n + "5" * n.endswith("@"))] == []
    page = html_report(runs)
    assert "What the figures mean" in page
    assert meaning("recall@5") in page


def test_charts_stay_inside_their_frame() -> None:
    curve = risk_coverage_chart([Point(0.5, 0.0, 0.9), Point(1.0, 1.0, 0.1)])
    marks = reliability_chart([Bin(0.0, 0.0, 3), Bin(1.0, 1.0, 40)])
    for chart in (curve, marks):
        xs = [float(x) for x in re.findall(r'cx="([\d.]+)"', chart)]
        assert xs
        assert all(0 <= x <= 360 for x in xs)
    assert risk_coverage_chart([]) == ""
    assert reliability_chart([]) == ""
