"""The description of the open data for programs that write callers (OpenAPI 3.1): a few kinds of files, at fixed addresses.

It is all that a stranger reads: what to ask first, what each answer holds, what must be shown with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from botwijzer.model.api_records import INDEX_FILE, ApiIndex, ApiPage, record_path
from botwijzer.model.code_records import ApiCode, ApiCodes
from botwijzer.model.page_codes import CODE_FOLDER, FEED_FILE, INFOBUTTON_FOLDER, RECORD_FILE, SYSTEMS
from botwijzer.publish.api_parts import LICENSE_NAME
from botwijzer.publish.json_file import open_schema
from botwijzer.publish.structured_data import LICENSE_URL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botwijzer.model.page_codes import PageCode
    from botwijzer.model.project import Project

# Of the description, not of the data: it goes up when something is added.
_DESCRIPTION_VERSION = "1.0.0"
# What hosts of static files call a file that ends in .xml.
_FEED_TYPES = ("application/atom+xml", "application/xml", "text/xml")
_SCHEMAS = "#/components/schemas/"
_ABOUT = f"""Static files: no key and no cookie; GET only; open to scripts of other sites (CORS). Each answer names its JSON Schema in `$schema`.

**You have a code** (ICPC-1, ATC, SNOMED CT, ICD-10): ask `/{CODE_FOLDER}/{{system}}/{{code}}/{RECORD_FILE}`, take the first of `pages`, and of its `languages` \
the one of the patient. Link to its `url`, print a leaflet from its `encoding`, or ask its `record` for the whole text. `/{CODE_FOLDER}/{RECORD_FILE}` lists \
all codes. When there is no answer (404): a longer code of ICPC or ICD-10 may be cut, sign by sign (S72.001A, S72.00, S72.0, S72); a code of ATC or \
SNOMED CT never, for what is wider holds other medicines and conditions. Compare `oids` with the code system that you have: ICD-10 and ICD-10-CM share signs.

**You only want to link**: you need no data. `/{CODE_FOLDER}/{{system}}/{{code}}/` is a page with every language (`#tr` goes to the Turkish part). \
`/{INFOBUTTON_FOLDER}/` takes a request of HL7 Infobutton in its URL form and does all of the above: \
`/{INFOBUTTON_FOLDER}/#mainSearchCriteria.v.c=L95&mainSearchCriteria.v.cs=2.16.840.1.113883.2.4.4.31.1&informationRecipient.languageCode.c=tr`; \
after `#` (not `?`) nothing of the question leaves the browser.

**You have no code**: `/{INDEX_FILE}` lists every page in every language.

**You must show with a text**: `disclaimer`, `reviewNotes` and `creditText`, in the language of the text. With codes also `copyrightNotice`: \
codes belong to their makers.

**You show cards or sections of a text**: show the text whole. `callLevel` marks the cards about calling, and only those: other cards say to call 112 or the GP as well, so never choose by it.

**You keep a copy**: once a day is enough to ask again. A text changed when its `version` is another. The feeds `/wijzigingen.json` (Dutch) and \
`/{{language}}/wijzigingen.json` say what changed, and whether to print again.

**Promises**: an address, once out, answers for ever or redirects. A field, once out, stays; new ones may come, so pass by what you do not know, and check against the schema that `$schema` names, not a copy of it. \
Every field is in every answer: `null` or an empty list when there is nothing to say. What would break this comes at other addresses."""


def describe_api(project: Project, *, home: str) -> dict[str, Any]:
    """Return the description; the schemas stand inside it, so that it can be read without the network."""
    _, schemas = models_json_schema(
        [(record, "serialization") for record in (ApiIndex, ApiPage, ApiCodes, ApiCode)],
        ref_template=_SCHEMAS + "{model}",
    )
    source, keys = project.source_language, list(project.by_key)
    codes = project.codes
    place, code = f"/{CODE_FOLDER}/{{system}}/{{code}}/", _code_parameters(codes)
    # An example shows what there is to see: a code, and its best page.
    page = record_path(codes[0].pages[0] if codes else keys[0], source)
    an_example = codes[0].path if codes else ""
    no_code = f"No such code, or written in another way; /{CODE_FOLDER}/{RECORD_FILE} has all"
    return {
        "openapi": "3.1.0",
        "info": {
            "title": project.strings[source].site_name,
            "version": _DESCRIPTION_VERSION,
            "summary": "Pages about osteoporosis in plain words, in several languages, as data",
            "description": _ABOUT,
            "license": {"name": LICENSE_NAME, "url": LICENSE_URL},
        },
        "servers": [{"url": home.rstrip("/") or "/"}],
        "paths": {
            f"/{INDEX_FILE}": _get(
                "index",
                "All pages in all languages, without their text",
                _json("ApiIndex", home + INDEX_FILE),
            ),
            f"/{record_path('{identifier}', '{language}')}": _get(
                "page",
                "A page in one language, with its text",
                _json("ApiPage", home + page),
                parameters=_page_parameters(keys, [language.code for language in project.released]),
                missing=f"No such page in that language; /{INDEX_FILE} has all",
            ),
            f"/{CODE_FOLDER}/{RECORD_FILE}": _get(
                "codes",
                "All codes, and the pages that answer each of them",
                _json("ApiCodes", f"{home}{CODE_FOLDER}/{RECORD_FILE}"),
            ),
            place + RECORD_FILE: _get(
                "code",
                "The pages and leaflets that answer a code, in every language",
                _json("ApiCode", home + an_example + RECORD_FILE if codes else ""),
                parameters=code,
                missing=no_code,
            ),
            place + FEED_FILE: _get(
                "codeFeed",
                "The same as an Atom feed (RFC 4287), as HL7 Infobutton answers: an entry for each page and language",
                {kind: {"schema": {"type": "string", "contentMediaType": _FEED_TYPES[0]}} for kind in _FEED_TYPES},
                parameters=code,
                missing=no_code,
            ),
        },
        "components": {"schemas": open_schema(schemas["$defs"])},
    }


def _page_parameters(keys: list[str], languages: list[str]) -> list[dict[str, Any]]:
    return [
        _parameter("language", "Language of the page", {"type": "string", "examples": languages}),
        _parameter(
            "identifier",
            "Name of the page. A slash in it is a slash in the address, never %2F: simplest is to follow 'record', which "
            "stands with every page",
            {"type": "string", "examples": keys},
        ),
    ]


def _code_parameters(codes: Sequence[PageCode]) -> list[dict[str, Any]]:
    shapes = "; ".join(f"{system.id} ({system.name}): {system.example}" for system in SYSTEMS.values())
    examples = list({code.system: code.code for code in reversed(codes)}.values())[::-1]
    return [
        _parameter("system", "Our short name of the system", {"type": "string", "enum": list(SYSTEMS)}),
        _parameter(
            "code",
            f"The code as its system writes it, in capitals, with its dot. {shapes}. Not every code has an answer",
            {"type": "string", **({"examples": examples} if examples else {})},
        ),
    ]


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _json(schema: str, example: str) -> dict[str, Any]:
    """Return the content of an answer; ``example``: address of a real one, which cannot grow old."""
    content: dict[str, Any] = {"schema": {"$ref": _SCHEMAS + schema}}
    if example:
        content["examples"] = {"real": {"summary": "A real answer", "externalValue": example}}
    return {"application/json": content}


def _get(
    name: str,
    summary: str,
    content: dict[str, Any],
    *,
    parameters: list[dict[str, Any]] | None = None,
    missing: str = "",
) -> dict[str, Any]:
    responses = {"200": {"description": summary, "content": content}}
    if missing:
        responses["404"] = {"description": missing}
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters or [], "responses": responses}}
