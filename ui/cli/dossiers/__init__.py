"""``onrecord dossier``: pinned quotations with notes, kept, ordered and exported."""

from __future__ import annotations

from ui.cli.dossiers.showing import dossier_verb
from ui.cli.dossiers.steps import DossierCommand

COMMAND = DossierCommand
"""The class of the verb's command: the first word behind ``dossier`` may be a step."""

__all__ = ["COMMAND", "DossierCommand", "dossier_verb"]
