"""Files of the open data, and their schemas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic import BaseModel

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render_schema(record: type[BaseModel], *, address: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record, open to what later versions add."""
    schema = open_schema(record.model_json_schema(mode="serialization", by_alias=True))
    return {"$schema": _DIALECT, "$id": address, **schema}


def open_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without ``additionalProperties: false``: callers must accept the fields that come later.

    We ourselves write nothing that is not in a record (``write_record``).
    """
    return {
        name: open_schema(value) if isinstance(value, dict) else value
        for name, value in schema.items()
        if not (name == "additionalProperties" and value is False)
    }


def write_record(site: Path, path: str, record: type[BaseModel], data: Mapping[str, Any]) -> None:
    """Write a record, closed: what is not in its schema does not leave."""
    write_json(site, path, record.model_validate(data).model_dump(mode="json", by_alias=True))


def write_json(site: Path, path: str, data: Mapping[str, Any]) -> None:
    """Write a file, its folder too."""
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
