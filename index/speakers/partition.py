"""Which names of one surname are one person.

Names conflict more easily than they agree: two people who share a surname never become one, and a
name that could be either of two people's stays by itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from index.speakers.aliases import AliasFile
from index.speakers.folding import plain
from index.speakers.names import (
    Match,
    PersonName,
    compare_names,
    gender_of_given,
)
from index.speakers.roles import role_words, roles_agree

Kind = Literal["person", "body", "group", "unknown"]


@dataclass(slots=True)
class Node:
    """One spelling of a name."""

    id: int
    key: str
    kind: Kind
    name: PersonName
    shown: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)

    @property
    def folded(self) -> str:
        """The name itself, folded."""
        return self.key.split("|")[1]

    @property
    def gender(self) -> str:
        """What the texts say most often, else what the given name says."""
        if self.genders:
            return min(self.genders, key=lambda g: (-self.genders[g], g))
        return gender_of_given(self.name.given)

    @property
    def count(self) -> int:
        return self.articles.total()


@dataclass(slots=True)
class Cluster:
    nodes: list[Node]
    guessed: set[int] = field(default_factory=set)
    title: str = ""


class Splits:
    """The alias file's splits, by folded name."""

    def __init__(self, aliases: AliasFile) -> None:
        self._pairs = {
            frozenset((plain(a), plain(b)))
            for names in aliases.splits
            for i, a in enumerate(names)
            for b in names[i + 1 :]
        }
        self._alone = {plain(names[0]) for names in aliases.splits if len(names) == 1}

    def compare(self, left: Node, right: Node) -> Match:
        a, b = left.folded, right.folded
        if a in self._alone or b in self._alone or frozenset((a, b)) in self._pairs:
            return "different"
        return compare_names(left.name, right.name)


def by_surname(nodes: list[Node], splits: Splits) -> list[Cluster]:
    """Partition the names of one surname."""
    full = [n for n in nodes if n.name.full]
    rest = [n for n in nodes if not n.name.full]
    clusters = [Cluster(group) for group in _agreeing(full, splits)]
    initials = {n.name.first for n in rest if n.name.given}
    placed: list[tuple[Node, Cluster | None]] = []
    for node in rest:
        fits = [c for c in clusters if _fits(node, c, splits)]
        if node.name.given:
            # An initial: it must fit one person only.
            placed.append((node, fits[0] if len(fits) == 1 else None))
        else:
            placed.append((node, _bearer(node, fits, len(clusters), initials)))
    left: dict[str, Cluster] = {}
    for node, home in placed:
        if home is not None:
            home.guessed.add(node.id)
            home.nodes.append(node)
        elif node.folded in left:
            left[node.folded].nodes.append(node)
        else:
            left[node.folded] = Cluster([node])
    for cluster in left.values():
        if len(cluster.nodes) > 1:
            cluster.guessed.update(node.id for node in cluster.nodes)
        clusters.append(cluster)
    return clusters


def _fits(node: Node, cluster: Cluster, splits: Splits) -> bool:
    full = [other for other in cluster.nodes if other.name.full]
    if not node.name.given and not any(_latin(node) == _latin(other) for other in full):
        return False  # a lone word in other letters may be any: "Мой", my, and no Greta Moy
    return all(
        splits.compare(node, other) != "different"
        and not (node.gender and other.gender and node.gender != other.gender)
        for other in full
    )


def _latin(node: Node) -> bool:
    return any("a" <= letter <= "z" for letter in node.folded)


def _bearer(node: Node, fits: list[Cluster], bearers: int, initials: set[str]) -> Cluster | None:
    """Whose surname this is: the only bearer's, or the one that gender or role points to."""
    if len(fits) == 1 and _other_initial(initials, fits[0]):
        return None
    if len(fits) == 1 and bearers == 1:
        return fits[0] if _plausible(node, fits[0]) else None
    if bearers > 1 and len(fits) == 1:
        # "Mr. Clinton" beside Hillary and Bill: more than the surname speaks for it.
        genders = {n.gender for n in fits[0].nodes if n.name.full}
        told = bool(node.gender) and node.gender in genders
        return fits[0] if told and _plausible(node, fits[0]) else None
    agreeing = [c for c in fits if _role_agreement(node, c) == 2]
    return agreeing[0] if len(agreeing) == 1 else None


def _other_initial(initials: set[str], cluster: Cluster) -> bool:
    """Whether an initial speaks of a second bearer: "B. Smith" beside "John Smith"."""
    firsts = {n.name.first[:1] for n in cluster.nodes if n.name.first}
    return any(initial[:1] not in firsts for initial in initials)


def _agreeing(nodes: list[Node], splits: Splits) -> list[list[Node]]:
    """Groups of full names that agree. A name that fits two people who differ stays alone."""
    same = {
        n.id: [m for m in nodes if m is not n and splits.compare(n, m) == "same"] for n in nodes
    }
    torn = {
        n.id
        for n in nodes
        for i, a in enumerate(same[n.id])
        for b in same[n.id][i + 1 :]
        if splits.compare(a, b) == "different"
    }
    groups: list[list[Node]] = [[n] for n in nodes if n.id in torn]
    seen = set(torn)
    for node in nodes:
        if node.id in seen:
            continue
        group, queue = [], [node]
        seen.add(node.id)
        while queue:
            current = queue.pop()
            group.append(current)
            for other in same[current.id]:
                if other.id not in seen:
                    seen.add(other.id)
                    queue.append(other)
        clash = any(
            splits.compare(a, b) == "different" for i, a in enumerate(group) for b in group[i + 1 :]
        )
        groups.extend([[n] for n in group] if clash else [group])
    return groups


def _plausible(node: Node, cluster: Cluster) -> bool:
    """Roles that have nothing to do with each other keep a bare surname apart."""
    return _role_agreement(node, cluster) != 0


def _role_agreement(node: Node, cluster: Cluster) -> int:
    """2 or 1: the roles agree; 0: they do not; -1: one side has none."""
    left = frozenset(w for role in node.roles for w in role_words(role))
    right = frozenset(w for n in cluster.nodes for role in n.roles for w in role_words(role))
    if not left or not right:
        return -1
    return roles_agree(left, right)


def apply_merges(clusters: list[Cluster], aliases: AliasFile) -> list[Cluster]:
    for names in aliases.merges:
        keys = {plain(name) for name in names}
        hit = [
            c
            for c in clusters
            if any(n.folded in keys and n.id not in c.guessed for n in c.nodes)
            or any(n.folded in keys for n in c.nodes)
        ]
        if hit:
            nodes = sorted((n for c in hit for n in c.nodes), key=lambda n: n.key)
            guessed = {i for c in hit for i in c.guessed}
            guessed -= {n.id for n in nodes if n.folded in keys}
            merged = Cluster(nodes, guessed, names[0])
            clusters = [c for c in clusters if c not in hit] + [merged]
    return clusters
