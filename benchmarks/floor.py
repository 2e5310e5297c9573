"""The floor: read every record, parse it with the fastest parser there is, ask jsonschema-rs yes or no; nothing else.

Run as `python -m benchmarks.floor REPOSITORY`; prints JSON. Starting and compiling the schemas do not count.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING
from typing import Any

import jsonschema_rs
import yaml_rs

from benchmarks.stored import record_paths
from benchmarks.stored import stored_schemas

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 1 << 20
_ENDS = b"\n---\n"


def bytes_of(path: bytes) -> bytes:
    """The content of a file by the fewest calls."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, MOST)
    finally:
        os.close(descriptor)


def front_of(data: bytes) -> bytes:
    """The YAML of a record: all of it, or what stands before a Markdown body."""
    return data[4 : data.index(_ENDS) + 1] if data.startswith(b"---\n") else data


def measure(root: str) -> dict[str, Any]:
    """Seconds of the three steps over all records of a repository."""
    validators = {
        slug: jsonschema_rs.validator_for(schema, validate_formats=True, pattern_options=jsonschema_rs.RegexOptions())
        for slug, schema in stored_schemas(root).items()
    }
    paths = [(os.fsencode(f"{root}/{path}"), path.split("/")[1]) for path in record_paths(root)]
    cpu, start = time.process_time(), time.perf_counter()
    sources = [bytes_of(path) for path, _ in paths]
    was_read = time.perf_counter()
    parsed = [yaml_rs.loads(front_of(source).decode(), parse_datetime=False) for source in sources]
    was_parsed = time.perf_counter()
    valid = _count(validators, [slug for _, slug in paths], parsed)
    end = time.perf_counter()
    steps = {"read": was_read - start, "parse": was_parsed - was_read, "validate": end - was_parsed}
    return {"records": len(paths), "valid": valid, "cpu": time.process_time() - cpu, **steps}


def _count(validators: Mapping[str, Any], slugs: list[str], parsed: list[Any]) -> int:
    # What was destroyed left a mark that has none of its type's fields.
    return sum("destroyed" in data or validators[slug].is_valid(data) for slug, data in zip(slugs, parsed, strict=True))


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
