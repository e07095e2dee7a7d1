"""The fixed texts: every word on the site that is not in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from botwijzer.model.practice_strings import LinkingTexts, PracticeTexts
from botwijzer.model.records import Text
from botwijzer.model.yaml_file import Record

if TYPE_CHECKING:
    from collections.abc import Iterator


class PluralForms(Record):
    """A text with a number in it (``#``), by plural category of Unicode CLDR; which ones a language has, CLDR says."""

    zero: Text | None = None
    one: Text | None = None
    two: Text | None = None
    few: Text | None = None
    many: Text | None = None
    other: Text

    @property
    def by_category(self) -> dict[str, str]:
        """Category → text, of the categories that are filled."""
        return {category: str(text) for category, text in self if text is not None}


# One record per fixed text would hide the file's flat shape; the keys are listed once, here, and closed.
class Strings(Record):
    """``strings/<lang>.yml``: every fixed text of one language. ``{name}`` marks what is filled in."""

    site_name: Text
    tagline: Text
    site_description: Text
    disclaimer_title: Text
    disclaimer: Text
    disclaimer_short: Text
    review_none: Text
    review_done: Text
    review_changed: Text
    review_overdue: Text
    translation_stale: Text
    translation_note: str
    updated_on: Text
    sources_title: Text
    sources_note: Text
    source_year_unknown: Text
    source_seen_as_copy: Text
    report_mistake: Text
    report_subject: Text
    print_page: Text
    print_address: Text
    language_choice: Text
    theme_auto: Text
    theme_light: Text
    theme_dark: Text
    call_now: Text
    call_today: Text
    call_week: Text
    call_box_title: Text
    call_box_text: Text
    call_box_link: Text
    not_found_title: Text
    not_found_text: Text
    not_found_home: Text
    external_link: Text
    other_language_link: Text
    glossary_also: Text
    breadcrumb: Text
    skip_to_content: Text
    on_this_page: Text
    license_note: Text
    menu_open: Text
    search_label: Text
    search_placeholder: Text
    search_none: Text
    search_help: Text
    search_count: PluralForms
    search_start: Text
    table_scroll: Text
    sheet_row: Text
    keep_note: Text
    keep_blocked: Text
    keep_erase: Text
    keep_question: Text
    keep_yes: Text
    keep_no: Text
    keep_done: Text
    keep_lost: Text
    placeholder_notice: Text
    back_to_top: Text
    language_offer: Text
    language_offer_close: Text
    stale_here: Text
    stale_preview: Text
    draft_notice: Text
    state_title: Text
    state_language: Text
    state_page: Text
    state_pages: Text
    state_source: Text
    state_current: Text
    state_stale: Text
    state_missing: Text
    state_unreviewed: Text
    state_reviewed: Text
    leaflet_name: Text
    leaflet_number: Text
    leaflet_version: Text
    leaflet_next_review: Text
    leaflet_forms: Text
    leaflet_accessible: Text
    leaflet_more: Text
    leaflet_sources: Text
    leaflet_check: Text
    leaflet_code: Text
    leaflet_proof: Text
    leaflet_proof_text: Text
    leaflet_practice: Text
    leaflet_notes: Text
    leaflet_both: Text
    form_a4: Text
    form_large: Text
    form_booklet: Text
    form_bilingual: Text
    form_talk: Text
    talk_title: Text
    talk_intro: Text
    talk_use: Text
    talk_late: Text
    talk_call: Text
    talk_key: Text
    handout_contents: Text
    handout_phone: Text
    handout_hours: Text
    planner_title: Text
    planner_what: Text
    planner_injection: Text
    planner_infusion: Text
    planner_last: Text
    planner_day: Text
    planner_month: Text
    planner_year: Text
    planner_show: Text
    planner_next: Text
    planner_calendar: Text
    planner_reminder: Text
    planner_no_date: Text
    planner_future: Text
    planner_late: Text
    planner_private: Text
    practice: PracticeTexts | None = None
    version_title: Text
    version_current: Text
    version_changed: Text
    version_changed_safety: Text
    version_spelling: Text
    version_links: Text
    version_paper: Text
    version_on: Text
    version_safety: Text
    version_old: Text
    version_new: Text
    version_moved: Text
    version_removed: Text
    version_added: Text
    version_new_leaflet: Text
    version_read_page: Text
    version_unknown: Text
    version_scanned: Text
    version_gone: Text
    version_instead: Text
    code_title: Text
    code_text: Text
    code_owners: Text
    code_list_title: Text
    code_list_text: Text
    code_not_found: Text
    infobutton_title: Text
    infobutton_text: Text
    infobutton_found: Text
    infobutton_unknown: Text
    infobutton_search: Text
    feed_title: Text
    feed_subtitle: Text
    feed_empty: Text
    feed_new: Text
    feed_gone: Text
    feed_back: Text
    feed_print_now: Text
    feed_print_again: Text
    feed_print_nothing: Text
    feed_old: Text
    feed_later: Text
    address_moved: Text
    section_moved: Text
    embed_source: Text
    embed_links: Text
    embed_whole: Text
    linking: LinkingTexts | None = None
    months: Annotated[tuple[Text, ...], Field(min_length=12, max_length=12)]
    date_format: Text

    def texts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each key with its texts: one, or several for months and for plural forms.

        The key of a text in a group has a full stop: ``practice.topics``.
        """
        for key, value in self:
            if isinstance(value, PracticeTexts | LinkingTexts):
                yield from ((f"{key}.{name}", (text,)) for name, text in value)
            elif value is None:
                continue
            elif isinstance(value, PluralForms):
                yield key, tuple(value.by_category.values())
            else:
                yield key, value if isinstance(value, tuple) else (value,)
