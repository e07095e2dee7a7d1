"""MkDocs hook: once, after the last language, check the built site, write what follows from it, move it into place."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

from botwijzer import passes
from botwijzer.checks.site import check_site
from botwijzer.model.problem import Severity, count_errors
from botwijzer.publish.release import move_into_place, staging_folder
from botwijzer.publish.site import write_derived

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.botwijzer")
_state: dict[str, object] = {"command": "build"}


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a build for release or a preview."""
    del dirty
    _state["command"] = command


@event_priority(passes.AFTER_I18N)
def on_config(config: MkDocsConfig) -> None:
    """Build beside the site folder, and count every warning of every language."""
    if _state["command"] != "build" or not passes.is_first_pass(config):
        return
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(counter)
    _state.update(counter=counter, target=config.site_dir)
    config.site_dir = str(staging_folder(Path(config.site_dir)))


@event_priority(passes.AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what is derived from the built site, check the whole, and only then replace the previous release."""
    if not passes.is_last_event(config):
        return
    project, built = passes.current_project(config), Path(config.site_dir)
    write_derived(project, built, site_url=config.site_url or "")
    problems = check_site(project, built, site_url=config.site_url or "")
    for problem in problems:
        log.log(logging.WARNING if problem.severity is Severity.ERROR else logging.INFO, "%s", problem)
    if _state["command"] != "build":
        return
    counter = _state["counter"]
    assert isinstance(counter, CountHandler)
    if config.strict and (count_errors(problems) or counter.get_counts()):
        raise PluginError("the built site has errors (listed above); the previous release was left as it was")
    target = Path(str(_state["target"]))
    move_into_place(built, target)
    config.site_dir = str(target)
