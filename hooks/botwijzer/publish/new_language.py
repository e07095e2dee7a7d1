"""The skeleton of a new language: a draft that can be previewed at once, with Dutch words where its own are missing.

Names, direction, decimal mark, months and plural forms come from Unicode CLDR (babel).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from babel import Locale, UnknownLocaleError

from botwijzer.model.navigation import missing_labels
from botwijzer.model.strings import PluralForms

if TYPE_CHECKING:
    from botwijzer.model.project import Project

_CODE = re.compile(r"[a-z]{2}")
_PLUGIN_LANGUAGES = re.compile(r"^      languages:\n(?:^ {8,}.*\n)+", re.MULTILINE)
_NO_FILL = "to be filled in"


@dataclass(frozen=True)
class Skeleton:
    """A language as CLDR knows it. ``direction`` is ``ltr`` or ``rtl``."""

    code: str
    name: str
    direction: str
    decimal_mark: str
    months: tuple[str, ...]
    plurals: tuple[str, ...]


def read_skeleton(code: str) -> Skeleton | None:
    """Return what CLDR says of a language, or ``None`` when it does not know the code."""
    if not _CODE.fullmatch(code):
        return None
    try:
        locale = Locale(code)
    except (UnknownLocaleError, ValueError):
        return None
    months = locale.months["format"]["wide"]
    return Skeleton(
        code=code,
        name=(locale.get_display_name(code) or code).capitalize(),
        direction=locale.text_direction,
        decimal_mark="," if locale.number_symbols["latn"]["decimal"] == "," else ".",
        months=tuple(months[number] for number in range(1, 13)),
        plurals=tuple(
            item
            for item in ("zero", "one", "two", "few", "many", "other")
            if item in {*locale.plural_form.tags, "other"}
        ),
    )


def write_skeleton(project: Project, skeleton: Skeleton) -> list[str]:
    """Add the language as a draft to languages.yml, mkdocs.yml and strings/; return the paths that were written."""
    root, code = project.root, skeleton.code
    languages, settings = root / "docs/_data/languages.yml", root / "mkdocs.yml"
    strings = root / f"docs/_data/strings/{code}.yml"
    source = root / f"docs/_data/strings/{project.source_language}.yml"
    texts = {
        languages: languages.read_text(encoding="utf-8").rstrip("\n") + "\n" + _render_language(skeleton),
        settings: _add_to_plugin(settings.read_text(encoding="utf-8"), skeleton),
        strings: _render_strings(project, source.read_text(encoding="utf-8"), skeleton),
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return [path.relative_to(root).as_posix() for path in texts]


def _render_language(skeleton: Skeleton) -> str:
    return (
        f"  - code: {skeleton.code}\n    name: {skeleton.name}\n    direction: {skeleton.direction}\n"
        f"    decimal_mark: '{skeleton.decimal_mark}'\n    thousands_mark: ''\n    status: draft\n"
        f"    address: {_NO_FILL}\n"
    )


def _add_to_plugin(settings: str, skeleton: Skeleton) -> str:
    """Return mkdocs.yml with the language behind the last one of the i18n plugin; every other line stays."""
    entry = f"        - locale: {skeleton.code}\n          name: {skeleton.name}\n          build: true\n"
    return _PLUGIN_LANGUAGES.sub(lambda match: match[0] + entry, settings, count=1)


def _render_strings(project: Project, source: str, skeleton: Skeleton) -> str:
    """Return the Dutch texts as a file to translate, with the months and plural forms that CLDR knows."""
    text = re.sub(r"\A(?:#.*\n)+", "", source)
    # Words of a page that the language does not have.
    text = re.sub(r"(?m)^practice:\n(?:[ ]+.*\n)*", "", text)
    values: dict[str, object] = {"months": list(skeleton.months)}
    for key, value in project.strings[project.source_language]:
        if isinstance(value, PluralForms):
            values[key] = {item: value.by_category.get(item, value.other) for item in skeleton.plurals}
    for key, value in values.items():
        line = yaml.safe_dump({key: value}, allow_unicode=True, width=10_000, default_flow_style=None)
        match = re.search(rf"(?m)^{key}:.*\n(?:[ ]+.*\n)*", text)
        assert match is not None, key  # the file was read as valid
        text = text[: match.start()] + line + text[match.end() :]
    return f"# Every fixed text in {skeleton.name}. Still in Dutch: translate each.\n{text}"


def render_to_fill(project: Project, code: str) -> str:
    """Return what a language still lacks, a line each, with the file where it goes."""
    language, source = project.languages[code], project.source_language
    terms = [term for term in project.terms.terms if code not in term.languages]
    units = [unit for unit in project.units.units if code not in unit.forms]
    keys = {page.key for page in project.source_pages if _is_wanted(page.front.languages if page.front else None, code)}
    missing = sorted(keys - {page.key for page in project.pages if page.language == code})
    snippets = {name.split("/")[1] for name in project.snippets if name.startswith(f"{source}/")}
    snippets -= {name.split("/")[1] for name in project.snippets if name.startswith(f"{code}/")}
    labels = missing_labels(project.navigation, code)
    strings = project.strings.get(code)
    same = sum(value == getattr(project.strings[source], key) for key, value in strings) if strings else -1
    rows = [
        (same, f"fixed texts that are still Dutch: docs/_data/strings/{code}.yml"),
        (len(labels), f"labels of the menu: mkdocs.yml, nav_translations of '{code}'"),
        (len(terms), "concepts without this language: docs/_data/terms.yml"),
        (len(units), "units without this language: docs/_data/units.yml, forms"),
        (code not in project.units.number_words, f"number words: docs/_data/units.yml, number_words.{code}"),
        (
            code not in project.wording,
            f"words that the rules look for: docs/_data/wording/{code}.yml",
        ),
        (
            bool(project.asked) and code not in project.asked,
            f"what people type, page by page, for the search: docs/_data/search/asked/{code}.yml",
        ),
        (len(snippets), f"snippets: docs/_data/snippets/{code}/ (make worksheet LANG={code})"),
        (len(missing), f"pages: docs/{code}/ (make worksheet LANG={code})"),
    ]
    lines = [f"  {int(count):>4}  {what}" for count, what in rows if count]
    if not lines:
        return f"{language.name} ({code}) has everything; when it has been read, set its status to released"
    return "\n".join([f"{language.name} ({code}) still lacks:", *lines])


def _is_wanted(limit: tuple[str, ...] | None, code: str) -> bool:
    return limit is None or code in limit


def explain_refusal(project: Project, code: str) -> str | None:
    """Return why a language cannot be added, or ``None``."""
    if not project.languages or project.source_language not in project.strings:
        return "languages.yml or the Dutch fixed texts cannot be read; make check names the place"
    if code in project.languages:
        return f"'{code}' is there already ({project.languages[code].name}, {project.languages[code].status.value})"
    if read_skeleton(code) is None:
        return f"'{code}' is no two-letter language code that Unicode CLDR knows (ISO 639-1, such as de)"
    settings = project.root / "mkdocs.yml"
    if not settings.is_file() or not _PLUGIN_LANGUAGES.search(settings.read_text(encoding="utf-8", errors="replace")):
        return "mkdocs.yml has no list 'languages:' of the i18n plugin, indented as this project writes it"
    if (project.root / "docs" / code).exists():
        return f"docs/{code} exists and is no language; move it first"
    return None
