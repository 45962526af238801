"""Rows and lines, out of whatever a spreadsheet saved."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from vinculo.model import Record
from vinculo.sources.addressing.charsets import text_of
from vinculo.sources.contentlines import BOM
from vinculo.sources.table.columns import layout_of, tells_interactions

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")
"""Where a comma is the decimal point, as in Spain, spreadsheets separate by semicolons."""


def lines_of(stream: BinaryIO) -> Iterator[str]:
    """The lines with their ends, in UTF-8, what Windows wrote before it, or the UTF-16 of Excel."""
    first = stream.readline()
    if first.startswith(_UTF16):
        yield from io.TextIOWrapper(
            io.BytesIO(first + stream.read()), encoding="utf-16", errors="replace", newline=""
        )
        return
    if first:
        yield text_of(first.removeprefix(BOM))
    yield from map(text_of, stream)


def header_of(lines: Iterator[str], mapping: Mapping[str, str]) -> tuple[str, tuple[str, ...], int] | None:
    """Delimiter, layout and number of the header line; None where the first line is no header of ours.

    Blank lines before it are passed over. (`sep=;` is an Excel's way to name the delimiter.)
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.strip().lower().startswith("sep="):
            continue
        for delimiter in _DELIMITERS:
            try:
                cells = next(csv.reader([line], delimiter=delimiter), [])
            except csv.Error:
                return None
            layout = layout_of(cells, mapping)
            if tells_interactions(layout):
                return delimiter, layout, number
        return None
    return None


def cells_of(lines: Iterator[str]) -> tuple[str, ...]:
    """The names in the header of any table, ours or not; empty where the first line is no header."""
    for line in lines:
        if line.strip() and not line.strip().lower().startswith("sep="):
            try:
                split = [next(csv.reader([line], delimiter=one), []) for one in _DELIMITERS]
            except csv.Error:
                return ()
            return tuple(cell.strip() for cell in max(split, key=len))
    return ()


def rows(stream: BinaryIO, mapping: Mapping[str, str]) -> Iterator[Record]:
    """The rows below the header. One with more cells than the header, or with a quote that is never
    closed, has a flaw."""
    lines = lines_of(stream)
    header = header_of(lines, mapping)
    if header is None:
        return
    delimiter, layout, number = header
    eaten: list[str] = []
    reader = csv.reader(_remembered(lines, eaten), delimiter=delimiter, strict=True)
    while True:
        begun = number + 1
        try:
            cells = next(reader, None)
            flaw = ""
        except csv.Error:
            cells, flaw = ["".join(eaten)], "bad_record.table_broken_row"
        if cells is None:
            return
        number += len(eaten)
        eaten.clear()
        if not flaw and any(cell.strip() for cell in cells[len(layout) :]):
            flaw = "bad_record.table_too_many_cells"
        fields = cells if flaw else (cells + [""] * len(layout))[: len(layout)]
        yield Record(tuple(fields), begun, layout, flaw=flaw)


def _remembered(lines: Iterator[str], eaten: list[str]) -> Iterator[str]:
    for line in lines:
        eaten.append(line)
        yield line


def objects(stream: BinaryIO, mapping: Mapping[str, str]) -> Iterator[Record]:
    """The lines of a JSONL file, each an object with our columns as keys; blank lines are none."""
    for number, line in enumerate(lines_of(stream), start=1):
        if not line.strip():
            continue
        told = object_of(line)
        if told is None:
            yield Record((line,), number, flaw="bad_record.table_not_an_object")
        else:
            layout = layout_of(list(map(_stored, told)), mapping)
            yield Record(tuple(map(_cell, told.values())), number, layout)


def object_of(line: str) -> dict[str, object] | None:
    """The JSON object that a line is; None where it is none."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _cell(value: object) -> str:
    if isinstance(value, str):
        return _stored(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return _stored("; ".join(value))
    return "" if value is None else _stored(json.dumps(value, ensure_ascii=False))


def _stored(text: str) -> str:
    """The text without halves of characters: JSON can write them, and nothing can store them."""
    return text.encode("utf-8", "replace").decode()
