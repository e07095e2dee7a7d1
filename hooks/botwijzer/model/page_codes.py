"""Codes that record systems use, and the pages that answer them: the schema of ``codes.yml`` and what we know of each system.

A code is an identifier of somebody else. We keep the bare code and our own page keys, never a title of a licensed table.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from botwijzer.model.records import Text
from botwijzer.model.yaml_file import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE_FOLDER = "code"
INFOBUTTON_FOLDER = "infobutton"
RECORD_FILE = "index.json"
FEED_FILE = "feed.xml"


class Sighting(Record):
    """Where a code was seen with what it stands for, when, and how closely it was looked at."""

    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    on: dt.date
    how: Literal["page read", "excerpt seen in a search", "stored copy"]


class PageCode(Record):
    """A code and the keys of the pages that answer it, best first.

    ``only``: ICD-10 of the WHO, or ICD-10-CM, where the other has no such code or means something else by it. ``note``: for
    editors, never shown.
    """

    system: Literal["icpc", "atc", "snomed", "icd10"]
    code: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9.]*$")]  # it becomes a folder of the site
    pages: Annotated[tuple[Text, ...], Field(min_length=1)]
    only: Literal["who", "cm"] | None = None
    seen: tuple[Sighting, ...]
    note: Text | None = None

    @property
    def path(self) -> str:
        """The address of its page, from the site's root (DESIGN.md, promises about addresses)."""
        return f"{CODE_FOLDER}/{self.system}/{self.code}/"

    @property
    def oids(self) -> tuple[str, ...]:
        """The object identifiers (HL7) under which systems send this code, ours first; WHO's ICD-10 and ICD-10-CM apart."""
        oids = SYSTEMS[self.system].oids.items()
        return tuple(oid for oid, kind in oids if not (self.only and kind and kind != self.only))

    @property
    def name(self) -> str:
        """System and code, as people write them; the same in every language."""
        return f"{SYSTEMS[self.system].name} {self.code}"

    @property
    def spellings(self) -> tuple[str, ...]:
        """Other ways to write the code in an address: in small letters, and without its dot."""
        forms = (self.code.lower(), self.code.replace(".", ""), self.code.replace(".", "").lower())
        return tuple(dict.fromkeys(form for form in forms if form != self.code))


class CodesFile(Record):
    """``codes.yml``."""

    codes: tuple[PageCode, ...]


@dataclass(frozen=True)
class CodeSystem:
    """A system of codes.

    ``oids``: its object identifiers in HL7, ours first; the value says which ICD-10 (``who``, ``cm``) where that matters.
    ``shape``: how a code is written, and ``example``. ``owner``: who made it.
    """

    id: str
    name: str
    owner: str
    shape: re.Pattern[str]
    example: str
    oids: dict[str, str]


# OIDs as HL7 Infobutton requests carry them: the Dutch ICPC-1 and ICPC-2, ATC, SNOMED CT, ICD-10, its Dutch edition, ICD-10-CM.
SYSTEMS: dict[str, CodeSystem] = {
    system.id: system
    for system in (
        CodeSystem(
            "icpc",
            "ICPC-1",
            "ICPC: WONCA, NHG",
            re.compile(r"[ABDFHKLNPRSTUWXYZ]\d{2}"),
            "L95: a letter and two figures",
            {"2.16.840.1.113883.2.4.4.31.1": "", "2.16.840.1.113883.6.139": ""},
        ),
        CodeSystem(
            "atc",
            "ATC",
            "ATC: WHO Collaborating Centre for Drug Statistics Methodology",
            re.compile(r"[ABCDGHJLMNPRSV](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?"),
            "M05BA04: seven signs, or the first one, three, four or five of them for a group",
            {"2.16.840.1.113883.6.73": ""},
        ),
        CodeSystem(
            "snomed",
            "SNOMED CT",
            "SNOMED CT®: © SNOMED International",
            re.compile(r"[1-9]\d{5,17}"),
            "64859006: 6 to 18 figures, of which the last one is a check digit",
            {"2.16.840.1.113883.6.96": ""},
        ),
        CodeSystem(
            "icd10",
            "ICD-10",
            "ICD-10: WHO; ICD-10-CM: CDC/NCHS",
            re.compile(r"[A-Z]\d[\dA-B](\.[\dA-Z]{1,4})?"),
            "M80.0: a letter and two figures, and a dot before what follows",
            {
                "2.16.840.1.113883.6.3": "who",
                "2.16.840.1.113883.6.3.2": "who",
                "2.16.840.1.113883.6.90": "cm",
            },
        ),
    )
}
# Whose identifiers these are; stands on each page with codes, in every language.
OWNERS = "; ".join(system.owner for system in SYSTEMS.values())

_VERHOEFF_TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_TURN = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def is_well_formed(code: PageCode) -> bool:
    """Whether a code is written as its system writes codes; SNOMED CT: with the right check digit."""
    fits = SYSTEMS[code.system].shape.fullmatch(code.code) is not None
    return fits and (code.system != "snomed" or has_check_digit(code.code))


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (Verhoeff's algorithm; SNOMED CT, "Check-digit")."""
    rest = 0
    for place, digit in enumerate(reversed(digits)):
        turned = int(_VERHOEFF_TURN[place % len(_VERHOEFF_TURN)][int(digit)])
        rest = int(_VERHOEFF_TIMES[rest][turned])
    return rest == 0


def by_system(codes: Sequence[PageCode]) -> dict[str, list[PageCode]]:
    """Return the codes of each system, sorted; systems without codes are left out."""
    result: dict[str, list[PageCode]] = {}
    for system in SYSTEMS:
        own = sorted((code for code in codes if code.system == system), key=lambda code: code.code)
        if own:
            result[system] = own
    return result
