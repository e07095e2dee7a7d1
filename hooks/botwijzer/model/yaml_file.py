"""Reading YAML into closed records, with a line number for every mistake.

PyYAML gives nodes with marks; pydantic gives the place of each mistake inside the data; here the two meet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from botwijzer.model.problem import Problem
from botwijzer.model.text_file import MAX_DATA_BYTES, read_source_text

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

# libyaml is ten times as fast; PyYAML's wheels carry it, a build from source may not.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[str | int, ...]
# The deepest file (mkdocs.yml) has eight.
MAX_DEPTH = 20


class Record(BaseModel):
    """A closed record: an unknown or missing key is an error, and nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class YamlDocument:
    """Plain data and the line of each key and item (by its place in the data)."""

    data: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line_of(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place around it (1 for the whole document)."""
        while place:
            if place in self.lines:
                return self.lines[place]
            place = place[:-1]
        return self.lines.get((), 1)


class _DuplicateKeyError(Exception):
    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


def parse_yaml(text: str, *, path: str, first_line: int = 1) -> tuple[YamlDocument | None, list[Problem]]:
    """Parse YAML text; ``first_line`` is the line of the file on which the text starts."""
    loader = _LOADER(text)
    try:
        _check_shape(text)
        node = loader.get_single_node()
        lines: dict[Place, int] = {}
        data = None if node is None else _to_data(loader, node, place=(), lines=lines, offset=first_line)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        reason = getattr(error, "problem", None) or "invalid YAML"
        action = "mend the line (a value with a colon, a quote or a # in it needs quotes around it)"
        if "\\t" in reason or "tab" in reason:
            reason, action = "a tab character used for indentation", "replace the tab by spaces"
        return None, [Problem(path=path, line=line, code="YAML001", found=reason, expected="valid YAML", action=action)]
    except _DuplicateKeyError as error:
        return None, [
            Problem(
                path=path,
                line=error.line,
                code="YAML002",
                found=f"the key '{error.key}' for the second time",
                expected="each key once",
                action="remove one of the two",
            )
        ]
    finally:
        loader.dispose()
    return YamlDocument(data, lines), []


def _check_shape(text: str) -> None:
    """Raise on what no data file of ours needs and a reader could drown in: deep nesting, and aliases (*name)."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        mark: Any = event.start_mark
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem=f"more than {MAX_DEPTH} levels", problem_mark=mark)
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem=f"the alias '*{event.anchor}' (write the value out)", problem_mark=mark)


def _to_data(loader: Any, node: yaml.Node, *, place: Place, lines: dict[Place, int], offset: int) -> Any:
    line = node.start_mark.line + offset
    lines.setdefault(place, line)
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            # Keys are always names here; "no" (a language) and "on" must not become booleans.
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else repr(key_node.value)
            key_line = key_node.start_mark.line + offset
            if key in result:
                raise _DuplicateKeyError(key, key_line)
            lines[(*place, key)] = key_line
            result[key] = _to_data(loader, value_node, place=(*place, key), lines=lines, offset=offset)
        return result
    if isinstance(node, yaml.SequenceNode):
        return tuple(
            _to_data(loader, item, place=(*place, index), lines=lines, offset=offset)
            for index, item in enumerate(node.value)
        )
    if node.tag.startswith("tag:yaml.org,2002:python") or node.tag.startswith("!"):
        return node.value  # mkdocs.yml holds such tags; we read names, never objects.
    try:
        return loader.construct_object(node)
    except ValueError as error:  # such as the date 2026-13-45
        message = f"'{node.value}' ({error})"
        raise yaml.MarkedYAMLError(problem=message, problem_mark=node.start_mark) from error


_MESSAGES = {
    "missing": ("the key '{key}' is missing", "it to be filled in", "add '{key}:' with a value"),
    "extra_forbidden": ("the unknown key '{key}'", "only the keys of the schema", "remove it, or correct its spelling"),
}


# Marks a mistake that a record's own validator names, code and all.
_OWN_PROBLEM = "problem"


def problem_error(code: str, *, found: str, expected: str, action: str) -> PydanticCustomError:
    """Return what a record's own validator raises: it becomes the problem ``code`` at the line of the value."""
    parts = {"code": code, "found": found, "expected": expected, "action": action}
    return PydanticCustomError(_OWN_PROBLEM, "{found}", parts)


def _to_problem(error: ErrorDetails, *, path: str, document: YamlDocument) -> Problem:
    place: Place = tuple(error["loc"])
    if error["type"] == _OWN_PROBLEM:
        return Problem(path=path, line=document.line_of(place), **error["ctx"])
    key = str(place[-1]) if place else "document"
    template = _MESSAGES.get(error["type"])
    if template:
        found, expected, action = (part.format(key=key) for part in template)
    else:
        shown = repr(error["input"])
        where = ".".join(str(part) for part in place) or "the document"
        found = f"{where} is {shown if len(shown) < 80 else shown[:77] + '...'}"
        expected = error["msg"][0].lower() + error["msg"][1:]
        action = "correct the value"
    return Problem(
        path=path, line=document.line_of(place), code="YAML003", found=found, expected=expected, action=action
    )


def validate_record(
    record: type[RecordT], document: YamlDocument, *, path: str
) -> tuple[RecordT | None, list[Problem]]:
    """Turn plain data into a closed record; every mistake is returned, each with its line."""
    try:
        return record.model_validate(document.data), []
    except ValidationError as error:
        return None, [_to_problem(detail, path=path, document=document) for detail in error.errors()]


def read_record(path: Path, record: type[RecordT], *, root: Path) -> tuple[RecordT | None, YamlDocument, list[Problem]]:
    """Read a YAML data file as a closed record. Never raises on what is in the file."""
    name = path.relative_to(root).as_posix()
    source = read_source_text(path, root=root, max_bytes=MAX_DATA_BYTES)
    if source.text is None:
        return None, YamlDocument(None), list(source.problems)
    document, problems = parse_yaml(source.text, path=name)
    if document is None:
        return None, YamlDocument(None), problems
    value, problems = validate_record(record, document, path=name)
    return value, document, problems
