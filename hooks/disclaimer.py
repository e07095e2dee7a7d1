"""MkDocs hook: the disclaimer, review state and sources become part of each page; so do its policy and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

from botwijzer import passes
from botwijzer.model.page import language_path
from botwijzer.publish.content_policy import replace_content_policy
from botwijzer.publish.furniture import page_furniture, site_furniture
from botwijzer.publish.isolate_runs import replace_latin_runs
from botwijzer.publish.moved_sections import replace_moved_sections
from botwijzer.publish.page_text import replace_page_text
from botwijzer.publish.printed_links import replace_link_addresses
from botwijzer.publish.source_questions import replace_questions
from botwijzer.publish.source_words import replace_source_words
from botwijzer.publish.stale_blocks import replace_stale_blocks
from botwijzer.publish.task_items import replace_task_labels

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

BEFORE_I18N = 100


def _addresses(config: MkDocsConfig) -> dict[str, str]:
    return {"site_url": config.site_url or "", "report_address": str(config.extra.get("report_address") or "")}


@event_priority(passes.AFTER_I18N)
def on_config(config: MkDocsConfig) -> None:
    """Give each language the navigation of the pages that it has."""
    passes.limit_navigation(config)


@event_priority(BEFORE_I18N)
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Fill the glossary, add the language's abbreviations, turn claim bindings into data."""
    language = passes.current_language(config)
    key = passes.page_key(config, page.file.src_uri)
    return replace_page_text(markdown, project=passes.current_project(config), language=language, key=key)


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Mark what a translation has not caught up with, label boxes, add Dutch to questions and names, print addresses."""
    project, language = passes.current_project(config), passes.current_language(config)
    key = passes.page_key(config, page.file.src_uri)
    html = replace_task_labels(replace_stale_blocks(html, project=project, language=language, key=key))
    html = replace_questions(html, project=project, language=language, key=key)
    html = replace_link_addresses(html, page=(config.site_url or "") + language_path(project, language, key))
    html = replace_source_words(html, project=project, language=language)
    return replace_moved_sections(html, project=project, language=language, key=key)


@event_priority(passes.AFTER_I18N)
def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Give the templates everything that a page must show; no page can opt out, for none of it is the page's own."""
    project, language = passes.current_project(config), passes.current_language(config)
    key = passes.page_key(config, page.file.src_uri)
    context["botwijzer"] = page_furniture(
        project, language=language, key=key, with_leaflets=passes.is_release(config), **_addresses(config)
    )
    return context


@event_priority(passes.AFTER_I18N)
def on_template_context(context: dict[str, Any], *, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Give the 404 page the texts of every language."""
    context["botwijzer"] = site_furniture(passes.current_project(config), **_addresses(config))
    return context


@event_priority(passes.AFTER_I18N)
def on_post_page(output: str, *, config: MkDocsConfig, **_: object) -> str:
    """Isolate what is read from left to right, wherever it stands on the page, and add the Content-Security-Policy.

    A preview has no policy, for MkDocs reloads it by an inline script.
    """
    page = replace_latin_runs(output)
    return replace_content_policy(page) if passes.is_release(config) else page


@event_priority(passes.AFTER_I18N)
def on_post_template(output_content: str, *, template_name: str, **_: object) -> str:
    """Do the same for the 404 page."""
    is_page = template_name.endswith(".html")
    return replace_content_policy(replace_latin_runs(output_content)) if is_page else output_content
