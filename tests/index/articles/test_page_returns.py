"""What extractors leave out of an article and readers of its page see: it is read all the same."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from index.articles.html import fragment, read_html
from index.articles.page_lead import lead
from index.articles.page_returns import with_what_was_left

PROSE = [
    "The lighthouse on Skarv will be lit by hand again from May, the board has decided, and two "
    "keepers will move into the old house on the rock before the first boats of the summer.",
    "Eli Brandt, who has kept the light since he was a young man, told the meeting on Sunday a "
    "lamp which nobody watches goes out, and that he had seen it happen more than once.",
    "Tor Halle of the shipping line said that no captain had looked at the lamp in ten years, and "
    "that the money would be better spent on the quay, where the planks are rotten.",
    "The board will meet once more in April, when the ice has gone and the boats come back, and it "
    "will then decide who is to row the oil across and what the rowing may cost the island.",
    "Until then the light burns on current from the mainland, as it has since the war, and goes "
    "out whenever the cable is cut, which happened nine times last winter and twice in this one.",
    "Children of the school have drawn the old keepers for the wall of the boat house, in "
    "oilskins, with a cat that nobody on the island can remember but all have heard of.",
]


def page(*inside: str, head: str = "<h1>A light by hand</h1>") -> str:
    body = "".join(inside)
    nav = "<nav><a href=/>Home</a> <a href=/n>News of the islands, every day at noon.</a></nav>"
    return (
        f"<html lang=en><body>{nav}<article>{head}<div class=story>{body}</div></article>"
        "<footer>Skarv Gazette, all the news that reaches us by boat.</footer></body></html>"
    )


def read(markup: str) -> str:
    return read_html(markup.encode()).text


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "wrapping",
    [
        "<div class='social-media-embed'><blockquote class='twitter-tweet'>{}</blockquote></div>",
        "<div class='widget-tweet'><div class=embed><blockquote>{}</blockquote></div></div>",
        "<blockquote class='pull-quote' id=quote>{}</blockquote>",
    ],
)
@pytest.mark.parametrize("words", ["The oil is paid for until the autumn, and I will row it."])
def test_a_block_quotation_is_the_articles_whatever_it_is_called(wrapping: str, words: str) -> None:
    quotation = wrapping.format(f"<p>{words}</p>— Eli Brandt (@brandt) May 2, 2024")
    text = read(page(paragraphs(PROSE[:2]), quotation, paragraphs(PROSE[2:])))
    assert text.index(PROSE[1]) < text.index(words) < text.index(PROSE[2])


@pytest.mark.parametrize(
    "deck",
    [
        "<div class='article__summary summary'>{}</div>",
        "<p class=standfirst>{}</p>",
        "<h2 class=deck>{}</h2>",
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_a_standfirst_is_read_before_the_first_paragraph(deck: str, inside: bool) -> None:
    words = "The board puts its trust in two keepers and a can of oil, not in the shipping line."
    head = "<h1>A light by hand</h1>" + deck.format(words)
    head = f"<header>{head}</header>" if inside else head
    text = read(
        page(
            "<p class=byline>By Ada Roe, Monday at 11:04 a.m.</p>",
            *map("<p>{}</p>".format, PROSE),
            head=head,
        )
    )
    assert text.count(words) == 1
    assert text.index(words) < text.index(PROSE[0])
    assert text.index(PROSE[0]) < text.index(PROSE[3])
    tree = document_fromstring(page(paragraphs(PROSE), head=head))
    assert lead(tree, "\n\n".join(PROSE)) == [words]


def test_what_stands_between_headline_and_text_and_is_no_lead() -> None:
    head = (
        "<h1>A light by hand</h1><ul><li>The feed of the island is broken, please try again.</ul>"
        "<div class=share>Send this story to all of your friends on the islands today.</div>"
        "<p><a href=/a>Also read what the mayor says about the lamp and the oil.</a></p>"
        "<p>The lighthouse on Skarv in a storm, as it was in 1911. © Harbour Pictures</p>"
    )
    tree = document_fromstring(page(paragraphs(PROSE), head=head))
    assert lead(tree, "\n\n".join(PROSE)) == []


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_a_list_between_paragraphs_is_read_in_its_place(tag: str) -> None:
    items = [
        "“You have never seen a storm!” (This was about a third of the letters.)",
        "“Who pays for the oil, and why was it so cheap in the days of my father?”",
        "“I never liked the old lamp anyway, and the new one is no better.”",
    ]
    listed = f"<{tag} class='quote-list'>" + "".join(f"<li>{i}</li>" for i in items) + f"</{tag}>"
    text = read(page(paragraphs(PROSE[:2]), listed, paragraphs(PROSE[2:])))
    places = [text.index(words) for words in (PROSE[1], *items, PROSE[2])]
    assert places == sorted(places)


def put_back(markup: str, read: list[str]) -> str:
    return with_what_was_left(document_fromstring(markup), "\n\n".join(read))[0]


@pytest.mark.parametrize("gone", [1, 2, 4])
@pytest.mark.parametrize("inside", ["{}", "<em>{}</em>", "{} <a href=/a>Photo</a>"])
def test_a_paragraph_side_by_side_with_others_is_read_in_its_place(gone: int, inside: str) -> None:
    markup = page(*(f"<p>{inside.format(text)}</p>" for text in PROSE))
    text = put_back(markup, [text for n, text in enumerate(PROSE) if n != gone])
    places = [text.index(words) for words in PROSE]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "beside",
    [
        "<div><p>{}</p></div>",
        "<p><a href=/b>{}</a></p>",
        "<aside><p>{}</p></aside>",
    ],
)
def test_what_stands_between_paragraphs_on_its_own_is_not_put_back(beside: str) -> None:
    words = "Get the news of all islands in your letter box, every Monday morning."
    markup = page(paragraphs(PROSE[:2]), beside.format(words), paragraphs(PROSE[2:]))
    assert put_back(markup, PROSE) == "\n\n".join(PROSE)


@pytest.mark.parametrize("gone", [1, 3])
@pytest.mark.parametrize("heading", ["<h2>{}</h2>", "<h3 class=sub>{}</h3>", "<br><br>"])
def test_words_between_line_breaks_and_headings_are_paragraphs_side_by_side(
    gone: int, heading: str
) -> None:
    parts = (f"{heading.format('The lamp')}{text}<br><br>" for text in PROSE)
    text = put_back(page(*parts), [text for n, text in enumerate(PROSE) if n != gone])
    places = [text.index(words) for words in PROSE]
    assert places == sorted(places)


def test_a_paragraph_that_was_read_in_other_characters_is_not_read_twice() -> None:
    written = PROSE[2].replace("no captain", "no &percnt; captain")
    markup = page(paragraphs([*PROSE[:2], written, *PROSE[3:]]))
    assert put_back(markup, PROSE) == "\n\n".join(PROSE)


@pytest.mark.parametrize("items", [["Oil", "A new glass", "Rope"], ["Night ferry", "Old quay"]])
def test_a_list_of_which_some_items_were_read_is_read_whole(items: list[str]) -> None:
    rows = "".join(f"<li>{item}</li>" for item in items)
    markup = page(paragraphs(PROSE[:2]), f"<ul>{rows}</ul>", paragraphs(PROSE[2:]))
    text = put_back(markup, [*PROSE[:2], f"- {items[0]}", *PROSE[2:]])
    places = [text.index(words) for words in (PROSE[1], *items, PROSE[2])]
    assert places == sorted(places)


@pytest.mark.parametrize("wrapping", ["{}", "<div class='media-caption'>{}</div>"])
def test_a_caption_is_no_part_of_the_text(wrapping: str) -> None:
    words = "Eli Brandt rows across the sound in April, with the last can of oil."
    caption = wrapping.format(f"<figcaption>{words}</figcaption>")
    figure = f"<figure><img src=a.jpg>{caption}</figure>"
    text = read(page(paragraphs(PROSE[:2]), figure, paragraphs(PROSE[2:])))
    assert words not in text
    assert text.index(PROSE[1]) < text.index(PROSE[2])


@pytest.mark.parametrize(
    "signed",
    [
        "<p>{}</p><cite>{}</cite>",
        "<p>{} <cite>{}</cite></p>",
        "<p>{}</p><footer>{}</footer>",
        "{}<footer>— <cite>{}</cite></footer>",
    ],
)
@pytest.mark.parametrize("name", ["Cora Vane, miner", "Eli Brandt"])
def test_who_is_named_below_a_block_quotation_signs_it(signed: str, name: str) -> None:
    quotation = f"<blockquote>{signed.format('I would not go in.', name)}</blockquote>"
    text = fragment(f"<p>The mine is safe, the board says.</p>{quotation}<p>It will wait.</p>")
    assert "".join(text.split()).count("“Iwouldnotgoin.”—" + "".join(name.split())) == 1
