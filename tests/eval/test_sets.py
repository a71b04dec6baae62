"""Question sets in other people's forms: SQuAD, BEIR, TREC, a spreadsheet."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import AP, RR, R, nDCG

from eval import DatasetError, GoldQuestion, QuestionSetError, lint, run
from eval.datasets import trec
from eval.gold import GoldFinder
from eval.sets import open_set
from eval.sheet import load_sheet, sheet_text
from index import Collection, open_collection
from tests.eval.conftest import BRIDGE, HARBOUR, MUSEUM


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    """Two paragraphs under one title, the second in decomposed letters, and two questions."""
    second = "The cafe\u0301 on the pier sells tea. " + MUSEUM
    paragraphs = [
        {
            "context": BRIDGE,
            "qas": [
                {
                    "id": "a1",
                    "question": "When did the bridge open?",
                    "is_impossible": False,
                    "answers": [
                        {"text": "1987", "answer_start": BRIDGE.index("1987")},
                        {"text": "in 1987", "answer_start": BRIDGE.index("in 1987")},
                        {"text": "1987", "answer_start": BRIDGE.index("1987")},
                    ],
                }
            ],
        },
        {
            "context": second,
            "qas": [
                {
                    "id": "a2",
                    "question": "How many pieces are shown?",
                    "answers": [
                        {"text": "four hundred", "answer_start": second.index("four hundred")}
                    ],
                },
                {
                    "id": "a3",
                    "question": "Who painted the roof?",
                    "is_impossible": True,
                    "answers": [],
                    "plausible_answers": [{"text": "Saul Mendry", "answer_start": 5}],
                },
            ],
        },
    ]
    file = tmp_path / "town.json"
    data = {"version": "v2.0", "data": [{"title": "The_Town", "paragraphs": paragraphs}]}
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_squad_spans_stand_where_they_stood(squad: Path, tmp_path: Path) -> None:
    read = open_set(squad)
    assert [q.id for q in read.questions] == ["a1", "a2", "a3"]
    assert read.questions[0].answers == ("1987", "in 1987")
    assert read.questions[2].unanswerable
    with open_collection(tmp_path / "town", create=True, statements=False) as town:
        town.add(read.articles)
        assert lint(read.questions, town) == []
        places = GoldFinder(town).of(read.questions[1])[0]
        text = next(iter(town.articles())).text
        assert [text[p.start : p.end] for p in places] == ["four hundred"]
        scores = run(town, read.questions).summary()["total"]["metrics"]
    assert scores["recall@5"]["value"] == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"data": [{}]}', '{"data": 3}', "\x00"])
def test_what_is_not_squad_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"x\.json"):
        open_set(file)


def test_a_beir_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    (folder / "qrels").mkdir(parents=True)
    texts = {"d1": HARBOUR, "d/2": BRIDGE, "d3": ""}
    rows = [{"_id": i, "title": f"Title {i}", "text": t} for i, t in texts.items()]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    queries = [{"_id": f"q{i}", "text": f"question {i}"} for i in range(3)]
    (folder / "queries.jsonl").write_text("".join(json.dumps(q) + "\n" for q in queries))
    qrels = folder / "qrels" / "test.tsv"
    qrels.write_text("query-id\tcorpus-id\tscore\nq0\td1\t1\nq0\td/2\t2\nq1\td3\t0\n")
    read = open_set(folder)
    assert len(read.articles) == 3, "a document without a text is its title"
    assert [q.id for q in read.questions] == ["q0"], "the others have no relevant document"
    assert [g.doc for g in read.questions[0].evidence] == ["d1.txt", "d/2.txt"]
    with qrels.open("a") as more:
        more.write("q2\tnowhere\t1\n")
    with pytest.raises(DatasetError, match="nowhere"):
        open_set(folder)
    qrels.write_text("query-id\tcorpus-id\tscore\nq0\td1\tgood\n")
    with pytest.raises(DatasetError, match=r"test\.tsv:2"):
        open_set(folder)


def test_trec_topics_and_qrels_are_questions(collection: Collection, tmp_path: Path) -> None:
    harbour = next(a for a in collection.articles() if "oyster" in a.text)
    (tmp_path / "topics.txt").write_text(
        "<top>\n<num> Number: 301\n<title> Oyster\n beds\n<desc> What is said of them\n</top>\n"
        "<top><num>302</num><title>Clocks</title></top>\n<top><num> 303 <title> Nothing\n</top>"
    )
    (tmp_path / "qrels.txt").write_text(
        f"301 0 {harbour.id}:10-40 1\n302 0 museum 2\n302 0 bridge 0\n303 0 museum 0\n"
    )
    questions = open_set(tmp_path).questions
    assert [(q.id, q.question) for q in questions] == [("301", "Oyster beds"), ("302", "Clocks")]
    assert (questions[0].evidence[0].start, questions[0].evidence[0].end) == (10, 40)
    assert lint(questions, collection) == []
    (tmp_path / "topics.txt").write_text("301\tWhat of the oyster beds?\n")
    assert [q.question for q in open_set(tmp_path).questions] == ["What of the oyster beds?"]


def test_a_foreign_run_scores_as_trec_eval_scores_it(tmp_path: Path) -> None:
    dice = random.Random(4)
    qrels, lines = {}, []
    for topic in map(str, range(12)):
        qrels[topic] = {f"d{i}": dice.randint(0, 1) for i in range(15)} | {"d99": 1}
        for place in dice.sample(range(40), 20):
            # Few different scores, so that ties are common.
            lines.append(f"{topic} Q0 d{place} 1 {dice.randint(0, 5)} x\n")
    (tmp_path / "run.txt").write_text("".join(lines))
    found = trec.read_run(tmp_path / "run.txt")
    ours = trec.score_run(found, qrels)
    scores = {t: {d: float(len(r) - i) for i, d in enumerate(r)} for t, r in found.items()}
    raw: dict[str, dict[str, float]] = {}
    for line in lines:
        topic, _, document, _, score, _ = line.split()
        raw.setdefault(topic, {})[document] = float(score)
    measures = {"recall@10": R @ 10, "mrr": RR, "ndcg@10": nDCG @ 10, "map": AP}
    for run_ in (scores, raw):
        reference = ir_measures.calc_aggregate(list(measures.values()), qrels, run_)
        for name, measure in measures.items():
            mean = reference[measure]
            assert ours[name][0] == pytest.approx(mean, abs=1e-9), name
            assert ours[name][1].low <= mean <= ours[name][1].high


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("1 Q0 d 1 0.5\n", trec.read_run),
        ("1 Q0 d 1 high x\n", trec.read_run),
        ("1 0 d relevant\n", trec.read_qrels),
        ("301 no tab\n", trec.read_topics),
    ],
)
def test_torn_trec_files_are_refused_with_their_line(
    tmp_path: Path, text: str, reader: Callable[[Path], object]
) -> None:
    file = tmp_path / "file.txt"
    file.write_text(text)
    with pytest.raises(DatasetError, match=r"file\.txt:1"):
        reader(file)


SHEET = """\
Question;Speakers;Doc;Quote;Speaker;doc2;quote2;unanswerable;answers;history
Who said so?;Ines Calder | the mayor; harbour;will be deepened;Ines Calder;bridge;"new; cables";;;

Who flew?;;;;;;;x;;
And when?;;museum;;;;;no;1987; What opened? | Where?
"""


def test_a_sheet_as_a_person_fills_it(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(SHEET, encoding="utf-8-sig")
    who, silent, fact = open_set(file).questions
    assert (who.id, who.type, who.speakers) == ("row-1", "who", (("Ines Calder", "the mayor"),))
    assert [(g.doc, g.quote) for g in who.evidence] == [
        ("harbour", "will be deepened"),
        ("bridge", "new; cables"),
    ]
    assert (silent.type, silent.unanswerable) == ("unanswerable", True)
    assert (fact.answers, fact.history) == (("1987",), ("What opened?", "Where?"))
    file.write_text(SHEET.replace(";", "\t").replace("new\t", "new;"), encoding="utf-8")
    assert open_set(file).questions[0] == who


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("question,spekers\nWho?,Ada\n", "did you mean 'speakers'"),
        ("speakers\nAda\n", "question at least"),
        ("question,unanswerable\nWho?,perhaps\n", ":2: unanswerable is 'perhaps'"),
        ("question,quote\nWho?,some words\n", ":2: evidence 1 has no doc"),
        ("id,question\na,Who?\na,What?\n", ":3: id 'a' is already on line 2"),
        ("question,type\nWho?,riddle\n", ":2: type: "),
        ("question\n", "no questions in it"),
        ("", "no questions in it"),
    ],
)
def test_mistakes_in_a_sheet_are_named_with_their_line(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionSetError) as caught:
        load_sheet(file)
    assert said in str(caught.value)


words = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters=";|'"), min_size=1, max_size=8
)


@given(
    st.lists(
        st.builds(
            lambda question, speakers, answers, quote: GoldQuestion.model_validate(
                {
                    "id": "x",
                    "type": "fact",
                    "question": question,
                    "speakers": speakers,
                    "answers": answers,
                    "evidence": [{"doc": "d", "quote": quote}, {"doc": "e"}],
                }
            ),
            words,
            st.lists(words, max_size=2),
            st.lists(words, max_size=2),
            words,
        ),
        min_size=1,
        max_size=1,
    )
)
def test_a_sheet_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, questions: list[GoldQuestion]
) -> None:
    file = tmp_path_factory.mktemp("sheet") / "s.csv"
    file.write_bytes(sheet_text(questions).encode())
    assert list(load_sheet(file)) == questions


def test_cells_that_would_be_formulas_are_disarmed() -> None:
    question = GoldQuestion(id="a", type="fact", question="=HYPERLINK(1)", answers=("-3",))
    text = sheet_text([question])
    assert "'=HYPERLINK(1)" in text
    assert "'-3" in text


def test_what_a_row_cannot_hold_is_refused() -> None:
    gold = {"doc": "d", "start": 3, "end": 9}
    question = GoldQuestion.model_validate(
        {"id": "a", "type": "fact", "question": "Why?", "evidence": [gold]}
    )
    with pytest.raises(QuestionSetError, match="does not fit into a table"):
        sheet_text([question])
    assert sheet_text().startswith("id,type,question")


def test_a_folder_that_is_no_set_says_what_would_be_one(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"corpus\.jsonl"):
        open_set(tmp_path)
