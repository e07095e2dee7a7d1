"""What a change asks of who has a print: of blocks that stand on a page twice, that moved, that matter only later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botwijzer.model.block_pairs import kind_of_change, pair_blocks
from botwijzer.model.edition_history import TEXTS_FOLDER, OldBlock
from planted_releases import FIRST, FOURTH, SECOND, THIRD, Planted
from project_copy import copy_base
from test_released_papers import PAGE, replace_in

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """| Middel | Hoe lang |
| --- | --- |
| [Het ene](../index.md) | 3 jaar |
| Een ander | 3 jaar |
| Een ander | 3 jaar |

Lees [alles](../index.md) na.

- Bel 112 bij nood.
"""
PLACE, OTHER_PLACE = "Begin rustig.\n", "- Wat past bij mij?\n"


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    """Plant a page on which cells, and a warning, stand more than once."""
    project = Planted(copy_base(tmp_path / "project"))
    project.replace(PLACE, f"{PLACE}\n{TABLE}")
    project.replace(OTHER_PLACE, f"{OTHER_PLACE}- Bel 112 bij nood.\n")
    project.release(FIRST)
    return project


def told(planted: Planted, version: str) -> list[tuple[str, str, str, str]]:
    """Return what the newest entry and the answer about a paper say, which must be the same."""
    changes = planted.verdict(version).changes
    answer: list[tuple[str, str, str, str]] = [(item.kind, item.section, item.old, item.new) for item in changes]
    item = planted.items()[0]
    assert all(words in item["content_html"] for change in answer for words in change[1:])
    assert item["content_html"].count("<li>") == len(answer)
    return answer


def test_a_link_in_a_table_of_equal_cells_asks_for_nothing(planted: Planted) -> None:
    version = planted.version()
    planted.replace("[Het ene](../index.md)", "[Het ene](../index.md#onderwerpen)")
    planted.release(SECOND)
    assert planted.items()[0]["_botwijzer"]["print"] == "nothing"
    assert told(planted, version) == []
    assert planted.verdict(version).state == "links"


def test_a_second_warning_that_goes_is_told_at_once(planted: Planted) -> None:
    version = planted.version()
    planted.replace(f"{OTHER_PLACE}- Bel 112 bij nood.\n", OTHER_PLACE)
    section = "Vragen voor uw gesprek"
    assert planted.verdict(version).changes[0].on.isoformat() == "2026-11-01", "the day on the page"
    planted.release(SECOND)
    planted.replace("Beweeg elke dag.", "Beweeg iedere dag.")
    planted.release(THIRD)
    item = planted.items()[1]
    assert item["_botwijzer"]["print"] == "now"
    assert f"{section}</strong>: <em>{planted.strings.version_safety}</em>. " in item["content_html"]
    change = planted.verdict(version).changes[0]
    assert (change.kind, change.section, change.old, change.is_safety) == (
        "removed",
        section,
        "Bel 112 bij nood.",
        True,
    )
    assert change.on == SECOND


def test_a_row_of_equal_cells_that_goes_is_told_at_once(planted: Planted) -> None:
    version = planted.version()
    row = "| Een ander | 3 jaar |\n"
    planted.replace(row * 2, row)
    planted.release(SECOND)
    assert planted.items()[0]["_botwijzer"]["print"] == "now"
    place = "Wat kunt u zelf doen?"
    assert told(planted, version) == [("removed", place, "Een ander", ""), ("removed", place, "3 jaar", "")]


def test_one_of_two_equal_doses_that_changes_is_told_with_both(planted: Planted) -> None:
    version = planted.version()
    planted.replace("Een ander | 3 jaar |\n\n", "Een ander | 5 jaar |\n\n")
    planted.release(SECOND)
    assert planted.items()[0]["_botwijzer"]["print"] == "now"
    assert told(planted, version) == [("changed", "Wat kunt u zelf doen?", "3 jaar", "5 jaar")]


def test_a_block_in_another_section_has_moved_whatever_its_link(planted: Planted) -> None:
    version = planted.version()
    planted.replace("Lees [alles](../index.md) na.\n\n", "")
    planted.replace("Beweeg 30 minuten", "Lees [alles](../index.md#onderwerpen) na.\n\nBeweeg 30 minuten")
    planted.release(SECOND)
    assert planted.items()[0]["_botwijzer"]["print"] == "again"
    assert told(planted, version) == [("moved", "Hoe lang beweegt u?", "Lees alles na.", "Lees alles na.")]


def test_two_equal_blocks_that_moved_are_two() -> None:
    same = [OldBlock(name * 8, "paragraph", "Bel 112.", safety=True) for name in "ab"]
    between = OldBlock("c" * 8, "paragraph", "Iets anders.", safety=False)
    pairs = pair_blocks([*same, between], [between, *same[::-1]], {})
    assert [kind_of_change(pair) for pair in pairs] == ["moved", "moved"]


def test_a_link_that_changed_later_does_not_cancel_what_a_dose_asked(planted: Planted) -> None:
    planted.replace("30 minuten per dag", "40 minuten per dag")
    planted.release(SECOND)
    planted.replace("[Het ene](../index.md)", "[Het ene](../index.md#onderwerpen)")
    planted.release(THIRD)
    items = planted.items()
    assert [item["_botwijzer"]["print"] for item in items] == ["nothing", "now"]
    assert not any(planted.strings.feed_later in item["content_html"] for item in items)
    # Who takes the last entry of a page knows that older paper is out of date all the same.
    assert [item["_botwijzer"]["outdatedBefore"] for item in items] == ["2026-10-01", "2026-10-01"]
    planted.replace("Beweeg elke dag.", "Beweeg iedere dag.")
    planted.release(FOURTH)
    items = planted.items()
    assert [planted.strings.feed_later in item["content_html"] for item in items] == [False, True, True]
    assert [item["_botwijzer"]["outdatedBefore"] for item in items] == ["2026-12-01", "2026-10-01", "2026-10-01"]


def test_a_link_that_changed_first_makes_no_paper_out_of_date(planted: Planted) -> None:
    planted.replace("[Het ene](../index.md)", "[Het ene](../index.md#onderwerpen)")
    planted.release(SECOND)
    assert [item["_botwijzer"]["outdatedBefore"] for item in planted.items()] == [None]


def test_words_that_matter_only_later_and_then_go_are_urgent(planted: Planted) -> None:
    replace_in(planted.root, PAGE, {PLACE: PLACE + '{: claims="exercise-minutes" }\n'})
    assert planted.release(SECOND) == [f"{TEXTS_FOLDER}/{code}.jsonl" for code in ("en", "nl")]
    replace_in(planted.root, PAGE, {PLACE + '{: claims="exercise-minutes" }\n': ""})
    planted.release(THIRD)
    assert [item["_botwijzer"]["print"] for item in planted.items()] == ["now"]
