"""The only file that knows MkDocs' i18n plugin: which language is being built, and when a build begins and ends.

mkdocs-static-i18n builds each further language in a nested ``build()`` inside the first language's ``on_post_build``:
every event runs once per language. Hooks ask here instead of looking at the plugin.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from botwijzer.model.project import Project, read_project

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

# The i18n plugin works at −100: at −110 its work on the event is done and the current language is right.
AFTER_I18N = -110
# The folder in overrides/ that the leaflets are set from.
_PRINT_TEMPLATES = "leaflet/"

_projects: dict[str, Project] = {}
_command = ["build"]
_navigation: list[Any] = []


def remember_command(command: str) -> None:
    """Remember which command MkDocs runs (``build``, ``serve`` or ``gh-deploy``)."""
    _command[:] = [command]


def is_preview() -> bool:
    """Whether MkDocs serves a preview instead of building."""
    return _command[0] == "serve"


def is_release(config: MkDocsConfig) -> bool:
    """Whether this build makes a release: not a preview (``serve``), and not of one language only."""
    return not is_preview() and not only_language(config)


def only_language(config: MkDocsConfig) -> str | None:
    """Return the one language that a preview is limited to (``LANG_ONLY``), if any."""
    only = config.plugins["i18n"].config.build_only_locale
    return str(only) if only and str(only).lower() != "null" else None


def current_language(config: MkDocsConfig) -> str:
    """Return the language of the pass that is running."""
    return str(config.plugins["i18n"].current_language)  # type: ignore[attr-defined]


def is_first_pass(config: MkDocsConfig) -> bool:
    """Whether the first language is being built, so that work for all languages is done once."""
    return not config.plugins["i18n"].building  # type: ignore[attr-defined]


def is_last_event(config: MkDocsConfig) -> bool:
    """Whether, in ``on_post_build`` at ``AFTER_I18N``, the last language has been written."""
    return is_first_pass(config)


def project_root(config: MkDocsConfig) -> Path:
    """Return the folder of ``mkdocs.yml``."""
    return Path(config.config_file_path).parent.resolve()


def read_project_again(config: MkDocsConfig) -> Project:
    """Read the project from disk; called once per build, at its first pass (``serve`` builds many times)."""
    root = project_root(config)
    _projects[str(root)] = read_project(root)
    return _projects[str(root)]


def was_checked(config: MkDocsConfig) -> bool:
    """Whether the hook that checks the sources has read the project in this build."""
    return str(project_root(config)) in _projects


def current_project(config: MkDocsConfig) -> Project:
    """Return the project as it was read at the first pass of this build."""
    root = project_root(config)
    return _projects.get(str(root)) or read_project_again(config)


def page_key(config: MkDocsConfig, src_uri: str) -> str:
    """Return a page's key (``behandeling/index``): its path without language folder and ``.md``."""
    path = src_uri.removesuffix(".md")
    codes = {str(language.locale) for language in config.plugins["i18n"].config.languages}
    first, _, rest = path.partition("/")
    return rest if rest and first in codes else path


def leave_out_drafts(config: MkDocsConfig, project: Project) -> None:
    """Build no draft language for release, and none without fixed texts in a preview."""
    released = {language.code for language in project.released}
    for language in config.plugins["i18n"].config.languages:
        ready = language.locale in project.strings and is_preview()
        if language.locale in project.languages and language.locale not in released and not ready:
            language.build = False


def remove_theme_assets(files: Files, config: MkDocsConfig) -> Files:
    """Take the installed theme's static files out of what is copied; those in ``overrides/`` and ``docs/`` stay.

    The template of the leaflets and its fonts are for print only: they are no files of the site.
    """
    own = (str(config.docs_dir), str(config.theme.custom_dir or ""))
    for file in list(files):
        is_own = str(file.abs_src_path or "").startswith(own) and not file.src_uri.startswith(_PRINT_TEMPLATES)
        if not file.is_documentation_page() and not is_own:
            files.remove(file)
    return files


def limit_navigation(config: MkDocsConfig) -> None:
    """Leave out of the navigation what the language of this pass does not have.

    A page may say ``languages: [nl, en]``. MkDocs warns of a nav entry without a file, and a strict build ends there.
    """
    if is_first_pass(config):
        _navigation[:] = config.nav or []
    folder = project_root(config) / "docs" / current_language(config)
    config.nav = _limit_entries(_navigation, folder)


def _limit_entries(entries: list[Any], folder: Path) -> list[Any]:
    kept: list[Any] = []
    for entry in entries:
        if isinstance(entry, dict):
            sections = {
                label: _limit_entries(below, folder) if isinstance(below, list) else below
                for label, below in entry.items()
            }
            kept += [{label: below} for label, below in sections.items() if below]
        elif not str(entry).endswith(".md") or (folder / entry).is_file():
            kept.append(entry)
    return kept
