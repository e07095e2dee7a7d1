"""``/infobutton/``: what its script needs to know, written into the page. Without the script the page lists the codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botwijzer.model.page import language_path
from botwijzer.model.page_codes import SYSTEMS

if TYPE_CHECKING:
    from botwijzer.model.project import Project


def render_infobutton_table(project: Project) -> str:
    """Return the table of ``infobutton.js`` as JSON that may stand in a script element.

    ``oids``: object identifier → [system, which ICD-10]. ``codes``: system → code → page keys, and ``only``. ``languages``:
    the first is that of the source; each with its home page and its fixed texts. ``pages``: key → language → [path, title].
    All paths from the site's root.
    """
    codes: dict[str, dict[str, list[str]]] = {}
    only: dict[str, str] = {}
    for code in project.codes:
        codes.setdefault(code.system, {})[code.code] = list(code.pages)
        if code.only:
            only[code.code] = code.only
    table = {
        "oids": {oid: [system.id, kind] for system in SYSTEMS.values() for oid, kind in system.oids.items()},
        "names": {system.id: system.name for system in SYSTEMS.values()},
        "codes": codes,
        "only": only,
        "languages": {
            language.code: {
                "home": language_path(project, language.code, "index"),
                "found": strings.infobutton_found,
                "unknown": strings.infobutton_unknown,
                "search": strings.infobutton_search,
            }
            for language in project.released
            for strings in (project.strings[language.code],)
        },
        "pages": {
            key: {
                language.code: [language_path(project, language.code, key), page.front.title]
                for language in project.released
                if (page := project.by_key.get(key, {}).get(language.code)) is not None and page.front is not None
            }
            for key in sorted({key for code in project.codes for key in code.pages})
        },
    }
    # "<" inside a string could end the script element.
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
