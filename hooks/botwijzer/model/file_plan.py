"""What is to become of a file and of a translator's answers: records, decided in ``publish``, looked at in ``checks``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botwijzer.model.translation_rows import Row

# For each block of a file in order: the row that its words are for, if any, and these words.
Words = tuple[tuple["Row | None", str], ...]


@dataclass(frozen=True)
class FilePlan:
    """A file as it will be. ``source``: its Dutch file.

    ``answered``: ids of the rows whose answers are in it. ``is_new``: there was no such file. ``is_rebuilt``: it gets
    the blocks of the Dutch as they are now; ``dropped``: how many blocks of the old file have no place in it.
    """

    path: str
    source: str
    text: str
    words: Words
    answered: frozenset[str] = frozenset()
    is_new: bool = False
    is_rebuilt: bool = False
    dropped: int = 0


@dataclass(frozen=True)
class Waiting:
    """Answers that cannot be written yet (ids of their rows), and why."""

    path: str
    rows: frozenset[str]
    reason: str
