#!/usr/bin/env python3
"""Profiles a CSV file in one pass: types, gaps, ranges and the commonest values of each column."""

import argparse
import csv
import json
import re
import sys
from collections import Counter

MOST_VALUES = 10_000
DATE = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


class Column:
    """What is known of a column after the rows so far."""

    def __init__(self, name):
        self.name = name
        self.empty = 0
        self.types = Counter()
        self.values = Counter()
        self.is_cut = False
        self.smallest = self.largest = None

    def add(self, cell):
        cell = cell.strip()
        if cell == "":
            self.empty += 1
            return
        kind, value = typed(cell)
        self.types[kind] += 1
        if kind in ("integer", "number"):
            self.smallest = value if self.smallest is None else min(self.smallest, value)
            self.largest = value if self.largest is None else max(self.largest, value)
        if cell in self.values or len(self.values) < MOST_VALUES:
            self.values[cell] += 1
        else:
            self.is_cut = True

    def kind(self):
        kinds = set(self.types)
        if kinds == {"integer", "number"}:
            return "number"
        return " + ".join(sorted(kinds)) or "empty"

    def summary(self):
        return {
            "column": self.name,
            "type": self.kind(),
            "empty": self.empty,
            "different": f"≥ {len(self.values)}" if self.is_cut else str(len(self.values)),
            "smallest": self.smallest,
            "largest": self.largest,
            "commonest": [value for value, _ in self.values.most_common(3)],
        }


def typed(cell):
    try:
        return "integer", int(cell)
    except ValueError:
        pass
    try:
        return "number", float(cell)
    except ValueError:
        return ("date" if DATE.fullmatch(cell) else "text"), cell


def encoding_of(path):
    with open(path, "rb") as file:
        start = file.read(1 << 20)
    if start.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        # A character may be cut at the end of what was read.
        start[: len(start) - 4 if len(start) == 1 << 20 else None].decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return "latin-1"


def profile(path):
    encoding = encoding_of(path)
    with open(path, newline="", encoding=encoding, errors="replace") as file:
        start = file.read(64 * 1024)
        file.seek(0)
        try:
            dialect = csv.Sniffer().sniff(start, delimiters=",;\t|")
        except csv.Error:
            dialect = csv.excel
        rows = csv.reader(file, dialect)
        header = next(rows, None)
        if header is None:
            return {"file": path, "rows": 0, "columns": []}
        columns = [Column(name or f"column {index + 1}") for index, name in enumerate(header)]
        count = uneven = 0
        for row in rows:
            if not row:
                continue
            count += 1
            uneven += len(row) != len(columns)
            for column, cell in zip(columns, row):
                column.add(cell)
    return {
        "file": path,
        "encoding": encoding,
        "separator": dialect.delimiter,
        "rows": count,
        "rowsOfOtherLength": uneven,
        "columns": [column.summary() for column in columns],
    }


def as_markdown(result):
    lines = [
        f"{result['file']}: {result['rows']} rows, {len(result['columns'])} columns",
        "",
        "| column | type | empty | different | smallest | largest | commonest |",
        "| --- | --- | --: | --: | --: | --: | --- |",
    ]
    for column in result["columns"]:
        cells = [column["column"], column["type"], column["empty"], column["different"]]
        cells += ["" if column[key] is None else column[key] for key in ("smallest", "largest")]
        cells.append(", ".join(column["commonest"]))
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    if result.get("rowsOfOtherLength"):
        lines += ["", f"Rows with more or fewer cells than the header: {result['rowsOfOtherLength']}"]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
    options = parser.parse_args()
    try:
        result = profile(options.file)
    except OSError as error:
        sys.exit(f"{options.file} cannot be read: {error.strerror}.")
    print(json.dumps(result, indent=2, ensure_ascii=False) if options.json else as_markdown(result))


if __name__ == "__main__":
    main()
