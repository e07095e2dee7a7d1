"""Every leaflet is there, fits its form, and carries what paper must carry: proved with readers that made none of it."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import zxingcpp
from PIL import ImageFilter
from pypdf import PdfReader

from botwijzer.model.edition_history import EditionHistory
from botwijzer.model.leaflet_forms import A4, LARGE
from botwijzer.model.project import read_project
from botwijzer.publish.leaflet_booklet import SHEET_PAGES
from botwijzer.publish.typesetting import Typesetter
from leaflet_reader import letters_of
from leaflet_set import MEDICINE, PLACEHOLDER, SITE_URL, Item, all_items, make_set
from site_build import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

    from botwijzer.model.project import Project
    from leaflet_reader import Leaflet
    from leaflet_set import LeafletSet

MOST_BYTES = 250 * 1024
MM = 72 / 25.4
A4_POINTS = (595.28, 841.89)
# Pages that do not fit two sides of 12 points, each a quarter of a point short (ARCHITECTURE.md, "Leaflets").
UNDER_TWELVE = {
    "folders/uk/leven-met-bijhouden.pdf",
    "folders/uk/waarschuwingstekenen-wanneer-bellen.pdf",
}
_TYPE = re.compile(rb"/\w+ ([\d.]+) Tf(.*?)(?=Tf|\Z)", re.DOTALL)


def body_size(reader: PdfReader) -> float:
    """Return the size in points in which most is set."""
    sizes: Counter[float] = Counter()
    for page in reader.pages:
        contents = page.get_contents()
        assert contents is not None
        for size, shown in _TYPE.findall(contents.get_data()):
            sizes[float(size)] += len(shown)
    return sizes.most_common(1)[0][0]


@pytest.fixture(scope="module")
def project() -> Project:
    return read_project(ROOT)


def test_every_language_page_and_form_is_there_and_fits(built_site: Path, project: Project) -> None:
    items = all_items(project)
    paths = {path.relative_to(built_site).as_posix() for path in built_site.glob("folders/*/*.pdf")}
    assert paths == {item.path for item in items}
    languages = len(project.released)
    assert len(items) == len({item.key for item in items}) * (3 * languages + languages - 1) + 9 * languages
    for item in items:
        path = built_site / item.path
        assert path.stat().st_size <= MOST_BYTES, item.path
        reader = PdfReader(path)
        # A booklet's pages of A5 lie four on a sheet, two on each of its sides.
        most = item.form.pages * 2 // SHEET_PAGES if item.form.name == "booklet" else item.form.pages
        assert 1 <= len(reader.pages) <= most, item.path
        width, height = A4_POINTS[::-1] if item.form.name == "booklet" else A4_POINTS
        for page in reader.pages:
            assert abs(float(page.mediabox.width) - width) < 0.1, item.path
            assert abs(float(page.mediabox.height) - height) < 0.1, item.path
        if item.form is A4:
            size = body_size(reader)
            assert 12 <= size <= 14 or (size == 11.75 and item.path in UNDER_TWELVE), (item.path, size)
        if item.form is LARGE:
            assert body_size(reader) == 18, item.path


def test_the_list_of_leaflets_names_each(built_site: Path, project: Project) -> None:
    records = json.loads((built_site / "folders/index.json").read_text(encoding="utf-8"))["leaflets"]
    assert {path for record in records for path in record["forms"].values()} == {
        f"/{item.path}" for item in all_items(project)
    }
    assert all(record["proof"] for record in records)
    numbers = {record["number"]: record["page"] for record in records}
    assert len(numbers) == len({record["page"] for record in records})
    for record in records:
        assert (built_site / record["address"].lstrip("/") / "index.html").is_file()


def test_the_fonts_are_ours_embedded_and_only_what_is_used(leaflets: LeafletSet) -> None:
    for item in leaflets.items:
        for page in leaflets.leaflet(item).reader.pages:
            for font in fonts_of(page):
                inner: Any = font["/DescendantFonts"][0].get_object()
                assert re.match(r"/[A-Z]{6}\+(NotoSans|DejaVuSansMono)", str(font["/BaseFont"])), item.path
                assert "/FontFile2" in inner["/FontDescriptor"] or "/FontFile3" in inner["/FontDescriptor"]
                assert "/ToUnicode" in font


def test_the_face_that_typst_brings_along_sets_the_minus_only(leaflets: LeafletSet) -> None:
    others = {g.drawn for item in leaflets.items for g in leaflets.leaflet(item).glyphs if "NotoSans" not in g.font}
    assert others == {"−"}


def fonts_of(page: Any) -> list[Any]:
    resources: Any = page["/Resources"]
    found = [font.get_object() for font in resources.get("/Font", {}).values()]
    for part in resources.get("/XObject", {}).values():
        inner = part.get_object()
        if "/Resources" in inner:
            found += [font.get_object() for font in inner["/Resources"].get("/Font", {}).values()]
    return found


def printed(leaflet: Leaflet) -> str:
    """Return everything that is printed, without the spaces that a line break takes."""
    return re.sub(r"\s", "", leaflet.text)


def holds(leaflet: Leaflet, language: str, text: str) -> bool:
    """Whether a text is printed word for word; in Arabic whether a run of blocks has exactly its letters."""
    if language != "ar":
        return re.sub(r"\s", "", text) in printed(leaflet)
    return letters_of(text) in {block.letters for block in leaflet.blocks}


def test_each_carries_what_paper_must_carry(leaflets: LeafletSet) -> None:
    for item in leaflets.items:
        leaflet, edition = leaflets.leaflet(item), leaflets.edition(item)
        words = printed(leaflet)
        source = leaflets.project.by_key[item.key]["nl"].front
        assert source is not None
        assert "-".join((str(source.leaflet_number), *item.languages)) in words, item.path
        assert edition.id in words, item.path
        assert f"botwijzer.test/v/{edition.id}/" in words, item.path
        if item.form.name == "booklet":  # without tags there are no blocks to compare; its words are those of the A4
            continue
        for language in item.languages:
            strings = leaflets.project.strings[language]
            front = leaflets.project.by_key[item.key][language].front
            assert front is not None
            assert holds(leaflet, language, f"{strings.disclaimer_title}. {strings.disclaimer}"), (item.path, language)
            assert holds(leaflet, language, strings.review_none), (item.path, language)
        first = leaflets.project.by_key[item.key][item.languages[0]].front
        assert first is not None
        assert str(first.updated.year) in words
        assert first.next_review is None or words.count(str(first.next_review.year)) >= len(leaflet.reader.pages)
        if item.languages[0] != "ar":
            assert re.sub(r"\s", "", leaflets.project.strings[item.languages[0]].sources_title) + ":" in words


def decode(picture: Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def test_the_code_is_read_from_a_poor_copy_and_is_the_address_in_print(leaflets: LeafletSet) -> None:
    for item in leaflets.items:
        leaflet = leaflets.leaflet(item)
        address = f"{SITE_URL}v/{leaflets.edition(item).id}/"
        pages = leaflet.pictures(100)
        read = [decode(page) for page in pages]
        assert [text for texts in read for text in texts] == [address], item.path
        page = pages[next(number for number, texts in enumerate(read) if texts)].convert("L")
        assert decode(page.filter(ImageFilter.GaussianBlur(0.8))) == [address], item.path


def test_the_code_is_large_and_has_white_around_it(leaflets: LeafletSet) -> None:
    for item in leaflets.items:
        if item.key != MEDICINE or item.languages not in {("ar",), ("nl", "tr")}:
            continue
        resolution = 300
        picture = next(page for page in leaflets.leaflet(item).pictures(resolution) if decode(page)).convert("L")
        code = zxingcpp.read_barcodes(picture)[0]
        place = code.position
        left = min(place.top_left.x, place.bottom_left.x)
        right = max(place.top_right.x, place.bottom_right.x)
        top = min(place.top_left.y, place.top_right.y)
        bottom = max(place.bottom_left.y, place.bottom_right.y)
        modules = 29  # version 3: what an address of this length needs
        width = (right - left) / resolution * 25.4
        assert width >= 20, item.path
        module = (right - left) / modules
        assert module / resolution * 25.4 >= 0.69, (item.path, module)
        edge = 4 * module - 4  # less what rounding to dots may take
        around = picture.crop((int(left - edge), int(top - edge), int(right + edge), int(bottom + edge)))
        inner = (int(edge) - 3, int(edge) - 3, int(around.width - edge) + 3, int(around.height - edge) + 3)
        around.paste(255, inner)
        assert around.point(lambda light: 255 if light <= 200 else 0).getbbox() is None, item.path


@pytest.mark.parametrize("reason", ["placeholder", "not released"])
def test_a_proof_says_so_and_leads_nowhere(leaflets: LeafletSet, tmp_path: Path, reason: str) -> None:
    project = leaflets.project if reason == "placeholder" else replace(leaflets.project, editions=EditionHistory())
    items = [item for item in leaflets.items if item.key == MEDICINE and item.languages in {("nl",), ("nl", "tr")}]
    site_url = PLACEHOLDER if reason == "placeholder" else SITE_URL
    proofs = make_set(project, leaflets.pages, tmp_path, items, site_url=site_url)
    for item in items:
        leaflet = proofs.leaflet(item)
        words = printed(leaflet)
        for language in item.languages:
            strings = project.strings[language]
            assert re.sub(r"\s", "", f"{strings.leaflet_proof}. {strings.leaflet_proof_text}") in words, item.path
        assert "/v/" not in words
        assert not any(decode(page) for page in leaflet.pictures(100)), item.path
        assert not any(page.get("/Annots") for page in leaflet.reader.pages), item.path
        if item.form.name != "booklet":
            assert len(leaflet.tree.all("Figure")) == 1, item.path  # the name of the site, and no code


def test_the_same_words_give_the_same_bytes(leaflets: LeafletSet, tmp_path: Path) -> None:
    items = [item for item in leaflets.items if item.key == MEDICINE and item.languages in {("ar",), ("nl", "ar")}]
    again = make_set(leaflets.project, leaflets.pages, tmp_path, items)
    assert again.report.rendered == len(items)
    for item in items:
        assert again.leaflet(item).content == leaflets.leaflet(item).content, item.path


@pytest.mark.parametrize(
    "part", ["leaflet/leaflet.typ", "assets/botwijzer/tokens.css", "assets/botwijzer/wordmark.svg"]
)
def test_another_template_or_identity_sets_everything_anew(tmp_path: Path, part: str) -> None:
    shutil.copytree(ROOT / "overrides", tmp_path, dirs_exist_ok=True)
    first = Typesetter(ROOT / "overrides/leaflet").fingerprint
    assert Typesetter(tmp_path / "leaflet").fingerprint == first
    with (tmp_path / part).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert Typesetter(tmp_path / "leaflet").fingerprint != first


def test_a_chosen_leaflet_is_the_only_one_that_is_written(leaflets: LeafletSet) -> None:
    written = {path.relative_to(leaflets.folder).as_posix() for path in leaflets.folder.glob("folders/*/*.pdf")}
    assert written == {item.path for item in leaflets.items}
    assert isinstance(leaflets.items[0], Item)
