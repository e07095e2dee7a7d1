"""The description of the open data for programs that write callers (OpenAPI 3.1): two kinds of files, at fixed addresses."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from botwijzer.model.api_records import API_FOLDER, ApiIndex, ApiPage
from botwijzer.publish.structured_data import LICENSE_URL

LICENSE_NAME = "CC BY-SA 4.0"
# Of the description, not of the data: it goes up when something is added.
_DESCRIPTION_VERSION = "1.0.0"
_SCHEMAS = "#/components/schemas/"


def describe_api(home: str, keys: list[str], languages: list[str]) -> dict[str, Any]:
    """Return the description; the schemas stand inside it, so that it can be read without the network."""
    _, schemas = models_json_schema(
        [(ApiIndex, "serialization"), (ApiPage, "serialization")], ref_template=_SCHEMAS + "{model}"
    )
    language = {"name": "language", "in": "path", "required": True, "schema": {"type": "string", "enum": languages}}
    page = {
        "name": "identifier",
        "in": "path",
        "required": True,
        "description": "As the index has it; a slash in it is a slash in the address",
        "schema": {"type": "string", "enum": keys},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Botwijzer",
            "version": _DESCRIPTION_VERSION,
            "summary": "Pages about osteoporosis in plain words, as data",
            "description": "Static files, no key, CORS open. Show disclaimer, review notes and credit text with the text. "
            "A field, once out, stays; new ones may come.",
            "license": {"name": LICENSE_NAME, "url": LICENSE_URL},
        },
        "servers": [{"url": home + API_FOLDER}],
        "paths": {
            "/index.json": _answer("index", "All pages in all languages", "ApiIndex", []),
            "/{language}/{identifier}.json": _answer("page", "A page in one language", "ApiPage", [language, page]),
        },
        "components": {"schemas": schemas["$defs"]},
    }


def _answer(name: str, summary: str, schema: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": _SCHEMAS + schema}}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": summary, "content": content},
                "404": {"description": "No such page in that language; the index has all"},
            },
        }
    }
