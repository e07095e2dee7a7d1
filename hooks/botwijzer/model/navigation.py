"""``mkdocs.yml``, as far as the checks need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.text_file import MAX_DATA_BYTES, read_source_text
from botwijzer.model.yaml_file import YamlDocument, parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.problem import Problem


@dataclass(frozen=True)
class MenuItem:
    """An entry of the menu: a section with its words in the source language, or the path of a page (``over/index.md``)."""

    label: str = ""
    path: str = ""
    children: tuple[MenuItem, ...] = ()


@dataclass(frozen=True)
class Look:
    """The files that every page loads, and its icon; paths from the site's root."""

    favicon: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Navigation:
    """``mkdocs.yml`` as far as checks and outputs need it: nav entries with their lines, and the languages it builds.

    ``hooks``: the hook files in order. ``labels``: language (empty for the source language), words and line of each
    section of the menu. ``translated``: language and source words of each translated section. ``menu``: the entries
    as a tree.
    """

    entries: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    hooks: tuple[str, ...] = ()
    labels: tuple[tuple[str, str, int], ...] = ()
    translated: tuple[tuple[str, str], ...] = ()
    menu: tuple[MenuItem, ...] = ()
    look: Look = Look()

    def label_of(self, label: str, language: str) -> str:
        """Return the words of a section of the menu in a language; those of the source language when it has none."""
        words = [text for code, text, _ in self.labels if code]
        return dict(zip(self.translated, words, strict=True)).get((language, label), label)


def missing_labels(navigation: Navigation, language: str) -> list[str]:
    """Return the sections of the menu that a language has no words for."""
    own = [text for code, text, _ in navigation.labels if not code]
    return [text for text in own if (language, text) not in navigation.translated]


def read_navigation(root: Path, problems: list[Problem]) -> Navigation:
    """Read ``mkdocs.yml``; its mistakes are added to ``problems``."""
    source = read_source_text(root / "mkdocs.yml", root=root, max_bytes=MAX_DATA_BYTES)
    problems += source.problems
    if source.text is None:
        return Navigation()
    document, found = parse_yaml(source.text, path="mkdocs.yml")
    problems += found
    if document is None or not isinstance(document.data, dict):
        return Navigation()
    entries: list[tuple[str, int]] = []
    labels: list[tuple[str, str, int]] = []
    _collect_entries(document.data.get("nav") or (), document, ("nav",), entries, labels)
    languages: list[tuple[str, int]] = []
    keys: list[tuple[str, str]] = []
    plugins = document.data.get("plugins")
    for index, plugin in enumerate(plugins if isinstance(plugins, tuple) else ()):
        options = plugin.get("i18n") if isinstance(plugin, dict) else None
        listed = options.get("languages") if isinstance(options, dict) else None
        for number, language in enumerate(listed if isinstance(listed, tuple) else ()):
            place = ("plugins", index, "i18n", "languages", number)
            locale = language.get("locale") if isinstance(language, dict) else language
            languages.append((str(locale), document.line_of(place)))
            translated = language.get("nav_translations") if isinstance(language, dict) else None
            for key, label in translated.items() if isinstance(translated, dict) else ():
                keys.append((str(locale), str(key)))
                labels.append((str(locale), str(label), document.line_of((*place, "nav_translations", key))))
    listed_hooks = document.data.get("hooks")
    hooks = tuple(str(hook) for hook in listed_hooks) if isinstance(listed_hooks, tuple) else ()
    return Navigation(
        entries=tuple(entries),
        languages=tuple(languages),
        hooks=hooks,
        labels=tuple(labels),
        translated=tuple(keys),
        menu=_read_menu(document.data.get("nav")),
        look=_read_look(document.data),
    )


def _read_menu(node: object) -> tuple[MenuItem, ...]:
    items: list[MenuItem] = []
    for entry in node if isinstance(node, tuple) else ():
        if isinstance(entry, str):
            items.append(MenuItem(path=entry))
        for label, below in entry.items() if isinstance(entry, dict) else ():
            children = () if isinstance(below, str) else _read_menu(below)
            items.append(MenuItem(str(label), below if isinstance(below, str) else "", children))
    return tuple(items)


def _read_look(data: dict[str, object]) -> Look:
    theme, styles, scripts = (data.get(key) for key in ("theme", "extra_css", "extra_javascript"))
    return Look(
        favicon=str(theme.get("favicon") or "") if isinstance(theme, dict) else "",
        styles=tuple(map(str, styles)) if isinstance(styles, tuple) else (),
        scripts=tuple(map(str, scripts)) if isinstance(scripts, tuple) else (),
    )


def _collect_entries(
    node: object,
    document: YamlDocument,
    place: tuple[str | int, ...],
    entries: list[tuple[str, int]],
    labels: list[tuple[str, str, int]],
) -> None:
    if isinstance(node, str):
        entries.append((node, document.line_of(place)))
    elif isinstance(node, tuple):
        for index, item in enumerate(node):
            _collect_entries(item, document, (*place, index), entries, labels)
    elif isinstance(node, dict):
        for key, item in node.items():
            labels.append(("", str(key), document.line_of((*place, key))))
            _collect_entries(item, document, (*place, key), entries, labels)
