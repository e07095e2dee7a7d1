"""What the first sheet of a worksheet says: how to fill it in, in Dutch and in English."""

from __future__ import annotations

GUIDE_TITLE = "Botwijzer: {language}"
GUIDE_DUTCH = (
    "Zo vult u dit bestand in",
    "1. Ga naar het tweede blad. Elke regel is één stukje tekst: links het Nederlands, daarnaast uw vertaling.",
    "2. Begin bovenaan. 'missing': er is nog geen vertaling. 'stale' (oranje): het Nederlands is veranderd, kijk of de vertaling nog klopt. 'current': klaar; verbeteren mag.",
    "3. Schrijf de vertaling onder 'translation'. Eén cel is één regel: geen Enter in de cel.",
    "4. Klopt een oranje vertaling nog precies? Zet dan een x onder 'checked'.",
    "5. Laat tekens staan zoals in het Nederlands: **vet**, *schuin*, en links zoals [woorden](../pagina.md). Vertaal de woorden tussen [ en ]; verander niets tussen ( en ).",
    "6. Getallen, medicijnen en 'bel 112' zijn precies hetzelfde als in het Nederlands. Evenveel zinnen ook.",
    "7. Twijfel of een fout in het Nederlands? Schrijf het onder 'remark'.",
    "8. Sorteer niet, en voeg geen regels toe. Een deel invullen mag: wat leeg is, blijft wachten.",
    "9. Bewaar het als .xlsx en stuur het terug. Een programma kijkt alles na voordat het op de site komt.",
)
GUIDE_ENGLISH = (
    "How to fill in this file",
    "1. Go to the second sheet. Each row is one piece of text: the Dutch on the left, your translation beside it.",
    "2. Start at the top. 'missing': there is no translation yet. 'stale' (orange): the Dutch has changed, see whether the translation is still right. 'current': done; you may improve it.",
    "3. Write the translation under 'translation'. One cell is one line: do not press Enter in a cell.",
    "4. Is an orange translation still exactly right? Put an x under 'checked'.",
    "5. Keep the signs of the Dutch: **bold**, *italics*, and links such as [words](../page.md). Translate the words between [ and ]; change nothing between ( and ).",
    "6. Numbers, medicines and 'call 112' are exactly as in the Dutch. As many sentences, too.",
    "7. A doubt, or a mistake in the Dutch? Write it under 'remark'.",
    "8. Do not sort, and add no rows. You may do a part: what is empty goes on waiting.",
    "9. Save it as .xlsx and send it back. A program checks everything before it comes on the site.",
)

_KINDS = {
    "title": "title of the page",
    "nav_title": "name in the menu (at most 30 characters; may stay empty)",
    "summary": "summary of the page (at most 160 characters)",
    "heading": "heading",
    "paragraph": "paragraph",
    "item": "list item",
    "head": "table: head of a column",
    "cell": "table: cell",
}
_BOXES = {
    "call-now": "call card (call now)",
    "call-today": "call card (call today)",
    "call-week": "call card (call this week)",
    "warning": "warning",
    "sheet": "sheet to fill in",
    "tip": "tip",
    "note": "note",
}
_NOT_BOXES = frozenset({"ul", "ol", "table"})


def describe_block(kind: str, trail: tuple[str, ...], *, is_task: bool = False) -> str:
    """Return what a block is, in a translator's words: ``list item, in a call card (call now)``."""
    boxes = [_describe_box(part) for part in trail if part not in _NOT_BOXES]
    if kind == "admonition":
        return f"title of: {boxes[-1]}" if boxes else "title of a box"
    name = "box to tick" if is_task else _KINDS.get(kind, kind)
    return f"{name}, in: {boxes[-1]}" if boxes else name


def _describe_box(part: str) -> str:
    kind = part.removeprefix("details-")
    name = _BOXES.get(kind, kind)
    return f"fold-out ({name})" if part != kind else name
