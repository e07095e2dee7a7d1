"""MkDocs hook: once, after the last language, check the built site, write what follows from it, move it into place."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler

from botwijzer import passes
from botwijzer.checks.site import check_site
from botwijzer.model.problem import Severity, count_errors
from botwijzer.publish.release import explain_target, move_into_place, staging_folder
from botwijzer.publish.site import write_derived

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

log = logging.getLogger("mkdocs.hooks.botwijzer")
_state: dict[str, object] = {}


@event_priority(passes.AFTER_I18N)
def on_config(config: MkDocsConfig) -> None:
    """Build beside the site folder, and count every warning of every language."""
    if not passes.is_first_pass(config) or not passes.is_release(config):
        return
    if not passes.was_checked(config):
        raise PluginError("the sources were not checked: mkdocs.yml must name hooks/checks.py first under 'hooks'")
    if reason := explain_target(Path(config.site_dir)):
        raise PluginError(reason)
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(counter)
    _state.update(counter=counter, target=config.site_dir)
    config.site_dir = str(staging_folder(Path(config.site_dir)))


@event_priority(passes.AFTER_I18N)
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Leave the theme's own scripts, styles and pictures out of the site: no page of ours loads them."""
    return passes.remove_theme_assets(files, config)


@event_priority(passes.AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what is derived from the built site, check the whole, and only then replace the previous release."""
    if not passes.is_last_event(config):
        return
    project, built, site_url = passes.current_project(config), Path(config.site_dir), config.site_url or ""
    report_address = str(config.extra.get("report_address") or "")
    is_release = passes.is_release(config)
    derived = write_derived(project, built, site_url=site_url, report_address=report_address, with_leaflets=is_release)
    if not is_release:
        return
    log.info("leaflets: %d, of which %d were set anew", derived.leaflets.count, derived.leaflets.rendered)
    problems = [*derived.leaflets.problems, *check_site(project, built, site_url=site_url, pages=derived.pages)]
    for problem in problems:
        log.log(logging.WARNING if problem.severity is Severity.ERROR else logging.INFO, "%s", problem)
    counter, target = _state["counter"], Path(str(_state["target"]))
    assert isinstance(counter, CountHandler)
    if count_errors(problems) or (config.strict and counter.get_counts()):
        raise PluginError("the built site has errors (listed above); the previous release was left as it was")
    move_into_place(built, target)
    config.site_dir = str(target)
