"""What is kept beside the collection that a verb works on: conversations and dossiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.collection import Collection
    from ui.removing import Keeps


def stores_beside(collection: Collection) -> dict[str, Keeps]:
    """Those of "conversations" and "dossiers" that are there."""
    from ui.dossiers import Dossiers
    from ui.dossiers.store import FILE as DOSSIERS
    from ui.removing import folder_of
    from ui.web.conversations import Conversations
    from ui.web.conversations.store import FILE as CONVERSATIONS

    folder = folder_of(collection)
    stores: dict[str, Keeps] = {}
    if folder is not None and (folder / CONVERSATIONS).exists():
        stores["conversations"] = Conversations(folder)
    if folder is not None and (folder / DOSSIERS).exists():
        stores["dossiers"] = Dossiers(folder)
    return stores
