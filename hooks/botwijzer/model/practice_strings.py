"""The fixed texts of the pages for practices, which not every language has."""

from __future__ import annotations

from botwijzer.model.records import Text
from botwijzer.model.yaml_file import Record


class PracticeTexts(Record):
    """The words of the form on the page with leaflets for practices; only languages that have that page need them."""

    topics: Text
    none: Text
    language: Text
    dutch: Text
    form: Text
    sheet: Text
    sheet_large: Text
    details: Text
    name: Text
    phone: Text
    hours: Text
    details_note: Text
    from_link: Text
    make: Text
    print_again: Text
    close: Text
    copy_link: Text
    copied: Text
    copy_by_hand: Text
    erase: Text
    erased: Text
    no_topic: Text
    no_file: Text
    files: Text
    busy: Text
    ready: Text
    failed: Text
    preview: Text
    list_title: Text
    list_note: Text
    beside: Text


class LinkingTexts(Record):
    """The words of the page for websites of practices; only languages that have that page need them."""

    title: Text
    page: Text
    language: Text
    form: Text
    link: Text
    element: Text
    fixed: Text
    frame: Text
    wordpress: Text
    leaflet: Text
    code: Text
    infobutton: Text
    api: Text
    feed: Text
    which_code: Text
    no_code: Text
    no_preview: Text
    try_it: Text
    addresses: Text
    address_codes: Text
    address_infobutton: Text
    address_index: Text
    address_description: Text
    address_feed: Text
    address_feed_json: Text
    question: Text
    question_text: Text
    parameter_code: Text
    parameter_system: Text
    parameter_words: Text
    parameter_language: Text
    parameter_topic: Text
    parameter_type: Text
    system: Text
    edition_who: Text
    edition_cm: Text
    copy_this: Text
    copy_code: Text
    copied: Text
    copy_by_hand: Text
    no_leaflet: Text
    preview: Text
