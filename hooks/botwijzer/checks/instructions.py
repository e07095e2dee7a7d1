"""Instructions to stop, skip, change or postpone a medicine: only where an approved claim says so.

Never tell a reader to stop or change a medicine on their own (CONTENT.md, voice). The few exceptions, such as "stop
and call" with painful swallowing, are the list ``approved_stops`` of ``pages.yml``, each bound to its own block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.termbase import read_names
from botwijzer.model.words import stem_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "STOP001": "an instruction to stop, skip, change or postpone a medicine",
    "STOP002": "an approved stop in a sentence about another medicine than its claim's",
    "STOP003": "an order not to stop, skip or change, without a claim",
}

# Kinds of block that can carry claims.
WITH_CLAIMS = frozenset({"paragraph", "item", "cell"})
# Sentences and the parts of them that can hold an instruction of their own.
_SENTENCE = re.compile(r"[^.?!;:]*[.?!;:]?")
# At most so many words between a verb and its "niet": "stop er dus nooit zelf mee".
_REACH = r"(?:\s+(?!(?:die|dat|als|wanneer|omdat|tot|totdat|zodra|maar|want|waar|zonder|en|of)\b)[\w-]+){0,4}?"
# "niet alleen", "niet te laat": these do not deny the verb.
_NOT = r"\s+(?:niet(?!\s+(?:alleen|later|te\s+laat|pas|langer|te\s+lang))|nooit|geen|niets)\b"
_MEDICINE_FREE = r"(?:roken|alcohol|drinken|tillen|bewegen|oefenen|sporten|lopen|zoeken)"
_DOSE = r"[^.?!;:,]*\b(?:dosis|doses|dosering|hoeveelheid|medicijn\w*|pil(?:len)?|tablet(?:ten)?|prik(?:ken)?)\b"
_DUTCH_MODAL = r"(?:mag|mogen|kunt|kan|kunnen|moet|moeten|hoeft|zou|gaat|wilt|is het beter|is beter)"
_DUTCH_VERBS = (
    r"(?:te\s+)?(?:stoppen|overslaan|over\s+te\s+slaan|uitstellen|uit\s+te\s+stellen|afbouwen|af\s+te\s+bouwen|staken|"
    r"halveren|verlagen|verhogen|verdubbelen|minderen|weglaten|weg\s+te\s+laten|ophouden|op\s+te\s+houden|"
    r"weggooien|weg\s+te\s+gooien|wegdoen|onderbreken|pauzeren|schrappen|missen|stilzetten)"
)
# Enough letters to tell medicines apart, few enough to see alendronate and alendronic acid as one.
_ROOT_LETTERS = 7
# What "do not" may govern: "do not stop it, skip an injection or postpone one".
_ENGLISH_VERBS = (
    r"(?:stop|skip|postpone|delay|leave|put|change|halve|double|lower|raise|increase|reduce|switch|miss|"
    r"quit|discontinue|cease|pause|interrupt|throw|drop|omit|give)"
)
# To end or leave a medicine, as an order ("quit it") or after "you may".
_ENGLISH_END = r"(?:stop|skip|postpone|delay|quit|discontinue|cease|pause|interrupt|omit|leave\s+out|put\s+off|throw\s+away|give\s+up)"
_ENGLISH_START = r"(?:^|[,(]|\b(?:and|or|then|please|so|but|just|simply|safely)\b)\s*"
_ENGLISH_FREE = r"(?!\s+(?:smoking|drinking|alcohol|tobacco|cigarettes|lifting|moving)\b)"

# Each pattern finds the instruction itself; ``(?P<verb>…)`` ends where its denial may follow.
_PATTERNS = {
    "nl": (
        rf"(?<!\bik )\b(?P<verb>stop)\b(?!\s+ik\b)(?!\s+(?:dan\s+)?met\s+(?:het\s+)?{_MEDICINE_FREE}\b)",
        r"\b(?P<verb>stopt\s+u)\b",
        r"(?:^|,|\ben\b|\bdan\b)\s*(?P<verb>u\s+stopt)\b",
        r"\b(?P<verb>(?:sla|slaat\s+u|u\s+slaat))\b(?=[^.?!;:,]*\bover\b)",
        r"\b(?P<verb>(?:stel|stelt\s+u|u\s+stelt))\b(?=[^.?!;:,]*\buit\b)",
        r"\b(?P<verb>(?:bouw|bouwt\s+u|u\s+bouwt))\b(?=[^.?!;:,]*\baf\b)",
        r"\b(?P<verb>(?:onderbreek|pauzeer|schrap))\b",
        r"\b(?P<verb>(?:hou|houd|houdt\s+u))\b(?=\s+(?:\w+\s+)?op\s+met\b)",
        r"\b(?P<verb>(?:laat|laat\s+u))\b(?=[^.?!;:,]*\b(?:weg|staan)\b)",
        rf"\b(?P<verb>(?:verander|verlaag|verhoog|halveer|verdubbel|staak|wissel))\b(?={_DOSE}|\s+(?:van|met|naar)\b)",
        rf"\b(?P<verb>(?:pas|past\s+u))\b(?={_DOSE}[^.?!;:,]*\baan\b)",
        r"\b(?P<verb>(?:stap|stapt\s+u))\b(?=[^.?!;:,]*\bover\b)",
        r"\b(?P<verb>(?:neem|slik|gebruik|spuit))\b(?=[^.?!;:,]*\b(?:dubbele|halve|extra)\s+(?:dosis|pil|tablet|prik)\b)",
        r"\b(?P<verb>(?:gooi|gooit\s+u|u\s+gooit|doe|doet\s+u))\b(?=[^.?!;:,]*\bweg\b)(?![^.?!;:,]*\b(?:naald|doos|verpakking)\w*)",
        rf"\b(?P<verb>vrij|veilig|prima|toegestaan|gerust)\b(?=\s+om\b[^.?!;:,]*\b{_DUTCH_VERBS}(?!\s+met\s+{_MEDICINE_FREE}))",
        # "Zonder overleg stoppen is geen probleem": leave, although nothing is ordered.
        rf"\b(?P<verb>{_DUTCH_VERBS}\b[^.?!;:]*\b(?:geen\s+(?:probleem|kwaad|bezwaar)|niet\s+erg|mag\s+(?:ook|best|gerust)))\b",
        r"\b(?P<verb>(?:zet|zet\s+u))\b(?=[^.?!;:,]*\bstil\b)",
        r"\b(?P<verb>(?:doorgaan|doorslikken)\b[^.?!;:]*\b(?:hoeft\s+niet|niet\s+nodig))\b",
        rf"\b(?P<verb>{_DUTCH_MODAL})\b(?=[^.?!;:]*\b{_DUTCH_VERBS}(?!\s+met\s+{_MEDICINE_FREE}))",
        r"^\s*(?:direct\s+|meteen\s+|dan\s+)?(?P<verb>stoppen)\s+(?:met|bij|als|na)\b(?!\s+" + _MEDICINE_FREE + r"\b)",
    ),
    "en": (
        r"(?:^|[,(]|\b(?:and|or|then|please|so|but|just|not|never)\b)\s*(?P<verb>stop)\b(?!\s+(?:smoking|drinking|lifting|moving)\b)",
        (
            r"\b(?P<verb>you\s+(?:can|may|might|should|must|could|have\s+to|need\s+to)\s+(?:(?!not\b|never\b)\w+\s+)?"
            rf"(?:{_ENGLISH_END}|halve|double|lower|change))\b{_ENGLISH_FREE}"
        ),
        r"(?:^|[,(]|\b(?:and|or|then|please|so|but|just)\b)\s*(?P<verb>(?:skip|postpone|delay|leave\s+out|put\s+off))\b",
        (
            r"(?:^|[,(]|\b(?:and|or|then|please|so|but|just)\b)\s*"
            r"(?P<verb>(?:change|halve|double|lower|raise|increase|reduce|switch))\b"
            r"(?=[^.?!;:,]*\b(?:dose|doses|dosage|medicine|medicines|tablets?|pills?|injections?)\b)"
        ),
        r"(?:^|[,(]|\b(?:and|or|then)\b)\s*(?P<verb>take)\b(?=\s+(?:a|an)?\s*(?:double|half|extra)\s+(?:a\s+)?(?:dose|pill|tablet))",
        (
            r"\b(?P<verb>(?:better|best|fine|ok|okay|all\s+right|safe|allowed|free|good|welcome)\s+to\s+"
            rf"{_ENGLISH_END})\b{_ENGLISH_FREE}"
        ),
        rf"{_ENGLISH_START}(?P<verb>quit|discontinue|cease|pause|interrupt|omit|give\s+up)\b{_ENGLISH_FREE}(?=\s+\w)",
        rf"{_ENGLISH_START}(?P<verb>throw)\b(?=[^.?!;:,]*\b(?:away|out)\b)(?![^.?!;:,]*\b(?:needle|box|packag)\w*)",
        rf"{_ENGLISH_START}(?P<verb>leave)\b(?=[^.?!;:,]*\bout\b)",
        rf"\bhesitate\s+to\s+(?P<verb>{_ENGLISH_END})\b",
    ),
}
_DENIED_AFTER = {"nl": re.compile(_REACH + _NOT, re.IGNORECASE), "en": re.compile(r"(?!)")}
_DENIED_BEFORE = {
    "nl": re.compile(r"\b(?:nooit|niet)\s+(?:zelf\s+)?$", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:do\s+not|don['’]t|never|not)\s+(?:(?:just|ever|simply|suddenly)\s+)?"
        rf"(?:{_ENGLISH_VERBS}\b(?:(?!\b(?:and|or)\b)[^.?!;:,])*(?:,\s*|\b(?:and|or)\s+))*$",
        re.IGNORECASE,
    ),
}
# "neem geen …", "wacht met …": an order to leave something, unless it is about when, with what or how much.
_REFUSE = {
    "nl": re.compile(
        r"\b(?:neem|neemt\s+u|slik|slikt\s+u|gebruik|gebruikt\s+u|spuit)\b"
        + _REACH
        + r"\s+(?:geen|niet(?:\s+(?:meer|langer))?|nooit)\b(?!\s+(?:meer\s+dan|dan|samen|tegelijk|v[oó][oó]r|op)\b)"
        r"(?![^.?!;:]*\bzonder\s+(?:eerst\s+)?(?:te\s+)?overleg\w*)"
        r"|\bhoeft\b[^.?!;:,]*\bniet\b[^.?!;:,]*\bte\s+(?:nemen|slikken|gebruiken|spuiten)\b"
        r"|\bga\s+(?:\w+\s+)?niet\s+(?:\w+\s+)?(?:door|verder)\s+met\b"
        r"|\bwacht\b(?!\s+(?:\w+\s+)?niet\b)(?=[^.?!;:]*\bmet\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?:do\s+not|don['’]t|never|no\s+longer)\s+(?:take|use|swallow|inject)|take\s+no)\b(?!\s+more\s+than)"
        r"(?![^.?!;:]*\b(?:together|at\s+the\s+same\s+time|before|without\s+(?:talking|asking))\b)"
        r"|(?:^|[,(]|\b(?:and|or|then)\b)\s*wait\b(?=[^.?!;:]*\b(?:before|with)\b)",
        re.IGNORECASE,
    ),
}


def check_instructions(project: Project) -> list[Problem]:
    """Return every instruction to stop, skip, change or postpone that is neither denied nor approved.

    Questions ask, they do not tell; "voordat u stopt" and "na het stoppen" describe. Everything else needs a claim of
    ``approved_stops`` on its own block.
    """
    return [
        problem
        for page in project.pages
        if page.language in _PATTERNS
        for block in page.blocks
        for problem in _check_block(project, page, block)
    ]


def _check_block(project: Project, page: SourcePage, block: Block) -> Iterator[Problem]:
    lists = project.skeleton
    for sentence in (match[0].strip() for match in _SENTENCE.finditer(block.text)):
        stops, refuses = finds_stop(sentence, page.language), finds_refusal(sentence, page.language)
        if not stops and not refuses:
            if block.kind in WITH_CLAIMS and not block.claims and finds_denied_stop(sentence, page.language):
                found, action = f"'{sentence}' in a block without claims", "bind the claim that says so"
                yield page_problem(page, block.line, "STOP003", found, "a claim", action)
            continue
        may_say = lists.approved_stops if stops else (*lists.approved_stops, *lists.approved_refusals)
        approved = [claim for claim in block.claims if claim in may_say]
        found = f"'{sentence}'"
        if not approved:
            action = "say whom to ask first (such as 'Stop niet zonder overleg'), or bind the approved claim"
            expected = "no instruction to stop, skip, change or postpone"
            yield page_problem(page, block.line, "STOP001", found, expected, action)
        elif stops and (other := _other_medicine(project, page, sentence, approved)):
            expected = f"only the medicine of {', '.join(approved)}"
            yield page_problem(page, block.line, "STOP002", found, expected, f"take '{other}' out of this sentence")


def finds_refusal(sentence: str, language: str) -> bool:
    """Whether a sentence tells the reader what not to take, or to wait with something."""
    return not sentence.endswith("?") and bool(_REFUSE[language].search(sentence))


def finds_stop(sentence: str, language: str) -> bool:
    """Whether a sentence tells the reader to stop, skip, change or postpone something, and does not deny it."""
    return False in _denials(sentence, language)


def finds_denied_stop(sentence: str, language: str) -> bool:
    """Whether a sentence tells the reader not to stop, skip, change or postpone: that needs a claim as well."""
    return True in _denials(sentence, language)


def _denials(sentence: str, language: str) -> list[bool]:
    """Return for each instruction in a sentence whether it is denied ("stop niet"); a question instructs nobody."""
    if sentence.endswith("?"):
        return []
    found: list[bool] = []
    for pattern in _PATTERNS[language]:
        for match in re.finditer(pattern, sentence, re.IGNORECASE):
            after, before = sentence[match.end("verb") :], sentence[: match.start("verb")]
            denied = _DENIED_AFTER[language].match(after) or _DENIED_BEFORE[language].search(before)
            found.append(bool(denied))
    return found


def _other_medicine(project: Project, page: SourcePage, sentence: str, approved: list[str]) -> str | None:
    """Return a medicine in the sentence that none of the approved claims speaks of."""
    claims = [project.claims[item] for item in approved if item in project.claims]
    said = " ".join(f"{claim.id} {claim.claim} {claim.topic}" for claim in claims).lower()
    stems = _stems(sentence, page.language)
    for term in project.terms.terms:
        names, english = term.languages.get(page.language), term.languages.get("en")
        if not term.medicine or names is None or english is None:
            continue
        forms = read_names(names)
        # Claims say alendronate, terms alendronic acid: the root tells whether they mean the same.
        known = (term.id, english.preferred, *english.admitted)
        named = any(_stems(form, page.language) in stems for form in forms)
        if named and not any(name.lower()[:_ROOT_LETTERS] in said for name in known):
            return names.preferred
    return None


def _stems(phrase: str, language: str) -> str:
    """Return the stems of a phrase between blanks, so that one phrase can be looked for in another."""
    return f" {' '.join(stem_phrase(phrase, language))} "
