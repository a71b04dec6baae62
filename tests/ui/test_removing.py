"""An article that is removed is removed everywhere, whenever the process that does so is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index import open_collection
from index.exceptions import CollectionError, CollectionLocked
from index.store.lock import WriterLock
from ui.cli import main
from ui.dossiers import Dossiers, citation_at
from ui.removing import FILE, finish_removal, remove_articles
from ui.web.conversations import Conversations, KeptTurn
from ui.web.desk import Desk

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def kept(town: Path, tmp_path: Path) -> tuple[Path, str]:
    """A collection with a conversation and a dossier that quote one article; its id."""
    folder = Path(shutil.copytree(town, tmp_path / "collection"))
    with open_collection(folder) as collection:
        article = next(iter(collection.articles()))
        cited = citation_at(collection, article, 0, 20).to_dict()
        Dossiers(folder).pin("", "Bridge", cited, article.digest)
        Conversations(folder).append("", "", KeptTurn("Who?", {"citations": [cited]}))
    return folder, article.id


def left(folder: Path) -> tuple[int, int]:
    """How many answers and pins are kept."""
    conversations, dossiers = Conversations(folder), Dossiers(folder)
    turns = [turn for one in conversations.listed("") for turn in conversations.turns("", one.id)]
    return sum(t.answer is not None for t in turns), sum(d.pins for d in dossiers.listed(""))


def stores(folder: Path) -> dict[str, Conversations | Dossiers]:
    return {"conversations": Conversations(folder), "dossiers": Dossiers(folder)}


def test_an_article_is_removed_from_everything(kept: tuple[Path, str]) -> None:
    folder, article = kept
    with open_collection(folder) as collection:
        removed = remove_articles(collection, [article], stores(folder))
        assert removed == (1, {"conversations": 1, "dossiers": 1})
        assert remove_articles(collection, [article], stores(folder))[0] == 0
    assert left(folder) == (0, 0)
    assert (folder / FILE).read_bytes() == b""


KILLED = """
import os, signal, sys
from pathlib import Path
from index import open_collection
from ui.removing import remove_articles


class Killed:
    def forget(self, article_ids):
        os.kill(os.getpid(), signal.SIGKILL)


with open_collection(Path(sys.argv[1])) as collection:
    remove_articles(collection, [sys.argv[2]], {"killed": Killed()})
"""


def kill(folder: Path, article: str) -> None:
    """A process that removes an article is killed before anything else has forgotten it."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), article],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    with open_collection(folder, read_only=True) as collection:
        assert article not in {one.id for one in collection.articles()}
    assert left(folder) == (1, 1)


@pytest.mark.parametrize("opened_by", ["page", "dossier", "remove"])
def test_what_a_killed_process_had_removed_is_forgotten(
    kept: tuple[Path, str], opened_by: str
) -> None:
    folder, article = kept
    kill(folder, article)
    if opened_by == "dossier":
        main(["-c", str(folder), "dossier", "list"])
    else:
        with open_collection(folder) as collection:
            if opened_by == "page":
                Desk(collection)
            else:
                other = next(iter(collection.articles())).id
                remove_articles(collection, [other], stores(folder))
    assert left(folder) == (0, 0)
    assert (folder / FILE).read_bytes() == b""


@pytest.mark.parametrize("begun", ["[]", "", '["cut o'])
def test_what_was_only_meant_to_be_removed_stays(kept: tuple[Path, str], begun: str) -> None:
    folder, article = kept
    (folder / FILE).write_text(begun or json.dumps([article]), encoding="utf-8")
    with open_collection(folder) as collection:
        finish_removal(collection, stores(folder))
    assert left(folder) == (1, 1)


def test_where_it_cannot_be_removed_nothing_is_forgotten(kept: tuple[Path, str]) -> None:
    folder, article = kept
    with open_collection(folder) as collection:
        with WriterLock(folder), pytest.raises(CollectionLocked):
            remove_articles(collection, [article], stores(folder))
        assert left(folder) == (1, 1)
        (folder / FILE).unlink()
        (folder / FILE).mkdir()
        with pytest.raises(CollectionError, match=FILE):
            remove_articles(collection, [article], stores(folder))
    assert left(folder) == (1, 1)
