"""MkDocs hook: all findings of all languages, before anything is built."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from botwijzer import passes
from botwijzer.checks.drafts import is_in_draft
from botwijzer.checks.sources import check_sources
from botwijzer.model.problem import Severity, count_errors

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.botwijzer")


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a build for release or a preview."""
    del dirty
    passes.remember_command(command)


@event_priority(passes.AFTER_I18N)
def on_config(config: MkDocsConfig) -> None:
    """Report every problem; stop a build before it writes anything, strict or not. A preview goes on."""
    if not passes.is_first_pass(config):
        return
    if passes.only_language(config) and not passes.is_preview():
        raise PluginError("LANG_ONLY is for a preview (make serve): a release has every language")
    project = passes.read_project_again(config)
    passes.leave_out_drafts(config, project)
    problems = check_sources(project)
    for problem in problems:
        if not is_in_draft(project, problem):
            log.log(logging.WARNING if problem.severity is Severity.ERROR else logging.INFO, "%s", problem)
    if count_errors(problems) and passes.is_release(config):
        message = f"{count_errors(problems)} errors in the sources (listed above); nothing was built or changed"
        raise PluginError(message)
