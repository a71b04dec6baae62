"""Rules that turn a statement into its denial, its opposite, or the same in other words.

They need not be right every time, only most of the time: what they make is training material.
"""

from __future__ import annotations

import random
import re
from typing import Final

_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|does|do|did)\b"
    r"(?! not|n['’]t)"
)
_NOT = re.compile(r"\b(?:(can)not|(\w+)n['’]t|(\w+) not)\b")
_LY = re.compile(r"\s\b(?!only|early|family|daily|likely|reply|supply|apply|rally|ally)\w{3,}ly\b")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")

_OPPOSITES: Final = """
accept/reject accepted/rejected accepts/rejects agree/refuse agreed/refused agrees/refuses
allow/forbid allowed/banned allows/bans approve/block approved/blocked attack/defend
attacked/defended backs/opposes backed/opposed back/oppose begin/end began/ended begins/ends
best/worst better/worse boost/hurt build/dismantle buy/sell bought/sold cheap/expensive
confirm/deny confirmed/denied confirms/denies continue/stop continued/stopped continues/stops
create/destroy created/destroyed dangerous/safe easy/difficult effective/useless enter/leave
entered/left expand/shrink expanded/shrank fail/succeed failed/succeeded fails/succeeds
false/true for/against friend/enemy gain/lose gained/lost good/bad grow/shrink growing/shrinking
guilty/innocent happy/unhappy high/low higher/lower honest/dishonest illegal/legal
impossible/possible improve/worsen improved/worsened increase/decrease increased/decreased
increases/decreases increasing/falling join/leave joined/left joins/leaves keep/abandon
kept/abandoned large/small larger/smaller legal/illegal likely/unlikely lose/win lost/won
loses/wins more/fewer necessary/unnecessary open/close opened/closed oppose/support
opposed/supported opposes/supports permit/forbid popular/unpopular positive/negative
praise/criticise praised/criticised prevent/cause protect/harm raise/lower raised/lowered
ready/unready real/fake remain/leave reject/accept rejected/accepted rejects/accepts
responsible/irresponsible rich/poor right/wrong rise/fall rises/falls rose/fell safe/unsafe
secure/insecure stable/unstable start/stop started/stopped strengthen/weaken
strengthened/weakened strong/weak stronger/weaker success/failure successful/unsuccessful
support/oppose supported/opposed supports/opposes supporting/opposing survive/die
survived/died trust/distrust true/false unlikely/likely victory/defeat weak/strong win/lose
winning/losing wins/loses won/lost wrong/right alive/dead enough/insufficient before/after
all/none always/never everyone/nobody both/neither many/few with/without up/down
""".split()
_SAME: Final = """
say/state big/large help/assist quickly/fast end/finish begin/start buy/purchase
jobs/employment help/aid show/demonstrate want/wish wants/wishes get/obtain need/require
people/persons plan/scheme important/significant country/nation president/head_of_state
money/funds kill/murder killed/slain war/conflict attack/assault try/attempt tried/attempted
think/believe about/concerning because/since but/yet nearly/almost over/more_than
American/US Republican/GOP illegal/unlawful immigrants/migrants government/authorities
win/prevail won/prevailed police/officers deal/agreement law/legislation vote/ballot
children/kids company/firm join/enter seek/pursue support/back supports/backs oppose/resist
opposes/resists will/is_going_to would/was_going_to
""".split()


def _table(entries: list[str], *, both: bool) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for entry in entries:
        a, b = entry.replace("_", " ").split("/")
        table.setdefault(a, []).append(b)
        if both:
            table.setdefault(b, []).append(a)
    return table


OPPOSITE: Final = _table(_OPPOSITES, both=True)
SAME: Final = _table(_SAME, both=False)


def negated(text: str, rng: random.Random) -> str | None:
    """The sentence with its first auxiliary negated, or an existing negation taken out."""
    if found := _NOT.search(text):
        plain = found[1] or found[2] or found[3]
        plain = {"wo": "will", "ca": "can"}.get(plain, plain)
        return text[: found.start()] + plain + text[found.end() :]
    found = _AUXILIARY.search(text)
    if not found:
        return None
    word = found[1]
    forms = [f"{word} not"] * 3
    if word in {"is", "are", "was", "were", "has", "have", "had", "would", "could", "should"}:
        forms.append(f"{word}n't")
    if word in {"do", "does", "did"}:
        forms.append(f"{word}n't")
    if word == "will":
        forms += ["won't", "will never", "will no longer"]
    if word in {"is", "are", "was", "were"}:
        forms += [f"{word} no longer", f"{word} hardly", f"{word} by no means", f"{word} far from"]
    if word in {"has", "have", "had"}:
        forms += [f"{word} never", f"{word} yet to have"]
    if word in {"can", "could"}:
        forms += [f"{word} never", "cannot" if word == "can" else "couldn't", f"{word} hardly"]
    if word in {"would", "should", "must"}:
        forms += [f"{word} never"]
    return text[: found.start()] + rng.choice(forms) + text[found.end() :]


_DENIALS: Final = """{x} is a hoax
Hoax: {x}
Fake: {x}
False report that {x}
No, {x} is not true
Not true that {x}
Rumour that {x} debunked
{x}: story was made up
Claims that {x} are false
Officials deny that {x}
Report that {x} denied
No evidence that {x}""".split("\n")


def denied(headline: str, rng: random.Random) -> str:
    """A headline turned round: negated where it can be, or called false."""
    if rng.random() < 0.4 and (text := negated(headline, rng)):
        return text
    return rng.choice(_DENIALS).format(x=headline.strip(" .!"))


def opposite(text: str, rng: random.Random) -> str | None:
    """The sentence with one word replaced by its opposite."""
    return _swap(text, OPPOSITE, rng)


def reworded(text: str, rng: random.Random) -> str:
    """About the same sentence: adverbs dropped, a word or two replaced, an aside left out."""
    if rng.random() < 0.5:
        text = _LY.sub("", text)
    for _ in range(rng.randrange(3)):
        text = _swap(text, SAME, rng) or text
    if rng.random() < 0.4:
        head, comma, _ = text.rpartition(", ")
        if comma and len(head.split()) >= 6:
            text = head
    if rng.random() < 0.3:
        words = text.split()
        i = rng.randrange(len(words))
        if words[i].islower() and words[i] not in _KEPT and len(words) > 7:
            text = " ".join(words[:i] + words[i + 1 :])
    return text


def thinned(text: str, rng: random.Random) -> str:
    """The sentence with some of its words left out, but none that turns it round.

    Real claims share only part of their words with what is said about them.
    """
    words = text.split()
    if len(words) < 8 or rng.random() < 0.4:
        return text
    share = rng.choice((0.15, 0.3))
    kept = [
        w
        for i, w in enumerate(words)
        if i == 0
        or rng.random() >= share
        or w.lower().strip(",.") in _KEPT
        or "n't" in w
        or w.strip(",.") in OPPOSITE
        or any(c.isdigit() for c in w)
    ]
    return " ".join(kept)


_KEPT: Final = frozenset("not no never nobody none nothing without if unless cannot hardly".split())


def other_number(text: str, rng: random.Random) -> str | None:
    """The sentence with one number replaced by another."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    one = rng.choice(found)
    digits = re.sub(r"\D", "", one[0])
    value = int(digits)
    changed = value + rng.choice((-1, 1)) * rng.randint(1, max(2, value // 2))
    if changed <= 0 or changed == value:
        changed = value + rng.randint(1, max(3, value))
    form = f"{changed:,}" if "," in one[0] else str(changed)
    return text[: one.start()] + form + text[one.end() :]


def _swap(text: str, table: dict[str, list[str]], rng: random.Random) -> str | None:
    words = text.split(" ")
    places = [i for i, w in enumerate(words) if w.rstrip(",.;:!?\"'”’") in table]
    if not places:
        return None
    i = rng.choice(places)
    bare = words[i].rstrip(",.;:!?\"'”’")
    words[i] = rng.choice(table[bare]) + words[i][len(bare) :]
    return " ".join(words)
