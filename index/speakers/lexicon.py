"""Word lists for reading names and roles, loaded once from ``data/``.

The lists are closed sets of general words (role nouns, given names, places); none of them is taken
from an evaluation set.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from index.speakers.folding import plain, romanised

Gender = str
"""``"m"``, ``"f"`` or ``""`` where the word does not tell."""


def _lines(name: str) -> list[str]:
    text = resources.files("index.speakers").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


HONORIFICS: dict[str, Gender] = {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "madam": "f", "madame": "f",
    "lady": "f", "lord": "m", "dr": "", "hon": "", "rev": "", "messrs": "m", "mx": "",
}  # fmt: skip

GENDERED_NOUNS: dict[str, Gender] = {
    "man": "m", "woman": "f", "king": "m", "queen": "f", "prince": "m", "princess": "f",
    "businessman": "m", "businesswoman": "f", "congressman": "m", "congresswoman": "f",
    "spokesman": "m", "spokeswoman": "f", "chairman": "m", "chairwoman": "f",
    "assemblyman": "m", "assemblywoman": "f", "councilman": "m", "councilwoman": "f",
    "actress": "f", "mother": "f", "father": "m", "daughter": "f", "son": "m", "wife": "f",
    "husband": "m", "widow": "f", "widower": "m", "sister": "f", "brother": "m", "aunt": "f",
    "uncle": "m", "niece": "f", "nephew": "m", "grandmother": "f", "grandfather": "m",
    "lady": "f", "gentleman": "m", "guy": "m", "boy": "m", "girl": "f", "pope": "m",
    "cardinal": "m", "imam": "m", "rabbi": "m", "duke": "m", "duchess": "f", "emir": "m",
    "newsman": "m", "heiress": "f", "hostess": "f", "nun": "f", "pontiff": "m",
}  # fmt: skip

PARTICLES = frozenset(
    "de da di du del della van von der den ter ten la le las los al el bin ibn ben bint abu dos das "
    "af av zu zur st".split()
)
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"])

FUNCTION_WORDS = frozenset(
    """the a an and but or nor so yet if when while as at by in on of for from to with without
    about after before since until during under over into onto upon between among against through
    according although though because despite instead however moreover meanwhile still then there
    here this that these those it its he him his she her hers they them their we us our i me my
    you your who whom whose which what where why how is are was were be been being has have had do
    does did will would can could may might must shall should not no yes now today tomorrow
    yesterday tonight last next first second third one two three four five six seven eight nine ten
    some many most few all both each every several another other others such only just even also
    again once twice later earlier recently finally perhaps maybe asked speaking writing responding
    unlike like than too very more less much any neither either additionally furthermore nearly
    almost around across along amid per via let lets don please read watch see click photo image
    video story share follow related updated editor note
    """.split()
)

ORG_WORDS = frozenset(
    """university college school institute institution foundation committee commission council
    department ministry agency bureau office campaign party house senate congress parliament court
    association union federation league organization organisation company corporation corp inc llc
    ltd group bank fund center centre club society press post times journal news tribune herald
    gazette chronicle magazine network radio television tv review report daily weekly guardian
    observer telegraph globe monitor standard board authority administration government army navy
    force forces guard police alliance coalition front movement project program programme service
    services system systems hospital church ministries pac super caucus conference convention
    assembly academy museum library laboratory lab labs trust partners associates industries
    holdings international global national poll survey act bill law amendment treaty agreement
    deal plan street avenue road square park county city state states republic kingdom district
    hotel tower towers building airport station stadium theater theatre hall island islands river
    lake mountain ocean sea valley beach coast war day night week weekend month year election
    primary debate summit festival cup bowl championship olympics games channel directorate
    division unit squad staff cabinet team media strategies solutions consulting magazine blog
    democrats republicans voters conservatives liberals supporters legislature exchange reserve
    treasury pentagon nations initiative action watch voice america americans data research
    christianity islam judaism communism socialism twitter facebook instagram youtube google
    """.split()
)

CALENDAR = frozenset(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday
    sunday mon tue tues wed thu thurs fri sat sun christmas easter thanksgiving ramadan
    """.split()
)

US_PLACES = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania
    tennessee texas utah vermont wisconsin wyoming chicago boston philadelphia miami detroit
    atlanta seattle denver dallas houston baltimore manhattan brooklyn hollywood midwest
    appalachia benghazi guantanamo kremlin caucasus europe asia africa balkans siberia
    """.split()
)

ADJECTIVES = frozenset(
    """republican democratic democrat gop american conservative liberal progressive libertarian
    independent christian muslim jewish catholic evangelical protestant mormon hispanic latino
    latina black white asian african arab western eastern northern southern north south east west
    senior former retired late longtime then ex deputy vice assistant associate chief acting
    interim co junior lead top veteran prominent renowned leading noted famous native foreign
    domestic political military presidential congressional federal national international state
    local city public private independent democratic socialist communist legal financial
    economic medical academic religious prime first general special supreme high house senate
    white attorney ranking minority majority new
    """.split()
)

PERSON_VERBS = frozenset(
    """said says say told tells added adds noted notes believes believe argued argues wrote writes
    asked asks replied insisted insists claimed claims admitted acknowledged tweeted declared
    stressed emphasised emphasized underscored concluded recalled continued explained explains
    joked quipped complained thinks thought warned warns announced stated states testified
    responded predicted predicts suggested suggests contends contended vowed promised pledged
    """.split()
)

PLURAL_GROUPS = frozenset(
    """people voters officials analysts experts critics aides advisers advisors sources authors
    supporters opponents observers lawmakers democrats republicans members reporters journalists
    investors economists pollsters scientists researchers leaders activists friends colleagues
    authorities police prosecutors conservatives liberals progressives some many others most
    those both several few all women men students residents americans allies rivals candidates
    organizers delegates donors diplomats protesters parents politicians media public everyone
    everybody anyone nobody someone somebody none half percent scholars historians strategists
    """.split()
)

NON_PERSON_NOUNS = frozenset(
    """poll polls survey surveys report reports statement statements study studies data figures
    article articles paper papers newspaper newspapers website site blog ad ads advertisement video
    letter letters email emails document documents lawsuit suit complaint filing filings petition
    company companies firm firms group groups organization organisation agency department office
    campaign campaigns party parties government administration ministry court courts panel board
    commission committee council network channel station magazine outlet outlets publication
    foundation institute university school bank union association coalition alliance team law bill
    memo memos transcript transcripts book books film movie speech release results result analysis
    account accounts page profile post posts tweet tweets message messages story stories editorial
    column order ruling decision opinion evidence records record sign signs index calls line
    system plan platform resolution communique bloc army forces ally kremlin pentagon house senate
    congress airline tally polling industry market markets media press crowd audience country
    nation state city town public world
    """.split()
)


@lru_cache(maxsize=1)
def first_names() -> dict[str, Gender]:
    """Romanised given name -> ``m``, ``f`` or ``u``."""
    found: dict[str, Gender] = {}
    gender = "u"
    for line in _lines("first_names.txt"):
        if line.startswith("["):
            gender = line[1]
            continue
        for name in line.split():
            key = romanised(name)
            found[key] = gender if found.get(key, gender) == gender else "u"
    return found


@lru_cache(maxsize=1)
def nickname_groups() -> dict[str, frozenset[int]]:
    """Romanised given name -> numbers of the groups of equivalent names it stands in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("nicknames.txt")):
        for name in line.split():
            found.setdefault(romanised(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@lru_cache(maxsize=1)
def _role_table() -> tuple[dict[str, frozenset[int]], frozenset[str]]:
    groups: dict[str, set[int]] = {}
    generic: set[str] = set()
    for number, line in enumerate(_lines("roles.txt")):
        words = line.split("|")[0].split()
        if words[0] == "*":
            generic.update(words[1:])
            for word in words[1:]:
                groups.setdefault(word, set())
            continue
        for word in words:
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(n) for word, n in groups.items()}, frozenset(generic)


def role_groups() -> dict[str, frozenset[int]]:
    """Role noun -> numbers of the groups of nouns that can stand for each other."""
    return _role_table()[0]


def generic_nouns() -> frozenset[str]:
    """Nouns that can refer to whoever has just spoken ("the expert", "the source")."""
    return _role_table()[1]


@lru_cache(maxsize=1)
def place_rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Rows of ``data/places.txt``: canonical name, other spellings, people and adjectives."""
    rows = []
    for line in _lines("places.txt"):
        name, others, people = (part.strip() for part in line.split("|"))
        spellings = tuple(part.strip() for part in others.split(",") if part.strip())
        rows.append((name, spellings, tuple(people.split())))
    return tuple(rows)


@lru_cache(maxsize=1)
def place_words() -> frozenset[str]:
    """Folded one-word place names, and the last words of longer ones are not in it."""
    words = set(US_PLACES)
    for name, others, _ in place_rows():
        words.update(plain(form) for form in (name, *others) if " " not in form)
    return frozenset(words)


@lru_cache(maxsize=1)
def place_adjectives() -> dict[str, str]:
    """Folded adjective or people's name -> canonical place."""
    return {plain(word): name for name, _, people in place_rows() for word in people}
