"""Speakers across articles: which names are one person.

The partition is a function of the set of names seen and of the alias file, not of the order in
which articles came.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.speakers.aliases import AliasFile
from index.speakers.folding import plain, romanised, tokens
from index.speakers.lexicon import word_set
from index.speakers.names import (
    PersonName,
    parse_name,
)
from index.speakers.partition import Cluster, Kind, Node, Splits, apply_merges, by_surname
from index.speakers.places import canonical_place
from index.speakers.resolved import Resolved
from index.types import Certainty, Speaker

_PRONOUNS = word_set("pronouns")


@dataclass(frozen=True, slots=True)
class Assignment:
    """The speaker of one relation: ``speaker_id`` is None where nobody could be named."""

    speaker_id: int | None
    certainty: Certainty


class SpeakerBook:
    """Gathers the speakers of many articles. ``add`` and ``remove`` may come in any order.

    Ids are never used twice; when two names turn out to be one person, the smaller id stays.
    """

    def __init__(self, aliases: AliasFile | None = None) -> None:
        self.aliases = aliases or AliasFile()
        self._nodes: dict[str, Node] = {}
        self._next = 1
        self._rows: dict[str, list[tuple[str | None, Resolved]]] = {}
        self._clusters: list[Cluster] | None = None
        self._of_node: dict[int, Cluster] = {}
        self._buckets: dict[str, list[Cluster]] = {}
        self._dirty: set[str] = set()

    def add(self, article_id: str, resolved: Sequence[Resolved]) -> None:
        """Take in an article's speakers, replacing what it had. Cheap; ``assignments`` merges."""
        self.remove(article_id)
        rows: list[tuple[str | None, Resolved]] = []
        for result in resolved:
            key = _key(result, article_id)
            rows.append((key, result))
            if key is None:
                continue
            node = self._nodes.get(key)
            if node is None:
                kind: Kind = result.kind
                parsed = parse_name(result.name) if kind == "person" else PersonName((), "")
                node = self._nodes[key] = Node(self._next, key, kind, parsed)
                self._next += 1
            _count(node, article_id, result, +1)
            self._dirty.add(node.name.surname)
        self._rows[article_id] = rows
        self._clusters = None

    def remove(self, article_id: str) -> None:
        """Forget an article's speakers; names that nobody bears any more go."""
        # Only the article's own names are looked at: going over all of them here, once for each
        # article that is added, takes time with the square of the collection.
        touched: set[str] = set()
        for key, result in self._rows.pop(article_id, ()):
            if key is not None:
                _count(self._nodes[key], article_id, result, -1)
                self._dirty.add(self._nodes[key].name.surname)
                touched.add(key)
        for key in touched:
            if self._nodes[key].count <= 0:
                del self._nodes[key]
        self._clusters = None

    def assignments(self, article_id: str) -> list[Assignment]:
        """The speakers of one article's relations, as the whole collection sees them now."""
        self._partition()
        found = []
        for key, result in self._rows.get(article_id, ()):
            if key is None:
                found.append(Assignment(None, "unresolved"))
                continue
            node = self._nodes[key]
            cluster = self._of_node[node.id]
            certainty: Certainty = result.certainty
            if certainty == "certain" and node.id in cluster.guessed:
                certainty = "uncertain"
            found.append(Assignment(_id(cluster), certainty))
        return found

    def speakers(self) -> list[Speaker]:
        """Everybody, the most frequent first, ties by name and id."""
        found = [_speaker(cluster) for cluster in self._partition()]
        return sorted(found, key=lambda s: (-s.statements, plain(s.name), s.id))

    def ids(self) -> dict[str, int]:
        """The number of every name, for storing; see ``restore_ids``."""
        return {key: node.id for key, node in self._nodes.items()}

    def restore_ids(self, known: Mapping[str, int], *, after: int = 0) -> int:
        """Give names the numbers they had, and new ones fresh numbers; returns the largest ever.

        Numbers up to ``after`` have been used before and are not given to another name.
        """
        largest = max([after, *known.values()])
        for key in sorted(self._nodes):
            number = known.get(key)
            if number is None:
                largest += 1
                number = largest
            self._nodes[key].id = number
        self._next = largest + 1
        self._clusters = None
        self._buckets.clear()
        return largest

    def _partition(self) -> list[Cluster]:
        if self._clusters is not None:
            return self._clusters
        buckets: dict[str, list[Node]] = defaultdict(list)
        others: dict[str, list[Node]] = defaultdict(list)
        for node in sorted(self._nodes.values(), key=lambda n: n.key):
            if node.kind == "person" and node.name.surname and node.key.startswith("person|"):
                buckets[node.name.surname].append(node)
            else:
                others[node.key].append(node)
        for key in [k for k in others if k.startswith("other|") and " " not in k]:
            # A bare surname that was not recognised as a person's in its article. What is written
            # small somewhere is a common word: "reports".
            surname = romanised(key.removeprefix("other|"))
            small = any(name.islower() for node in others[key] for name in node.shown)
            if not small and any(n.name.full for n in buckets.get(surname, ())):
                for node in others.pop(key):
                    node.name = PersonName((), surname)
                    buckets[surname].append(node)
                    self._dirty.add(surname)
        splits = Splits(self.aliases)
        for surname in self._dirty | (self._buckets.keys() - buckets.keys()):
            self._buckets.pop(surname, None)
        for surname, bucket in buckets.items():
            if surname not in self._buckets:
                self._buckets[surname] = by_surname(bucket, splits)
        self._dirty.clear()
        clusters = [
            Cluster(list(c.nodes), set(c.guessed))
            for b in sorted(buckets)
            for c in self._buckets[b]
        ]
        named = {n.folded: c for c in clusters for n in c.nodes if n.name.full}
        for key, nodes in sorted(others.items()):
            # The same full name, once not recognised as a person's, is still that person's.
            home = named.get(nodes[0].folded) if key.startswith("other|") else None
            if home is None:
                clusters.append(Cluster(nodes))
            else:
                home.nodes.extend(nodes)
        self._clusters = apply_merges(clusters, self.aliases)
        self._of_node = {node.id: c for c in self._clusters for node in c.nodes}
        return self._clusters


def _key(result: Resolved, article_id: str) -> str | None:
    if not result.name or result.certainty == "unresolved":
        return None
    name = re.sub(r"\s+", " ", plain(result.name)).strip(" .,;:\"'“”")
    if result.kind != "person":
        name = re.sub(r"^(?:the|a|an) ", "", name)
        place = canonical_place(name) if result.kind == "body" else None
        name = plain(place) if place else name
    if not name:
        return None
    if result.local:
        return f"local|{name}|{article_id}"
    if result.kind != "person":
        return f"other|{name}"
    # A bare surname means somebody else in every article until something else is known.
    return f"person|{name}" if parse_name(result.name).given else f"person|{name}|{article_id}"


def _count(node: Node, article_id: str, result: Resolved, step: int) -> None:
    for counter, value in (
        (node.shown, result.name),
        (node.roles, result.role),
        (node.forms, _form(result)),
        (node.articles, article_id),
        (node.genders, result.gender),
    ):
        if value:
            counter[value] += step
            if counter[value] <= 0:
                del counter[value]


def _form(result: Resolved) -> str:
    form = re.sub(r"['’]s?$", "", re.split(r"[,(–—]| - | -- ", result.form)[0].strip())
    words = tokens(form)
    return "" if not words or len(words) > 6 or plain(words[0]) in _PRONOUNS else form


def _id(cluster: Cluster) -> int:
    return min(node.id for node in cluster.nodes)


def _speaker(cluster: Cluster) -> Speaker:
    shown: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for node in cluster.nodes:
        shown.update(node.shown)
        forms.update(node.forms)
        roles.update(node.roles)
        articles.update(node.articles)

    def rank(name: str) -> tuple[bool, int, int, bool, str]:
        # Of equals the spelling with its accents is the fuller one.
        return (not parse_name(name).full, -shown[name], -len(name), name.isascii(), name)

    person = cluster.nodes[0].kind == "person"
    best = min(shown, key=rank if person else lambda n: (False, -shown[n], -len(n), n))
    kinds = Counter(node.kind for node in cluster.nodes)
    name = cluster.title or best
    others = [form for form, _ in _ordered(shown + forms) if form != name]
    return Speaker(
        id=_id(cluster),
        name=name,
        kind=kinds.most_common(1)[0][0],
        roles=tuple(role for role, _ in _ordered(roles)),
        forms=tuple(others),
        statements=articles.total(),
        articles=len(articles),
    )


def _ordered(counter: Counter[str]) -> Iterable[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))
