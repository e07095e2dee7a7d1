"""The words that rules look for in one language: ``docs/_data/wording/<lang>.yml``.

Small words are listed as they are; everything else is a fragment of a regular expression. A fragment is tried out when
it is read, so that no rule meets one that does not compile, and a mistake has the line of the fragment.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from botwijzer.model.records import Text
from botwijzer.model.yaml_file import Record, problem_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import PydanticCustomError

# A part is used as {NAME}; small letters are read too, because {name} in a pattern would look for braces.
_USE = re.compile(r"\{([A-Za-z]\w*)\}")
# Finds nothing: stands in for a part that has a mistake of its own, so that one mistake is one message.
_NOTHING = "(?!)"
_SHOWN_CHARACTERS = 20


def _error(found: str, expected: str, action: str) -> PydanticCustomError:
    return problem_error("WORD001", found=found, expected=expected, action=action)


def _compile_error(fragment: str) -> str | None:
    """Return why a fragment is no regular expression, alone or inside a longer one (where no ``(?i)`` may stand)."""
    for text in (fragment, f"(?:{fragment})"):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # such as "possible nested set": read otherwise by a later Python
                re.compile(text, re.IGNORECASE)
        except re.error as error:
            return f"{error.msg}, at '{_shorten(text[error.pos or 0 :])}'"
        except (OverflowError, RecursionError, Warning) as error:
            return str(error)
    return None


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


def _check_part(fragment: str) -> str:
    """Refuse a fragment that uses an unknown part, or is no regular expression."""
    if unknown := _USE.search(fragment):
        names = "a name that stands above it in 'parts'"
        raise _error(f"the unknown part '{unknown[0]}'", names, "add it to 'parts', or correct its spelling")
    if reason := _compile_error(fragment):
        found = f"a pattern that cannot be read: {reason}"
        raise _error(found, "a regular expression of Python", "mend the pattern (in single quotes, ' is written '')")
    return fragment


def _with_groups(*names: str) -> Callable[[str], str]:
    """Return the check of a fragment that must have exactly these named groups.

    Any other group would shift or repeat those of the pattern that a rule puts the fragment into.
    """

    def check(fragment: str) -> str:
        pattern = re.compile(_check_part(fragment), re.IGNORECASE)
        if pattern.groups != len(names) or pattern.groupindex.keys() != set(names):
            expected = f"one group, (?P<{names[0]}>…)" if names else "groups without a name only: (?:…)"
            raise _error(f"the groups of '{_shorten(fragment)}'", expected, "write every other group as (?:…)")
        if pattern.fullmatch(""):  # an alternative without words, such as "now|": it would be found everywhere
            action = "remove the '|' too many, or write (?!) for a pattern that finds nothing"
            raise _error("a pattern that fits a text without words", "words in every alternative", action)
        return fragment

    return check


Part = Annotated[Text, AfterValidator(_check_part)]
Fragment = Annotated[Text, AfterValidator(_with_groups())]
VerbFragment = Annotated[Text, AfterValidator(_with_groups("verb"))]
NumberFragment = Annotated[Text, AfterValidator(_with_groups("number"))]


class Bounds(Record):
    """Words that set a bound. ``perhaps_most``: those that close a range as often ("8 tot 12 keer", "build up to 3").

    They excuse an "at most" of the other language, and ask for none.
    """

    least: Fragment
    most: Fragment
    perhaps_most: Fragment


class Rhythm(Record):
    """How often: every day, week, month, year."""

    day: Fragment
    week: Fragment
    month: Fragment
    year: Fragment


class Calls(Record):
    """How a language tells to call.

    ``verbs``: to call, report, warn. ``now``, ``today``, ``week``: how soon; ``later``: later than any level, words
    that soothe among them. ``tells_now``, ``tells_soon``: a whole order to call, that needs a claim. ``read_on``: where
    to read on ("kijk bij Bel nu"), not whom to call. ``number``: a verb of calling with ``(?P<number>…)``: digits, with
    nothing before them that makes them a number of things.
    """

    verbs: Fragment
    now: Fragment
    today: Fragment
    week: Fragment
    later: Fragment
    tells_now: Fragment
    tells_soon: Fragment
    read_on: Fragment
    number: NumberFragment

    @property
    def levels(self) -> tuple[str, str, str, str]:
        """The words for how soon, from now to later."""
        return self.now, self.today, self.week, self.later


class Instructions(Record):
    """How a language tells to stop, skip, change or postpone a medicine. Nothing is added around these patterns.

    ``stops``: each finds an instruction; ``(?P<verb>…)`` begins where a denial may stand before it, and ends where one
    may follow. ``denied_before``: searched in what stands before the verb (so it ends with ``$``); ``denied_after``:
    must fit at the very beginning of what follows it. ``refuses``: what not to take, or to wait with something.
    """

    stops: Annotated[tuple[VerbFragment, ...], Field(min_length=1)]
    refuses: Annotated[tuple[Fragment, ...], Field(min_length=1)]
    denied_after: Fragment
    denied_before: Fragment


class Wording(Record):
    """What rules look for in the sentences of one language.

    ``parts``: building blocks, put into later parts and fragments where ``{NAME}`` stands, as they are written.
    ``stop_words``: small words that mark the language (a word of two languages marks neither). ``endings``: those that
    a stemmer leaves on some words. ``negation``: one word or phrase that says no.
    """

    parts: dict[Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")], Part] = Field(default_factory=dict)
    stop_words: Annotated[tuple[Text, ...], Field(min_length=1)]
    endings: tuple[Text, ...]
    negation: Fragment
    bounds: Bounds
    rhythm: Rhythm
    calls: Calls
    instructions: Instructions

    @model_validator(mode="before")
    @classmethod
    def _put_in_parts(cls, data: Any) -> Any:
        parts = data.get("parts") if isinstance(data, dict) else None
        if not isinstance(parts, dict):
            return data
        filled: dict[str, Any] = {}
        usable: dict[str, str] = {}
        for name, value in parts.items():
            filled[name] = _replace_parts(value, usable)
            usable[name] = filled[name] if _is_part(filled[name]) else _NOTHING
        rest = {key: _replace_parts(value, usable) for key, value in data.items() if key != "parts"}
        return {"parts": filled, **rest}


def _is_part(value: Any) -> bool:
    return isinstance(value, str) and not _USE.search(value) and _compile_error(value) is None


def _replace_parts(value: Any, parts: Mapping[str, str]) -> Any:
    """Return plain data with the parts put into every text of it; what is no name of a part stays."""
    if isinstance(value, str):
        return _USE.sub(lambda match: parts.get(match[1], match[0]), value)
    if isinstance(value, dict):
        return {key: _replace_parts(item, parts) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_replace_parts(item, parts) for item in value)
    return value


@cache
def bare(fragment: str) -> re.Pattern[str]:
    """Return the pattern of a fragment as it is written."""
    return re.compile(fragment, re.IGNORECASE)


@cache
def whole_words(fragment: str) -> re.Pattern[str]:
    """Return the pattern that finds a fragment as whole words."""
    return re.compile(rf"\b(?:{fragment})\b", re.IGNORECASE)
