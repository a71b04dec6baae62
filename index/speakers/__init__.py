"""Who speaks: resolution inside an article, merging across articles, names in questions."""

from index.speakers.aliases import AliasFile
from index.speakers.asked import find_names
from index.speakers.matching import NameIndex
from index.speakers.merge import Assignment, SpeakerBook
from index.speakers.places import canonical_place
from index.speakers.polarity import denied_by_cue, polarity_and_modality
from index.speakers.resolve import resolve
from index.speakers.resolved import Relation, Resolved

__all__ = [
    "AliasFile",
    "Assignment",
    "NameIndex",
    "Relation",
    "Resolved",
    "SpeakerBook",
    "canonical_place",
    "denied_by_cue",
    "find_names",
    "polarity_and_modality",
    "resolve",
]
