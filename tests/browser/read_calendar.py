"""A strict reader of calendar files, as far as ours go: it refuses what RFC 5545 does not allow."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

# RFC 5545: 3.1 (lines of at most 75 octets, CRLF), 3.3.11 (escapes in texts), 3.6.1 and 3.6.6 (what an event and an
# alarm must have).
MOST_OCTETS = 75
_LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[^;:,\"]+)*):(?P<value>.*)")
_TEXT = re.compile(r"(?:[^\\;,\n]|\\[\\;,nN])*")
_DURATION = re.compile(r"-P(?P<days>\d+)DT(?P<hours>\d+)H")
_CALENDAR = {"VERSION": "2.0", "CALSCALE": "GREGORIAN"}
_EVENT = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"}


@dataclass(frozen=True)
class Event:
    """An event of a whole day."""

    uid: str
    day: dt.date
    summary: str
    description: str
    alarms: list[dt.timedelta]


def read_calendar(content: bytes) -> list[Event]:
    """Return the events of a file; an ``AssertionError`` for anything that the standard does not allow."""
    lines = _unfold(content)
    assert lines[0] == ("BEGIN", {}, "VCALENDAR")
    assert lines[-1] == ("END", {}, "VCALENDAR")
    events, position = [], 1
    head: dict[str, str] = {}
    while lines[position][0] != "BEGIN":
        name, parameters, value = lines[position]
        assert name not in head
        assert parameters == {}
        head[name] = value
        position += 1
    assert head.pop("PRODID")
    assert head == _CALENDAR
    while position < len(lines) - 1:
        end = lines.index(("END", {}, "VEVENT"), position)
        assert lines[position] == ("BEGIN", {}, "VEVENT")
        events.append(_read_event(lines[position + 1 : end]))
        position = end + 1
    assert len({event.uid for event in events}) == len(events) > 0
    return events


def _unfold(content: bytes) -> list[tuple[str, dict[str, str], str]]:
    assert content.endswith(b"\r\n")
    physical = content.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= MOST_OCTETS
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode("utf-8")  # never folded inside a character
    logical = content.removesuffix(b"\r\n").decode("utf-8").replace("\r\n ", "").split("\r\n")
    lines = []
    for unfolded in logical:
        match = _LINE.fullmatch(unfolded)
        assert match, unfolded
        parameters = dict(item.split("=", 1) for item in match["parameters"].split(";")[1:])
        lines.append((match["name"], parameters, match["value"]))
    return lines


def _read_event(lines: list[tuple[str, dict[str, str], str]]) -> Event:
    values: dict[str, tuple[dict[str, str], str]] = {}
    alarms: list[dt.timedelta] = []
    position = 0
    while position < len(lines):
        name, parameters, value = lines[position]
        if name == "BEGIN":
            end = lines.index(("END", {}, "VALARM"), position)
            alarms.append(_read_alarm(lines[position:end]))
            position = end
        else:
            assert name not in values
            values[name] = (parameters, value)
        position += 1
    assert set(values) == _EVENT
    assert re.fullmatch(r"\d{8}T\d{6}Z", values["DTSTAMP"][1])
    start, end_day = (_read_day(values[name]) for name in ("DTSTART", "DTEND"))
    assert end_day - start == dt.timedelta(days=1)
    assert values["TRANSP"][1] == "TRANSPARENT"
    summary, description = (_read_text(values[name][1]) for name in ("SUMMARY", "DESCRIPTION"))
    return Event(values["UID"][1], start, summary, description, alarms)


def _read_day(item: tuple[dict[str, str], str]) -> dt.date:
    parameters, value = item
    assert parameters == {"VALUE": "DATE"}
    assert re.fullmatch(r"\d{8}", value)
    return dt.date(int(value[:4]), int(value[4:6]), int(value[6:]))


def _read_text(value: str) -> str:
    assert _TEXT.fullmatch(value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _read_alarm(lines: list[tuple[str, dict[str, str], str]]) -> dt.timedelta:
    values = {name: value for name, _, value in lines[1:]}
    assert lines[0] == ("BEGIN", {}, "VALARM")
    assert set(values) == {"ACTION", "TRIGGER", "DESCRIPTION"}
    assert values["ACTION"] == "DISPLAY"
    assert _read_text(values["DESCRIPTION"])
    match = _DURATION.fullmatch(values["TRIGGER"])
    assert match
    return -dt.timedelta(days=int(match["days"]), hours=int(match["hours"]))
